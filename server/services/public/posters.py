"""Posters for the window: made and revoked by an offer's organisation."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from uuid import UUID

from game_rules.limits import Limits
from game_rules.offers.offer import LocationPrecision, Offer
from game_rules.offers.public import public_offer
from game_rules.refusals import RefusalReason, Refused
from server.live.world import World
from server.services.links import Links
from server.services.ports import OpenUnit, PosterSheet, SignatureRefused, UnitOfWork
from server.services.public.words import poster_sheet

_POSTER = "p"


def poster_of(
    open_unit: OpenUnit,
    world: World | None,
    links: Links,
    account_id: UUID,
    offer_id: UUID,
    now: datetime,
    limits: Limits,
) -> PosterSheet:
    """Returns what the offer's poster says; its code is made when there is none.

    Raises Refused(offer_not_found | offer_not_open).
    """
    offer = open_offer(world, offer_id, now)
    with open_unit() as unit:
        _check_member(unit, account_id, offer_id)
        if world is None or offer is None:
            raise Refused(RefusalReason.OFFER_NOT_OPEN)
        poster_id = unit.posters.in_use(offer_id, now)
        unit.commit()
    code_url = links.poster({_POSTER: _short(poster_id)})
    has_door = offer.location_precision is LocationPrecision.DOOR
    return poster_sheet(public_offer(offer), code_url, links.base, world.zone, has_door=has_door, limits=limits)


def revoke_poster(open_unit: OpenUnit, account_id: UUID, offer_id: UUID, now: datetime) -> None:
    """Ends the code of the offer's poster: it opens nothing any more. Raises Refused(offer_not_found)."""
    with open_unit() as unit:
        _check_member(unit, account_id, offer_id)
        unit.posters.revoke(offer_id, now)
        unit.commit()


def check_poster(open_unit: OpenUnit, links: Links, token: str) -> None:
    """Raises Refused(poster_invalid) for a code that was not made here, or that opens nothing any more."""
    with open_unit() as unit:
        offer_of_code(unit, links, token)


def open_offer(world: World | None, offer_id: UUID, now: datetime) -> Offer | None:
    """The offer, if it can be found today."""
    offer = world.offers.by_id.get(offer_id) if world else None
    if world is None or offer is None or not offer.is_current_on(now.astimezone(world.zone).date()):
        return None
    return offer


def _check_member(unit: UnitOfWork, account_id: UUID, offer_id: UUID) -> None:
    organisation_id = unit.posters.organisation_of(offer_id)
    # One answer for both: which drafts there are is the business of their organisation alone.
    if organisation_id is None or unit.organisations.member(organisation_id, account_id) is None:
        raise Refused(RefusalReason.OFFER_NOT_FOUND)


def _short(poster_id: UUID) -> str:
    """22 characters for 36: the fewer a code holds, the larger its squares and the further away it is read."""
    return urlsafe_b64encode(poster_id.bytes).decode().rstrip("=")


def _long(text: str) -> UUID:
    return UUID(bytes=urlsafe_b64decode(f"{text}=="))


def offer_of_code(unit: UnitOfWork, links: Links, token: str) -> tuple[UUID, UUID]:
    """The poster and its offer that a code stands for."""
    try:
        poster = unit.posters.find(_long(links.read_poster(token)[_POSTER]))
    except (SignatureRefused, KeyError, ValueError):
        poster = None
    if poster is None or poster.is_revoked:
        raise Refused(RefusalReason.POSTER_INVALID)
    return poster.id, poster.offer_id

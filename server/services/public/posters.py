"""Posters for the window: made and revoked by an offer's organisation."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from game_rules.offers.offer import LocationPrecision, Offer
from game_rules.offers.public import public_offer
from game_rules.refusals import RefusalReason, Refused
from game_rules.undo import undone_before
from server.services.context import Context, Unit
from server.services.ports import PosterSheet, SignatureRefused
from server.texts.public import poster_sheet

_POSTER = "p"


def poster_of(context: Context, offer_id: UUID) -> PosterSheet:
    """Returns what the offer's poster says; its code is made when there is none.

    Raises Refused(offer_not_found | offer_not_open).
    """
    offer = open_offer(context, offer_id)
    with context.unit() as unit:
        _check_member(unit, offer_id)
        if context.campaign is None or offer is None:
            raise Refused(RefusalReason.OFFER_NOT_OPEN)
        poster_id = unit.posters.in_use(offer_id, context.now)
        unit.commit()
    code_url = context.links.poster({_POSTER: _short(poster_id)})
    has_door = offer.location_precision is LocationPrecision.DOOR
    return poster_sheet(
        public_offer(offer),
        code_url,
        base_url=context.links.base,
        zone=context.campaign.zone,
        points=context.limits.points_visit,
        has_door=has_door,
    )


def revoke_poster(context: Context, offer_id: UUID) -> None:
    """Ends the code of the offer's poster: it opens nothing any more. Raises Refused(offer_not_found)."""
    with context.unit() as unit:
        _check_member(unit, offer_id)
        unit.posters.revoke(offer_id, context.now)
        unit.commit()


def restore_poster(context: Context, offer_id: UUID) -> None:
    """Undoes that the offer's poster was revoked: the ones that hang work again. Done again it changes nothing.

    Raises Refused(offer_not_found | edit_conflict | not_allowed_now): a conflict where another poster was made since,
    and not allowed once the time is over.
    """
    with context.unit() as unit:
        _check_member(unit, offer_id)
        since = undone_before(context.now)
        if not unit.posters.restore(offer_id, since):
            if not unit.posters.is_one_in_use(offer_id):
                raise Refused(RefusalReason.NOT_ALLOWED_NOW)
            if unit.posters.is_revoked_since(offer_id, since):
                raise Refused(RefusalReason.EDIT_CONFLICT)
        unit.commit()


def check_poster(context: Context, token: str) -> None:
    """Raises Refused(poster_invalid) for a code that was not made here, or that opens nothing any more."""
    with context.unit() as unit:
        offer_of_code(unit, token)


def open_offer(context: Context, offer_id: UUID) -> Offer | None:
    """The offer, if it can be found today."""
    offer = context.campaign.offers.by_id.get(offer_id) if context.campaign else None
    if context.campaign is None or offer is None or not offer.is_current_on(context.today):
        return None
    return offer


def _check_member(unit: Unit, offer_id: UUID) -> None:
    organisation_id = unit.posters.organisation_of(offer_id)
    # One answer for both: which drafts there are is the business of their organisation alone.
    if organisation_id is None or unit.organisations.member(organisation_id, unit.account_id) is None:
        raise Refused(RefusalReason.OFFER_NOT_FOUND)


def _short(poster_id: UUID) -> str:
    """22 characters for 36: the fewer a code holds, the larger its squares and the further away it is read."""
    return urlsafe_b64encode(poster_id.bytes).decode().rstrip("=")


def _long(text: str) -> UUID:
    return UUID(bytes=urlsafe_b64decode(f"{text}=="))


def offer_of_code(unit: Unit, token: str) -> tuple[UUID, UUID]:
    """The poster and its offer that a code stands for."""
    try:
        poster = unit.posters.find(_long(unit.context.links.read_poster(token)[_POSTER]))
    except (SignatureRefused, KeyError, ValueError):
        poster = None
    if poster is None or poster.is_revoked:
        raise Refused(RefusalReason.POSTER_INVALID)
    return poster.id, poster.offer_id

"""Posters for the window: made and revoked by an offer's organisation, scanned by whoever stands before them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from game_rules.events.seats import NOT_REGISTERED
from game_rules.gps import GpsFix
from game_rules.limits import Limits
from game_rules.offers.offer import LocationPrecision, Offer
from game_rules.offers.public import public_offer
from game_rules.play.found_offers import FoundOffer
from game_rules.play.outcomes import OfferDiscovered, PlayEvent
from game_rules.play.posters import ScanResult, judge_scan
from game_rules.play.walks import WalkOutcome
from game_rules.play.winnings import Discovery
from game_rules.refusals import RefusalReason, Refused
from server.live.world import World
from server.services.events.standing import standing_of
from server.services.links import Links
from server.services.play.award_walk import award_events, award_walk
from server.services.ports import OpenUnit, PosterSheet, SignatureRefused, UnitOfWork
from server.services.public.words import poster_sheet

_POSTER = "p"


@dataclass(frozen=True, slots=True)
class PosterScanned:
    """The outcome, committed: the offer as the player now knows it, and what happened."""

    result: ScanResult
    found: FoundOffer
    events: tuple[PlayEvent, ...]


def poster_of(
    open_unit: OpenUnit,
    world: World | None,
    links: Links,
    account_id: UUID,
    offer_id: UUID,
    now: datetime,
    limits: Limits,
) -> PosterSheet:
    """What the offer's poster says; its code is made when there is none.

    Raises Refused(offer_not_found | offer_not_open).
    """
    offer = _open_offer(world, offer_id, now)
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
        _offer_of(unit, links, token)


def scan_poster(
    open_unit: OpenUnit,
    world: World | None,
    links: Links,
    player_id: UUID,
    token: str,
    fix: GpsFix | None,
    now: datetime,
    limits: Limits,
) -> PosterScanned:
    """The player scanned a poster. At the door it is a visit, once; from afar they know the offer, and win nothing.

    The scan is counted by day, without the player. Raises Refused(no_campaign | not_signed_in | consent_withdrawn |
    poster_invalid | offer_not_open).
    """
    if world is None:
        raise Refused(RefusalReason.NO_CAMPAIGN)
    day = now.astimezone(world.zone).date()
    with open_unit() as unit:
        poster_id, offer_id = _offer_of(unit, links, token)
        offer = _open_offer(world, offer_id, now)
        if offer is None:
            raise Refused(RefusalReason.OFFER_NOT_OPEN)
        player = unit.accounts.lock_player(player_id)
        if player is None:
            raise Refused(RefusalReason.NOT_SIGNED_IN)
        if fix is not None and not player.allows_positions:
            raise Refused(RefusalReason.CONSENT_WITHDRAWN)
        unit.posters.count_scan(poster_id, day)
        before = unit.achievements.discoveries(player_id).get(offer_id)
        is_visited = before is not None and before.visited_on is not None
        result = judge_scan(offer, fix, now, world.zone, is_visited=is_visited, limits=limits)
        outcome = WalkOutcome()
        events: list[PlayEvent] = []
        if result.is_there:
            outcome.discovered[offer_id] = (offer, day)
            if result is ScanResult.VISITED:
                outcome.visited[offer_id] = day
        elif before is None:
            unit.achievements.add_discoveries(player_id, {offer_id: day})
            events.append(OfferDiscovered(offer, day))
        awards = award_walk(unit, player_id, outcome, limits)
        events += award_events(awards, unit.achievements.totals(player_id))
        after = unit.achievements.discoveries(player_id).get(offer_id, Discovery(day, None))
        registered = standing_of(unit, player_id, [offer]).get(offer_id, NOT_REGISTERED)
        unit.commit()
    found = FoundOffer(offer, after.discovered_on, after.visited_on, registered)
    return PosterScanned(result, found, tuple(events))


def _open_offer(world: World | None, offer_id: UUID, now: datetime) -> Offer | None:
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


def _offer_of(unit: UnitOfWork, links: Links, token: str) -> tuple[UUID, UUID]:
    """The poster and its offer that a code stands for."""
    try:
        poster = unit.posters.find(_long(links.read_poster(token)[_POSTER]))
    except (SignatureRefused, KeyError, ValueError):
        poster = None
    if poster is None or poster.is_revoked:
        raise Refused(RefusalReason.POSTER_INVALID)
    return poster.id, poster.offer_id

"""A player scans the poster in a shop window."""

from dataclasses import dataclass

from game_rules.events.seats import NOT_REGISTERED
from game_rules.gps import GpsFix
from game_rules.play.found_offers import FoundOffer
from game_rules.play.outcomes import OfferDiscovered, PlayEvent, PointsAwarded
from game_rules.play.posters import ScanResult, judge_scan
from game_rules.play.walks import WalkOutcome
from game_rules.play.winnings import Discovery
from game_rules.refusals import RefusalReason, Refused
from server.services.context import Context
from server.services.events.standing import standing_of
from server.services.play.award_walk import award_events, award_walk, locked_discoveries
from server.services.public.posters import offer_of_code, open_offer


@dataclass(frozen=True, slots=True)
class PosterScanned:
    """The outcome, committed: the offer as the player now knows it, and what happened."""

    result: ScanResult
    found: FoundOffer
    events: tuple[PlayEvent, ...]


def scan_poster(context: Context, token: str, fix: GpsFix | None) -> PosterScanned:
    """The player scanned a poster. At the door it is a visit, once; from afar they know the offer, and win nothing.

    The scan is counted by day, without the player. Raises Refused(no_campaign | not_signed_in | consent_withdrawn |
    poster_invalid | offer_not_open).
    """
    campaign = context.running
    day = context.today
    with context.unit() as unit:
        poster_id, offer_id = offer_of_code(unit, token)
        offer = open_offer(context, offer_id)
        if offer is None:
            raise Refused(RefusalReason.OFFER_NOT_OPEN)
        player = unit.accounts.lock_player(context.player_id)
        if player is None:
            raise Refused(RefusalReason.NOT_SIGNED_IN)
        if fix is not None and not unit.accounts.allows_positions(context.player_id):
            raise Refused(RefusalReason.CONSENT_WITHDRAWN)
        unit.posters.count_scan(poster_id, day)
        before = locked_discoveries(unit).get(offer_id)
        is_visited = before is not None and before.visited_on is not None
        result = judge_scan(offer, fix, context.now, campaign.zone, is_visited=is_visited, limits=context.limits)
        outcome = WalkOutcome()
        events: list[PlayEvent] = []
        if result.is_there:
            outcome.discovered[offer_id] = (offer, day)
            if result is ScanResult.VISITED:
                outcome.visited[offer_id] = day
        elif before is None:
            unit.achievements.add_discoveries(context.player_id, {offer_id: day})
            totals = unit.achievements.totals(context.player_id)
            events += [OfferDiscovered(offer, day, player.version), PointsAwarded((), totals, player.version)]
        awards = award_walk(unit, outcome)
        events += award_events(awards, unit.achievements.totals(context.player_id))
        after = unit.achievements.discoveries(context.player_id).get(offer_id, Discovery(day, None))
        registered = standing_of(unit, [offer]).get(offer_id, NOT_REGISTERED)
        unit.commit()
    found = FoundOffer(offer, after.discovered_on, after.visited_on, registered)
    return PosterScanned(result, found, tuple(events))

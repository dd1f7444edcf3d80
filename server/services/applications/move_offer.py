"""An offer is paused, taken up again, filled or withdrawn by its organisation, and those who applied are told."""

from datetime import datetime
from uuid import UUID

from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.offers.lifecycle import OfferAction, OfferActor, OfferState, next_offer_state
from game_rules.told import Told
from server.live.world import World
from server.persistence.offers.posted import Move
from server.services.applications.close import close_for_filled
from server.services.offers.access import lock_offer_of
from server.services.offers.decide_on_offer import tell_players_of_move
from server.services.ports import JobQueue, OpenUnit


def move_offer(
    open_unit: OpenUnit,
    jobs: JobQueue,
    account_id: UUID,
    offer_id: UUID,
    version: int,
    action: OfferAction,
    now: datetime,
    *,
    world: World | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[Told, ...]:
    """Pauses, resumes, fills or withdraws, as one of its organisation's people; answers whom to tell.

    When it is filled, all who applied are told. Raises Refused(offer_not_found | edit_conflict | not_allowed_now).
    """
    with open_unit() as unit:
        offer = lock_offer_of(unit, offer_id, account_id, version)
        state = next_offer_state(offer.state, action, OfferActor.EMPLOYER)
        unit.posted_offers.move(offer_id, Move(action, OfferActor.EMPLOYER, state, account_id), now)
        tell_players_of_move(unit, jobs, offer, state, now, limits)
        filled = state is OfferState.FILLED
        told = close_for_filled(unit, jobs, world, offer_id, now, limits) if filled else ()
        unit.commit()
    return told

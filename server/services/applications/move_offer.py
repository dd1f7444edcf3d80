"""An offer is paused, taken up again, filled or withdrawn by its organisation, and those who applied are told."""

from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.offers.lifecycle import OfferAction, OfferActor, OfferState, next_offer_state
from game_rules.offers.posted import PostedOfferView
from server.persistence.offers.posted import Move
from server.services.applications.close import close_for_filled
from server.services.context import Context
from server.services.offers.access import lock_offer_of
from server.services.offers.decide_on_offer import notify_players_of_move
from server.services.offers.views import own_offer


def move_offer(
    context: Context, offer_id: UUID, version: int, action: OfferAction
) -> tuple[PostedOfferView, tuple[AddressedEvent, ...]]:
    """Pauses, resumes, fills or withdraws, as one of its organisation's people; returns it, and whom to tell.

    When it is filled, all who applied are told. Raises Refused(offer_not_found | edit_conflict | not_allowed_now).
    """
    with context.unit() as unit:
        offer = lock_offer_of(unit, offer_id, context.account_id, version)
        state = next_offer_state(offer.state, action, OfferActor.EMPLOYER)
        unit.posted_offers.move(offer_id, Move(action, OfferActor.EMPLOYER, state, context.account_id), context.now)
        notify_players_of_move(unit, offer, state)
        filled = state is OfferState.FILLED
        events = close_for_filled(unit, offer_id) if filled else ()
        view = own_offer(unit, offer_id)
        unit.commit()
    return view, events

"""An offer is paused, taken up again, filled or withdrawn by its organisation; its end can be undone, then is told."""

from uuid import UUID

from game_rules.offers.lifecycle import (
    OfferAction,
    OfferActor,
    OfferState,
    ended_at,
    next_offer_state,
    restored_offer_state,
)
from game_rules.offers.posted import PostedOfferView
from game_rules.organisations.organisation import OrganisationState
from game_rules.undo import is_undoable, undo_until
from server.persistence.offers.posted import Move
from server.services.applications.close import close_for_filled
from server.services.context import Context
from server.services.events.news import notify_of_its_end
from server.services.offers.access import lock_offer_of
from server.services.offers.views import own_offer
from server.services.ports import Job, JobName


def move_offer(context: Context, offer_id: UUID, version: int, action: OfferAction) -> PostedOfferView:
    """Pauses, resumes, fills or withdraws, as one of its organisation's people. What is filled or withdrawn can be
    found no more; those who applied or registered are told by a job once it cannot be undone any more.

    Raises Refused(offer_not_found | edit_conflict | not_allowed_now).
    """
    with context.unit() as unit:
        offer = lock_offer_of(unit, offer_id, context.account_id, version)
        state = next_offer_state(offer.state, action, OfferActor.EMPLOYER)
        unit.posted_offers.move(offer_id, Move(action, OfferActor.EMPLOYER, state, context.account_id), context.now)
        if state in _ENDED:
            job = Job(JobName.FINISH_OFFER_END, {"offer_id": str(offer_id)}, not_before=undo_until(context.now))
            unit.jobs.defer(unit, job)
        view = own_offer(unit, offer_id)
        unit.commit()
    return view


_ENDED = frozenset({OfferState.FILLED, OfferState.WITHDRAWN})


def restore_offer(context: Context, offer_id: UUID, version: int) -> PostedOfferView:
    """Undoes that one of its organisation's people ended the offer: it is as it was. Done again it changes nothing.

    Raises Refused(offer_not_found | edit_conflict | not_allowed_now), the last one once the time is over.
    """
    with context.unit() as unit:
        offer = lock_offer_of(unit, offer_id, context.account_id)
        moves = unit.posted_offers.moves_of([offer_id])[offer_id]
        if moves and moves[-1].action is OfferAction.RESTORE and version == offer.version - 1:
            return own_offer(unit, offer_id)
        offer.check_version(version)
        state = restored_offer_state(
            moves,
            context.now,
            was_published=offer.published_at is not None,
            is_vetted=offer.organisation.state is OrganisationState.VERIFIED,
        )
        move = Move(OfferAction.RESTORE, OfferActor.EMPLOYER, state, context.account_id)
        unit.posted_offers.move(offer_id, move, context.now)
        view = own_offer(unit, offer_id)
        unit.commit()
    return view


def finish_offer_end(context: Context, offer_id: UUID) -> None:
    """Tells those who applied to an offer, or registered for it, that it is filled or withdrawn, once its employer can
    undo that no more. Run again, or of an offer that is back, it does nothing."""
    with context.unit() as unit:
        offer = unit.posted_offers.lock(offer_id)
        ended = ended_at(unit.posted_offers.moves_of([offer_id])[offer_id])
        if offer is None or ended is None or is_undoable(ended, context.now):
            return
        if offer.state is OfferState.FILLED:
            close_for_filled(unit, offer_id)
        else:
            notify_of_its_end(unit, offer, ended)
        unit.commit()

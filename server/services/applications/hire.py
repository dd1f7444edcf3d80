"""Somebody is hired: their employer can undo it for a while, and then they are told."""

from dataclasses import replace
from uuid import UUID

from game_rules.applications.application import (
    Application,
    ApplicationAction,
    ApplicationActor,
    ApplicationState,
    next_application_state,
    version_after,
    without_invitation,
)
from game_rules.applications.views import AnswerOvertaken
from game_rules.offers.lifecycle import OfferAction, OfferActor, actions_allowed, next_offer_state
from game_rules.offers.posted import PostedOffer
from game_rules.organisations.organisation import OrganisationState
from game_rules.refusals import RefusalReason, Refused
from server.persistence.offers.posted import Move
from server.services.applications.answer import give_answer, lock_after_player
from server.services.applications.close import close_for_filled
from server.services.applications.views import ApplicationMoved, moved
from server.services.context import Context, Unit
from server.services.one_by_one import one_by_one


def undo_hire(context: Context, application_id: UUID, version: int) -> ApplicationMoved:
    """Takes back, as one of its organisation's people, that somebody is hired, before they have heard of it. Once that
    is done, doing so again changes nothing.

    Raises AnswerOvertaken with what stands, where it is another version, or was taken back; Refused(
    application_not_found | not_allowed_now), the latter once it is told.
    """
    with context.unit() as unit:
        application = lock_after_player(
            unit, application_id, lambda: unit.applications.for_answer(application_id, context.account_id)
        )
        changes = unit.applications.changes_of([application_id])[application_id]
        is_told = application.state is ApplicationState.HIRED
        if is_told or (application.hire is not None and application.hire.due_at <= context.now):
            raise Refused(RefusalReason.NOT_ALLOWED_NOW)
        if application.state is ApplicationState.WITHDRAWN or version != version_after(one.action for one in changes):
            raise AnswerOvertaken(moved(unit, application).view)
        if application.hire is None:
            return ApplicationMoved(moved(unit, application).view)
        application = replace(application, hire=None)
        unit.applications.hold_hire(application)
        undone = ApplicationMoved(moved(unit, application).view)
        unit.commit()
    return undone


def finish_hire(context: Context, application_id: UUID) -> bool:
    """Tells somebody that they are hired, once it cannot be undone any more, and takes an opening of the offer; with
    the last one it is filled, and all others who applied are told. Returns whether they were told.

    Run again it does nothing. Of an organisation that is no longer verified nothing is told.
    """
    with context.unit() as unit:
        seen = unit.applications.application(application_id)
        if seen is None or not _is_due(unit, seen):
            return False
        offer = unit.posted_offers.lock(seen.offer_id)
        # All of them before the first application, as everywhere: nobody applies while the offer is locked.
        others = unit.applications.under_way_for_offer(seen.offer_id)
        unit.accounts.lock_players({seen.player_id, *(one.player_id for one in others)})
        application = unit.applications.lock(application_id)
        if application is None or not _is_due(unit, application) or application.player_id != seen.player_id:
            # Somebody else's now, who was a guest before and is not locked: the hourly round looks after it.
            return False
        hire = application.hire
        application = replace(application, hire=None)
        is_told = offer is not None and offer.organisation.state is OrganisationState.VERIFIED
        if offer is not None and is_told:
            state = next_application_state(application.state, ApplicationAction.HIRE, ApplicationActor.EMPLOYER)
            application = replace(
                without_invitation(application),
                state=state,
                refusal_reason=None,
                reply=hire.reply if hire else None,
                seen_at=application.seen_at or context.now,
                answered_at=application.answered_at or context.now,
                changed_at=context.now,
            )
            give_answer(unit, application, ApplicationAction.HIRE)
            _take_opening(unit, offer)
        else:
            unit.applications.hold_hire(application)
        unit.commit()
    return is_told


def _is_due(unit: Unit, application: Application) -> bool:
    return application.hire is not None and application.hire.due_at <= unit.now


def _take_opening(unit: Unit, offer: PostedOffer) -> None:
    if unit.posted_offers.take_opening(offer.id) != 0 or OfferAction.FILL not in actions_allowed(
        offer.state, OfferActor.RULES
    ):
        return
    state = next_offer_state(offer.state, OfferAction.FILL, OfferActor.RULES)
    unit.posted_offers.move(offer.id, Move(OfferAction.FILL, OfferActor.RULES, state), unit.now)
    close_for_filled(unit, offer.id)


def finish_overdue_hires(context: Context) -> int:
    """Tells those whose own job came to nothing, and counts them. Raises SomeFailedError when the others are done."""
    with context.unit() as unit:
        due = unit.applications.hires_due(context.now)
    return sum(one_by_one("hires that are due", due, lambda application_id: finish_hire(context, application_id)))

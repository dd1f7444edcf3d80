"""Steps of a player after applying: take the application back, undo that, or ask the employer again."""

from dataclasses import replace
from uuid import UUID

from game_rules.applications.application import (
    Application,
    ApplicationAction,
    ApplicationActor,
    ApplicationState,
    is_reminder_due,
    next_application_state,
    restored_state,
)
from game_rules.offers.lifecycle import OfferState
from game_rules.organisations.organisation import OrganisationState
from game_rules.people.encounters import is_minor
from game_rules.play.points import entry_for_reminder
from game_rules.refusals import RefusalReason, Refused
from server.services.applications.answer import lock_after_player
from server.services.applications.mails import MailAbout, mail_readers
from server.services.applications.views import ApplicationMoved, moved
from server.services.award_points import award
from server.services.context import Context, Unit


def withdraw_application(context: Context, application_id: UUID) -> ApplicationMoved:
    """Takes it back: the employer sees it no more, and what they were about to tell is not told. Once taken back, doing
    so again changes nothing. What stood, stays with it: it can be undone for a while.

    Raises Refused(application_not_found | not_allowed_now).
    """
    with context.unit() as unit:
        application = lock_own(unit, application_id)
        if application.state is ApplicationState.WITHDRAWN:
            return ApplicationMoved(moved(unit, application).view)
        state = next_application_state(application.state, ApplicationAction.WITHDRAW, ApplicationActor.PLAYER)
        application = replace(application, state=state, hire=None, changed_at=context.now)
        unit.applications.move(application, ApplicationAction.WITHDRAW, ApplicationActor.PLAYER)
        unit.notifications.mark_read_of(application.id, context.now)
        withdrawn = moved(unit, application)
        unit.commit()
    return withdrawn


def restore_application(context: Context, application_id: UUID) -> ApplicationMoved:
    """Undoes a withdrawal: all is as it was, for the employer too. What is not withdrawn stays as it is. A minor says
    anew what they say to an interview: their meeting, and who watches over it, may have ended with the withdrawal.

    Raises Refused(application_not_found | not_allowed_now | offer_not_open): not allowed once the time for it is over,
    and not open where the offer was filled or withdrawn since, or its organisation is no longer verified.
    """
    with context.unit() as unit:
        seen = unit.applications.application(application_id)
        # Before the player's lock, as for applying.
        offer = unit.applications.offer_to_apply_for(seen.offer_id) if seen else None
        application = lock_own(unit, application_id)
        if application.state is not ApplicationState.WITHDRAWN:
            return ApplicationMoved(moved(unit, application).view)
        if offer is None or offer.state in _ENDED or offer.organisation_state is not OrganisationState.VERIFIED:
            raise Refused(RefusalReason.OFFER_NOT_OPEN)
        changes = unit.applications.changes_of([application_id])[application_id]
        state = restored_state([(one.action, one.to_state, one.at) for one in changes], context.now)
        application = replace(application, state=state, changed_at=context.now)
        age = unit.accounts.age_band_of_player(context.player_id)
        if application.interview is not None and (age is None or is_minor(age)):
            application = replace(application, response=None, response_words=None)
        unit.applications.move(application, ApplicationAction.RESTORE, ApplicationActor.PLAYER)
        restored = moved(unit, application)
        unit.commit()
    return restored


_ENDED = frozenset({OfferState.FILLED, OfferState.WITHDRAWN})


def note_reminder(context: Context, application_id: UUID) -> ApplicationMoved:
    """The player has asked the employer again, by phone or at the door: points, once, some more days for the answer,
    and another mail to the organisation's members. AddressedEvent again it changes nothing.

    Raises Refused(application_not_found | not_allowed_now); the latter before it is due, and once it is answered.
    """
    with context.unit() as unit:
        application = lock_own(unit, application_id)
        if application.reminded_on is not None:
            return ApplicationMoved(moved(unit, application).view)
        if not is_reminder_due(application, unit.today, unit.zone, context.limits):
            raise Refused(RefusalReason.NOT_ALLOWED_NOW)
        state = next_application_state(application.state, ApplicationAction.REMIND, ApplicationActor.PLAYER)
        application = replace(application, state=state, reminded_on=unit.today, changed_at=context.now)
        unit.applications.move(application, ApplicationAction.REMIND, ApplicationActor.PLAYER)
        unit.notifications.mark_read_of(application.id, context.now)
        reminded = moved(unit, application)
        mail_readers(unit, reminded.view, MailAbout.STILL_WAITING)
        events = award(unit, context.player_id, entry_for_reminder(application.id, unit.today, context.limits))
        unit.commit()
    return replace(reminded, events=(*reminded.events, *events))


def lock_own(unit: Unit, application_id: UUID) -> Application:
    """The player's own application, locked after them. Raises Refused(application_not_found)."""

    def own() -> Application | None:
        found = unit.applications.application(application_id)
        return found if found is not None and found.player_id == unit.player_id else None

    return lock_after_player(unit, application_id, own)

"""An organisation's member reads an application, and answers it: in the app, or with one tap from a mail."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from game_rules.applications.application import (
    ANSWERS,
    Answer,
    Application,
    ApplicationAction,
    ApplicationActor,
    ApplicationState,
    HeldHire,
    clean_answer,
    next_application_state,
    version_after,
    without_invitation,
)
from game_rules.applications.interview import Interview
from game_rules.applications.views import AnswerOvertaken
from game_rules.notifications.notification import NotificationKind
from game_rules.people.encounters import is_minor
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from game_rules.undo import undo_until
from game_rules.wording.contact_data import check_contact_data
from server.services.applications.interview import check_new_interview, interview_as_kept
from server.services.applications.views import ApplicationMoved, moved
from server.services.context import Context, Unit
from server.services.notifications.notify import Notice, notify
from server.services.ports import Job, JobName


def see_application(context: Context, application_id: UUID) -> ApplicationMoved:
    """Notes that somebody has read it; once that is known, or it is answered, it changes nothing.

    Raises Refused(application_not_found).
    """
    with context.unit() as unit:
        application = lock_for_reader(unit, application_id, context.account_id)
        if application.state is not ApplicationState.SENT:
            return ApplicationMoved(moved(unit, application).view)
        state = next_application_state(application.state, ApplicationAction.SEE, ApplicationActor.EMPLOYER)
        application = replace(application, state=state, seen_at=context.now, changed_at=context.now)
        unit.applications.move(application, ApplicationAction.SEE, ApplicationActor.EMPLOYER)
        seen = moved(unit, application)
        unit.commit()
    return seen


def answer_application(
    context: Context, account_id: UUID, application_id: UUID, version: int, answer: Answer
) -> ApplicationMoved:
    """Answers in the name of the organisation what stood at `version`, and tells the player. The same answer given
    again changes nothing. That somebody is hired is held, and told once it can be undone no more.

    Raises AnswerOvertaken with what stands, where that is another version, or was taken back; Refused(
    application_not_found | not_allowed_now | messages_paused | refusal_reason_needed | slot_invalid | invalid_text |
    contact_data_for_minor), the last for a minor who is to phone, too; and what `interview_as_kept` and
    `check_interview` raise.
    """
    answer, action = clean_answer(answer), ANSWERS[answer.state]
    with context.unit() as unit:
        application = lock_after_player(
            unit, application_id, lambda: unit.applications.for_answer(application_id, account_id)
        )
        if application.state is ApplicationState.WITHDRAWN:
            raise AnswerOvertaken(moved(unit, application).view)
        age = unit.accounts.age_band_of_player(application.player_id) or AgeBand.FROM_18
        check_contact_data({"/reply": answer.reply or ""}, AgeBand.FROM_18, age, confirmed=False)
        if answer.state is ApplicationState.PHONE and is_minor(age):
            raise Refused(RefusalReason.CONTACT_DATA_FOR_MINOR)
        interview = interview_as_kept(unit, application, answer.interview) if answer.interview else None
        if _stands(answer, interview, application):
            return ApplicationMoved(moved(unit, application).view)
        if answer.state is ApplicationState.HIRED and is_held(application, answer.reply):
            return ApplicationMoved(moved(unit, application).view)
        changes = unit.applications.changes_of([application_id])[application_id]
        if application.hire or version_after(change.action for change in changes) != version:
            raise AnswerOvertaken(moved(unit, application).view)
        if answer.interview is not None:
            check_new_interview(unit, application, answer.interview, age)
        if not unit.measures.may_write(account_id, context.now):
            raise Refused(RefusalReason.MESSAGES_PAUSED)
        state = next_application_state(application.state, action, ApplicationActor.EMPLOYER)
        if state is ApplicationState.HIRED:
            held = ApplicationMoved(moved(unit, hold_hire(unit, application, answer.reply)).view)
            unit.commit()
            return held
        application = replace(
            without_invitation(application),
            state=state,
            refusal_reason=answer.ground,
            reply=answer.reply,
            interview=interview,
            phone=answer.phone,
            seen_at=application.seen_at or context.now,
            answered_at=application.answered_at or context.now,
            changed_at=context.now,
        )
        give_answer(unit, application, action)
        answered = moved(unit, application)
        unit.commit()
    return answered


def give_answer(unit: Unit, application: Application, action: ApplicationAction) -> None:
    """Writes the answer that a locked application has now, and tells whoever applied. In the caller's unit."""
    unit.applications.move(application, action, ApplicationActor.EMPLOYER)
    # What the inbox said of it is overtaken.
    unit.notifications.mark_read_of(application.id, unit.now)
    kind, occasion = NotificationKind.APPLICATION_ANSWERED, unit.now.isoformat()
    notify(unit, application.player_id, Notice(kind, application.id, occasion=occasion))


def hold_hire(unit: Unit, application: Application, reply: str | None) -> Application:
    """Keeps the good news of a locked application until its employer can undo it no more, when a job tells it."""
    due_at = undo_until(unit.now)
    application = replace(application, hire=HeldHire(due_at, reply))
    unit.applications.hold_hire(application)
    unit.jobs.defer(unit, Job(JobName.FINISH_HIRE, {"application_id": str(application.id)}, not_before=due_at))
    return application


def is_held(application: Application, reply: str | None) -> bool:
    """Tells whether just that news is held already; without words it is the same with those there."""
    return application.hire is not None and (not reply or reply == application.hire.reply)


def _stands(answer: Answer, interview: Interview | None, application: Application) -> bool:
    """Tells whether the application was answered just that already; without words it is the same with those there."""
    reply = answer.reply and application.reply
    stands = (application.state, application.refusal_reason, reply, application.interview, application.phone)
    return (answer.state, answer.ground, answer.reply, interview, answer.phone) == stands


def lock_for_reader(unit: Unit, application_id: UUID, account_id: UUID) -> Application:
    """The application, locked after its player, if the account may read it. Raises Refused(application_not_found)."""
    return lock_after_player(unit, application_id, lambda: unit.applications.for_reader(application_id, account_id))


def lock_after_player(unit: Unit, application_id: UUID, find: Callable[[], Application | None]) -> Application:
    """Returns what `find` finds, locked: its player first, as everywhere; looks again once nobody else can move it.

    Raises Refused(application_not_found).
    """
    while (seen := find()) is not None:
        if unit.accounts.lock_player(seen.player_id) is None:
            # Gone while this waited: with the application, or it is somebody else's now who was a guest before.
            continue
        unit.applications.lock(application_id)
        application = find()
        if application is None:
            break
        return application
    raise Refused(RefusalReason.APPLICATION_NOT_FOUND)

"""An organisation's member reads an application, and answers it: in the app, or with one tap from a mail."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from game_rules.applications.application import (
    ANSWERS,
    Answer,
    Application,
    ApplicationAction,
    ApplicationActor,
    ApplicationState,
    clean_answer,
    next_application_state,
)
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.notifications.notification import NotificationKind
from game_rules.refusals import RefusalReason, Refused
from server.live.world import World
from server.services.applications.views import ApplicationMoved, moved, zone_of
from server.services.notifications.notify import notify
from server.services.ports import JobQueue, OpenUnit, UnitOfWork


def see_application(
    open_unit: OpenUnit,
    world: World | None,
    account_id: UUID,
    application_id: UUID,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> ApplicationMoved:
    """Notes that somebody has read it; once that is known, or it is answered, it changes nothing.

    Raises Refused(application_not_found).
    """
    with open_unit() as unit:
        application = lock_for_reader(unit, application_id, account_id)
        if application.state is not ApplicationState.SENT:
            return ApplicationMoved(moved(unit, application, zone_of(world), now, limits).view)
        state = next_application_state(application.state, ApplicationAction.SEE, ApplicationActor.EMPLOYER)
        application = replace(application, state=state, seen_at=now, changed_at=now)
        unit.applications.move(application, ApplicationAction.SEE, ApplicationActor.EMPLOYER)
        seen = moved(unit, application, zone_of(world), now, limits)
        unit.commit()
    return seen


def answer_application(
    open_unit: OpenUnit,
    jobs: JobQueue,
    world: World | None,
    account_id: UUID,
    application_id: UUID,
    answer: Answer,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> ApplicationMoved:
    """Answers in the name of the organisation, and tells the player. The same answer given again changes nothing.

    Raises Refused(application_not_found | not_allowed_now | refusal_reason_needed | invalid_text).
    """
    answer, action = clean_answer(answer), ANSWERS[answer.state]
    with open_unit() as unit:
        application = lock_for_reader(unit, application_id, account_id)
        if answer == Answer(application.state, application.refusal_reason, answer.reply and application.reply):
            return ApplicationMoved(moved(unit, application, zone_of(world), now, limits).view)
        application = replace(
            application,
            state=next_application_state(application.state, action, ApplicationActor.EMPLOYER),
            refusal_reason=answer.ground,
            reply=answer.reply,
            seen_at=application.seen_at or now,
            answered_at=application.answered_at or now,
            changed_at=now,
        )
        unit.applications.move(application, action, ApplicationActor.EMPLOYER)
        # What the inbox said of it is overtaken.
        unit.notifications.mark_read_of(application.id, now)
        kind, occasion = NotificationKind.APPLICATION_ANSWERED, now.isoformat()
        notify(unit, jobs, application.player_id, kind, application.id, now, occasion=occasion, limits=limits)
        answered = moved(unit, application, zone_of(world), now, limits)
        unit.commit()
    return answered


def lock_for_reader(unit: UnitOfWork, application_id: UUID, account_id: UUID) -> Application:
    """The application, locked after its player, if the account may read it. Raises Refused(application_not_found)."""
    return lock_after_player(unit, application_id, lambda: unit.applications.for_reader(application_id, account_id))


def lock_after_player(unit: UnitOfWork, application_id: UUID, find: Callable[[], Application | None]) -> Application:
    """Returns what `find` finds, locked: its player first, as everywhere; looks again once nobody else can move it.

    Raises Refused(application_not_found).
    """
    seen = find()
    if seen is None:
        raise Refused(RefusalReason.APPLICATION_NOT_FOUND)
    unit.accounts.lock_player(seen.player_id)
    unit.applications.lock(application_id)
    application = find()
    if application is None:
        raise Refused(RefusalReason.APPLICATION_NOT_FOUND)
    return application

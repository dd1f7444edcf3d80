"""Steps of a meeting by the clock: reminders, whether all is well, the end, and the alert when somebody is missed."""

from dataclasses import replace
from uuid import UUID

from game_rules.meetings.meeting import (
    Meeting,
    MeetingAction,
    MeetingRole,
    MeetingState,
    MeetingStep,
    is_step_due,
    next_meeting_state,
)
from game_rules.meetings.watch import alerted_about, is_asked
from game_rules.notifications.notification import NotificationKind
from game_rules.people.players import AgeBand
from server.services.context import Context, Unit
from server.services.meetings.alerts import raise_alert
from server.services.meetings.interviews import end_quietly, is_off
from server.services.meetings.notices import ask_if_well, mail_to_check_out, tell


def advance_meeting(context: Context, meeting_id: UUID, step: MeetingStep) -> None:
    """Takes the step, once, however often it is called; nothing where the meeting is gone or has moved on meanwhile.

    All that a step does is one transaction: a worker that dies in it has done nothing.
    """
    with context.unit() as unit:
        seen = unit.meetings.meeting(meeting_id)
        if seen is None:
            return
        unit.accounts.lock_players(seen.people)
        meeting = unit.meetings.lock(meeting_id)
        if meeting is None or not is_step_due(meeting, step, context.now, context.limits):
            return
        if not unit.meetings.do_step(meeting_id, step, context.now):
            return
        if meeting.state is MeetingState.CONFIRMED and is_off(unit, meeting):
            end_quietly(unit, meeting)
        else:
            _take(unit, meeting, step)
        unit.commit()


def _take(unit: Unit, meeting: Meeting, step: MeetingStep) -> None:
    match step:
        case MeetingStep.LAPSE:
            _end(unit, meeting, MeetingAction.LAPSE)
        case MeetingStep.REMIND_DAY_BEFORE | MeetingStep.REMIND_HOUR_BEFORE:
            for role in (MeetingRole.ASKER, MeetingRole.HELPER):
                tell(unit, meeting, NotificationKind.MEETING_REMINDER, role, occasion=step.value)
        case MeetingStep.ASK_IF_WELL | MeetingStep.REMIND_CHECK_OUT:
            for role in meeting.awaited():
                if is_asked(meeting, role, step):
                    ask_if_well(unit, meeting, role, _age_of_asker(unit, meeting), occasion=step.value)
                elif step is MeetingStep.REMIND_CHECK_OUT:
                    mail_to_check_out(unit, meeting, role)
        case MeetingStep.CLOSE:
            for role in alerted_about(meeting, _age_of_asker(unit, meeting)):
                raise_alert(unit, meeting, role)
            _end(unit, meeting, MeetingAction.CLOSE)


def _age_of_asker(unit: Unit, meeting: Meeting) -> AgeBand:
    """All that is known of it; who has left is looked for no more."""
    age = unit.accounts.age_band_of_player(meeting.asker_id) if meeting.asker_id else None
    return age or AgeBand.FROM_18


def _end(unit: Unit, meeting: Meeting, action: MeetingAction) -> None:
    state = next_meeting_state(meeting, action, MeetingRole.GAME)
    contact = None if action is MeetingAction.LAPSE else meeting.trusted_contact
    unit.meetings.move(
        replace(meeting, state=state, ended_at=unit.now, trusted_contact=contact), action, MeetingRole.GAME, unit.now
    )

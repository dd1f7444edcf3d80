"""A proposal is agreed to, or a meeting is called off: by one of the two, or because they may no longer meet."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.meetings.meeting import (
    AHEAD,
    CancelReason,
    Meeting,
    MeetingAction,
    MeetingRole,
    MeetingState,
    TrustedContact,
    check_contact,
    check_move,
    meeting_of_two,
    next_meeting_state,
)
from game_rules.meetings.watch import is_watched
from game_rules.notifications.notification import NotificationKind
from game_rules.people.encounters import check_encounter
from game_rules.refusals import RefusalReason, Refused
from server.services.context import Context, Unit
from server.services.meetings.notices import mail_calendar_entry, schedule_steps, tell
from server.services.meetings.propose import MeetingMoved, age_of_asker, contact_of
from server.services.meetings.trusted_contact import ask_contact
from server.services.meetings.views import lock_meeting, meeting_events, meeting_in, meeting_views
from server.texts.meetings import MeetingMail

_BOTH = (MeetingRole.ASKER, MeetingRole.HELPER)


def confirm_meeting(context: Context, meeting_id: UUID, contact: TrustedContact | None) -> MeetingMoved:
    """Agrees to what the other one proposed; sent again it changes nothing. Under 18 the asker names a `contact` here,
    unless the proposal had one.

    Raises Refused(meeting_not_found | meeting_over | not_allowed_now | slot_too_soon | slot_taken), and what
    `check_encounter` and `clean_contact` raise.
    """
    with context.unit() as unit:
        seen, _ = meeting_in(unit, unit.meetings.meeting(meeting_id), context.player_id)
        unit.accounts.lock_players(seen.people)
        joker = unit.jokers.lock(seen.joker_id) if seen.joker_id else None
        meeting, role = meeting_in(unit, unit.meetings.lock(meeting_id), context.player_id)
        if meeting.state is MeetingState.CONFIRMED and role is not meeting.proposed_by:
            return _seen_by(unit, meeting)
        check_move(meeting, MeetingAction.CONFIRM, role)
        if meeting.starts_at <= context.now:
            raise Refused(RefusalReason.SLOT_TOO_SOON)
        meeting = replace(meeting, trusted_contact=contact_of(unit, meeting, role, contact))
        age = age_of_asker(unit, meeting)
        check_encounter(meeting_of_two(age, joker, meeting.slot, meeting.zone))
        check_contact(age, meeting.trusted_contact)
        if any(meeting.slot.overlaps(one) for one in unit.meetings.taken(meeting.people, but=meeting.call_id)):
            raise Refused(RefusalReason.SLOT_TAKEN)
        state = next_meeting_state(meeting, MeetingAction.CONFIRM, role)
        meeting = ask_contact(unit, replace(meeting, state=state, sequence=meeting.sequence + 1))
        unit.meetings.move(meeting, MeetingAction.CONFIRM, role, context.now)
        schedule_steps(unit, meeting)
        unit.notifications.mark_read_of(meeting.id, context.now)
        line = tell(unit, meeting, NotificationKind.MEETING_CONFIRMED, role.other)
        mail_calendar_entry(unit, meeting, MeetingMail.CONFIRMED, role.other, instead_of=line)
        mail_calendar_entry(unit, meeting, MeetingMail.CONFIRMED, role)
        moved = _seen_by(unit, meeting, meeting_events(unit, meeting))
        unit.commit()
    return moved


def cancel_meeting(context: Context, meeting_id: UUID, reason: CancelReason | None) -> MeetingMoved:
    """Declines or withdraws a proposal, or calls off what was agreed; sent again it changes nothing.

    Raises Refused(meeting_not_found | meeting_over | not_allowed_now), and Refused(not_the_time) once it has begun:
    from then on one says that all is well, and the watch over the other goes on.
    """
    with context.unit() as unit:
        meeting, role = lock_meeting(unit, meeting_id)
        if meeting.state is MeetingState.CANCELLED:
            return _seen_by(unit, meeting)
        check_move(meeting, MeetingAction.CANCEL, role)
        if meeting.employer is not None:
            # One says so to the employer, in the application.
            raise Refused(RefusalReason.NOT_ALLOWED_NOW)
        if is_watched(meeting, context.now):
            raise Refused(RefusalReason.NOT_THE_TIME)
        meeting = _cancel(unit, meeting, role, reason)
        moved = _seen_by(unit, meeting, meeting_events(unit, meeting))
        unit.commit()
    return moved


def call_off(unit: Unit, meetings: Iterable[Meeting]) -> list[Meeting]:
    """Ends those of the locked `meetings` that have not begun, without a word on why; the caller tells of them.

    What is watched goes on: it ends with a word of each, or with somebody being missed. In the caller's unit.
    """
    off = [one for one in meetings if one.state in AHEAD and not is_watched(one, unit.now)]
    return [_cancel(unit, meeting, MeetingRole.GAME, None) for meeting in off]


def call_off_all_held_by(unit: Unit, joker_id: UUID) -> tuple[AddressedEvent, ...]:
    """The same for the meetings of somebody who is no Joker any more, with whom to tell what."""
    called_off = call_off(unit, unit.meetings.lock_live_held_by(joker_id))
    return tuple(one for meeting in called_off for one in meeting_events(unit, meeting))


def _cancel(unit: Unit, meeting: Meeting, role: MeetingRole, reason: CancelReason | None) -> Meeting:
    was_set = meeting.state is MeetingState.CONFIRMED
    meeting = replace(
        meeting,
        state=next_meeting_state(meeting, MeetingAction.CANCEL, role),
        cancelled_by=role,
        cancel_reason=reason,
        ended_at=unit.now,
        # Nobody is to be told about them any more.
        trusted_contact=None,
        sequence=meeting.sequence + 1,
    )
    unit.meetings.move(meeting, MeetingAction.CANCEL, role, unit.now)
    # What the inbox said of it is overtaken.
    unit.notifications.mark_read_of(meeting.id, unit.now)
    for one in _BOTH:
        line = None
        if one is not role:
            kind, by_other = NotificationKind.MEETING_CANCELLED, role is not MeetingRole.GAME
            line = tell(unit, meeting, kind, one, by_other=by_other)
        if was_set:
            mail_calendar_entry(unit, meeting, MeetingMail.CANCELLED, one, instead_of=line)
    return meeting


def _seen_by(unit: Unit, meeting: Meeting, events: Iterable[AddressedEvent] = ()) -> MeetingMoved:
    return MeetingMoved(meeting_views(unit, [meeting], unit.player_id)[0], tuple(events))

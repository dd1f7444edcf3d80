"""The meeting itself: "I'm late", "all is well", being there, leaving. The position that proves it is judged and
forgotten, and where there is none a code does."""

from dataclasses import replace
from datetime import UTC, datetime, time
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.gps import GpsFix
from game_rules.meetings.meeting import (
    LIVE,
    CheckInProof,
    Meeting,
    MeetingAction,
    MeetingRole,
    MeetingState,
    check_move,
    next_meeting_state,
)
from game_rules.meetings.presence import (
    check_code_time,
    check_in_time,
    check_is_there,
    check_late,
    may_leave_without_proof,
)
from game_rules.meetings.watch import check_say_well, is_missed
from game_rules.notifications.notification import NotificationKind
from game_rules.play.points import entry_for_joker_met, entry_for_player_met
from game_rules.refusals import RefusalReason, Refused
from server.services.award_points import award
from server.services.context import Context, Unit
from server.services.meetings.alerts import answer_alert
from server.services.meetings.notices import tell
from server.services.meetings.propose import MeetingMoved
from server.services.meetings.views import lock_meeting, meeting_events, meeting_in, meeting_views, place_of


def be_late(context: Context, meeting_id: UUID, minutes: int) -> MeetingMoved:
    """Tells the other one how late somebody will be; the last word counts.

    Raises Refused(meeting_not_found | meeting_over | not_allowed_now | not_the_time).
    """
    with context.unit() as unit:
        meeting, role = lock_meeting(unit, meeting_id)
        if meeting.state not in {MeetingState.CONFIRMED, MeetingState.UNDER_WAY}:
            over = meeting.state not in LIVE
            raise Refused(RefusalReason.MEETING_OVER if over else RefusalReason.NOT_ALLOWED_NOW)
        if meeting.employer is not None:
            # Nobody at the employer's would read it: an application has words for that.
            raise Refused(RefusalReason.NOT_ALLOWED_NOW)
        check_late(meeting, role, context.now)
        before = meeting.attendance_of(role)
        events: list[AddressedEvent] = []
        if before.late_minutes != minutes:
            meeting = meeting.attended(role, replace(before, late_minutes=minutes))
            unit.meetings.save(meeting)
            tell(unit, meeting, NotificationKind.MEETING_LATE, role.other, occasion=str(minutes))
            events = meeting_events(unit, meeting)
        moved = MeetingMoved(meeting_views(unit, [meeting], context.player_id)[0], tuple(events))
        unit.commit()
    return moved


def check_in(context: Context, meeting_id: UUID, proof: GpsFix | str) -> MeetingMoved:
    """Notes that somebody is there, by a position or by a code; sent again it changes nothing. Once both are, both get
    points. A code speaks for the one who enters it, and never for the one who showed it.

    Raises Refused(meeting_not_found | meeting_over | not_allowed_now | not_the_time | place_not_exact |
    position_not_usable | too_far_from_place | consent_withdrawn | presence_code_wrong).
    """
    with context.unit() as unit:
        meeting, role = lock_meeting(unit, meeting_id)
        if meeting.attendance_of(role).checked_in_at is not None:
            return MeetingMoved(meeting_views(unit, [meeting], context.player_id)[0], ())
        check_move(meeting, MeetingAction.CHECK_IN, role)
        check_in_time(meeting, context.now, context.limits)
        came_by = _check_proof(unit, meeting, role, proof)
        came = replace(meeting.attendance_of(role), checked_in_at=context.now, came_by=came_by)
        meeting = meeting.attended(role, came)
        meeting = replace(meeting, state=next_meeting_state(meeting, MeetingAction.CHECK_IN, role))
        unit.meetings.move(meeting, MeetingAction.CHECK_IN, role, context.now)
        _answer_question(unit, meeting)
        events = meeting_events(unit, meeting)
        if meeting.both_came:
            events += _award(unit, meeting)
        moved = MeetingMoved(meeting_views(unit, [meeting], context.player_id)[0], tuple(events))
        unit.commit()
    return moved


def check_out(context: Context, meeting_id: UUID, proof: GpsFix | str | None) -> MeetingMoved:
    """Notes that somebody leaves, by a position near the place or by a code; sent again it changes nothing. Who came by
    a code, and who is missed already, may say from anywhere that all is well: those who were alerted are told.

    Raises Refused(meeting_not_found | not_allowed_now | place_not_exact | position_not_usable | too_far_from_place |
    consent_withdrawn | presence_code_wrong).
    """
    with context.unit() as unit:
        meeting, role = lock_meeting(unit, meeting_id)
        before = meeting.attendance_of(role)
        if before.checked_out_at is not None:
            return MeetingMoved(meeting_views(unit, [meeting], context.player_id)[0], ())
        check_move(meeting, MeetingAction.CHECK_OUT, role)
        if before.checked_in_at is None:
            raise Refused(RefusalReason.NOT_ALLOWED_NOW)
        if not (is_missed(meeting, role, context.now, context.limits) or may_leave_without_proof(meeting, role)):
            _check_proof(unit, meeting, role, proof)
        meeting = meeting.attended(role, replace(before, checked_out_at=context.now))
        state = next_meeting_state(meeting, MeetingAction.CHECK_OUT, role)
        is_end = state not in LIVE and meeting.ended_at is None
        meeting = replace(meeting, state=state, ended_at=context.now if is_end else meeting.ended_at)
        unit.meetings.move(meeting, MeetingAction.CHECK_OUT, role, context.now)
        answer_alert(unit, meeting, role)
        moved = MeetingMoved(meeting_views(unit, [meeting], context.player_id)[0], tuple(meeting_events(unit, meeting)))
        unit.commit()
    return moved


def say_well(context: Context, meeting_id: UUID) -> MeetingMoved:
    """Notes that all is well with somebody who has not checked in; sent again it changes nothing. Up to the end it says
    that they are not coming, and the other one is told; those who were alerted are told, too.

    Raises Refused(meeting_not_found | meeting_over | not_allowed_now | not_the_time).
    """
    with context.unit() as unit:
        meeting, role = lock_meeting(unit, meeting_id)
        before = meeting.attendance_of(role)
        if before.well_at is not None:
            return MeetingMoved(meeting_views(unit, [meeting], context.player_id)[0], ())
        check_move(meeting, MeetingAction.SAY_WELL, role)
        check_say_well(meeting, role, context.now, context.limits)
        meeting = meeting.attended(role, replace(before, well_at=context.now))
        state = next_meeting_state(meeting, MeetingAction.SAY_WELL, role)
        is_end = state not in LIVE and meeting.ended_at is None
        meeting = replace(meeting, state=state, ended_at=context.now if is_end else meeting.ended_at)
        unit.meetings.move(meeting, MeetingAction.SAY_WELL, role, context.now)
        _answer_question(unit, meeting)
        answer_alert(unit, meeting, role)
        if state in LIVE and context.now < meeting.ends_at:
            tell(unit, meeting, NotificationKind.MEETING_CANCELLED, role.other)
        moved = MeetingMoved(meeting_views(unit, [meeting], context.player_id)[0], tuple(meeting_events(unit, meeting)))
        unit.commit()
    return moved


def _answer_question(unit: Unit, meeting: Meeting) -> None:
    """Marks read that the player was asked whether all is well."""
    kinds = [NotificationKind.MEETING_ALL_WELL]
    unit.notifications.mark_read_of(meeting.id, unit.now, player_id=unit.player_id, kinds=kinds)


def show_code(context: Context, meeting_id: UUID) -> str:
    """Returns the code that the player shows the other one, while it is of use.

    Raises Refused(meeting_not_found), and what `check_code_time` raises.
    """
    with context.unit() as unit:
        meeting, role = meeting_in(unit, unit.meetings.meeting(meeting_id), context.player_id)
        check_code_time(meeting, context.now, context.limits)
        return context.presence_codes.of_meeting(meeting.id, role)


def _check_proof(unit: Unit, meeting: Meeting, role: MeetingRole, proof: GpsFix | str | None) -> CheckInProof:
    match proof:
        case None:
            raise Refused(RefusalReason.POSITION_NOT_USABLE)
        case str():
            today = unit.now.astimezone(meeting.zone).date()
            proved = unit.context.presence_codes.proof_by(proof, meeting, role, today)
            if proved is None:
                raise Refused(RefusalReason.PRESENCE_CODE_WRONG)
            return proved
    if not unit.accounts.allows_positions(unit.player_id):
        raise Refused(RefusalReason.CONSENT_WITHDRAWN)
    check_is_there(proof, place_of(unit, meeting), unit.now, unit.limits)
    return CheckInProof.POSITION


def _award(unit: Unit, meeting: Meeting) -> list[AddressedEvent]:
    """Points for both, for one meeting of the same two a local day. The caller holds both players' locks."""
    asker_id, joker_id = meeting.asker_id, meeting.joker_id
    if asker_id is None or joker_id is None:
        return []
    day = unit.now.astimezone(meeting.zone).date()
    day_began = datetime.combine(day, time(), meeting.zone).astimezone(UTC)
    if unit.meetings.have_met_since(meeting, day_began):
        return []
    events: list[AddressedEvent] = []
    for player_id, entry in (
        (asker_id, entry_for_joker_met(meeting.id, day, unit.limits)),
        (joker_id, entry_for_player_met(meeting.id, day, unit.limits)),
    ):
        events += award(unit, player_id, entry)
    return events

"""The messages about meetings on /help. A position that comes with one is used once and goes nowhere else."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from game_rules.meetings.events import MeetingChanged
from server.realtime.answering import Handler
from server.realtime.publisher import Publisher
from server.schemas.base import Outgoing
from server.schemas.meetings import (
    CancelMeetingIn,
    CheckInIn,
    CheckOutIn,
    ConfirmMeetingIn,
    LateForMeetingIn,
    MeetingAck,
    MeetingOut,
    ProposeMeetingIn,
    SayWellIn,
)
from server.services.app_context import AppContext
from server.services.context import Context
from server.services.meetings.answer import cancel_meeting, confirm_meeting
from server.services.meetings.attend import be_late, check_in, check_out, say_well
from server.services.meetings.propose import MeetingMoved, NewMeeting, propose_meeting


class MeetingMessages:
    """Part of the help namespace. `count_code_try` is given whoever enters a code, and raises for too many."""

    def __init__(self, app: AppContext, publisher: Publisher, count_code_try: Callable[[UUID], None]) -> None:
        self._app, self._publisher, self._count_code_try = app, publisher, count_code_try

    def handlers(self) -> Mapping[str, Handler]:
        """Maps each event to what answers it."""
        return {
            "propose_meeting": self._propose,
            "confirm_meeting": self._confirm,
            "cancel_meeting": self._cancel,
            "late_for_meeting": self._late,
            "say_well": self._say_well,
            "check_in": self._check_in,
            "check_out": self._check_out,
        }

    def _propose(self, context: Context, sid: str, payload: Any) -> Outgoing:
        message = ProposeMeetingIn.model_validate(payload)
        new = NewMeeting(
            id=message.meeting_id,
            call_id=message.conversation_id,
            place_id=message.place_id,
            starts_at=message.starts_at,
            minutes=message.duration_minutes,
            trusted_contact=message.trusted_contact.to_contact() if message.trusted_contact else None,
        )
        return self._answer(propose_meeting(context, new), sid)

    def _confirm(self, context: Context, sid: str, payload: Any) -> Outgoing:
        message = ConfirmMeetingIn.model_validate(payload)
        contact = message.trusted_contact.to_contact() if message.trusted_contact else None
        return self._answer(confirm_meeting(context, message.meeting_id, contact), sid)

    def _cancel(self, context: Context, sid: str, payload: Any) -> Outgoing:
        message = CancelMeetingIn.model_validate(payload)
        return self._answer(cancel_meeting(context, message.meeting_id, message.reason), sid)

    def _late(self, context: Context, sid: str, payload: Any) -> Outgoing:
        message = LateForMeetingIn.model_validate(payload)
        return self._answer(be_late(context, message.meeting_id, message.minutes), sid)

    def _say_well(self, context: Context, sid: str, payload: Any) -> Outgoing:
        message = SayWellIn.model_validate(payload)
        return self._answer(say_well(context, message.meeting_id), sid)

    def _check_in(self, context: Context, sid: str, payload: Any) -> Outgoing:
        message = CheckInIn.model_validate(payload)
        if message.code is not None:
            self._count_code_try(context.player_id)
        return self._answer(check_in(context, message.meeting_id, message.to_proof()), sid)

    def _check_out(self, context: Context, sid: str, payload: Any) -> Outgoing:
        message = CheckOutIn.model_validate(payload)
        if message.code is not None:
            self._count_code_try(context.player_id)
        return self._answer(check_out(context, message.meeting_id, message.to_proof()), sid)

    def _answer(self, moved: MeetingMoved, sid: str) -> Outgoing:
        for one in moved.events:
            # The answer tells of this meeting, and of no other one that had to make room for it.
            is_answered = isinstance(one.event, MeetingChanged) and one.event.view.meeting.id == moved.view.meeting.id
            self._publisher.publish_each([one], not_to=sid if is_answered else None)
        return MeetingAck(meeting=MeetingOut.of(moved.view, self._app.limits))

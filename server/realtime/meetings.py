"""The messages about meetings on /help. A position that comes with one is used once and goes nowhere else."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

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
)
from server.services.game import Game
from server.services.meetings.answer import cancel_meeting, confirm_meeting
from server.services.meetings.attend import be_late, check_in, check_out
from server.services.meetings.propose import MeetingMoved, NewMeeting, propose_meeting


class MeetingMessages:
    """Part of the help namespace."""

    def __init__(self, game: Game, publisher: Publisher) -> None:
        self._game, self._publisher = game, publisher

    def handlers(self) -> Mapping[str, Handler]:
        """Maps each event to what answers it."""
        return {
            "propose_meeting": self._propose,
            "confirm_meeting": self._confirm,
            "cancel_meeting": self._cancel,
            "late_for_meeting": self._late,
            "check_in": self._check_in,
            "check_out": self._check_out,
        }

    def _propose(self, player_id: UUID, sid: str, payload: Any) -> Outgoing:
        message, game = ProposeMeetingIn.model_validate(payload), self._game
        new = NewMeeting(
            id=message.meeting_id,
            call_id=message.conversation_id,
            place_id=message.place_id,
            starts_at=message.starts_at,
            minutes=message.duration_minutes,
            trusted_contact=message.trusted_contact.to_contact() if message.trusted_contact else None,
        )
        moved = propose_meeting(game.context(), player_id, new)
        return self._answer(moved, sid)

    def _confirm(self, player_id: UUID, sid: str, payload: Any) -> Outgoing:
        message, game = ConfirmMeetingIn.model_validate(payload), self._game
        contact = message.trusted_contact.to_contact() if message.trusted_contact else None
        moved = confirm_meeting(game.context(), player_id, message.meeting_id, contact)
        return self._answer(moved, sid)

    def _cancel(self, player_id: UUID, sid: str, payload: Any) -> Outgoing:
        message, game = CancelMeetingIn.model_validate(payload), self._game
        moved = cancel_meeting(game.context(), player_id, message.meeting_id, message.reason)
        return self._answer(moved, sid)

    def _late(self, player_id: UUID, sid: str, payload: Any) -> Outgoing:
        message, game = LateForMeetingIn.model_validate(payload), self._game
        moved = be_late(game.context(), player_id, message.meeting_id, message.minutes)
        return self._answer(moved, sid)

    def _check_in(self, player_id: UUID, sid: str, payload: Any) -> Outgoing:
        message, game = CheckInIn.model_validate(payload), self._game
        fix = message.fix.to_fix()
        moved = check_in(game.context(), player_id, message.meeting_id, fix)
        return self._answer(moved, sid)

    def _check_out(self, player_id: UUID, sid: str, payload: Any) -> Outgoing:
        message, game = CheckOutIn.model_validate(payload), self._game
        fix = message.fix.to_fix() if message.fix else None
        moved = check_out(game.context(), player_id, message.meeting_id, fix)
        return self._answer(moved, sid)

    def _answer(self, moved: MeetingMoved, sid: str) -> Outgoing:
        self._publisher.tell_each(moved.told, not_to=sid)
        return MeetingAck(meeting=MeetingOut.of(moved.view, self._game.limits))

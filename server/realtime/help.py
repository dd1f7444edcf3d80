"""The namespace /help: calls to Jokers and conversations. Nothing that is said here reaches a log."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from limits import RateLimitItemPerSecond

from game_rules.cases.case import Subject, SubjectKind
from game_rules.wire_limits import MAX_TYPING_PER_10_S
from server.realtime.answering import AnsweringNamespace, Handler
from server.realtime.meetings import MeetingMessages
from server.realtime.publisher import Publisher
from server.schemas.base import Outgoing
from server.schemas.calls.help import (
    AskJokerIn,
    CallAck,
    CallIdIn,
    CloseConversationIn,
    ConversationAck,
    ConversationIdIn,
    ConversationOut,
    DoneAck,
    FetchMessagesIn,
    HelpSnapshotOut,
    MarkMessagesIn,
    MessageAck,
    MessageOut,
    MessagesAck,
    MyCallOut,
    ReportIn,
    SendMessageIn,
)
from server.schemas.protocol import HELP_NAMESPACE
from server.services.app_context import AppContext
from server.services.calls.accept import accept_call
from server.services.calls.ask_joker import NewCall, ask_joker, note_call_seen, withdraw_call
from server.services.calls.close_conversation import close_conversation
from server.services.calls.messages import NewMessage, mark_messages, read_messages, send_message, show_typing
from server.services.cases.report import Statement, report
from server.services.context import Context
from server.services.jokers.presence import note_presence
from server.services.meetings.blocks import block
from server.services.meetings.help_snapshot import take_help_snapshot
from server.services.ports import StorageUnavailable


class HelpLimits(Protocol):
    """Counts by the hour; each raises TooManyRequests."""

    def count_call(self, address: str) -> None:
        """A call more, from that address."""

    def count_presence_code(self, player_id: UUID) -> None:
        """A code more that the player enters at a meeting."""


class HelpNamespace(AnsweringNamespace):
    """Open while the app is: for a Joker that is being there."""

    def __init__(
        self,
        app: AppContext,
        publisher: Publisher,
        max_messages_per_10_s: int,
        session_cookie: str,
        limits: HelpLimits,
    ) -> None:
        super().__init__(HELP_NAMESPACE, app, publisher, max_messages_per_10_s, session_cookie)
        self._count_call = limits.count_call
        self._is_ending = False
        self._typing_rate = RateLimitItemPerSecond(MAX_TYPING_PER_10_S, 10)
        self._handlers: Mapping[str, Handler] = {
            "ask_joker": self._ask,
            "withdraw_call": self._withdraw,
            "call_seen": self._seen,
            "accept_call": self._accept,
            "close_conversation": self._close,
            "send_message": self._send_message,
            "fetch_messages": self._fetch_messages,
            "mark_messages": self._mark_messages,
            "typing": self._typing,
            "block": self._block,
            "report": self._report,
            **MeetingMessages(app, publisher, limits.count_presence_code).handlers(),
        }

    def handlers(self) -> Mapping[str, Handler]:
        return self._handlers

    def not_limited(self) -> Collection[str]:
        return ("typing",)

    def on_open(self, player_id: UUID) -> None:
        note_presence(self._app.context(), [player_id])

    def end(self) -> None:
        """Notes no more who is gone: all sockets close now, and the clock has noted them just before."""
        self._is_ending = True

    def on_close(self, player_id: UUID) -> None:
        if self._is_ending:
            return
        # Two minutes count from here, not from the last round of the clock. A database that is away will not mind.
        try:
            note_presence(self._app.context(), [player_id])
        except StorageUnavailable:
            return

    def send_snapshot(self, sid: str, context: Context) -> None:
        snapshot = take_help_snapshot(context)
        self._publisher.send_here(sid, "help_snapshot", HelpSnapshotOut.of(snapshot), namespace=HELP_NAMESPACE)

    def _ask(self, context: Context, sid: str, payload: Any) -> Outgoing:
        message = AskJokerIn.model_validate(payload)
        new = NewCall(
            id=message.call_id,
            topic=message.topic,
            language=message.language,
            text=message.text,
            offer_id=message.offer_id,
            rome_domain=message.rome_domain,
            near=message.near.to_tile() if message.near else None,
            confirmed=message.confirmed,
        )
        count = partial(self._count_call, self.address_of(sid))
        moved = ask_joker(context, new, count)
        self._publisher.publish_each(moved.events, not_to=sid)
        return CallAck(call=MyCallOut.of(moved.call))

    def _withdraw(self, context: Context, sid: str, payload: Any) -> Outgoing:
        message = CallIdIn.model_validate(payload)
        moved = withdraw_call(context, message.call_id)
        self._publisher.publish_each(moved.events, not_to=sid)
        return CallAck(call=MyCallOut.of(moved.call))

    def _seen(self, context: Context, _sid: str, payload: Any) -> Outgoing:
        message = CallIdIn.model_validate(payload)
        note_call_seen(context, message.call_id)
        return DoneAck()

    def _accept(self, context: Context, sid: str, payload: Any) -> Outgoing:
        message = CallIdIn.model_validate(payload)
        accepted = accept_call(context, message.call_id)
        self._publisher.publish_each(accepted.events, not_to=sid)
        return ConversationAck(conversation=ConversationOut.of(accepted.conversation))

    def _close(self, context: Context, sid: str, payload: Any) -> Outgoing:
        message = CloseConversationIn.model_validate(payload)
        closed = close_conversation(context, message.conversation_id, helped=message.helped)
        self._publisher.publish_each(closed.events, not_to=sid)
        return ConversationAck(conversation=ConversationOut.of(closed.conversation))

    def _send_message(self, context: Context, sid: str, payload: Any) -> Outgoing:
        message = SendMessageIn.model_validate(payload)
        new = NewMessage(message.conversation_id, message.client_id, message.text, message.confirmed)
        kept = send_message(context, new)
        self._publisher.publish_each(kept.events, not_to=sid)
        return MessageAck(message=MessageOut.of(kept.message))

    def _fetch_messages(self, context: Context, _sid: str, payload: Any) -> Outgoing:
        message = FetchMessagesIn.model_validate(payload)
        page = read_messages(context, message.conversation_id, message.after)
        last = page.messages[-1].sequence if page.messages else message.after
        return MessagesAck(messages=[MessageOut.of(one) for one in page.messages], more=page.more, last_sequence=last)

    def _mark_messages(self, context: Context, sid: str, payload: Any) -> Outgoing:
        message = MarkMessagesIn.model_validate(payload)
        events = mark_messages(
            context, message.conversation_id, delivered=message.delivered_up_to, read=message.read_up_to
        )
        self._publisher.publish_each(events, not_to=sid)
        return DoneAck()

    def _typing(self, context: Context, _sid: str, payload: Any) -> Outgoing:
        message = ConversationIdIn.model_validate(payload)
        # What is too much is dropped: nobody needs to know that they typed a moment ago.
        if self._limiter.hit(self._typing_rate, "typing", str(context.player_id)):
            self._publisher.publish_each(show_typing(context, message.conversation_id))
        return DoneAck()

    def _block(self, context: Context, _sid: str, payload: Any) -> Outgoing:
        message = CallIdIn.model_validate(payload)
        self._publisher.publish_each(block(context, message.call_id))
        return DoneAck()

    def _report(self, context: Context, _sid: str, payload: Any) -> Outgoing:
        message = ReportIn.model_validate(payload)
        subject = Subject(SubjectKind.CONVERSATION, message.call_id)
        report(context, Statement(subject, message.reason, message.text))
        return DoneAck()

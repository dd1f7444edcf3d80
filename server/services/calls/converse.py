"""What the two of a conversation do: write, read, show that they write, block, report."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from game_rules.calls.call import Call, CallState
from game_rules.calls.conversation import Message, Receipt, Report, ReportReason
from game_rules.calls.help_events import (
    CallGone,
    ConversationHidden,
    GoneReason,
    MessageSent,
    MessagesMarked,
    SomebodyTypes,
)
from game_rules.limits import DEFAULT_LIMITS, MESSAGES_PER_PAGE, REASON_MAX_CHARS, Limits
from game_rules.notifications.notification import NotificationKind
from game_rules.people.contact_data import check_contact_data
from game_rules.refusals import RefusalReason, Refused
from game_rules.texts import clean_text
from game_rules.told import Told
from server.persistence.ids import new_id
from server.services.calls.close_conversation import close_in
from server.services.calls.conversation_views import conversation_in
from server.services.calls.message_arrival import check_arrival_later
from server.services.meetings.answer import call_off
from server.services.meetings.desk import MeetingDesk
from server.services.meetings.views import tell_two
from server.services.ports import JobQueue, OpenUnit, UnitOfWork

_READ_WITH_IT = (NotificationKind.CALL_ANSWERED, NotificationKind.MESSAGE_RECEIVED)
"""What the inbox says of a conversation is old news to whoever reads the conversation."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What a device sends; `client_id` was made by it. `confirmed`: a minor wants contact data in it to go out."""

    call_id: UUID
    client_id: UUID
    text: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class MessageKept:
    """The message with its number, committed, and whom to tell."""

    message: Message
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class MessagePage:
    """Messages in order; `more` says that others follow."""

    messages: tuple[Message, ...]
    more: bool


def send_message(
    open_unit: OpenUnit,
    jobs: JobQueue,
    sender_id: UUID,
    new: NewMessage,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> MessageKept:
    """Gives the message the next number. Sent again, the first one is answered and nobody is told twice.

    Raises Refused(invalid_text | call_not_found | call_over | contact_data_found).
    """
    text = clean_text(new.text)
    with open_unit() as unit:
        # The row's lock makes the numbers follow each other without gaps, and lets no message pass a block.
        call, _, _ = conversation_in(unit, unit.calls.lock(new.call_id), sender_id)
        known = unit.conversations.sent_message(call.id, sender_id, new.client_id)
        if known is not None:
            return MessageKept(known, ())
        if call.state is not CallState.ACCEPTED:
            raise Refused(RefusalReason.CALL_OVER)
        age_band = unit.accounts.age_band_of_player(sender_id)
        if age_band is not None:
            check_contact_data(text, age_band, confirmed=new.confirmed)
        message = Message(call.id, call.last_sequence + 1, sender_id, new.client_id, text, now)
        idle_at = now + timedelta(seconds=limits.conversation_idle_s)
        call = replace(call, last_sequence=message.sequence, due_at=idle_at)
        unit.calls.save(call)
        unit.conversations.add_message(message)
        check_arrival_later(unit, jobs, call, message, now, limits)
        unit.commit()
    return MessageKept(message, _tell(call, MessageSent(call, message)))


def read_messages(open_unit: OpenUnit, player_id: UUID, call_id: UUID, after: int) -> MessagePage:
    """The messages after number `after`, in order, a page at a time. Raises Refused(call_not_found)."""
    with open_unit() as unit:
        call, _, _ = conversation_in(unit, unit.calls.call(call_id), player_id)
        found = unit.conversations.messages_after(call.id, after, MESSAGES_PER_PAGE + 1)
    return MessagePage(tuple(found[:MESSAGES_PER_PAGE]), len(found) > MESSAGES_PER_PAGE)


def mark_messages(
    open_unit: OpenUnit, player_id: UUID, call_id: UUID, now: datetime, *, delivered: int, read: int
) -> tuple[Told, ...]:
    """Moves on how far the player has received and read. Raises Refused(call_not_found)."""
    with open_unit() as unit:
        call, _, _ = conversation_in(unit, unit.calls.lock(call_id), player_id)
        before = unit.conversations.receipts([call.id]).get((call.id, player_id), Receipt(call.id, player_id))
        receipt = before.moved(delivered=delivered, read=read, newest=call.last_sequence)
        if receipt == before:
            return ()
        unit.conversations.store_receipt(receipt)
        if receipt.read_up_to > before.read_up_to:
            unit.notifications.mark_read_of(call_id, now, player_id=player_id, kinds=_READ_WITH_IT)
        unit.commit()
    return _tell(call, MessagesMarked(call, receipt))


def show_typing(open_unit: OpenUnit, player_id: UUID, call_id: UUID) -> tuple[Told, ...]:
    """Tells the other one; nothing is kept. Raises Refused(call_not_found | call_over)."""
    with open_unit() as unit:
        call, _, other_id = conversation_in(unit, unit.calls.call(call_id), player_id)
    if call.state is not CallState.ACCEPTED:
        raise Refused(RefusalReason.CALL_OVER)
    return (Told(other_id, SomebodyTypes(call)),) if other_id else ()


def block(open_unit: OpenUnit, desk: MeetingDesk, blocker_id: UUID, call_id: UUID, now: datetime) -> tuple[Told, ...]:
    """Hides the two of a call from each other, everywhere and at once; a Joker may block who asked, too.

    Their conversations close, their meetings are called off, their open calls are no longer shown to each other.
    Blocking twice is blocking once.
    Raises Refused(call_not_found).
    """
    told: list[Told] = []
    with open_unit() as unit:
        blocked_id = _other_of_call(unit, unit.calls.call(call_id), blocker_id)
        if not unit.accounts.lock_players((blocker_id, blocked_id)):
            raise Refused(RefusalReason.CALL_NOT_FOUND)
        unit.conversations.add_block(blocker_id, blocked_id, now)
        for conversation in unit.calls.conversations_between(blocker_id, blocked_id):
            call = unit.calls.lock(conversation.id) or conversation
            role = call.role_of(blocker_id)
            if role is not None and call.state is CallState.ACCEPTED:
                call = close_in(unit, call, role, now)
            told += _tell(call, ConversationHidden(call))
        for meeting in call_off(unit, desk, unit.meetings.lock_live_of(blocker_id, blocked_id), now):
            told += tell_two(unit, meeting)
        for asker_id, joker_id in ((blocker_id, blocked_id), (blocked_id, blocker_id)):
            open_call = unit.calls.unanswered_call_of(asker_id)
            if open_call is not None and joker_id in unit.calls.recipients(open_call.id):
                told.append(Told(joker_id, CallGone(open_call, GoneReason.HIDDEN)))
        unit.commit()
    return tuple(told)


def unblock(open_unit: OpenUnit, blocker_id: UUID, blocked_id: UUID) -> None:
    """Takes the player's own block back; conversations that it closed stay closed."""
    with open_unit() as unit:
        unit.conversations.remove_block(blocker_id, blocked_id)
        unit.commit()


def blocked_people(open_unit: OpenUnit, blocker_id: UUID) -> list[tuple[UUID, str, datetime]]:
    """Whom the player has blocked: id, name, when; the latest first."""
    with open_unit() as unit:
        blocked = unit.conversations.blocked_by(blocker_id)
        names = unit.accounts.names([blocked_id for blocked_id, _ in blocked])
    return [(blocked_id, names[blocked_id], at) for blocked_id, at in blocked]


def report(
    open_unit: OpenUnit, reporter_id: UUID, call_id: UUID, reason: ReportReason, text: str | None, now: datetime
) -> None:
    """Calls an organiser in; one report per person and call, the first stands. A block does not stand in the way.

    Raises Refused(call_not_found | invalid_text).
    """
    text = clean_text(text, REASON_MAX_CHARS) if text is not None else None
    with open_unit() as unit:
        call = unit.calls.call(call_id)
        about_id = _other_of_call(unit, call, reporter_id)
        if not unit.accounts.lock_players((reporter_id, about_id)):
            raise Refused(RefusalReason.CALL_NOT_FOUND)
        newest = call.last_sequence if call else 0
        unit.conversations.add_report(
            Report(new_id(now), call_id, reporter_id, about_id, reason, text, newest, reported_at=now)
        )
        unit.commit()


def _other_of_call(unit: UnitOfWork, call: Call | None, player_id: UUID) -> UUID:
    """Whom `player_id` has to do with through the call: also the asker, for a Joker to whom it was only shown."""
    if call is not None:
        other_id = call.other_of(player_id) if call.role_of(player_id) else None
        if other_id is None and player_id != call.asker_id and player_id in unit.calls.recipients(call.id):
            other_id = call.asker_id
        if other_id is not None:
            return other_id
    raise Refused(RefusalReason.CALL_NOT_FOUND)


def _tell(call: Call, event: MessageSent | MessagesMarked | ConversationHidden) -> tuple[Told, ...]:
    """Both, on all their devices."""
    return tuple(Told(player_id, event) for player_id in (call.asker_id, call.joker_id) if player_id is not None)

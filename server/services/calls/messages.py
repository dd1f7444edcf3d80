"""Actions of the two in a conversation: write, read, show that they write."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.calls.call import CallState
from game_rules.calls.conversation import Message, Receipt
from game_rules.calls.help_events import (
    MessageSent,
    MessagesMarked,
    SomebodyTypes,
    told_to_both,
)
from game_rules.notifications.notification import NotificationKind
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from game_rules.texts import clean_text
from game_rules.wire_limits import MESSAGES_PER_PAGE
from game_rules.wording.contact_data import check_contact_data
from server.services.calls.conversation_views import check_may_write, conversation_in
from server.services.calls.undelivered_messages import check_arrival_later
from server.services.context import Context

_READ_WITH_IT = (NotificationKind.CALL_ANSWERED, NotificationKind.MESSAGE_RECEIVED)
"""What the inbox says of a conversation is old news to whoever reads the conversation."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message of a device, which made the `client_id`. `confirmed`: a minor wants contact data in it to go out."""

    call_id: UUID
    client_id: UUID
    text: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class MessageKept:
    """The message with its number, committed, and whom to tell."""

    message: Message
    events: tuple[AddressedEvent, ...]


@dataclass(frozen=True, slots=True)
class MessagePage:
    """Messages in order; `more` says that others follow."""

    messages: tuple[Message, ...]
    more: bool


def send_message(context: Context, new: NewMessage) -> MessageKept:
    """Gives the message the next number. Sent again, the first one is answered and nobody is told twice.

    Raises Refused(invalid_text | call_not_found | call_over | messages_paused | contact_data_found), and what
    `check_may_write` raises.
    """
    text = clean_text(new.text)
    with context.unit() as unit:
        # The row's lock makes the numbers follow each other without gaps, and lets no message pass a block.
        call, _, other_id = conversation_in(unit, unit.calls.lock(new.call_id))
        known = unit.conversations.sent_message(call.id, context.player_id, new.client_id)
        if known is not None:
            return MessageKept(known, ())
        if call.state is not CallState.ACCEPTED:
            raise Refused(RefusalReason.CALL_OVER)
        # An adult's conversation goes on when the charter has changed meanwhile: a suspension closes it.
        if call.asker_id and call.joker_id and unit.accounts.minors_among((call.asker_id,)):
            check_may_write(unit, call.asker_id, unit.jokers.joker(call.joker_id))
        if not unit.measures.may_write(context.player_id, context.now):
            raise Refused(RefusalReason.MESSAGES_PAUSED)
        check_contact_data(
            {"/text": text},
            unit.accounts.age_band_of_player(context.player_id) or AgeBand.FROM_18,
            (unit.accounts.age_band_of_player(other_id) if other_id else None) or AgeBand.FROM_18,
            confirmed=new.confirmed,
        )
        message = Message(call.id, call.last_sequence + 1, context.player_id, new.client_id, text, context.now)
        idle_at = context.now + timedelta(seconds=context.limits.conversation_idle_s)
        call = replace(call, last_sequence=message.sequence, due_at=idle_at)
        unit.calls.save(call)
        unit.conversations.add_message(message)
        check_arrival_later(unit, call, message)
        unit.commit()
    return MessageKept(message, told_to_both(call, MessageSent(call, message)))


def read_messages(context: Context, call_id: UUID, after: int) -> MessagePage:
    """The messages after number `after`, in order, a page at a time. Raises Refused(call_not_found)."""
    with context.unit() as unit:
        call, _, _ = conversation_in(unit, unit.calls.call(call_id))
        found = unit.conversations.messages_after(call.id, after, MESSAGES_PER_PAGE + 1)
    return MessagePage(tuple(found[:MESSAGES_PER_PAGE]), len(found) > MESSAGES_PER_PAGE)


def mark_messages(context: Context, call_id: UUID, *, delivered: int, read: int) -> tuple[AddressedEvent, ...]:
    """Moves on how far the player has received and read. Raises Refused(call_not_found)."""
    with context.unit() as unit:
        call, _, _ = conversation_in(unit, unit.calls.lock(call_id))
        before = unit.conversations.receipts([call.id]).get(
            (call.id, context.player_id), Receipt(call.id, context.player_id)
        )
        receipt = before.moved(delivered=delivered, read=read, newest=call.last_sequence)
        if receipt == before:
            return ()
        unit.conversations.store_receipt(receipt)
        if receipt.read_up_to > before.read_up_to:
            unit.notifications.mark_read_of(call_id, context.now, player_id=context.player_id, kinds=_READ_WITH_IT)
        unit.commit()
    return told_to_both(call, MessagesMarked(call, receipt))


def show_typing(context: Context, call_id: UUID) -> tuple[AddressedEvent, ...]:
    """Tells the other one; nothing is kept. Raises Refused(call_not_found | call_over)."""
    with context.unit() as unit:
        call, _, other_id = conversation_in(unit, unit.calls.call(call_id))
    if call.state is not CallState.ACCEPTED:
        raise Refused(RefusalReason.CALL_OVER)
    return (AddressedEvent(other_id, SomebodyTypes(call)),) if other_id else ()

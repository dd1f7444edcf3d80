"""The arrival of a message: if no device has confirmed it soon, its reader is told outside the app.

A device that is connected confirms within a moment. That is asked of the database, not of open sockets: there are
several servers, and a phone in a tunnel has an open socket for a while too.
"""

from datetime import timedelta
from uuid import UUID

from game_rules.calls.call import Call, CallState
from game_rules.calls.conversation import Message, Receipt
from game_rules.notifications.notification import NotificationKind
from server.services.context import Context, Unit
from server.services.notifications.notify import Notice, notify
from server.services.ports import Job, JobName

_TOLD = NotificationKind.MESSAGE_RECEIVED


def check_arrival_later(unit: Unit, call: Call, message: Message) -> None:
    """Has it checked whether the message arrives, in the caller's unit; not while its reader has been told already."""
    sender_id = message.sender_id
    reader_id = call.other_of(sender_id) if sender_id is not None else None
    if reader_id is None or unit.notifications.has_unread(reader_id, _TOLD, call.id):
        return
    # Not who wrote it: a finished job is kept for days, and whoever leaves leaves no trace.
    arguments = {"call_id": str(call.id), "sequence": str(message.sequence)}
    not_before = unit.now + timedelta(seconds=unit.limits.message_arrives_within_s)
    unit.jobs.defer(unit, Job(JobName.CHECK_MESSAGE_ARRIVED, arguments, not_before=not_before))


def check_message_arrived(context: Context, call_id: UUID, sequence: int) -> None:
    """Notifies the reader of a message that no device of theirs has; one at a time, until they have read it."""
    with context.unit() as unit:
        # The lock makes two checks of one conversation follow each other.
        call = unit.calls.lock(call_id)
        if call is None or call.state is not CallState.ACCEPTED:
            return
        sender_id = next((one.sender_id for one in unit.conversations.messages_after(call_id, sequence - 1, 1)), None)
        reader_id = call.other_of(sender_id) if sender_id is not None else None
        if reader_id is None:
            return
        receipt = unit.conversations.receipts([call_id]).get((call_id, reader_id), Receipt(call_id, reader_id))
        if receipt.delivered_up_to >= sequence or unit.notifications.has_unread(reader_id, _TOLD, call_id):
            return
        notify(unit, reader_id, Notice(_TOLD, call_id, about=sender_id, occasion=str(sequence)))
        unit.commit()

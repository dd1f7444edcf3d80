"""A Joker answers a call. The first one gets it: the call's row decides, whatever server the others are on."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.calls.call import UNANSWERED, CallAction, CallRole, CallState, next_call_state
from game_rules.calls.help_events import CallGone, Conversation, GoneReason
from game_rules.notifications.notification import NotificationKind
from game_rules.refusals import RefusalReason, Refused
from server.services.calls.conversation_views import check_may_write, conversation_events, views_of
from server.services.context import Context
from server.services.notifications.notify import Notice, notify


@dataclass(frozen=True, slots=True)
class CallAccepted:
    """The conversation as the Joker sees it, committed, and whom to tell what."""

    conversation: Conversation
    events: tuple[AddressedEvent, ...]


def accept_call(context: Context, call_id: UUID) -> CallAccepted:
    """Makes a conversation of the call; for the winner, sent again it changes nothing.

    Raises Refused(call_taken | call_over | call_not_found | not_a_joker | too_many_conversations), and what
    `check_may_write` raises.
    """
    with context.unit() as unit:
        call = unit.calls.call(call_id)
        if call is None or context.player_id not in (recipients := unit.calls.recipients(call_id)):
            raise Refused(RefusalReason.CALL_NOT_FOUND)
        # Who is clearly too late is told so without waiting in line for the row.
        if call.state not in UNANSWERED and call.joker_id != context.player_id:
            next_call_state(call.state, CallAction.ACCEPT, CallRole.RECIPIENT)
        # Whoever has left for good has no open call.
        asker_id = call.asker_id
        if asker_id is None:
            raise Refused(RefusalReason.CALL_OVER)
        # A block and an acceptance between the same two come one after the other, and so do two of one Joker.
        if not unit.accounts.lock_players((context.player_id, asker_id)):
            raise Refused(RefusalReason.CALL_NOT_FOUND)
        joker = unit.jokers.lock(context.player_id)
        call = unit.calls.lock(call_id)
        if call is None or unit.conversations.are_blocked(context.player_id, asker_id):
            raise Refused(RefusalReason.CALL_NOT_FOUND)
        if joker is None:
            raise Refused(RefusalReason.NOT_A_JOKER)
        if call.state is CallState.ACCEPTED and call.joker_id == context.player_id:
            return CallAccepted(views_of(unit, [call], context.player_id)[0], ())
        state = next_call_state(call.state, CallAction.ACCEPT, CallRole.RECIPIENT)
        check_may_write(unit, asker_id, joker)
        if unit.calls.load_of(context.player_id) >= context.limits.joker_load_max:
            raise Refused(RefusalReason.TOO_MANY_CONVERSATIONS)
        idle_at = context.now + timedelta(seconds=context.limits.conversation_idle_s)
        call = replace(
            call,
            state=state,
            joker_id=context.player_id,
            accepted_at=context.now,
            near=None,
            due_at=idle_at,
            rests_until=None,
        )
        unit.calls.move(call, CallAction.ACCEPT, CallRole.RECIPIENT, context.now)
        unit.jokers.count_answered(context.player_id)
        events = conversation_events(unit, call)
        conversation = views_of(unit, [call], context.player_id)[0]
        unit.notifications.mark_read_of(call_id, context.now, kinds=[NotificationKind.CALL_WAITING_FOR_YOU])
        notify(unit, asker_id, Notice(NotificationKind.CALL_ANSWERED, call_id, about=context.player_id))
        # Read again: a wave may have been sent while this one waited for the row.
        recipients = unit.calls.recipients(call_id)
        unit.commit()
    others = sorted(recipients - {context.player_id})
    events += [AddressedEvent(other_id, CallGone(call, GoneReason.TAKEN)) for other_id in others]
    return CallAccepted(conversation, tuple(events))

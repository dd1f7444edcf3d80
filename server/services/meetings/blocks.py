"""Somebody blocks another one: what the two still had together ends."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.calls.call import CallState
from game_rules.calls.help_events import (
    CallGone,
    ConversationHidden,
    GoneReason,
    told_to_both,
)
from game_rules.meetings.meeting import Meeting
from game_rules.meetings.watch import may_say_all_is_well
from game_rules.notifications.events import InboxRead
from game_rules.refusals import RefusalReason, Refused
from server.services.calls.close_conversation import close_in
from server.services.calls.conversation_views import CLOSED_SHOWN_FOR, conversation_events, other_of_call
from server.services.context import Context, Unit
from server.services.meetings.answer import call_off
from server.services.meetings.views import meeting_events


@dataclass(frozen=True, slots=True)
class BlockedPerson:
    """Somebody whom a player has blocked."""

    player_id: UUID
    name: str
    blocked_at: datetime


def block(context: Context, call_id: UUID) -> tuple[AddressedEvent, ...]:
    """Hides the two of a call from each other, everywhere and at once; a Joker may block who asked, too.

    Their conversations close, their meetings are called off, their open calls are no longer shown to each other.
    Blocking twice is blocking once.
    Raises Refused(call_not_found).
    """
    events: list[AddressedEvent] = []
    hidden: list[AddressedEvent] = []
    with context.unit() as unit:
        blocked_id = other_of_call(unit, unit.calls.call(call_id))
        people = (context.player_id, blocked_id)
        if not unit.accounts.lock_players(people):
            raise Refused(RefusalReason.CALL_NOT_FOUND)
        unit.conversations.add_block(context.player_id, blocked_id, context.now)
        for conversation in unit.calls.conversations_between(context.player_id, blocked_id):
            call = unit.calls.lock(conversation.id) or conversation
            role = call.role_of(context.player_id)
            if role is not None and call.state is CallState.ACCEPTED:
                call = close_in(unit, call, role)
            hidden += told_to_both(call, ConversationHidden(call))
        live = unit.meetings.lock_live_of(context.player_id, blocked_id)
        for meeting in call_off(unit, live):
            events += meeting_events(unit, meeting)
        # After the meetings: a conversation that is hidden takes its own along, save for one that is watched.
        events += hidden
        events += [one for meeting in live for one in _told_to_awaited(unit, meeting)]
        events += [AddressedEvent(one, InboxRead(one, unit.notifications.unread(one))) for one in people]
        for asker_id, joker_id in ((context.player_id, blocked_id), (blocked_id, context.player_id)):
            open_call = unit.calls.unanswered_call_of(asker_id)
            if open_call is not None and joker_id in unit.calls.recipients(open_call.id):
                events.append(AddressedEvent(joker_id, CallGone(open_call, GoneReason.HIDDEN)))
        unit.commit()
    return tuple(events)


def _told_to_awaited(unit: Unit, meeting: Meeting) -> list[AddressedEvent]:
    """They have to be able to say that all is well."""
    awaited = {meeting.player_of(role) for role in meeting.awaited() if may_say_all_is_well(meeting, role, unit.now)}
    return [one for one in meeting_events(unit, meeting) if one.player_id in awaited]


def unblock(context: Context, blocked_id: UUID) -> tuple[list[BlockedPerson], tuple[AddressedEvent, ...]]:
    """Takes the player's own block back; conversations that it closed stay closed, and both see them again.

    Returns whom the player still blocks, and what is told.
    """
    events: list[AddressedEvent] = []
    with context.unit() as unit:
        unit.conversations.remove_block(context.player_id, blocked_id)
        if not unit.conversations.are_blocked(context.player_id, blocked_id):
            shown_since = context.now - CLOSED_SHOWN_FOR
            for call in unit.calls.conversations_of(context.player_id, shown_since):
                if call.other_of(context.player_id) == blocked_id:
                    events += conversation_events(unit, call)
            for meeting in unit.meetings.of_player(context.player_id, shown_since, context.now):
                if blocked_id in meeting.people:
                    events += meeting_events(unit, meeting)
            for one in (context.player_id, blocked_id):
                events.append(AddressedEvent(one, InboxRead(one, unit.notifications.unread(one))))
        still = _blocked_in(unit)
        unit.commit()
    return still, tuple(events)


def blocked_people(context: Context) -> list[BlockedPerson]:
    """Lists those whom the player has blocked, the latest first."""
    with context.unit() as unit:
        return _blocked_in(unit)


def _blocked_in(unit: Unit) -> list[BlockedPerson]:
    blocked = unit.conversations.blocked_by(unit.player_id)
    names = unit.accounts.names([blocked_id for blocked_id, _ in blocked])
    return [BlockedPerson(blocked_id, names[blocked_id], at) for blocked_id, at in blocked]

"""The end of a conversation: "did it help?", and thanks that give points to both, once."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.calls.call import Call, CallAction, CallRole, CallState, next_call_state
from game_rules.calls.help_events import Conversation
from game_rules.play.points import entry_for_help_given, entry_for_help_received
from game_rules.refusals import RefusalReason, Refused
from server.services.award_points import award
from server.services.calls.conversation_views import conversation_events, conversation_in, views_of
from server.services.context import Context, Unit


@dataclass(frozen=True, slots=True)
class ConversationClosed:
    """The conversation as whoever closed it sees it, committed, and whom to tell what."""

    conversation: Conversation
    events: tuple[AddressedEvent, ...]


def close_conversation(context: Context, call_id: UUID, *, helped: bool | None) -> ConversationClosed:
    """Closes it, or adds the asker's answer to a closed one; the first answer stands.

    Only the asker answers "did it help?": with a yes both get points, the same two once a local day.
    Raises Refused(call_not_found | not_allowed_now).
    """
    with context.unit() as unit:
        seen, role, other_id = conversation_in(unit, unit.calls.call(call_id))
        if helped is not None and role is not CallRole.ASKER:
            raise Refused(RefusalReason.NOT_ALLOWED_NOW)
        unit.accounts.lock_players((context.player_id, other_id) if other_id else (context.player_id,))
        if helped and other_id:
            unit.jokers.lock(other_id)
        call = unit.calls.lock(call_id) or seen
        conversation_in(unit, call)
        before = call
        if call.state is CallState.CLOSED:
            call = replace(call, helped=call.helped if call.helped is not None else helped)
            unit.calls.save(call)
        else:
            call = close_in(unit, call, role, helped=helped)
        events = conversation_events(unit, call) if call != before else []
        if call.helped and not before.helped:
            if call.joker_id is not None:
                unit.jokers.count_thanked(call.joker_id)
            events += _give_thanks(unit, call)
        conversation = views_of(unit, [call], context.player_id)[0]
        unit.commit()
    return ConversationClosed(conversation, tuple(events))


def close_in(unit: Unit, call: Call, role: CallRole, *, helped: bool | None = None) -> Call:
    """Closes a locked conversation in the caller's unit, and tells nobody. Raises what `next_call_state` does."""
    state = next_call_state(call.state, CallAction.CLOSE, role)
    call = replace(call, state=state, closed_at=unit.now, due_at=None, helped=helped)
    unit.calls.move(call, CallAction.CLOSE, role, unit.now)
    return call


def close_idle(unit: Unit, call: Call) -> tuple[Call, list[AddressedEvent]]:
    """Closes a locked conversation that nobody of the two closed, in the caller's unit."""
    call = close_in(unit, call, CallRole.CLOCK)
    return call, conversation_events(unit, call)


def close_all_held_by(unit: Unit, joker_id: UUID, *, only_of_minors: bool = False) -> tuple[AddressedEvent, ...]:
    """Closes the conversations of somebody who is no Joker any more, or none of minors, in the caller's unit, which
    holds their lock."""
    events: list[AddressedEvent] = []
    for call_id in unit.calls.conversations_held_by(joker_id):
        call = unit.calls.lock(call_id)
        if call is None or call.state is not CallState.ACCEPTED or call.asker_id is None:
            continue
        if not only_of_minors or unit.accounts.minors_among((call.asker_id,)):
            events += close_idle(unit, call)[1]
    return tuple(events)


def _give_thanks(unit: Unit, call: Call) -> list[AddressedEvent]:
    asker_id, joker_id = call.asker_id, call.joker_id
    if asker_id is None or joker_id is None:
        return []
    day = unit.today
    day_began = datetime.combine(day, time(), unit.zone)
    if unit.calls.was_thanked_between(asker_id, joker_id, day_began, but=call.id):
        return []
    events: list[AddressedEvent] = []
    for player_id, entry in (
        (asker_id, entry_for_help_received(call.id, day, unit.limits)),
        (joker_id, entry_for_help_given(call.id, day, unit.limits)),
    ):
        events += award(unit, player_id, entry)
    return events

"""The end of a conversation: "did it help?", and thanks that give points to both, once."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from uuid import UUID

from game_rules.calls.call import Call, CallAction, CallRole, CallState, next_call_state
from game_rules.calls.help_events import Conversation
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.play.points import entry_for_help_given, entry_for_help_received
from game_rules.refusals import RefusalReason, Refused
from game_rules.told import Told
from server.live.world import World
from server.services.award_points import award
from server.services.calls.conversation_views import conversation_in, tell_both, views_of
from server.services.ports import OpenUnit, UnitOfWork


@dataclass(frozen=True, slots=True)
class ConversationClosed:
    """The conversation as whoever closed it sees it, committed, and whom to tell what."""

    conversation: Conversation
    told: tuple[Told, ...]


def close_conversation(
    open_unit: OpenUnit,
    world: World | None,
    player_id: UUID,
    call_id: UUID,
    helped: bool | None,  # noqa: FBT001 - an answer, not a switch: yes, no, or not said
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> ConversationClosed:
    """Closes it, or adds the asker's answer to a closed one; the first answer stands.

    Only the asker answers "did it help?": with a yes both get points, the same two once a local day.
    Raises Refused(call_not_found | not_allowed_now).
    """
    with open_unit() as unit:
        seen, role, other_id = conversation_in(unit, unit.calls.call(call_id), player_id)
        if helped is not None and role is not CallRole.ASKER:
            raise Refused(RefusalReason.NOT_ALLOWED_NOW)
        unit.accounts.lock_players((player_id, other_id) if other_id else (player_id,))
        call = unit.calls.lock(call_id) or seen
        conversation_in(unit, call, player_id)
        before = call
        if call.state is CallState.CLOSED:
            call = replace(call, helped=call.helped if call.helped is not None else helped)
            unit.calls.save(call)
        else:
            call = close_in(unit, call, role, now, helped=helped)
        told = tell_both(unit, world, call) if call != before else []
        if call.helped and not before.helped:
            told += _give_thanks(unit, world, call, now, limits)
        conversation = views_of(unit, world, [call], player_id)[0]
        unit.commit()
    return ConversationClosed(conversation, tuple(told))


def close_in(unit: UnitOfWork, call: Call, role: CallRole, now: datetime, *, helped: bool | None = None) -> Call:
    """Closes a locked conversation in the caller's unit, and tells nobody. Raises what `next_call_state` does."""
    state = next_call_state(call.state, CallAction.CLOSE, role)
    call = replace(call, state=state, closed_at=now, due_at=None, helped=helped)
    unit.calls.move(call, CallAction.CLOSE, role, now)
    return call


def close_idle(unit: UnitOfWork, world: World | None, call: Call, now: datetime) -> tuple[Call, list[Told]]:
    """Closes a locked conversation that nobody of the two closed, in the caller's unit."""
    call = close_in(unit, call, CallRole.CLOCK, now)
    return call, tell_both(unit, world, call)


def close_all_held_by(unit: UnitOfWork, world: World | None, joker_id: UUID, now: datetime) -> tuple[Told, ...]:
    """Closes the conversations of somebody who is no Joker any more, in the caller's unit, which holds their lock."""
    told: list[Told] = []
    for call_id in unit.calls.conversations_held_by(joker_id):
        call = unit.calls.lock(call_id)
        if call is not None and call.state is CallState.ACCEPTED:
            told += close_idle(unit, world, call, now)[1]
    return tuple(told)


def _give_thanks(unit: UnitOfWork, world: World | None, call: Call, now: datetime, limits: Limits) -> list[Told]:
    asker_id, joker_id = call.asker_id, call.joker_id
    if asker_id is None or joker_id is None:
        return []
    zone = world.zone if world else UTC
    day = now.astimezone(zone).date()
    day_began = datetime.combine(day, time(), zone)
    if unit.calls.was_thanked_between(asker_id, joker_id, day_began, but=call.id):
        return []
    told: list[Told] = []
    for player_id, entry in (
        (asker_id, entry_for_help_received(call.id, day, limits)),
        (joker_id, entry_for_help_given(call.id, day, limits)),
    ):
        told += award(unit, player_id, entry)
    return told

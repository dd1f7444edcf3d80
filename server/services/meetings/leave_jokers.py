"""A Joker stops: their calls go on to others, and their meetings are called off."""

from datetime import datetime
from uuid import UUID

from game_rules.jokers.joker import (
    JokerAction,
    JokerActor,
    next_joker_state,
)
from game_rules.told import Told
from server.live.world import World
from server.services.calls.close_conversation import close_all_held_by
from server.services.desks import MeetingDesk
from server.services.jokers.be_a_joker import locked_joker
from server.services.meetings.answer import call_off_all_held_by
from server.services.ports import OpenUnit


def leave(
    open_unit: OpenUnit, world: World | None, desk: MeetingDesk, player_id: UUID, now: datetime
) -> tuple[Told, ...]:
    """Stops being a Joker; conversations close, meetings are called off.

    Raises Refused(not_a_joker | not_allowed_now).
    """
    with open_unit() as unit:
        joker = locked_joker(unit, player_id)
        state = next_joker_state(joker.state, JokerAction.LEAVE, JokerActor.SELF)
        unit.jokers.move(player_id, JokerAction.LEAVE, JokerActor.SELF, state, reason=None, now=now)
        unit.jokers.set_free_now(player_id, None)
        told = close_all_held_by(unit, world, player_id, now)
        told += call_off_all_held_by(unit, desk, player_id, now)
        unit.commit()
    return told

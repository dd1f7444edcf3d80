"""A Joker stops: their calls go on to others, and their meetings are called off."""

from game_rules.addressed_events import AddressedEvent
from game_rules.jokers.joker import (
    JokerAction,
    JokerActor,
    next_joker_state,
)
from game_rules.jokers.profile import JokerProfile
from server.persistence.jokers import JokerMove
from server.services.calls.close_conversation import close_all_held_by
from server.services.context import Context
from server.services.jokers.manage_joker import locked_joker
from server.services.jokers.profile import own_profile
from server.services.meetings.answer import call_off_all_held_by


def leave(context: Context) -> tuple[JokerProfile, tuple[AddressedEvent, ...]]:
    """Stops being a Joker; conversations close, meetings are called off. Returns how they stand now, and what is told.

    Raises Refused(not_a_joker | not_allowed_now).
    """
    with context.unit() as unit:
        joker = locked_joker(unit)
        state = next_joker_state(joker.state, JokerAction.LEAVE, JokerActor.SELF)
        unit.jokers.move(context.player_id, JokerMove(JokerAction.LEAVE, JokerActor.SELF, state), context.now)
        unit.jokers.set_free_now(context.player_id, None)
        events = close_all_held_by(unit, context.player_id)
        events += call_off_all_held_by(unit, context.player_id)
        profile = own_profile(unit)
        unit.commit()
    return profile, events

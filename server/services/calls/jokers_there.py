"""The presence of Jokers who would see a call of the player now."""

from game_rules.people.players import AgeBand
from game_rules.play.jokers_nearby import is_anybody_there
from server.services.context import Context


def is_joker_there(context: Context) -> bool:
    """Tells whether a Joker who may answer the player has the app open, and time; at most five seconds old."""
    if context.campaign is None:
        return False
    with context.unit() as unit:
        age = unit.accounts.age_band_of_player(context.player_id) or AgeBand.UNDER_15
        hidden = unit.conversations.blocked_with(context.player_id) | {context.player_id}
        zone = unit.zone
    return is_anybody_there(age, context.live.jokers.there, context.now, zone, hidden)

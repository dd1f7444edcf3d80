"""Tells a walking player at which places around a Joker is now: when that changed, and from live fixes only."""

from uuid import UUID

from game_rules.gps import GpsFix
from game_rules.play.jokers_nearby import places_to_tell
from game_rules.play.outcomes import JokersNearby
from server.services.context import Context


def jokers_nearby(context: Context, player_id: UUID, fix: GpsFix) -> JokersNearby | None:
    """The places around `fix`, or None when the player knows them already."""
    events = context.live.walkers.told_places(player_id)
    places = places_to_tell(fix.position, context.live.jokers.at_places, events, context.now, context.limits)
    if places:
        # Most walks meet nobody: blocks and one's own self are looked up only where there is somebody to hide.
        with context.unit() as unit:
            hidden = unit.conversations.blocked_with(player_id) | {player_id}
        visible = (joker for joker in context.live.jokers.at_places if joker.joker_id not in hidden)
        places = places_to_tell(fix.position, visible, events, context.now, context.limits)
    if places == events:
        return None
    context.live.walkers.keep_told_places(player_id, places)
    return JokersNearby(places)

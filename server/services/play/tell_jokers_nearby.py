"""Tells a walking player at which places around a Joker is now: when that changed, and from live fixes only."""

from datetime import datetime
from uuid import UUID

from game_rules.gps import GpsFix
from game_rules.limits import Limits
from game_rules.play.jokers_nearby import places_to_tell
from game_rules.play.outcomes import JokersNearby
from server.live.jokers import LiveJokers
from server.live.walkers import Walkers
from server.services.ports import OpenUnit


def tell_jokers_nearby(
    open_unit: OpenUnit,
    jokers: LiveJokers,
    walkers: Walkers,
    player_id: UUID,
    fix: GpsFix,
    now: datetime,
    limits: Limits,
) -> JokersNearby | None:
    """The places around `fix`, or None when the player knows them already."""
    told = walkers.told_places(player_id)
    places = places_to_tell(fix.position, jokers.at_places, told, now, limits)
    if places:
        # Most walks meet nobody: blocks and one's own self are looked up only where there is somebody to hide.
        with open_unit() as unit:
            hidden = unit.conversations.blocked_with(player_id) | {player_id}
        visible = (joker for joker in jokers.at_places if joker.joker_id not in hidden)
        places = places_to_tell(fix.position, visible, told, now, limits)
    if places == told:
        return None
    walkers.keep_told_places(player_id, places)
    return JokersNearby(places)

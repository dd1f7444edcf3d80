"""Tells a walking player at which places around a Joker is now: when that changed, and from live fixes only."""

from game_rules.gps import GpsFix
from game_rules.people.players import AgeBand
from game_rules.play.jokers_nearby import places_to_tell, visible_to
from game_rules.play.outcomes import JokersNearby
from server.services.context import Unit


def jokers_nearby(unit: Unit, fix: GpsFix) -> JokersNearby | None:
    """Returns the places around `fix`, or None when the player knows them already.

    Whoever tells them notes so, once that is certain.
    """
    live = unit.context.live
    told = live.walkers.told_places(unit.player_id)
    places = places_to_tell(fix.position, live.jokers.at_places, told, unit.now, unit.limits)
    if places:
        # Most walks meet nobody: blocks and one's own self are looked up only where there is somebody to hide.
        hidden = unit.conversations.blocked_with(unit.player_id) | {unit.player_id}
        age = unit.accounts.age_band_of_player(unit.player_id) or AgeBand.UNDER_15
        visible = visible_to(age, live.jokers.at_places, unit.now, unit.zone, hidden)
        places = places_to_tell(fix.position, visible, told, unit.now, unit.limits)
    return None if places == told else JokersNearby(places)

"""Tells a walking player where it is warmer, as seldom as the rules ask for."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from game_rules.geo import LatLon
from game_rules.gps import GpsFix
from game_rules.limits import Limits
from game_rules.people.wishes import Wishes
from game_rules.play.fixes import FixVerdict
from game_rules.play.hints import Hint, SentHint, hint_towards, is_worth_sending
from game_rules.play.outcomes import HintGiven
from server.live.walkers import Walkers
from server.live.world import World


def newest_live_fix(
    fixes: Sequence[GpsFix], verdicts: Sequence[FixVerdict], now: datetime, limits: Limits
) -> GpsFix | None:
    """The last `ok` fix, if it is of now and not of a walk brought home later."""
    for fix, verdict in zip(reversed(fixes), reversed(verdicts), strict=True):
        if verdict is FixVerdict.OK:
            return fix if (now - fix.taken_at).total_seconds() <= limits.live_max_age_s else None
    return None


def hint_at(
    world: World, wishes: Wishes, discovered: Collection[UUID], position: LatLon, now: datetime, limits: Limits
) -> Hint | None:
    """Returns the hint that there is at the position, given before or not."""
    tiles = world.offers.tiles_to_hint_at(wishes, discovered, now, world.zone)
    return hint_towards(position, tiles.all, limits, silent=tiles.silent)


def give_hint(
    world: World,
    walkers: Walkers,
    player_id: UUID,
    wishes: Wishes,
    discovered: Collection[UUID],
    fix: GpsFix,
    now: datetime,
    limits: Limits,
) -> HintGiven | None:
    """The hint at `fix`, or None when the player has it already or had one a moment ago."""
    hint = hint_at(world, wishes, discovered, fix.position, now, limits)
    if not is_worth_sending(hint, walkers.last_hint(player_id), now, limits):
        return None
    walkers.keep_hint(player_id, SentHint(hint, now))
    return HintGiven(hint)

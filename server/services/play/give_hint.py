"""Tells a walking player where it is warmer, as seldom as the rules ask for."""

from collections.abc import Collection, Sequence
from uuid import UUID

from game_rules.geo import LatLon
from game_rules.gps import GpsFix
from game_rules.people.wishes import Wishes
from game_rules.play.fixes import FixVerdict
from game_rules.play.hints import Hint, hint_towards, is_worth_sending
from game_rules.play.outcomes import HintGiven
from server.services.context import Context


def newest_live_fix(context: Context, fixes: Sequence[GpsFix], verdicts: Sequence[FixVerdict]) -> GpsFix | None:
    """The last `ok` fix, if it is of now and not of a walk brought home later."""
    for fix, verdict in zip(reversed(fixes), reversed(verdicts), strict=True):
        if verdict is FixVerdict.OK:
            return fix if (context.now - fix.taken_at).total_seconds() <= context.limits.live_max_age_s else None
    return None


def hint_at(context: Context, wishes: Wishes, discovered: Collection[UUID], position: LatLon) -> Hint | None:
    """Returns the hint that there is at the position, given before or not."""
    tiles = context.running.offers.tiles_to_hint_at(wishes, discovered, context.now, context.running.zone)
    return hint_towards(position, tiles.all, context.limits, silent=tiles.silent)


def hint_to_give(context: Context, wishes: Wishes, discovered: Collection[UUID], fix: GpsFix) -> HintGiven | None:
    """Returns the hint at `fix`, or None when the player has it already or had one a moment ago.

    Whoever gives it notes so, once that is certain.
    """
    hint = hint_at(context, wishes, discovered, fix.position)
    is_worth_it = is_worth_sending(hint, context.live.walkers.last_hint(context.player_id), context.now, context.limits)
    return HintGiven(hint) if is_worth_it else None

"""A batch of fixes, judged one by one, and all that it wins before anybody knows what was won earlier."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from uuid import UUID

from game_rules.geo import LatLon
from game_rules.gps import GpsFix
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.offers.offer import Offer
from game_rules.play.budget import walked_since
from game_rules.play.discovery import discovery_reach_m, is_discovered, is_visited
from game_rules.play.fixes import FixVerdict, JudgedFix, Track, judge_fix, remember
from game_rules.play.fog import FogCell, cells_lifted_at


@dataclass(slots=True)
class WalkOutcome:
    """All that a judged batch comes to. Days are local days; each thing stands at the first fix that won it.

    `metres` and `seconds` were walked in it.
    """

    verdicts: list[FixVerdict] = field(default_factory=list)
    track: Track = field(default_factory=Track)
    cells: dict[FogCell, date] = field(default_factory=dict)
    discovered: dict[UUID, tuple[Offer, date]] = field(default_factory=dict)
    visited: dict[UUID, date] = field(default_factory=dict)
    communes: dict[str, date] = field(default_factory=dict)
    metres: float = 0.0
    seconds: float = 0.0
    cells_beyond: set[FogCell] = field(default_factory=set)
    """Lifted beyond the day's budget: kept, and not paid."""


def judge_walk(  # noqa: PLR0913 - each is a question that the rules ask of the world, and tests answer by themselves
    track: Track,
    fixes: Sequence[GpsFix],
    *,
    now: datetime,
    zone: tzinfo,
    in_territory: Callable[[LatLon], bool],
    commune_at: Callable[[LatLon], str | None],
    offers_near: Callable[[LatLon, float], Iterable[Offer]],
    is_elsewhere: Callable[[GpsFix], bool] = lambda _fix: False,
    may_win: Callable[[float, float], bool] = lambda _metres, _seconds: True,
    counted: int = 0,
    limits: Limits = DEFAULT_LIMITS,
) -> WalkOutcome:
    """Judges `fixes` (oldest first) after `track`. `offers_near(position, radius_m)` may give more than asked for.

    `is_elsewhere` tells of an `ok` fix whether another device of the player walks too far from there for one person:
    it is then an impossible jump. `may_win` is given the metres and seconds walked up to a fix, and says whether the
    day's budget lets it win more than clouds. The way to the first `counted` fixes has been counted before.
    """
    outcome = WalkOutcome(track=track)
    for number, fix in enumerate(fixes):
        before = outcome.track
        verdict, outcome.track = judge_fix(before, fix, now=now, in_territory=in_territory, limits=limits)
        if verdict is FixVerdict.OK and is_elsewhere(fix):
            verdict = FixVerdict.IMPOSSIBLE_JUMP
            outcome.track = remember(before, JudgedFix(fix, verdict), limits)
        outcome.verdicts.append(verdict)
        if verdict is not FixVerdict.OK:
            continue
        if number >= counted:
            metres, seconds = walked_since(before, fix, limits)
            outcome.metres += metres
            outcome.seconds += seconds
        day = fix.taken_at.astimezone(zone).date()
        if not may_win(outcome.metres, outcome.seconds):
            outcome.cells_beyond |= cells_lifted_at(fix.position, limits) - outcome.cells.keys()
            continue
        for cell in cells_lifted_at(fix.position, limits):
            outcome.cells.setdefault(cell, day)
        insee = commune_at(fix.position)
        if insee is not None:
            outcome.communes.setdefault(insee, day)
        for offer in offers_near(fix.position, discovery_reach_m(fix, limits)):
            if not offer.is_current_on(day) or not is_discovered(fix, offer, limits):
                continue
            outcome.discovered.setdefault(offer.id, (offer, day))
            if is_visited(outcome.track.believed, offer, zone, limits):
                outcome.visited.setdefault(offer.id, day)
    return outcome

"""A batch of fixes, judged one by one, and all that it wins before anybody knows what was won earlier."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from uuid import UUID

from game_rules.discovery import discovery_reach_m, is_discovered, is_visited
from game_rules.fixes import FixVerdict, GpsFix, Track, judge_fix
from game_rules.fog import FogCell, cells_lifted_at
from game_rules.geo import LatLon
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.offers import Offer


@dataclass(slots=True)
class WalkOutcome:
    """What a judged batch comes to. Days are local days; each thing stands at the first fix that won it."""

    verdicts: list[FixVerdict] = field(default_factory=list)
    track: Track = field(default_factory=Track)
    cells: dict[FogCell, date] = field(default_factory=dict)
    discovered: dict[UUID, tuple[Offer, date]] = field(default_factory=dict)
    visited: dict[UUID, date] = field(default_factory=dict)
    communes: dict[str, date] = field(default_factory=dict)


def judge_walk(
    track: Track,
    fixes: Sequence[GpsFix],
    *,
    now: datetime,
    zone: tzinfo,
    in_territory: Callable[[LatLon], bool],
    commune_at: Callable[[LatLon], str | None],
    offers_near: Callable[[LatLon, float], Iterable[Offer]],
    limits: Limits = DEFAULT_LIMITS,
) -> WalkOutcome:
    """Judges `fixes` (oldest first) after `track`. `offers_near(position, radius_m)` may give more than asked for."""
    outcome = WalkOutcome(track=track)
    for fix in fixes:
        verdict, outcome.track = judge_fix(outcome.track, fix, now=now, in_territory=in_territory, limits=limits)
        outcome.verdicts.append(verdict)
        if verdict is not FixVerdict.OK:
            continue
        day = fix.taken_at.astimezone(zone).date()
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

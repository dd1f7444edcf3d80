"""A walk, judged."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from game_rules.geo import LatLon
from game_rules.gps import GpsFix
from game_rules.offers.offer import Offer
from game_rules.play.fixes import Track
from game_rules.play.walks import WalkOutcome, judge_walk
from tests.support.factories import everywhere, fix

PARIS = ZoneInfo("Europe/Paris")


def outcome_of(
    fixes: Sequence[GpsFix],
    offers: Iterable[Offer] = (),
    *,
    track: Track | None = None,
    in_territory: Callable[[LatLon], bool] = everywhere,
    commune_at: Callable[[LatLon], str | None] = lambda _: "62498",
    **options: Any,
) -> WalkOutcome:
    """Judges `fixes` where `offers_near` gives all offers, however far."""
    return judge_walk(
        track or Track(),
        fixes,
        now=fixes[-1].taken_at,
        zone=PARIS,
        in_territory=in_territory,
        commune_at=commune_at,
        offers_near=lambda _position, _radius_m: offers,
        **options,
    )


def walk(metres: int, **options: Any) -> list[GpsFix]:
    return [fix(metres_north=north, seconds=north * 0.5, **options) for north in range(0, metres + 1, 10)]

"""A poster's code, scanned: whether whoever scanned it stands at the door."""

from datetime import datetime, tzinfo
from enum import StrEnum

from game_rules.geo import distance_m
from game_rules.gps import GpsFix
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.offers.offer import LocationPrecision, Offer


class ScanResult(StrEnum):
    """Results of a scan. Only `visited` is a visit; with all others the offer is known to the player, no more."""

    VISITED = "visited"
    ALREADY_VISITED = "already_visited"
    CLOSED = "closed"
    TOO_FAR = "too_far"
    NO_POSITION = "no_position"
    NO_DOOR = "no_door"

    @property
    def is_there(self) -> bool:
        """Tells whether the player stands at the door now, open or not: then the offer is found as on a walk."""
        return self in {ScanResult.VISITED, ScanResult.CLOSED}


def judge_scan(
    offer: Offer,
    fix: GpsFix | None,
    now: datetime,
    zone: tzinfo,
    *,
    is_visited: bool,
    limits: Limits = DEFAULT_LIMITS,
) -> ScanResult:
    """Judges a scan of the offer's poster with `fix`; `is_visited` is whether the player had been there before.

    A code can be photographed and passed on: without a position of just now, at the door, nobody was there.
    """
    if offer.location_precision is not LocationPrecision.DOOR:
        return ScanResult.NO_DOOR
    if is_visited:
        return ScanResult.ALREADY_VISITED
    if fix is None or not _is_usable(fix, now, limits):
        return ScanResult.NO_POSITION
    if distance_m(fix.position, offer.position) > limits.poster_radius_m:
        return ScanResult.TOO_FAR
    return ScanResult.VISITED if offer.is_open_at(fix.taken_at, zone) else ScanResult.CLOSED


def _is_usable(fix: GpsFix, now: datetime, limits: Limits) -> bool:
    age_s = (now - fix.taken_at).total_seconds()
    is_of_now = -limits.future_tolerance_s <= age_s <= limits.poster_fix_max_age_s
    return is_of_now and fix.horizontal_accuracy_m <= limits.poster_accuracy_max_m

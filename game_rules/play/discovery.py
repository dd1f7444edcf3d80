"""Rules of discovering an offer and of visiting it. Accuracy widens both, up to a bonus; never the clouds."""

from collections.abc import Sequence
from datetime import tzinfo

from game_rules.geo import distance_m
from game_rules.gps import GpsFix
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.offers.offer import LocationPrecision, Offer
from game_rules.play.fixes import FixVerdict, JudgedFix


def discovery_reach_m(fix: GpsFix, limits: Limits = DEFAULT_LIMITS) -> float:
    """Returns how far from `fix` an offer shows itself, in metres."""
    return limits.discovery_radius_m + min(fix.horizontal_accuracy_m, limits.discovery_accuracy_bonus_max_m)


def visit_reach_m(fix: GpsFix, limits: Limits = DEFAULT_LIMITS) -> float:
    """Returns how far from `fix` a door counts as reached, in metres."""
    return limits.visit_radius_m + min(fix.horizontal_accuracy_m, limits.visit_accuracy_bonus_max_m)


def is_discovered(fix: GpsFix, offer: Offer, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Tells whether an `ok` fix discovers the offer."""
    return distance_m(fix.position, offer.position) <= discovery_reach_m(fix, limits)


def is_visited(believed: Sequence[JudgedFix], offer: Offer, zone: tzinfo, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Tells whether the last of the `believed` fixes of a device (oldest first) completes a visit.

    It does when it is `ok` and stands at the door in visiting hours, an earlier `ok` fix at least 30 s older does
    too, and so does every believed fix between them, without a long silence. Only an offer with a door can be visited.
    """
    if not believed or offer.location_precision is not LocationPrecision.DOOR:
        return False
    newest = later = believed[-1]
    if newest.verdict is not FixVerdict.OK:
        return False
    for judged in reversed(believed):
        silence_s = (later.fix.taken_at - judged.fix.taken_at).total_seconds()
        if silence_s > limits.visit_silence_max_s or not _is_at_open_door(judged.fix, offer, zone, limits):
            return False
        stayed_s = (newest.fix.taken_at - judged.fix.taken_at).total_seconds()
        if judged.verdict is FixVerdict.OK and stayed_s >= limits.visit_dwell_s:
            return True
        later = judged
    return False


def _is_at_open_door(fix: GpsFix, offer: Offer, zone: tzinfo, limits: Limits) -> bool:
    is_at_door = distance_m(fix.position, offer.position) <= visit_reach_m(fix, limits)
    return is_at_door and offer.is_open_at(fix.taken_at, zone)

"""Jokers on the way, as a walking player is told of them: the place and until when. No name, no face, no number."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from uuid import UUID

from game_rules.geo import LatLon, distance_m
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.people.encounters import Counterpart, Encounter, Vetting, Where, hour_at, why_not
from game_rules.people.players import AgeBand


@dataclass(frozen=True, slots=True)
class StaffedPlace:
    """A public place where at least one Joker is, and until when the last of them stays (UTC)."""

    place_id: UUID
    name: str
    position: LatLon
    until: datetime


@dataclass(frozen=True, slots=True)
class JokerAt:
    """A Joker who is at a place, as the server knows it; never told as such. `vetting` is what is known of them."""

    joker_id: UUID
    place_id: UUID
    name: str
    position: LatLon
    until: datetime
    vetting: Vetting = Vetting.CHECKED


@dataclass(frozen=True, slots=True)
class JokerThere:
    """A Joker whose app is open and who is free, as the server knows it; never told as such."""

    joker_id: UUID
    vetting: Vetting


def is_anybody_there(
    age: AgeBand, jokers: Iterable[JokerThere], now: datetime, zone: tzinfo, hidden: Collection[UUID]
) -> bool:
    """Tells whether one of the Jokers, but none of the `hidden`, may answer a player of `age` now."""
    hour = hour_at(now, zone)
    return any(
        why_not(Encounter(age, Counterpart.JOKER, joker.vetting, hour, Where.ONLINE)) is None
        for joker in jokers
        if joker.joker_id not in hidden
    )


def visible_to(
    age: AgeBand, jokers: Iterable[JokerAt], now: datetime, zone: tzinfo, hidden: Collection[UUID]
) -> list[JokerAt]:
    """Lists the Jokers whom a player of `age` may be brought together with at their place now; none of the `hidden`."""
    hour = hour_at(now, zone)
    return [
        joker
        for joker in jokers
        if joker.joker_id not in hidden
        and why_not(Encounter(age, Counterpart.JOKER, joker.vetting, hour, Where.PUBLIC_OPEN)) is None
    ]


def places_to_tell(
    position: LatLon,
    jokers: Iterable[JokerAt],
    told: Iterable[StaffedPlace],
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[StaffedPlace, ...]:
    """The places with a Joker around `position`, by id; one that was told already stays until beyond the margin."""
    known = {place.place_id for place in told}
    places: dict[UUID, StaffedPlace] = {}
    for joker in jokers:
        reach_m = limits.joker_seen_radius_m + (limits.joker_seen_margin_m if joker.place_id in known else 0)
        if joker.until <= now or distance_m(position, joker.position) > reach_m:
            continue
        before = places.get(joker.place_id)
        until = max(before.until, joker.until) if before else joker.until
        places[joker.place_id] = StaffedPlace(joker.place_id, joker.name, joker.position, until)
    return tuple(sorted(places.values(), key=lambda place: place.place_id))

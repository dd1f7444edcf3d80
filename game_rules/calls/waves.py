"""Waves in which a call is shown to Jokers: three at once, ten after a minute, everyone after three.

Two laws, each with a test that plays many calls:

- **Nobody starves.** One seat of each wave goes to the Joker who was asked longest ago. Among n Jokers who are there
  and not resting, each is asked by any n calls in a row, however near or apt the others are.
- **Nobody drowns.** No Joker is shown more than `joker_calls_per_hour_max` calls in any sixty minutes, no more than
  `joker_guest_calls_per_hour_max` of them by guests, nor any while holding `joker_load_max` conversations.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum, StrEnum
from uuid import UUID

from game_rules.geo import LatLon, Tile, distance_m, tile_centre
from game_rules.jokers.joker import HelpOffered, HelpTopic, SpokenLanguage
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.people.encounters import Counterpart, Encounter, Hour, Vetting, Where, why_not
from game_rules.people.players import AgeBand

_NEVER = datetime.min.replace(tzinfo=UTC)


class DistanceBand(IntEnum):
    """Distances to a Joker's *place*; nobody's own position is known. In the app is the last: there is no way to go."""

    AT_HAND = 0
    WALK = 1
    RIDE = 2
    AFAR = 3


@dataclass(frozen=True, slots=True)
class Question:
    """A call as the ranking knows it. `near` is the zoom-17 tile (195 m) the player was in, if they told; `age` is
    theirs, and `hour` that of the wave."""

    topic: HelpTopic
    language: SpokenLanguage
    rome_domain: str | None = None
    near: Tile | None = None
    is_of_guest: bool = False
    age: AgeBand = AgeBand.FROM_18
    hour: Hour = Hour.DAY


@dataclass(frozen=True, slots=True)
class Candidate:
    """A Joker as the ranking sees them at one moment.

    `is_free` is being there now: app open, and in a slot or "free now"; `is_on_call` is the same with the app closed,
    where a push reaches them. `place` is where, None in the app. `vetting` is what is known of them. `load` counts
    conversations under way, `asked_in_last_hour` the calls shown in the last sixty minutes, and
    `asked_by_guests_in_last_hour` those of them that guests had asked.
    """

    joker_id: UUID
    help: HelpOffered
    is_free: bool
    place: LatLon | None = None
    load: int = 0
    last_asked_at: datetime | None = None
    asked_in_last_hour: int = 0
    asked_by_guests_in_last_hour: int = 0
    vetting: Vetting = Vetting.APPROVED
    is_on_call: bool = False


def distance_band(place: LatLon | None, near: Tile | None, limits: Limits = DEFAULT_LIMITS) -> DistanceBand:
    """The band from the centre of the player's tile to the Joker's place; AFAR when either is not known."""
    if place is None or near is None:
        return DistanceBand.AFAR
    distance = distance_m(tile_centre(near), place)
    ends = (
        (limits.joker_seen_radius_m, DistanceBand.AT_HAND),
        (limits.joker_walk_m, DistanceBand.WALK),
        (limits.joker_ride_m, DistanceBand.RIDE),
    )
    return next((band for end, band in ends if distance <= end), DistanceBand.AFAR)


def fits(offered: HelpOffered, question: Question) -> bool:
    """Tells whether somebody who offers this help can answer: topic and language. A trade they don't know only ranks
    lower, since somebody who hires bakers may still know a builder."""
    return question.topic in offered.topics and question.language in offered.languages


def is_eligible(candidate: Candidate, question: Question, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Tells whether the call may be shown to the Joker at all, in any wave."""
    encounter = Encounter(question.age, Counterpart.JOKER, candidate.vetting, question.hour, Where.ONLINE)
    return (
        fits(candidate.help, question)
        and why_not(encounter) is None
        and candidate.load < limits.joker_load_max
        and candidate.asked_in_last_hour < limits.joker_calls_per_hour_max
        and not (
            question.is_of_guest and candidate.asked_by_guests_in_last_hour >= limits.joker_guest_calls_per_hour_max
        )
    )


def rank(candidates: Iterable[Candidate], question: Question, limits: Limits = DEFAULT_LIMITS) -> list[Candidate]:
    """Best first: who knows the trade, then the nearest band, then the fewest conversations, then who was asked longest
    ago."""

    def key(candidate: Candidate) -> tuple[bool, DistanceBand, int, datetime, UUID]:
        knows_trade = question.rome_domain is None or question.rome_domain in candidate.help.rome_domains
        band = distance_band(candidate.place, question.near, limits)
        return (not knows_trade, band, candidate.load, candidate.last_asked_at or _NEVER, candidate.joker_id)

    return sorted(candidates, key=key)


def pick_wave(
    wave: int, candidates: Iterable[Candidate], question: Question, limits: Limits = DEFAULT_LIMITS
) -> list[UUID]:
    """Picks the Jokers to whom the call is shown in `wave` (0, 1, 2 ...), given those not shown it yet; best first.

    The first waves go to Jokers who are there; seats that they leave go to those whom a push reaches. From the third on
    everyone is told, there or not.
    """
    eligible = [candidate for candidate in candidates if is_eligible(candidate, question, limits)]
    if wave >= len(limits.wave_seats):
        return [candidate.joker_id for candidate in rank(eligible, question, limits)]
    ranked = rank((candidate for candidate in eligible if candidate.is_free), question, limits)
    seats = limits.wave_seats[wave]
    chosen, rest = ranked[: seats - 1], ranked[seats - 1 :]
    if rest:
        chosen.append(min(rest, key=lambda one: (one.last_asked_at or _NEVER, one.joker_id)))
    on_call = (candidate for candidate in eligible if candidate.is_on_call and not candidate.is_free)
    chosen += rank(on_call, question, limits)[: seats - len(chosen)]
    return [candidate.joker_id for candidate in chosen]


class Step(StrEnum):
    """Steps to take about a call when it falls due."""

    SEND_WAVE = "send_wave"
    TELL_NOBODY_ANSWERED = "tell_nobody_answered"
    LOOK_AGAIN = "look_again"
    EXPIRE = "expire"


def due_step(*, is_waiting: bool, waves_sent: int, asked_at: datetime, now: datetime, limits: Limits) -> Step:
    """The step of an unanswered call whose due time has come. Steps that were missed are taken one after the other."""
    if not is_waiting:
        return Step.SEND_WAVE if waves_sent < len(limits.wave_starts_s) else Step.TELL_NOBODY_ANSWERED
    is_old = (now - asked_at).total_seconds() >= limits.call_waits_s
    return Step.EXPIRE if is_old else Step.LOOK_AGAIN


def due_after_wave(
    *, waves_sent: int, found_anybody: bool, asked_at: datetime, now: datetime, limits: Limits
) -> datetime:
    """Returns when an open call is due again after its latest wave: at once if that wave found nobody to wait for."""
    if not found_anybody:
        return now
    starts = (*limits.wave_starts_s, limits.call_unanswered_after_s)
    return max(now, asked_at + timedelta(seconds=starts[min(waves_sent, len(starts) - 1)]))

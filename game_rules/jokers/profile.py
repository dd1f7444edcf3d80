"""Jokers as they see themselves, and as an organiser sees them."""

from dataclasses import dataclass

from game_rules.jokers.availability import Availability, FreeSpan
from game_rules.jokers.joker import Joker


@dataclass(frozen=True, slots=True)
class JokerProfile:
    """A Joker's own view: `free` is the span they are in now, if their app were open."""

    joker: Joker
    availability: Availability
    free: FreeSpan | None


@dataclass(frozen=True, slots=True)
class VettedJoker:
    """A Joker with the name that the person goes by."""

    joker: Joker
    name: str

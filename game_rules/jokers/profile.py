"""Jokers as they see themselves, and as an organiser sees them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from game_rules.jokers.availability import Availability, FreeSpan
from game_rules.jokers.joker import About, IdentityAction, Joker


@dataclass(frozen=True, slots=True)
class JokerProfile:
    """A Joker's own view: `free` is the span they are in now, if their app were open. `identity_checked`: the check
    counts now; `identity_withdrawn` is why an organiser took it back."""

    joker: Joker
    availability: Availability
    free: FreeSpan | None
    identity_checked: bool
    identity_withdrawn: str | None = None


@dataclass(frozen=True, slots=True)
class IdentityDecision:
    """A decision of an organiser on who a Joker is. `account_id` is None for the server's token, the command line, and
    organisers who are gone."""

    at: datetime
    action: IdentityAction
    account_id: UUID | None
    reason: str | None
    honorability_attested_on: date | None


@dataclass(frozen=True, slots=True)
class VettedJoker:
    """A Joker with the name that the person goes by. `identity_checked`: the check counts now; `identity_decisions` are
    those about it, oldest first."""

    joker: Joker
    name: str
    identity_checked: bool
    identity_decisions: tuple[IdentityDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class JokerTally:
    """The calls that a Joker answered, and those after which they were told that it helped; since they are one."""

    answered: int
    thanked: int


@dataclass(frozen=True, slots=True)
class JokerCard:
    """A Joker as somebody whom they answered sees them."""

    joker_id: UUID
    about: About
    identity_checked: bool

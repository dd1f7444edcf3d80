"""Jokers: volunteers who answer on the way. What they help with, and how one becomes a Joker.

Approval says that an organiser knows them and lets them answer in the app; the identity check, apart from it, that
they may be met at a place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from game_rules.jokers.limits import JOKER_CHARTER_VERSION
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused


class HelpTopic(StrEnum):
    """Topics of questions."""

    CV = "cv"
    INTERVIEW = "interview"
    TRADE = "trade"
    GETTING_AROUND = "getting_around"
    PAPERS = "papers"
    OTHER = "other"


class SpokenLanguage(StrEnum):
    """Languages that people in the territory speak (ISO 639-1); more than the interface has."""

    ARABIC = "ar"
    ENGLISH = "en"
    FRENCH = "fr"
    GERMAN = "de"
    ITALIAN = "it"
    POLISH = "pl"
    PORTUGUESE = "pt"
    ROMANIAN = "ro"
    SPANISH = "es"
    TURKISH = "tr"
    UKRAINIAN = "uk"


class JokerState(StrEnum):
    """States of somebody on the way to being a Joker."""

    APPLIED = "applied"
    APPROVED = "approved"
    DECLINED = "declined"
    SUSPENDED = "suspended"
    LEFT = "left"


class JokerAction(StrEnum):
    """Moves of a Joker from one state to another."""

    APPLY = "apply"
    APPROVE = "approve"
    DECLINE = "decline"
    SUSPEND = "suspend"
    LEAVE = "leave"


class JokerActor(StrEnum):
    """Actors who may move a Joker."""

    SELF = "self"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True)
class JokerTransition:
    """An allowed move: who makes it, and where it leads."""

    actor: JokerActor
    to_state: JokerState


_TRANSITIONS: Mapping[tuple[JokerState, JokerAction], JokerTransition] = MappingProxyType(
    {
        (JokerState.APPLIED, JokerAction.APPROVE): JokerTransition(JokerActor.ORGANISER, JokerState.APPROVED),
        (JokerState.APPLIED, JokerAction.DECLINE): JokerTransition(JokerActor.ORGANISER, JokerState.DECLINED),
        (JokerState.APPLIED, JokerAction.LEAVE): JokerTransition(JokerActor.SELF, JokerState.LEFT),
        (JokerState.APPROVED, JokerAction.SUSPEND): JokerTransition(JokerActor.ORGANISER, JokerState.SUSPENDED),
        (JokerState.APPROVED, JokerAction.LEAVE): JokerTransition(JokerActor.SELF, JokerState.LEFT),
        (JokerState.SUSPENDED, JokerAction.APPROVE): JokerTransition(JokerActor.ORGANISER, JokerState.APPROVED),
        # An organiser who changes their mind about a "no" needs no new application.
        (JokerState.DECLINED, JokerAction.APPROVE): JokerTransition(JokerActor.ORGANISER, JokerState.APPROVED),
        (JokerState.LEFT, JokerAction.APPLY): JokerTransition(JokerActor.SELF, JokerState.APPLIED),
    }
)
"""Leaving while suspended is not among them: applying again would be a way around the suspension."""


def next_joker_state(state: JokerState, action: JokerAction, actor: JokerActor) -> JokerState:
    """The state after `action`. Raises Refused(not_allowed_now) where it is not among the allowed moves."""
    transition = _TRANSITIONS.get((state, action))
    if transition is None or transition.actor is not actor:
        raise Refused(RefusalReason.NOT_ALLOWED_NOW)
    return transition.to_state


@dataclass(frozen=True, slots=True)
class HelpOffered:
    """The help that a Joker offers. `rome_domains` (F17) are the trades they know, for the topic `trade`."""

    topics: frozenset[HelpTopic]
    languages: frozenset[SpokenLanguage]
    rome_domains: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Joker:
    """A volunteer. `player_id` is who they are in the game; `reason` is what an organiser said to the last decision."""

    player_id: UUID
    state: JokerState
    help: HelpOffered
    charter_version: int
    identity_checked_at: datetime | None
    last_seen_at: datetime | None
    reason: str | None = None

    @property
    def is_identity_checked(self) -> bool:
        return self.identity_checked_at is not None

    @property
    def may_answer(self) -> bool:
        """Approved, and on the charter of today."""
        return self.state is JokerState.APPROVED and self.charter_version == JOKER_CHARTER_VERSION


def check_application(age_band: AgeBand, offered: HelpOffered, charter_version: int) -> None:
    """Raises Refused(joker_must_be_adult | charter_not_accepted | trade_missing)."""
    if age_band is not AgeBand.FROM_18:
        raise Refused(RefusalReason.JOKER_MUST_BE_ADULT)
    if charter_version != JOKER_CHARTER_VERSION:
        raise Refused(RefusalReason.CHARTER_NOT_ACCEPTED)
    check_help_offered(offered)


def check_help_offered(offered: HelpOffered) -> None:
    """Raises Refused(trade_missing) where somebody helps with trades and names none."""
    if HelpTopic.TRADE in offered.topics and not offered.rome_domains:
        raise Refused(RefusalReason.TRADE_MISSING)


def is_present(last_seen_at: datetime | None, now: datetime, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Tells whether the Joker's app was heard of less than two minutes ago."""
    return last_seen_at is not None and (now - last_seen_at).total_seconds() < limits.joker_gone_after_s

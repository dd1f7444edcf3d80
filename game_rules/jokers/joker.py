"""Jokers: volunteers who answer on the way. What they help with, and how one becomes a Joker.

Approval says that an organiser knows them and lets them answer in the app; the identity check, apart from it, that
they may be met at a place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from game_rules.jokers.limits import JOKER_CHARTER_VERSION, MINORS_ARTICLE_VERSION
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.people.encounters import Vetting
from game_rules.people.limits import IDENTITY_CHECK_DAYS
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from game_rules.text_limits import ABOUT_LINE_MAX_CHARS, INTRODUCTION_MAX_CHARS
from game_rules.texts import clean_text, one_line
from game_rules.wording.contact_data import check_contact_data


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


class IdentityAction(StrEnum):
    """Decisions of an organiser on who a Joker is."""

    CONFIRM = "confirm"
    WITHDRAW = "withdraw"


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
class About:
    """A Joker's own words about themselves: their trade, their commune, and why they help; None where they say nothing.

    Organisers read them, and players whom they answer, minors too.
    """

    trade: str | None = None
    commune: str | None = None
    introduction: str | None = None


@dataclass(frozen=True, slots=True)
class HelpOffered:
    """The help that a Joker offers. `rome_domains` (F17) are the trades they know, for the topic `trade`.

    `minors_article` is the version of the charter's article on minors that they accepted; None helps adults only.
    """

    topics: frozenset[HelpTopic]
    languages: frozenset[SpokenLanguage]
    rome_domains: frozenset[str] = frozenset()
    minors_article: int | None = None
    about: About = About()


@dataclass(frozen=True, slots=True)
class Joker:
    """A volunteer. `player_id` is who they are in the game; `reason` is what an organiser said to the last decision.

    `honorability_attested_on` is the day of the attestation d'honorabilité that an organiser saw; None where they ask
    for none.
    """

    player_id: UUID
    state: JokerState
    help: HelpOffered
    charter_version: int
    identity_checked_at: datetime | None
    last_seen_at: datetime | None
    reason: str | None = None
    honorability_attested_on: date | None = None

    @property
    def identity_counts_until(self) -> datetime | None:
        """Returns when the identity check runs out; None without one."""
        if self.identity_checked_at is None:
            return None
        return self.identity_checked_at + timedelta(days=IDENTITY_CHECK_DAYS)

    def is_identity_checked(self, now: datetime) -> bool:
        """Tells whether somebody saw who they are, less than a year before `now`."""
        return self.identity_counts_until is not None and now < self.identity_counts_until

    @property
    def may_answer(self) -> bool:
        """Approved, and on the charter of today."""
        return self.state is JokerState.APPROVED and self.charter_version == JOKER_CHARTER_VERSION


def vetting_of(joker: Joker | None, now: datetime) -> Vetting:
    """Returns what is known of the Joker at `now`, as the table of encounters asks it."""
    if joker is None or not joker.may_answer:
        return Vetting.UNKNOWN
    if joker.identity_checked_at is None:
        return Vetting.APPROVED
    if not joker.is_identity_checked(now):
        return Vetting.RAN_OUT
    return Vetting.FOR_MINORS if joker.help.minors_article == MINORS_ARTICLE_VERSION else Vetting.CHECKED


def check_application(age_band: AgeBand, offered: HelpOffered, charter_version: int) -> None:
    """Raises Refused(joker_must_be_adult | charter_not_accepted | trade_missing)."""
    if age_band is not AgeBand.FROM_18:
        raise Refused(RefusalReason.JOKER_MUST_BE_ADULT)
    if charter_version != JOKER_CHARTER_VERSION:
        raise Refused(RefusalReason.CHARTER_NOT_ACCEPTED)
    check_help_offered(offered)


def clean_help(offered: HelpOffered) -> HelpOffered:
    """Returns it with the Joker's own words as they are kept.

    Raises Refused(invalid_text) for too many of them, ContactDataFound(contact_data_for_minor) where they let somebody
    find the Joker outside of the game: minors read them.
    """
    about = About(
        _line(offered.about.trade, ABOUT_LINE_MAX_CHARS),
        _line(offered.about.commune, ABOUT_LINE_MAX_CHARS),
        clean_text(offered.about.introduction, INTRODUCTION_MAX_CHARS) if offered.about.introduction else None,
    )
    texts = {"/trade": about.trade, "/commune": about.commune, "/introduction": about.introduction}
    said = {pointer: text for pointer, text in texts.items() if text is not None}
    check_contact_data(said, AgeBand.FROM_18, AgeBand.FROM_15_TO_17, confirmed=False)
    return replace(offered, about=about)


def _line(text: str | None, max_chars: int) -> str | None:
    return one_line(clean_text(text, max_chars)) if text else None


def check_help_offered(offered: HelpOffered) -> None:
    """Raises Refused(trade_missing) where somebody helps with trades and names none, Refused(charter_not_accepted) for
    an article on minors that is not today's."""
    if offered.minors_article not in {None, MINORS_ARTICLE_VERSION}:
        raise Refused(RefusalReason.CHARTER_NOT_ACCEPTED)
    if HelpTopic.TRADE in offered.topics and not offered.rome_domains:
        raise Refused(RefusalReason.TRADE_MISSING)


def is_present(last_seen_at: datetime | None, now: datetime, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Tells whether the Joker's app was heard of less than two minutes ago."""
    return last_seen_at is not None and (now - last_seen_at).total_seconds() < limits.joker_gone_after_s

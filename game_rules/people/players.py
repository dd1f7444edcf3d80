"""Players: who may play, and what a guest must tell to start."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from game_rules.people.limits import DISPLAY_NAME_MAX_CHARS
from game_rules.people.wishes import Wishes
from game_rules.refusals import RefusalReason, Refused
from game_rules.texts import printable_line


class AgeBand(StrEnum):
    """All the age that is ever asked for."""

    UNDER_15 = "under_15"
    FROM_15_TO_17 = "15_17"
    FROM_18 = "18_plus"


class Language(StrEnum):
    """Languages of the user interface."""

    FRENCH = "fr"
    ENGLISH = "en"


class Role(StrEnum):
    """Roles of an account; it may have several."""

    PLAYER = "player"
    JOKER = "joker"
    EMPLOYER = "employer"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True)
class Consent:
    """Somebody's answer to having their position used: to which words, and on which day (UTC).

    None everywhere is somebody who was not asked by us; their phone asked.
    """

    version: str | None = None
    given_on: date | None = None
    withdrawn_on: date | None = None

    @property
    def allows_positions(self) -> bool:
        return self.withdrawn_on is None


def merge_consents(one: Consent, other: Consent) -> Consent:
    """Merges the consents of one person's two accounts: the latest, and a withdrawal stands until they consent anew."""
    latest = max(one, other, key=lambda consent: (consent.given_on or date.min, consent.version or ""))
    withdrawals = [consent.withdrawn_on for consent in (one, other) if consent.withdrawn_on is not None]
    return replace(latest, withdrawn_on=max(withdrawals, default=None))


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody in the game, with what their account says. `suspended_until` is far ahead for somebody banned."""

    id: UUID
    account_id: UUID
    name: str
    language: Language
    is_guest: bool
    wishes: Wishes
    roles: frozenset[Role] = frozenset({Role.PLAYER})
    email: str | None = None
    consent: Consent = Consent()
    suspended_until: datetime | None = None

    def is_suspended(self, now: datetime) -> bool:
        """Tells whether an organiser has shut them out at `now`, for some days or for good."""
        return self.suspended_until is not None and now < self.suspended_until


def check_age(band: AgeBand) -> None:
    """Raises Refused(too_young) under 15: French law asks for a parent's consent there (Loi 78-17, article 45)."""
    if band is AgeBand.UNDER_15:
        raise Refused(RefusalReason.TOO_YOUNG)


def clean_display_name(name: str) -> str:
    """The name with single spaces and nothing invisible. Raises Refused(invalid_name) when empty or too long."""
    cleaned = printable_line(name)
    if not cleaned or len(cleaned) > DISPLAY_NAME_MAX_CHARS:
        raise Refused(RefusalReason.INVALID_NAME)
    return cleaned

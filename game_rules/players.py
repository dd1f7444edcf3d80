"""Who may play, and what a guest must tell to start."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from game_rules.limits import DISPLAY_NAME_MAX_CHARS
from game_rules.offers import Wishes
from game_rules.refusals import RefusalReason, Refused


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
    """What an account may be; it may be several."""

    PLAYER = "player"
    JOKER = "joker"
    EMPLOYER = "employer"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody in the game, with what their account says."""

    id: UUID
    account_id: UUID
    name: str
    language: Language
    is_guest: bool
    wishes: Wishes
    roles: frozenset[Role] = frozenset({Role.PLAYER})
    email: str | None = None


def check_age(band: AgeBand) -> None:
    """Raises Refused(too_young) under 15: French law asks for a parent's consent there (Loi 78-17, article 45)."""
    if band is AgeBand.UNDER_15:
        raise Refused(RefusalReason.TOO_YOUNG)


def clean_display_name(name: str) -> str:
    """The name with single spaces and nothing invisible. Raises Refused(invalid_name) when empty or too long."""
    cleaned = " ".join("".join(char if char.isprintable() else " " for char in name).split())
    if not cleaned or len(cleaned) > DISPLAY_NAME_MAX_CHARS:
        raise Refused(RefusalReason.INVALID_NAME)
    return cleaned

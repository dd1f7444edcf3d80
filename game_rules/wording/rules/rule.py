"""The parts of a rule on the wording of offers. The rules themselves are the data of this folder's other files."""

from dataclasses import dataclass, field
from enum import StrEnum

from game_rules.kinds import OfferKind


class Severity(StrEnum):
    """The severity of a finding: whether an offer can go out with it."""

    BLOCK = "block"
    WARN = "warn"


class Ground(StrEnum):
    """Matters that a rule guards. The first ones are those of article L.1132-1 of the Code du travail."""

    AGE = "age"
    SEX = "sex"
    ORIGIN = "origin"
    NAME = "name"
    APPEARANCE = "appearance"
    HEALTH = "health"
    PREGNANCY = "pregnancy"
    FAMILY = "family"
    RELIGION = "religion"
    OPINIONS = "opinions"
    ORIENTATION = "orientation"
    MORES = "mores"
    RESIDENCE = "residence"
    BANK = "bank"
    VULNERABILITY = "vulnerability"
    PRIVACY = "privacy"
    MONEY = "money"
    HONESTY = "honesty"
    DATE = "date"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class BilingualText:
    """One text in the languages of the user interface."""

    fr: str
    en: str


FOR_EVERY_KIND = frozenset(OfferKind)

PAID_WORK = frozenset({OfferKind.JOB, OfferKind.APPRENTICESHIP})
"""What ends in a contract of employment: what the Code du travail calls *offre d'emploi*."""


VISITORS = frozenset({OfferKind.EVENT})
"""An event may be meant for some people, such as a workshop for women or for those of a neighbourhood (law 2008-496,
art. 2, allows it for good reasons); it hires nobody."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark on an offer: what is said of it, why, what to write instead, and which law says so (in French)."""

    name: str
    ground: Ground
    severity: Severity
    explanation: BilingualText
    suggestion: BilingualText | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingRule(Notice):
    """A rule on what not to write. The phrases are such as `game_rules.wording.text.phrase_pattern` reads.

    What `unless` finds at the same place is innocent. Where `softened_by` finds anything in the offer, or the offer is
    of a kind in `only_warns`, the rule warns and does not block: there the law may ask for what it forbids elsewhere.
    """

    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()
    softened_by: tuple[str, ...] = ()
    only_warns: frozenset[OfferKind] = field(default=frozenset())
    kinds: frozenset[OfferKind] = field(default=FOR_EVERY_KIND)

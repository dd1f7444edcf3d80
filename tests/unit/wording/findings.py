"""Questions that the tests of all rules ask the wording check, on a day that is always the same."""

from datetime import date
from typing import Any

from game_rules.kinds import OfferKind
from game_rules.offers.content import OfferContent, words_of
from game_rules.people.players import Language
from game_rules.wording.check import Finding, OfferWords, check_wording

TODAY = date(2026, 11, 22)
TOMORROW = date(2026, 11, 23)
YESTERDAY = date(2026, 11, 21)


def words_in(
    kind: OfferKind,
    title: str,
    description: str | None = None,
    questions: tuple[str, ...] = (),
    *,
    event_starts_on: date | None = None,
    **said: Any,
) -> OfferWords:
    content = OfferContent(kind=kind, title=title, description=description, questions=questions, **said)
    return words_of(content, event_starts_on)


def found_in(text: str, kind: OfferKind = OfferKind.JOB) -> list[Finding]:
    """In the description of an offer that is otherwise well."""
    words = words_in(kind, "Boulanger / Boulangère", text, starts_on=TOMORROW, event_starts_on=TOMORROW)
    return check_wording(words, TODAY, Language.FRENCH)


def rules_of(findings: list[Finding]) -> set[str]:
    return {one.rule for one in findings}

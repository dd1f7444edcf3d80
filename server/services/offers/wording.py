"""The findings of the wording check in an offer that somebody writes."""

from datetime import date
from functools import lru_cache

from game_rules.offers.content import words_of
from game_rules.offers.drafts import OfferDraft
from game_rules.offers.posted import WordingBlocked
from game_rules.people.players import Language
from game_rules.wording.check import Finding, OfferWords, blocks, check_wording
from server.services.context import Unit

_REMEMBERED = 200
"""Offers whose check is not done again while nobody changes them: a long text takes a tenth of a second."""


def findings_in(unit: Unit, draft: OfferDraft, language: Language) -> tuple[Finding, ...]:
    """Finds what to change, explained in `language`."""
    event_starts_on = draft.event.starts_at.astimezone(unit.zone).date() if draft.event else None
    return _findings(words_of(draft, event_starts_on), unit.today, language)


@lru_cache(maxsize=_REMEMBERED)
def _findings(words: OfferWords, today: date, language: Language) -> tuple[Finding, ...]:
    return tuple(check_wording(words, today, language))


def check_words(unit: Unit, draft: OfferDraft, language: Language) -> None:
    """Raises WordingBlocked for what must not be published."""
    findings = findings_in(unit, draft, language)
    if blocks(findings):
        raise WordingBlocked(findings)

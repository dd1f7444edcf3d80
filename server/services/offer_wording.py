"""What the wording check says of an offer that somebody writes."""

from datetime import datetime, tzinfo

from game_rules.offer_drafts import OfferDraft
from game_rules.players import Language
from game_rules.posted_offers import WordingBlocked
from game_rules.wording import Finding, OfferWords, blocks, check_wording


def findings_in(draft: OfferDraft, now: datetime, zone: tzinfo, language: Language) -> tuple[Finding, ...]:
    """What to change, explained in `language`."""
    words = OfferWords(
        kind=draft.kind,
        title=draft.title,
        description=draft.description,
        questions=draft.questions,
        salary=draft.salary,
        working_hours=draft.working_hours,
        duration=draft.duration,
        starts_on=draft.starts_on,
        expires_on=draft.expires_on,
        event_starts_on=draft.event.starts_at.astimezone(zone).date() if draft.event else None,
    )
    return tuple(check_wording(words, now.astimezone(zone).date(), language))


def check_words(draft: OfferDraft, now: datetime, zone: tzinfo, language: Language) -> None:
    """Raises WordingBlocked for what must not be published."""
    findings = findings_in(draft, now, zone, language)
    if blocks(findings):
        raise WordingBlocked(findings)

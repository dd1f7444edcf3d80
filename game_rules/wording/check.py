"""Things that an offer must not say, or had better say otherwise: found while it is written, and again when it is
submitted.

The rules are data, in `game_rules/wording_rules/`; each names the law it comes from. They know phrases, not meanings:
they rather say too little than accuse somebody, and an organiser still reads what is reported.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from game_rules.dates import is_over
from game_rules.kinds import OfferKind
from game_rules.people.players import Language
from game_rules.wording.language import foreign_lines, is_foreign
from game_rules.wording.limits import WORDING_FINDINGS_PER_RULE
from game_rules.wording.rules import FOR_EQUALITY, RULES
from game_rules.wording.rules.dates import (
    EVENT_WITHOUT_DAY,
    NEEDS_A_START,
    OVER,
    START_MISSING,
    START_OVER,
    TELLS_A_START,
)
from game_rules.wording.rules.languages import NOT_IN_FRENCH, NOT_IN_FRENCH_EITHER, PARTLY_NOT_IN_FRENCH
from game_rules.wording.rules.rule import PAID_WORK, BilingualText, Notice, Severity, WordingRule
from game_rules.wording.rules.titles import FOR_PEOPLE, TITLE_FOR_ONE_SEX
from game_rules.wording.text import FoldedText, fold, phrases_pattern, sentences
from game_rules.wording.titles import name_for_one_sex


@dataclass(frozen=True, slots=True)
class OfferWords:
    """The words of an offer, as written so far: its texts by the names of their fields, in the order they are read.

    `event_starts_on` is the local day of an event. A text called `title` is read as one.
    """

    kind: OfferKind
    texts: tuple[tuple[str, str], ...]
    starts_on: date | None = None
    expires_on: date | None = None
    event_starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of a rule. `field` is a name among the texts, or of a day.

    `start` to before `end` are the characters of that field it is about, which are `words`; all three are None where
    something is missing or the whole field is meant. `source` is the law, in French.
    """

    rule: str
    severity: Severity
    field: str
    explanation: str
    suggestion: str | None
    source: str
    start: int | None = None
    end: int | None = None
    words: str | None = None


def check_wording(words: OfferWords, today: date, language: Language) -> list[Finding]:
    """Lists what to change, field by field and in the order of each text; explained in `language`. `today` is local.

    An offer with a finding that blocks must not be published; see `blocks`. Texts are always taken for French ones,
    whatever the language of the explanations. The time it takes grows with the texts' length and no faster.
    """
    texts = {field: fold(text) for field, text in words.texts if text.strip()}
    found = []
    for field, text in texts.items():
        in_field = [
            *_of_phrases(field, text, texts, words.kind, language),
            *(_of_title(text, words.kind, language) if field == "title" else ()),
            *_of_language(field, text, words.kind, language),
        ]
        found += sorted(in_field, key=lambda one: (one.start or 0, one.rule))
    return [*found, *_of_days(words, texts, today, language)]


def blocks(findings: Iterable[Finding]) -> bool:
    """Tells whether an offer with `findings` has to stay where it is."""
    return any(one.severity is Severity.BLOCK for one in findings)


def _of_phrases(
    field: str, text: FoldedText, texts: dict[str, FoldedText], kind: OfferKind, language: Language
) -> Iterator[Finding]:
    for_equality = [span for span in sentences(text) if phrases_pattern(FOR_EQUALITY).search(text.text, *span)]
    for rule in RULES:
        hits = _spans(rule.phrases, text) if kind in rule.kinds else []
        if hits:
            # Marked place by place: comparing each hit with each innocent span could take the square of the time.
            innocent = _marked([*for_equality, *_spans(rule.unless, text)], text)
            finding = replace(_finding(rule, field, language), severity=_severity(rule, kind, texts.values()))
            guilty = (hit for hit in hits if not any(innocent[slice(*hit)]))
            yield from (_at(finding, text, *text.span(*hit)) for hit in islice(guilty, WORDING_FINDINGS_PER_RULE))


def _marked(spans: Iterable[tuple[int, int]], text: FoldedText) -> bytearray:
    marks = bytearray(len(text.text))
    for start, end in spans:
        marks[start:end] = b"\1" * (end - start)
    return marks


def _spans(phrases: tuple[str, ...], text: FoldedText) -> list[tuple[int, int]]:
    return [match.span() for match in phrases_pattern(phrases).finditer(text.text)] if phrases else []


def _severity(rule: WordingRule, kind: OfferKind, texts: Iterable[FoldedText]) -> Severity:
    if kind in rule.only_warns:
        return Severity.WARN
    if rule.softened_by and any(phrases_pattern(rule.softened_by).search(text.text) for text in texts):
        return Severity.WARN
    return rule.severity


def _of_title(title: FoldedText, kind: OfferKind, language: Language) -> Iterator[Finding]:
    found = name_for_one_sex(title) if kind in FOR_PEOPLE else None
    if found is not None:
        finding = _finding(TITLE_FOR_ONE_SEX, "title", language)
        both = (finding.suggestion or "").format(both=found.both)
        yield replace(_at(finding, title, found.start, found.end), suggestion=both)


def _of_language(field: str, text: FoldedText, kind: OfferKind, language: Language) -> Iterator[Finding]:
    if is_foreign(text.text):
        yield _finding(NOT_IN_FRENCH if kind in PAID_WORK else NOT_IN_FRENCH_EITHER, field, language)
        return
    for start, end in foreign_lines(text.original):
        yield _at(_finding(PARTLY_NOT_IN_FRENCH, field, language), text, start, end)


def _of_days(words: OfferWords, texts: dict[str, FoldedText], today: date, language: Language) -> Iterator[Finding]:
    if words.kind is OfferKind.EVENT and words.event_starts_on is None:
        yield _finding(EVENT_WITHOUT_DAY, "event_starts_at", language)
    if is_over(words.event_starts_on, today):
        yield _finding(OVER, "event_starts_at", language)
    if is_over(words.expires_on, today):
        yield _finding(OVER, "expires_on", language)
    if is_over(words.starts_on, today):
        yield _finding(START_OVER, "starts_on", language)
    told = words.starts_on is not None or any(_spans(TELLS_A_START, text) for text in texts.values())
    if words.kind in NEEDS_A_START and not told:
        yield _finding(START_MISSING, "starts_on", language)


def _finding(notice: Notice, field: str, language: Language) -> Finding:
    return Finding(
        rule=notice.name,
        severity=notice.severity,
        field=field,
        explanation=_in_language(notice.explanation, language),
        suggestion=_in_language(notice.suggestion, language) if notice.suggestion else None,
        source=notice.source,
    )


def _at(finding: Finding, text: FoldedText, start: int, end: int) -> Finding:
    return replace(finding, start=start, end=end, words=text.original[start:end])


def _in_language(told: BilingualText, language: Language) -> str:
    return told.fr if language is Language.FRENCH else told.en

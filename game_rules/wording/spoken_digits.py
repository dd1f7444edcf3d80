"""Phone numbers in folded texts, however their digits are written: as figures, in words, or with letters for digits."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_UNITS = {
    "zero": 0,
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "oh": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "seven": 7,
    "eight": 8,
    "nine": 9,
}
_TEENS = {"dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16}
_TENS = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
}
_LOOKALIKES = {"o": "0", "i": "1", "l": "1", "z": "2", "s": "5", "b": "8"}
_FILLERS = frozenset({"et", "puis", "point", "tiret", "espace", "slash"})
"""Words that people say between digits."""

_TOKEN = re.compile(r"[a-z]+|[0-9]+")
_GAP_MAX_CHARS = 3
_NOT_IN_NUMBERS = re.compile(r"[:;!?|€%=]")
"""Between two figures of one number there is none of these."""

_FRENCH_DIGITS = 10
_INTERNATIONAL_DIGITS = range(8, 16)
"""French numbers have ten digits and begin with 0 (ARCEP's numbering plan); others begin with + or 00 and have at most
15 (ITU-T E.164)."""


@dataclass(frozen=True, slots=True)
class _Digits:
    """Digits that stand together in the text, from `start` to before `end`."""

    digits: str
    start: int
    end: int


def phone_spans(text: str) -> list[tuple[int, int]]:
    """Finds the phone numbers in a text as `fold` makes it, as start and end."""
    spans: list[tuple[int, int]] = []
    for chain in _chains(text):
        first = 0
        while first < len(chain):
            last = _end_of_number(text, chain, first)
            if last is None:
                first += 1
                continue
            start = chain[first].start
            spans.append((start - 1 if text[start - 1 : start] == "+" else start, chain[last].end))
            first = last + 1
    return spans


def _end_of_number(text: str, chain: Sequence[_Digits], first: int) -> int | None:
    """Returns which part of the chain a phone number ends with that begins at `first`; None where none begins."""
    if _is_date(chain, first):
        return None
    has_plus = "+" in text[max(chain[first].start - 2, 0) : chain[first].start]
    digits = ""
    for last in range(first, len(chain)):
        digits += chain[last].digits
        is_whole = last == len(chain) - 1
        if has_plus or digits.startswith("00"):
            if is_whole and len(digits.removeprefix("00")) in _INTERNATIONAL_DIGITS:
                return last
        elif len(digits) == _FRENCH_DIGITS and digits[0] == "0" and digits[1] != "0":
            in_pairs = all(len(one.digits) <= 2 for one in chain[first : last + 1])
            if is_whole or in_pairs:
                return last
        elif is_whole and re.fullmatch(r"33[1-9][0-9]{8}", digits):
            return last
    return None


def _is_date(chain: Sequence[_Digits], first: int) -> bool:
    """Tells whether a date such as 01/06/2026 begins there."""
    date = [one.digits for one in chain[first : first + 3]]
    return (
        [len(one) for one in date] == [2, 2, 4]
        and 1 <= int(date[0]) <= 31
        and 1 <= int(date[1]) <= 12
        and date[2][:2] in {"19", "20"}
    )


def _chains(text: str) -> Iterator[list[_Digits]]:
    """Yields the digits that follow each other with hardly anything between them."""
    chain: list[_Digits] = []
    for one in _digits_in(text):
        if chain and not _hold_together(text[chain[-1].end : one.start]):
            yield chain
            chain = []
        chain.append(one)
    if chain:
        yield chain


def _hold_together(gap: str) -> bool:
    words = gap
    for filler in _FILLERS:
        words = re.sub(rf"\b{filler}\b", "", words)
    return (
        len(words.replace(" ", "")) <= _GAP_MAX_CHARS
        and not re.search(r"[a-z]", words)
        and not (_NOT_IN_NUMBERS.search(words))
    )


def _digits_in(text: str) -> Iterator[_Digits]:
    tokens = list(_TOKEN.finditer(text))
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token[0].isdigit():
            yield _Digits(token[0], *token.span())
        elif (spoken := _spoken(text, tokens, at)) is not None:
            digits, used = spoken
            yield _Digits(digits, token.start(), tokens[at + used - 1].end())
            at += used
            continue
        elif _looks_like_digits(text, token):
            yield _Digits("".join(_LOOKALIKES[letter] for letter in token[0]), *token.span())
        at += 1


def _looks_like_digits(text: str, token: re.Match[str]) -> bool:
    """Letters that stand right beside a figure, as in O6; an O may stand by itself."""
    beside = text[max(token.start() - 1, 0) : token.start()] + text[token.end() : token.end() + 1]
    is_beside = any(character.isdigit() for character in beside)
    return all(letter in _LOOKALIKES for letter in token[0]) and (is_beside or token[0] == "o")


def _spoken(text: str, tokens: Sequence[re.Match[str]], at: int) -> tuple[str, int] | None:
    """Reads a number in words that begins at token `at`: its digits, and how many tokens it takes."""
    words = [token[0] for token in tokens[at : at + 5]]
    for place, (before, after) in enumerate(zip(tokens[at : at + 4], tokens[at + 1 : at + 5], strict=False)):
        if text[before.end() : after.start()].strip(" -"):
            words = words[: place + 1]
            break
    head, rest = words[0], words[1:]
    if head in {"quatre", "four"} and rest[:1] in (["vingt"], ["vingts"]):
        value, used = _with_units(80, rest[1:])
        return str(value), used + 2
    if head in _TENS:
        value, used = _with_units(_TENS[head], rest)
        return str(value), used + 1
    if head == "dix" and rest and rest[0] in {"sept", "huit", "neuf"}:
        return str(10 + _UNITS[rest[0]]), 2
    if head in _TEENS:
        return str(_TEENS[head]), 1
    if head in _UNITS:
        return str(_UNITS[head]), 1
    return None


def _with_units(tens: int, words: Sequence[str]) -> tuple[int, int]:
    """Adds what follows a ten: trente-quatre, vingt et un, soixante-dix-huit. Returns the value and the words used."""
    skipped = 1 if words[:1] == ["et"] and words[1:2] and words[1] in {"un", "une", "onze"} else 0
    word = words[skipped] if len(words) > skipped else ""
    takes_teens = tens in {60, 80}
    if takes_teens and word == "dix" and len(words) > skipped + 1 and words[skipped + 1] in {"sept", "huit", "neuf"}:
        return tens + 10 + _UNITS[words[skipped + 1]], skipped + 2
    if takes_teens and word in _TEENS:
        return tens + _TEENS[word], skipped + 1
    if word in _UNITS and _UNITS[word] > 0:
        return tens + _UNITS[word], skipped + 1
    return tens, 0

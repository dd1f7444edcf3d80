"""Texts as the rules on wording read them: without accents, case and decoration, with the way back to the original.

It knows nothing of what is allowed.
"""

import re
from dataclasses import dataclass
from functools import cache
from unicodedata import category, combining, normalize

_LETTERS = {"€": " euros ", "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"}
"""What Unicode does not take apart; the sign of the euro is a word."""

_APOSTROPHES = frozenset("’‘ʼ`´′")
_DASHES = frozenset("‐‑‒–—−")
_BULLETS = frozenset("-•*–—·▪►➢✓✔")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """`text` is `original` in small letters without accents; its character i stands at `starts[i]` to `ends[i]`.

    A sentence, an item of a list and a paragraph each end in one of `.;!?|`, whatever ended them in the original.
    """

    original: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Returns where `text[start:end]`, which is not empty, stands in the original."""
        return self.starts[start], self.ends[end - 1]


_DOT_IN_NUMBER = re.compile(r"[0-9]\.[0-9]")


def fold(original: str) -> FoldedText:
    """Reads `original`, each character once."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    newlines = 0
    for index, character in enumerate(original):
        if combining(character) and ends:
            # An accent that stands by itself (NFD) belongs to the letter before.
            ends[-1] = index + 1
            continue
        if category(character) == "Cf":
            continue
        if character.isspace():
            newlines += character in "\n\u2028\u2029\x0b\x0c"
            folded = " "
        else:
            if newlines > 1 or (newlines and character in _BULLETS):
                letters.append("|")
                starts.append(index)
                ends.append(index)
            newlines = 0
            # 12.50 and 08.92.70.12.34 end no sentence.
            folded = " " if _DOT_IN_NUMBER.match(original, max(index - 1, 0)) else _folded_character(character)
        if folded == " " and letters and letters[-1] == " ":
            ends[-1] = index + 1
            continue
        for letter in folded:
            letters.append(letter)
            starts.append(index)
            ends.append(index + 1)
    return FoldedText(original, "".join(letters), tuple(starts), tuple(ends))


def _folded_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _DASHES:
        return "-"
    small = character.casefold()
    return "".join(
        _LETTERS.get(letter, letter)
        for letter in normalize("NFKD", _LETTERS.get(small, small))
        if not combining(letter)
    )


_SENTENCE_ENDS = ".;!?|"

_SENTENCE = re.compile(rf"[^{_SENTENCE_ENDS}]+")


def sentences(text: FoldedText) -> list[tuple[int, int]]:
    """Start and end of each sentence in the folded text."""
    return [match.span() for match in _SENTENCE.finditer(text.text)]


_BETWEEN_WORDS = rf"[^a-z0-9{_SENTENCE_ENDS}]{{1,4}}"
"""Between two words of a phrase: a space, a dash, an apostrophe, quotes; never the end of a sentence."""

_GAP = rf"(?:[a-z0-9]{{1,20}}{_BETWEEN_WORDS}){{0,3}}"


_WORD = re.compile(r"\.\.|\[[^\W_]+(?:[|()*+]|[^\W_])*\]|[#\w](?:[|()*+#]|[^\W_])*")


def phrase_pattern(phrase: str) -> str:
    """The regular expression of a phrase, for folded texts; see `phrases_pattern` for the edges of its words.

    A phrase is words with spaces in between. `homme|femme` is either; `pas+de|sans` too, the first being two words;
    `femme(s)` is with or without the letters in brackets; `enfan*` is a word that begins so; `[un|une]` may be missing,
    but not at the end; `..` is up to three words, whatever they are; `#` is a number of up to six digits. Accents and
    capitals do not matter. Raises ValueError for anything else.

    No repetition is without an end, so that a search takes at most a constant time for each character of a text.
    """
    words = phrase.split()
    if not words or not all(_WORD.fullmatch(word) for word in words) or words[-1].startswith(("[", "..")):
        raise ValueError(f"this is no phrase: {phrase!r}")
    pattern = ""
    for position, word in enumerate(words):
        is_last = position == len(words) - 1
        between = "" if is_last else _BETWEEN_WORDS
        if word == "..":
            pattern += _GAP
        elif word.startswith("["):
            pattern += f"(?:{_word(word[1:-1])}{between})?"
        else:
            pattern += _word(word) + between
    return pattern


def _word(word: str) -> str:
    return "(?:" + "|".join(_alternative(one) for one in word.split("|")) + ")"


def _alternative(word: str) -> str:
    letters = fold(word).text.replace("#", "[0-9]{1,6}").replace("(", "(?:").replace(")", ")?")
    return letters.replace("*", "[a-z]{0,15}").replace("+", _BETWEEN_WORDS)


@cache
def phrases_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of `phrases`, which are those of a rule: compiled once."""
    # The edges of words stand outside: most places of a text begin no word, and no phrase is tried there.
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(phrase_pattern, phrases))})(?![a-z0-9])")

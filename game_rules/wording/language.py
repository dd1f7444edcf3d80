"""Recognition of French texts, by the small words that every sentence needs. No model: nothing to load or to train.

It says nothing of short texts, and calls foreign only what plainly is.
"""

import re

from game_rules.wording.limits import FOREIGN_TEXT_MIN_WORDS
from game_rules.wording.rules.languages import FRENCH_WORDS, OTHER_WORDS
from game_rules.wording.text import fold

_WORD = re.compile(r"[^\W\d_]+")

_SHARE_OF_SMALL_WORDS = 0.2
"""Of running text in the languages at hand the words listed make a third; of names and lists next to none."""

_LETTERS_OF_ANOTHER_SCRIPT = 20
"""A sentence; a name or a sign may well be Greek or Chinese."""

_OWN_WORDS = {language: words - FRENCH_WORDS for language, words in OTHER_WORDS.items()}


def is_foreign(text: str) -> bool:
    """Tells whether a folded text is plainly in another language than French."""
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    other_scripts = sum(not letter.isascii() for word in words for letter in word)
    if other_scripts > max(letters / 2, _LETTERS_OF_ANOTHER_SCRIPT):
        return True
    if len(words) < FOREIGN_TEXT_MIN_WORDS:
        return False
    french = sum(word in FRENCH_WORDS for word in words)
    other = max(sum(word in own for word in words) for own in _OWN_WORDS.values())
    return other > 2 * french and other >= _SHARE_OF_SMALL_WORDS * len(words)


def foreign_lines(original: str) -> list[tuple[int, int]]:
    """Start and end of each line that is in another language than French."""
    found = []
    start = 0
    for line in original.splitlines(keepends=True):
        inside = line.strip()
        if inside and is_foreign(fold(inside).text):
            since = start + line.index(inside)
            found.append((since, since + len(inside)))
        start += len(line)
    return found

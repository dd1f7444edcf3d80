"""Texts from outside as plain text: no markup, no broken characters. Whoever shows them need not trust their source."""

import re
from html import unescape
from math import isfinite
from typing import Any

import nh3
from ftfy import TextFixerConfig, fix_text
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.fr import siret

from game_rules.offers.limits import OPENINGS_MAX
from game_rules.texts import visible

_ROUNDS_MAX = 5
"""HTML that was escaped several times over is none that anybody wrote to be read."""

_BROKEN_CHARACTERS = TextFixerConfig(
    unescape_html=False,  # done here, in turns with the markup's removal
    # Only what is broken: typography is the writer's.
    uncurl_quotes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    explain=False,
)
_SURELY_WHOLE = re.compile(r"(?:[\n -~ÀÁÄÆ-ÖØ-áã-öø-ÿŒœŸ€’‘“”«»…–—•°²³\u00a0\u202f]|â(?!€))*")
"""Texts in which nothing can be broken, nearly all of a French feed: without the characters with which mojibake begins.
Looking at every text for every kind of it took three quarters of an import's time."""

_LINE_ENDS = re.compile(r"<\s*(?:br|/p|/div|/li|/h[1-6]|/tr|/ul|/ol)\b[^>]*>", re.IGNORECASE)
_LIST_ITEMS = re.compile(r"<\s*li\b[^>]*>", re.IGNORECASE)


def plain_text(text: str) -> str | None:
    """`text` without markup, escaped or not, or invisible marks, and with mojibake mended; None where nothing is left.

    Paragraphs and list items become lines. Applied again it changes nothing.
    """
    if not _SURELY_WHOLE.fullmatch(text):
        text = visible(fix_text(text, _BROKEN_CHARACTERS))
    for _ in range(_ROUNDS_MAX):
        before = text
        text = _LIST_ITEMS.sub("- ", _LINE_ENDS.sub("\n", text)) if "<" in text else text
        text = visible(unescape(nh3.clean(text, tags=set()))) if "<" in text or "&" in text else text
        if text == before:
            break
    else:
        # Still changing: nothing that reads as markup may stay.
        text = text.replace("<", " ").replace(">", " ")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() or None


def openings_of(value: Any) -> int | None:
    """The number of positions that a source gives, as a number or in digits; None for what is none, or nobody's: a
    number of ours would be invented."""
    text = str(value).strip() if isinstance(value, (int, float, str)) and not isinstance(value, bool) else ""
    text = text.removesuffix(".0")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    return number if 1 <= number <= OPENINGS_MAX else None


def one_line(text: str) -> str | None:
    """As `plain_text`, in one line."""
    plain = plain_text(text)
    return " ".join(plain.split()) if plain else None


def plain_value(value: Any) -> Any:
    """A JSON value whose texts are plain; what is empty is left out."""
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, dict):
        cleaned = {one_line(str(key)) or "": plain_value(one) for key, one in value.items()}
        return {key: one for key, one in cleaned.items() if one is not None} or None
    if isinstance(value, list):
        return [one for one in map(plain_value, value) if one is not None] or None
    # PostgreSQL's JSON knows no infinity.
    return None if isinstance(value, float) and not isfinite(value) else value


def siret_of(text: str | None) -> str | None:
    """The 14 digits of a SIRET; None for what is none (ISO 7812's check digit, or La Poste's own)."""
    try:
        return str(siret.validate(text)) if text else None
    except StdnumError:
        return None

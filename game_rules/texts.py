"""Texts that people type, without what nobody can see in them. Markup is left as it is: whoever shows it escapes it."""

import re

from game_rules.refusals import RefusalReason, Refused
from game_rules.text_limits import MESSAGE_MAX_CHARS

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""All that ends a line besides the line feed (Unicode, UAX 14: BK, CR and NL)."""

_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters, with those that terminals obey (ECMA-48)
    "\ud800-\udfff"  # lone surrogates
    "\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of the text around them
    "\u206a-\u206f\ufeff\ufff9-\ufffb"  # deprecated format characters, the byte order mark, marks of annotations
    "\ufdd0-\ufdef"  # no characters at all, as the last two of each plane
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000))
)
"""Marks that join or separate letters are none of them: emoji, Persian and Hindi are written with them."""

_INVISIBLE = re.compile(f"[{_UNSEEN}]")

NOT_OF_A_LINE = re.compile(f"[\n\r\x0b\x0c\x85\u2028\u2029{_UNSEEN}]")
"""What nobody can see in a line, or what ends it."""


def visible(text: str) -> str:
    """The text without invisible marks and outer white space; lines end in one way."""
    return _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """The same with single spaces and no line breaks."""
    return " ".join(visible(text).split())


def printable_line(text: str) -> str:
    """A name in one line: each character that does not print is a space, and several spaces are one."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def written_out(text: str) -> str:
    """The text in one line, what cannot be seen spelled as in \\x1b: neither a terminal nor a log obeys any of it."""
    return NOT_OF_A_LINE.sub(lambda found: ascii(found[0])[1:-1], text)


_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters of scripts that are written so, and the mark that stands for one."""


def isolated(text: str) -> str:
    """The text as part of a sentence: one that is written from right to left turns its own letters only (UAX 9).

    The two marks of an isolate do so; people cannot type them, see `visible`.
    """
    return f"\u2068{text}\u2069" if _RIGHT_TO_LEFT.search(text) else text


def clean_text(text: str, max_chars: int = MESSAGE_MAX_CHARS) -> str:
    """The text without invisible marks and outer white space. Raises Refused(invalid_text) when nothing or more than
    `max_chars` characters are left."""
    cleaned = visible(text)
    if not 1 <= len(cleaned) <= max_chars:
        raise Refused(RefusalReason.INVALID_TEXT)
    return cleaned

"""Texts that people type, without what nobody can see in them. Markup is left as it is: whoever shows it escapes it."""

import re

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""Control characters, lone surrogates, and marks that turn the direction of the text around them."""


def visible(text: str) -> str:
    """The text without invisible marks and outer white space; lines end in one way."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(text: str) -> str:
    """The same with single spaces and no line breaks."""
    return " ".join(visible(text).split())

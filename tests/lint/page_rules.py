"""Rules for templates and the client: no text becomes HTML without being escaped."""

import re

from tests.lint.findings import Broken, without_excused

UNESCAPED = "unescaped"

_IN_TEMPLATES = re.compile(r"\|\s*(?:safe|tojson\s*\|\s*safe)\b|autoescape\s+false|\bMarkup\b")
_IN_CLIENT = re.compile(
    r"\{@html\b|\.(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\s*\.\s*write(?:ln)?\b|\.setHTML(?:Unsafe)?\b"
    r"|\bcreateContextualFragment\b|\bsrcdoc\b|\beval\s*\(|\bnew\s+Function\b|\bset(?:Timeout|Interval)\s*\(\s*[\"'`]"
)


def broken_in_template(text: str) -> list[Broken]:
    """Every line of a Jinja template that trusts a value."""
    return _lines(_IN_TEMPLATES, text)


def broken_in_client(text: str) -> list[Broken]:
    """Every line of a script or component that makes HTML or code of a text."""
    return _lines(_IN_CLIENT, text)


def _lines(pattern: re.Pattern[str], text: str) -> list[Broken]:
    found = [
        Broken(number, UNESCAPED, f"`{match[0].strip()}` lets a text become HTML or code")
        for number, line in enumerate(text.splitlines(), start=1)
        for match in pattern.finditer(line)
    ]
    return without_excused(found, text)

"""Rules for templates and the client: no text becomes HTML or code, and no address of others a link unseen."""

import re
from collections.abc import Mapping

from tests.lint.findings import Broken, without_excused

UNESCAPED, LINK = "unescaped", "unchecked-link"

_IN_TEMPLATES = re.compile(
    r"\|\s*(?:safe|tojson\s*\|\s*safe)\b|autoescape\s+false|\bMarkup\b"
    # Escaped for HTML a value is still code in a script, a handler or a style, and ends an attribute without quotes.
    r"|<script\b[^>]*>[^<]*\{\{|\b(?:on\w+|style|srcdoc)\s*=\s*([\"'])(?:(?!\1).)*\{\{|[\w-]\s*=\s*\{\{(?=[^}]*\}\}[^\"'{}]*>)"
)
_LINKS_IN_TEMPLATES = re.compile(
    r"\b(?:href|src|action|formaction)\s*=\s*[\"']\{\{(?!\s*(?:public_url\(|(?:base_url|url|stylesheet)\s*\}|[\w.]+\s*\|\s*web_address\b))"
)
"""A link that begins with a value: one of our own, or one that `web_address` lets pass."""
_IN_CLIENT = re.compile(
    r"\{@html\b|\.(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\s*\.\s*write(?:ln)?\b|\.setHTML(?:Unsafe)?\b"
    r"|\bcreateContextualFragment\b|\bsrcdoc\b|\beval\s*\(|\bnew\s+Function\b|\bset(?:Timeout|Interval)\s*\(\s*[\"'`]"
    r"|\bparseFromString\([^)]*text/html|\bsetAttribute\(\s*[\"'`](?:on|style|srcdoc)|\.cssText\b|\binsertRule\b"
    r"|\bstyle=(?:\"[^\"]*\{|\{)|\bimportScripts\b"
)
_LINKS_IN_CLIENT = re.compile(
    r"\b(?:href|src|srcset|formaction)=\{(?!\s*[\w.]+\()|\{(?:href|src|srcset|formaction)\}"
    r"|\bsetAttribute\(\s*[\"'`](?:xlink:)?(?:href|src|action|formaction)|\bwindow\s*\.\s*open\s*\("
    r"|\blocation(?:\s*\.\s*href)?\s*=(?!=)|\blocation\s*\.\s*(?:assign|replace)\s*\((?!\s*[\"'])|\.(?:href|src)\s*=(?!=)"
)
"""A link made of a value that no function has looked at, such as `webAddress`."""


def broken_in_template(text: str) -> list[Broken]:
    """Every line of a Jinja template that trusts a value."""
    return _lines(text, {UNESCAPED: _IN_TEMPLATES, LINK: _LINKS_IN_TEMPLATES})


def broken_in_client(text: str) -> list[Broken]:
    """Every line of a script or component that makes HTML or code of a text."""
    return _lines(text, {UNESCAPED: _IN_CLIENT, LINK: _LINKS_IN_CLIENT})


_WHAT = {
    UNESCAPED: "lets a text become HTML or code",
    LINK: "makes a link of a value: have webAddress, or web_address, look at it",
}


def _lines(text: str, patterns: Mapping[str, re.Pattern[str]]) -> list[Broken]:
    found = [
        Broken(number, rule, f"`{match[0].strip()}` {_WHAT[rule]}")
        for number, line in enumerate(text.splitlines(), start=1)
        for rule, pattern in patterns.items()
        for match in pattern.finditer(line)
    ]
    return without_excused(found, text)

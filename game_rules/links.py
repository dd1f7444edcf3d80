"""Links in what strangers write: mail programs make them clickable, whatever the letter says."""

import re

_LINK = re.compile(
    r"""
    \b[a-z][a-z0-9+.-]{1,20}:/{1,3}\S+                 # https://example.org/path
    | (?<![\w@.+-])(?![\w.+-]*@)[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}\S*  # example.org/path; no e-mail address
    | (?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![.\d])\S*  # 192.0.2.1/path
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What looks like one. A forgotten space after a full stop does, too; it costs no more than two spaces."""


def has_link(text: str) -> bool:
    """Tells whether a mail program might make a link of something in the text."""
    return _LINK.search(text) is not None


def without_links(text: str) -> str:
    """The same words with spaces where a link would hold together: they are read, and nothing can be tapped."""
    return _LINK.sub(lambda link: re.sub(r"(?<=:)/|\.(?=\S)", _apart, link[0]), text)


def _apart(mark: re.Match[str]) -> str:
    return f" {mark[0]} " if mark[0] == "." else f" {mark[0]}"

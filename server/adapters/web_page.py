"""What stands in the web or in a file: a page as text, a long feed as a file."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

import requests

PAGE_MAX_BYTES = 5_000_000
"""Ten times a heavy page with all its structured data; more is no page."""

FEED_MAX_BYTES = 500_000_000
"""A hundred thousand offers of France Travail take 360 MB; more would fill a small machine's disk."""

TIMEOUT_S = 20.0

_CHUNK_BYTES = 65_536


def read_page(file_or_url: str) -> tuple[str, str]:
    """Text and address of a page. Raises OSError where it cannot be read, ValueError where it is no text."""
    if not file_or_url.startswith(("http://", "https://")):
        path = Path(file_or_url)
        with path.open("rb") as file:
            return _text(file.read(PAGE_MAX_BYTES + 1), None), path.resolve().as_uri()
    with _asked(file_or_url, {}) as answer:
        content = b""
        for chunk in answer.iter_content(_CHUNK_BYTES):
            content += chunk
            if len(content) > PAGE_MAX_BYTES:
                break
        return _text(content, answer.encoding), answer.url


@contextmanager
def opened_binary(file_or_url: str, headers: Mapping[str, str] | None = None) -> Iterator[tuple[BinaryIO, int]]:
    """A file, or what a web address gives now, from its beginning, and its length in bytes.

    With `headers` no redirect is followed: they may hold what only that host may read. Raises OSError where it cannot
    be read, ValueError where it is too long.
    """
    if not file_or_url.startswith(("http://", "https://")):
        with Path(file_or_url).open("rb") as file:
            yield file, Path(file_or_url).stat().st_size
        return
    with TemporaryFile() as file, _asked(file_or_url, headers or {}) as answer:
        for chunk in answer.iter_content(_CHUNK_BYTES):
            if file.tell() + len(chunk) > FEED_MAX_BYTES:
                raise ValueError(f"{without_query(file_or_url)} has more than {FEED_MAX_BYTES:,} bytes: split it")
            file.write(chunk)
        size = file.tell()
        file.seek(0)
        yield file, size


def without_query(url: str) -> str:
    """`url` as it may be told: what comes after the question mark may be a key."""
    return url.partition("?")[0] if url.startswith(("http://", "https://")) else url


@contextmanager
def _asked(url: str, headers: Mapping[str, str]) -> Iterator[requests.Response]:
    address = without_query(url)
    asked = {"User-Agent": "jokajobs", **headers}
    try:
        with requests.get(url, timeout=TIMEOUT_S, stream=True, headers=asked, allow_redirects=not headers) as answer:
            if answer.is_redirect:
                raise OSError(f"{address} has moved to another address: name that one")
            if not answer.ok:
                raise OSError(f"{address} answered {answer.status_code}")
            yield answer
    except requests.RequestException as error:
        # Not its text, which repeats the address.
        raise OSError(f"{address} cannot be read ({type(error).__name__})") from None


def _text(content: bytes, encoding: str | None) -> str:
    if len(content) > PAGE_MAX_BYTES:
        raise ValueError(f"the page has more than {PAGE_MAX_BYTES:,} bytes: no page of offers is so large")
    for one in ("utf-8-sig", encoding or "utf-8"):
        try:
            return content.decode(one)
        except (UnicodeDecodeError, LookupError):
            continue
    raise ValueError("the page is not in UTF-8: save it as UTF-8 and try again")

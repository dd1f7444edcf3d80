"""Contents of the web or of a file: a page as text, a long feed as a file.

A feed's host answers with what it likes, also with a redirect into our own network, and its name may lead there
tomorrow. So each connection is looked at; only a machine that the operator named by its address, or as localhost, and
what `from_any_host` allows, may be one of ours. A proxy of the environment decides for itself.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO
from urllib.parse import urlsplit

import requests

from server.adapters.feeds.web_urls import without_password
from server.adapters.public_hosts import NotPublicError, PublicHostsOnly

PAGE_MAX_BYTES = 5_000_000
"""Ten times a heavy page with all its structured data; more is no page."""

FEED_MAX_BYTES = 500_000_000
"""A hundred thousand offers of France Travail take 360 MB; more would fill a small machine's disk."""

TIMEOUT_S = 20.0

_CHUNK_BYTES = 65_536
_MOST_REDIRECTS = 5
"""From http to https, to www, to a file store, and two more."""


def read_page(file_or_url: str, *, from_any_host: bool = False) -> tuple[str, str]:
    """Text and address of a page; no password is in the address. Raises OSError where it cannot be read, ValueError
    where it is no text."""
    if not file_or_url.startswith(("http://", "https://")):
        path = Path(file_or_url)
        with path.open("rb") as file:
            return _text(file.read(PAGE_MAX_BYTES + 1), None), path.resolve().as_uri()
    with _asked(file_or_url, {}, from_any_host=from_any_host) as answer:
        content = b""
        for chunk in answer.iter_content(_CHUNK_BYTES):
            content += chunk
            if len(content) > PAGE_MAX_BYTES:
                break
        return _text(content, answer.encoding), without_password(answer.url)


@contextmanager
def opened_binary(
    file_or_url: str, headers: Mapping[str, str] | None = None, *, from_any_host: bool = False
) -> Iterator[tuple[BinaryIO, int]]:
    """A file, or what a web address gives now, from its beginning, and its length in bytes.

    With `headers` no redirect is followed: they may hold what only that host may read. Raises OSError where it cannot
    be read, ValueError where it is too long.
    """
    if not file_or_url.startswith(("http://", "https://")):
        with Path(file_or_url).open("rb") as file:
            yield file, Path(file_or_url).stat().st_size
        return
    with TemporaryFile() as file, _asked(file_or_url, headers or {}, from_any_host=from_any_host) as answer:
        for chunk in answer.iter_content(_CHUNK_BYTES):
            if file.tell() + len(chunk) > FEED_MAX_BYTES:
                raise ValueError(f"{tellable(file_or_url)} has more than {FEED_MAX_BYTES:,} bytes: split it")
            file.write(chunk)
        size = file.tell()
        file.seek(0)
        yield file, size


def tellable(file_or_url: str) -> str:
    """A file's name, or an address as it may be told: without user and password, and without a query, which may hold a
    key."""
    if not file_or_url.startswith(("http://", "https://")):
        return file_or_url
    return without_password(file_or_url).partition("?")[0]


@contextmanager
def _asked(url: str, headers: Mapping[str, str], *, from_any_host: bool) -> Iterator[requests.Response]:
    address = tellable(url)
    asked = {"User-Agent": "jokajobs", **headers}
    with requests.Session() as session:
        session.max_redirects = _MOST_REDIRECTS
        if not from_any_host:
            session.adapters.clear()
            for scheme in ("http://", "https://"):
                session.mount(scheme, PublicHostsOnly(save=_own_machine(url)))
        try:
            with session.get(url, timeout=TIMEOUT_S, stream=True, headers=asked, allow_redirects=not headers) as answer:
                if answer.is_redirect:
                    raise OSError(f"{address} has moved to another address: name that one")
                if not answer.ok:
                    raise OSError(f"{address} answered {answer.status_code}")
                yield answer
        except NotPublicError:
            raise OSError(
                f"{address} leads to a machine that is not on the public internet: "
                "set JOKAJOBS_FEEDS_FROM_ANY_HOST=yes where that is meant"
            ) from None
        except requests.RequestException as error:
            # Not its text, which repeats the address.
            raise OSError(f"{address} cannot be read ({type(error).__name__})") from None


def _own_machine(url: str) -> tuple[str, int] | None:
    """Host and port of `url` where its text alone says which machine is meant."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        if host != "localhost":
            return None
    return host, parts.port or (443 if parts.scheme == "https" else 80)


def _text(content: bytes, encoding: str | None) -> str:
    if len(content) > PAGE_MAX_BYTES:
        raise ValueError(f"the page has more than {PAGE_MAX_BYTES:,} bytes: no page of offers is so large")
    for one in ("utf-8-sig", encoding or "utf-8"):
        try:
            return content.decode(one)
        except (UnicodeDecodeError, LookupError):
            continue
    raise ValueError("the page is not in UTF-8: save it as UTF-8 and try again")

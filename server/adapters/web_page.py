"""A page of the web or a file, as text."""

from pathlib import Path

import requests

PAGE_MAX_BYTES = 5_000_000
"""Ten times a heavy page with all its structured data; more is no page."""

TIMEOUT_S = 20.0

_CHUNK_BYTES = 65_536


def read_page(file_or_url: str) -> tuple[str, str]:
    """Text and address of a page. Raises OSError where it cannot be read, ValueError where it is no text."""
    if not file_or_url.startswith(("http://", "https://")):
        path = Path(file_or_url)
        with path.open("rb") as file:
            return _text(file.read(PAGE_MAX_BYTES + 1), None), path.resolve().as_uri()
    # requests' errors are OSErrors.
    with requests.get(file_or_url, timeout=TIMEOUT_S, stream=True, headers={"User-Agent": "jokajobs"}) as answer:
        answer.raise_for_status()
        content = b""
        for chunk in answer.iter_content(_CHUNK_BYTES):
            content += chunk
            if len(content) > PAGE_MAX_BYTES:
                break
        return _text(content, answer.encoding), answer.url


def _text(content: bytes, encoding: str | None) -> str:
    if len(content) > PAGE_MAX_BYTES:
        raise ValueError(f"the page has more than {PAGE_MAX_BYTES:,} bytes: no page of offers is so large")
    for one in ("utf-8-sig", encoding or "utf-8"):
        try:
            return content.decode(one)
        except (UnicodeDecodeError, LookupError):
            continue
    raise ValueError("the page is not in UTF-8: save it as UTF-8 and try again")

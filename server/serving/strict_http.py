"""The head of a request, read strictly: only what every proxy in front of this server reads in the same way.

Where two readers disagree on where a request ends, the rest of one is taken for another (request smuggling): RFC 9112,
sections 5.1, 6.1 and 6.3. A request that could be read in two ways is refused, never guessed at.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import BinaryIO

MAX_HEAD_BYTES = 32 * 1024
"""All header lines together: four times the 8 KiB that nginx takes in one line by default."""

MAX_HEADER_LINES = 64
"""Browsers send about twenty, proxies add a few; the library behind this one gives up at a hundred."""

_NAME = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_REQUEST_LINE = re.compile(rf"{_NAME} [!-~\x80-\xff]+ HTTP/1\.[01]\r\n")
_HEADER_LINE = re.compile(rf"({_NAME}):([\t\x20-\x7e\x80-\xff]*)\r\n".encode("latin-1"))
_LENGTH = re.compile(r"[0-9]{1,15}")


class AmbiguousRequestError(ValueError):
    """A head that another reader might read in another way. The message holds nothing of it."""


def check_request_line(line: str) -> None:
    """Raises AmbiguousRequestError unless `line` is method, target and version, one space apart."""
    if not _REQUEST_LINE.fullmatch(line):
        raise AmbiguousRequestError("no request line")


def read_head(stream: BinaryIO, version: str) -> bytes:
    """Reads the header lines of a request of `version`, with the empty line that ends them.

    Raises AmbiguousRequestError for lines that are no headers, for too many, and where the body's length is left open.
    """
    lines: list[bytes] = []
    values: defaultdict[str, list[str]] = defaultdict(list)
    left = MAX_HEAD_BYTES
    while (line := stream.readline(left + 2)) != b"\r\n":
        left -= len(line)
        if left < 0 or len(lines) == MAX_HEADER_LINES:
            raise AmbiguousRequestError("too many headers")
        header = _HEADER_LINE.fullmatch(line)
        if header is None:
            raise AmbiguousRequestError("no header line")
        values[header[1].decode().lower()].append(header[2].decode("latin-1").strip(" \t"))
        lines.append(line)
    _check_framing(values, version)
    return b"".join([*lines, line])


def _check_framing(values: Mapping[str, Sequence[str]], version: str) -> None:
    lengths, encodings, hosts = (values.get(name, ()) for name in ("content-length", "transfer-encoding", "host"))
    if len(lengths) > 1 or any(not _LENGTH.fullmatch(length) for length in lengths):
        raise AmbiguousRequestError("no single length")
    if encodings and (lengths or version != "HTTP/1.1" or [value.lower() for value in encodings] != ["chunked"]):
        raise AmbiguousRequestError("a length beside an encoding, or an encoding that is not chunked alone")
    if len(hosts) > 1 or (version == "HTTP/1.1" and not hosts):
        raise AmbiguousRequestError("no single host")

"""The heads of requests: what is taken is what every other reader takes for the same."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.serving.strict_http import (
    MAX_HEAD_BYTES,
    MAX_HEADER_LINES,
    AmbiguousRequestError,
    check_request_line,
    read_head,
)

HOST = b"Host: localhost\r\n"


def read(lines: bytes, version: str = "HTTP/1.1") -> bytes:
    return read_head(BytesIO(lines + b"\r\nthe body"), version)


@pytest.mark.parametrize(
    "lines",
    [
        HOST,
        HOST + b"Content-Length: 0\r\n",
        HOST + b"content-length:\t26 \r\n",
        HOST + b"Transfer-Encoding: Chunked\r\n",
        HOST + b"Cookie: a=\xc3\xa9\r\nX-Empty:\r\n",
        b"hOST: [::1]:8000\r\n",
    ],
)
def test_a_plain_head_is_read_to_its_end(lines: bytes) -> None:
    assert read(lines) == lines + b"\r\n"


def test_an_old_client_names_no_host() -> None:
    assert read(b"", "HTTP/1.0") == b"\r\n"


@pytest.mark.parametrize(
    "lines",
    [
        b"",
        HOST * 2,
        b"Content-Length: 26\r\nContent-Length: 27\r\n",
        b"Content-Length: 26\r\nContent-Length: 26\r\n",
        b"Content-Length: 26, 26\r\n",
        b"Content-Length: +26\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length: 2_6\r\n",
        b"Content-Length: 0x1a\r\n",
        b"Content-Length:\r\n",
        b"Content-Length: \xb2\r\n",
        b"Content-Length: 1234567890123456\r\n",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: gzip, chunked\r\n",
        b"Transfer-Encoding: identity\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length : 26\r\n",
        b" Content-Length: 26\r\n",
        b"A: b\r\n folded\r\n",
        b"A: b\nContent-Length: 26\r\n",
        b"A: b\rContent-Length: 26\r\n",
        b"A: b\x00\r\n",
        b"no header\r\n",
        b": nameless\r\n",
    ],
)
def test_a_head_that_can_be_read_in_two_ways_is_refused(lines: bytes) -> None:
    with pytest.raises(AmbiguousRequestError):
        read(lines if not lines or lines.startswith(b"Host") else HOST + lines)


def test_an_old_client_sends_no_chunks() -> None:
    with pytest.raises(AmbiguousRequestError):
        read(b"Transfer-Encoding: chunked\r\n", "HTTP/1.0")


def test_a_head_that_breaks_off_is_refused() -> None:
    with pytest.raises(AmbiguousRequestError):
        read_head(BytesIO(HOST), "HTTP/1.1")


@pytest.mark.parametrize(("more", "is_read"), [(-1, True), (0, True), (1, False)])
def test_headers_have_a_largest_number(more: int, is_read: bool) -> None:
    lines = HOST + b"A: b\r\n" * (MAX_HEADER_LINES - 1 + more)
    if is_read:
        assert read(lines) == lines + b"\r\n"
    else:
        with pytest.raises(AmbiguousRequestError):
            read(lines)


@pytest.mark.parametrize(("more", "is_read"), [(-1, True), (0, True), (1, False)])
def test_a_head_has_a_largest_size(more: int, is_read: bool) -> None:
    rest = b"A: \r\n"
    lines = HOST + rest[:-2] + b"b" * (MAX_HEAD_BYTES - len(HOST) - len(rest) + more) + b"\r\n"
    if is_read:
        assert read(lines) == lines + b"\r\n"
    else:
        with pytest.raises(AmbiguousRequestError):
            read(lines)


@given(st.lists(st.sampled_from([b"Host", b":", b" ", b"a", b"\r\n", b"\n", b"\r", b"\t", b"1", b"Content-Length"])))
def test_what_is_read_is_never_changed(parts: list[bytes]) -> None:
    head = b"".join(parts) + b"\r\n\r\n"
    try:
        read_bytes = read_head(BytesIO(head), "HTTP/1.1")
    except AmbiguousRequestError:
        return
    assert head.startswith(read_bytes)
    assert read_bytes.endswith(b"\r\n\r\n")


@pytest.mark.parametrize("line", ["GET / HTTP/1.1\r\n", "POST /a?b=%20&c=\xe9 HTTP/1.0\r\n", "OPTIONS * HTTP/1.1\r\n"])
def test_a_plain_request_line_is_taken(line: str) -> None:
    check_request_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "GET / HTTP/1.1\n",
        "GET  / HTTP/1.1\r\n",
        "GET / HTTP/2.0\r\n",
        "GET / HTTP/1.+1\r\n",
        "GET /\r\n",
        "GET /a b HTTP/1.1\r\n",
        "GET /\x00 HTTP/1.1\r\n",
        "G:T / HTTP/1.1\r\n",
        "\r\n",
    ],
)
def test_another_request_line_is_refused(line: str) -> None:
    with pytest.raises(AmbiguousRequestError):
        check_request_line(line)

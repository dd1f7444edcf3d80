"""Requests as they are written: other clients tidy addresses up before they send them."""

from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection

from tests.support.running.servers import DEADLINE_S, ServerProcess


@dataclass(frozen=True)
class RawAnswer:
    """The answer that came back; `headers` as they stood there."""

    status: int
    headers: str
    body: bytes


def ask_raw(server: ServerProcess, method: str, path: str, **headers: str) -> RawAnswer:
    """Sends `path` byte by byte. Underscores in names of headers are hyphens."""
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=DEADLINE_S)) as connection:
        connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return RawAnswer(answer.status, str(answer.headers), answer.read())

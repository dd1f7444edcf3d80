"""A real web server for tests, with pages that can be changed while it runs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.support.outside.http_servers import Answer, Request, serving


@dataclass
class WebServer:
    """Has `pages` by path, and `moved` ones with where they are now. `asked` are paths with the headers that came."""

    pages: dict[str, bytes] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    url: str = ""

    def answer(self, request: Request) -> Answer:
        self.asked.append((request.path, request.headers))
        path = request.path.partition("?")[0]
        if path in self.moved:
            return Answer(302, headers={"Location": self.moved[path]})
        return Answer(200, self.pages[path]) if path in self.pages else Answer(404)


@contextmanager
def web_server() -> Iterator[WebServer]:
    """Runs until the context ends."""
    web = WebServer()
    with serving(web.answer) as url:
        web.url = url
        yield web

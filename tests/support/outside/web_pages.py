"""A real web server for tests, with pages that can be changed while it runs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class WebServer:
    """Has `pages` by path, and `moved` ones with where they are now. `asked` are paths with the headers that came."""

    pages: dict[str, bytes] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    url: str = ""

    def handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append((self.path, dict(self.headers.items())))
                path = self.path.partition("?")[0]
                body = web.pages.get(path, b"")
                self.send_response(302 if path in web.moved else 200 if path in web.pages else 404)
                if path in web.moved:
                    self.send_header("Location", web.moved[path])
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        return Handler


@contextmanager
def web_server() -> Iterator[WebServer]:
    """Runs until the context ends."""
    web = WebServer()
    http = ThreadingHTTPServer(("127.0.0.1", 0), web.handler())
    web.url = f"http://127.0.0.1:{http.server_port}"
    thread = Thread(target=http.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield web
    finally:
        http.shutdown()
        http.server_close()
        thread.join()

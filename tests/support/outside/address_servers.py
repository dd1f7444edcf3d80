"""A real address service for tests: it answers over HTTP, as the Géoplateforme does, and keeps what it was asked."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit


def feature(label: str, lat: float, lon: float, **properties: Any) -> dict[str, Any]:
    """An address as GeoJSON has it, longitude first."""
    known = {"label": label, "score": 0.97, "citycode": "62510", "city": "Liévin", "type": "housenumber"}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": {**known, **properties},
    }


class AddressServer:
    """Answers each search with `status` and `body`; `asked` holds the parameters of each, oldest first."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.status = 200
        self.body: Any = {"type": "FeatureCollection", "features": []}
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._http.server_port}/search"

    def finds(self, *features: dict[str, Any]) -> None:
        self.body = {"type": "FeatureCollection", "features": list(features)}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                query = parse_qs(urlsplit(self.path).query)
                service.asked.append({name: values[0] for name, values in query.items()})
                body = service.body if isinstance(service.body, bytes) else json.dumps(service.body).encode()
                self.send_response(service.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Location", service.url)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        return Handler

    def run(self) -> None:
        self._http.serve_forever(poll_interval=0.05)

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


@contextmanager
def address_server() -> Iterator[AddressServer]:
    """Runs until the context ends."""
    server = AddressServer()
    thread = Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join()

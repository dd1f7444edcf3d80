"""A real address service for tests: it answers over HTTP, as the Géoplateforme does, and keeps what it was asked."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support.outside.http_servers import Answer, Request, serving


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
        self.url = ""

    def finds(self, *features: dict[str, Any]) -> None:
        self.body = {"type": "FeatureCollection", "features": list(features)}

    def answer(self, request: Request) -> Answer:
        query = parse_qs(urlsplit(request.path).query)
        self.asked.append({name: values[0] for name, values in query.items()})
        body = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        return Answer(self.status, body, {"Content-Type": "application/json", "Location": self.url})


@contextmanager
def address_server() -> Iterator[AddressServer]:
    """Runs until the context ends."""
    server = AddressServer()
    with serving(server.answer) as url:
        server.url = f"{url}/search"
        yield server

"""Looks addresses up in the Base Adresse Nationale, by the search of the Géoplateforme (IGN) or one like it (addok).

What is looked up may be somebody's home: it is in no log and in no error's text. While the service is away it is left
alone for a while, so that nobody waits for it at each letter. No proxy of the environment is asked.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import orjson
import requests

from game_rules.geo import LatLon
from game_rules.offers.addresses import FoundAddress
from server.adapters.feeds.outside_text import one_line
from server.services.ports import Clock, GeocoderAway

_TIMEOUT_S = (1.0, 2.0)
"""To connect, and between two reads: somebody types, and can set a pin instead."""

_ANSWER_MAX_BYTES = 200_000
"""A hundred times an answer with five addresses."""

_LABEL_MAX_CHARS = 300
"""Twice the longest address."""

_LEFT_ALONE = timedelta(seconds=30)
_QUERY_CHARS = range(3, 201)
"""What the service takes (IGN); it refuses anything else."""


class BanGeocoder:
    """Keeps connections to the service at `url`. Any number of greenlets may use it."""

    def __init__(self, url: str, clock: Clock) -> None:
        self._url = url
        self._clock = clock
        self._away_until: datetime | None = None
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers["User-Agent"] = "jokajobs"

    def search(self, query: str, near: LatLon | None, limit: int) -> list[FoundAddress]:
        """See `Geocoder`."""
        words = " ".join(query.split())
        # The service wants a letter or a digit first.
        if len(words) not in _QUERY_CHARS or not words[0].isalnum():
            return []
        if self._away_until is not None and self._clock() < self._away_until:
            raise GeocoderAway
        parameters: dict[str, str | int | float] = {"q": words, "limit": limit, "autocomplete": 1}
        if near is not None:
            parameters |= {"lat": near.lat, "lon": near.lon}
        try:
            answer = self._answer(parameters)
        # requests' own errors are OSErrors, and repeat the address with the query.
        except (OSError, ValueError):
            self._away_until = self._clock() + _LEFT_ALONE
            raise GeocoderAway from None
        self._away_until = None
        return list(_addresses(answer))[:limit]

    def _answer(self, parameters: dict[str, str | int | float]) -> Any:
        with self._session.get(
            self._url, params=parameters, timeout=_TIMEOUT_S, stream=True, allow_redirects=False
        ) as answer:
            if answer.status_code != requests.codes.ok:
                raise ValueError("the address service refuses")
            content = answer.raw.read(_ANSWER_MAX_BYTES + 1, decode_content=True)
        if len(content) > _ANSWER_MAX_BYTES:
            raise ValueError("the answer is too long")
        return orjson.loads(content)


def _addresses(answer: Any) -> Iterator[FoundAddress]:
    """Those of a GeoJSON collection that have all we need; GeoJSON's longitude comes first."""
    features = answer.get("features") if isinstance(answer, dict) else None
    for feature in features if isinstance(features, list) else ():
        try:
            properties = feature["properties"]
            lon, lat = feature["geometry"]["coordinates"]
            yield FoundAddress(
                label=_words(properties["label"]),
                position=LatLon(float(lat), float(lon)),
                commune_insee=str(properties["citycode"]),
                commune_name=_words(properties["city"]),
            )
        except (KeyError, TypeError, ValueError):
            continue


def _words(value: Any) -> str:
    """Raises ValueError where nothing can be read in it."""
    if (line := one_line(str(value)[:_LABEL_MAX_CHARS])) is None:
        raise ValueError("no words")
    return line

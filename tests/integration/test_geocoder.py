"""Addresses are looked up at a real service; whatever it answers, or if it does not, nobody is kept waiting."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from game_rules.geo import LatLon
from game_rules.offers.addresses import FoundAddress
from server.adapters.feeds.outside_text import one_line
from server.adapters.geocoder import BanGeocoder
from server.services.ports import GeocoderAway
from tests.support.factories import LENS, START
from tests.support.hostile_words import CLEANED, KEPT
from tests.support.outside.address_servers import AddressServer, address_server, feature
from tests.support.ports import free_port

QUERY = "12 rue de la Paix"


@pytest.fixture
def service() -> Iterator[AddressServer]:
    with address_server() as server:
        yield server


@pytest.fixture
def geocoder(service: AddressServer) -> BanGeocoder:
    return BanGeocoder(service.url, lambda: START)


def test_an_address_comes_with_its_commune_and_the_right_way_round(
    service: AddressServer, geocoder: BanGeocoder
) -> None:
    service.finds(feature("12 Rue de la Paix 62800 Liévin", lat=50.42, lon=2.77))
    found = geocoder.search(QUERY, LENS, 5)
    assert found == [FoundAddress("12 Rue de la Paix 62800 Liévin", LatLon(50.42, 2.77), "62510", "Liévin")]
    assert service.asked == [
        {"q": QUERY, "limit": "5", "autocomplete": "1", "lat": str(LENS.lat), "lon": str(LENS.lon)}
    ]


def test_what_the_service_would_refuse_is_not_asked(service: AddressServer, geocoder: BanGeocoder) -> None:
    for query in ("", "  ", "ab", "?rue", "x" * 201):
        assert geocoder.search(query, None, 5) == []
    assert service.asked == []
    assert geocoder.search(" rue \n du  bac ", None, 5) == []
    assert service.asked == [{"q": "rue du bac", "limit": "5", "autocomplete": "1"}]


def test_what_cannot_be_used_is_left_out(service: AddressServer, geocoder: BanGeocoder) -> None:
    good = feature("Liévin", 50.42, 2.77)
    service.finds(
        {},
        feature("nowhere", 500.0, 2.77),
        {**good, "geometry": None},
        {**good, "geometry": {"coordinates": ["a", "b"]}},
        {"geometry": good["geometry"], "properties": {"label": "no commune"}},
        good,
        good,
    )
    assert [one.label for one in geocoder.search(QUERY, None, 5)] == ["Liévin", "Liévin"]
    assert len(geocoder.search(QUERY, None, 1)) == 1


@pytest.mark.parametrize("body", [{}, [], 1, {"features": None}, {"features": "x"}])
def test_an_answer_without_addresses_has_none(service: AddressServer, geocoder: BanGeocoder, body: Any) -> None:
    service.body = body
    assert geocoder.search(QUERY, None, 5) == []


@pytest.mark.parametrize(
    ("status", "body"), [(500, {}), (429, {}), (404, {}), (302, {}), (200, b"<html>"), (200, b" " * 300_000)]
)
def test_a_service_that_fails_is_left_alone_for_a_while(service: AddressServer, status: int, body: Any) -> None:
    now = START
    geocoder = BanGeocoder(service.url, lambda: now)
    service.status, service.body = status, body
    for _ in range(3):
        with pytest.raises(GeocoderAway):
            geocoder.search(QUERY, None, 5)
    assert len(service.asked) == 1
    service.status = 200
    service.finds(feature("Liévin", 50.42, 2.77))
    now += timedelta(seconds=29)
    with pytest.raises(GeocoderAway):
        geocoder.search(QUERY, None, 5)
    now += timedelta(seconds=1)
    assert len(geocoder.search(QUERY, None, 5)) == 1
    assert len(geocoder.search(QUERY, None, 5)) == 1


def test_nobody_there_is_said_without_the_address(caplog: pytest.LogCaptureFixture) -> None:
    geocoder = BanGeocoder(f"http://127.0.0.1:{free_port()}/search", lambda: START)
    with pytest.raises(GeocoderAway) as away:
        geocoder.search(QUERY, None, 5)
    assert QUERY not in str(away.value)
    assert away.value.__cause__ is None
    assert "Paix" not in caplog.text


def test_what_the_service_calls_an_address_is_one_plain_line(service: AddressServer, geocoder: BanGeocoder) -> None:
    words = (*KEPT, *CLEANED)
    service.finds(*(feature(one, 50.42, 2.77, city=one) for one in (*words, "<b></b>", "W" * 10_000)))
    *found, longest = geocoder.search(QUERY, None, 200)
    assert [(one.label, one.commune_name) for one in found] == [(one_line(words),) * 2 for words in words]
    assert len(longest.label) == 300

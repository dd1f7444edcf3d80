"""The live search of France Travail, against a real server that has the API's caps, limits and moods."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from game_rules.feeds import FeedOffer
from server.adapters.feeds.france_travail_api import (
    REQUESTS_PER_S,
    SEARCH_MAX_OFFERS,
    SHORTEST_WINDOW,
    FranceTravailRefused,
    LiveSearch,
)
from tests.support.factories import START
from tests.support.outside.france_travail import PLAIN, changed
from tests.support.outside.france_travail_server import CLIENT_SECRET, FranceTravailServer, france_travail_server


class Stopwatch:
    """Time that passes only by waiting."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.waits: list[float] = []

    def wait(self, seconds: float) -> None:
        self.seconds += seconds
        self.waits.append(seconds)

    def read(self) -> float:
        return self.seconds


@pytest.fixture(scope="module")
def running() -> Iterator[FranceTravailServer]:
    with france_travail_server() as server:
        yield server


@pytest.fixture
def api(running: FranceTravailServer) -> FranceTravailServer:
    running.offers, running.instead, running.searches, running.tokens = [], [], [], 0
    return running


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


def offers(count: int, commune: str = "62498", minutes_apart: float = 10, start: int = 0) -> list[dict[str, Any]]:
    """The newest first, as the API sorts them."""
    return [
        changed(
            PLAIN,
            id=f"{commune}-{number}",
            dateCreation=f"{START - timedelta(hours=2, minutes=minutes_apart * number):%Y-%m-%dT%H:%M:%SZ}",
            lieuTravail={"libelle": "62 - LENS", "commune": commune},
        )
        for number in range(start, start + count)
    ]


def moment_of(text: str) -> datetime:
    return datetime.fromisoformat(text)


def search(api: FranceTravailServer, watch: Stopwatch, *communes: str, secret: str = CLIENT_SECRET) -> LiveSearch:
    return LiveSearch(api.access(secret), communes or ("62498",), START, pause=watch.wait, seconds=watch.read)


def ids(live: LiveSearch) -> list[str]:
    rows = list(live)
    assert [row.row for row in rows] == list(range(1, len(rows) + 1))
    return [row.provenance.source_id for row in rows if isinstance(row, FeedOffer)]


@pytest.mark.parametrize("count", [0, 1, 149, 150, 151, 1_000, 1_051, SEARCH_MAX_OFFERS, SEARCH_MAX_OFFERS + 1, 2_500])
def test_every_offer_comes_once_however_many_there_are(api: FranceTravailServer, watch: Stopwatch, count: int) -> None:
    api.offers = offers(count)
    live = search(api, watch)
    assert sorted(ids(live)) == sorted(one["id"] for one in api.offers)
    assert live.out_of_reach == 0
    assert api.tokens == 1


def test_a_search_beyond_the_cap_is_cut_by_communes_and_then_by_time_always_in_the_same_order(
    api: FranceTravailServer, watch: Stopwatch
) -> None:
    api.offers = [*offers(700, "62771"), *offers(700, "62510"), *offers(1_200, "62498")]
    first = ids(search(api, watch, "62771", "62498", "62510", "62771"))
    asked = list(api.searches)
    assert len(set(first)) == len(api.offers)
    assert [one["commune"] for one in asked if one["range"] == "0-149"][:3] == ["62498,62510,62771", "62498", "62498"]
    api.offers.reverse()
    api.offers.sort(key=lambda one: str(one["dateCreation"]), reverse=True)
    api.searches.clear()
    assert sorted(ids(search(api, watch, "62510", "62498", "62771"))) == sorted(first)
    assert api.searches == asked


def test_what_no_search_can_reach_is_counted(api: FranceTravailServer, watch: Stopwatch) -> None:
    api.offers = offers(SEARCH_MAX_OFFERS + 7, minutes_apart=0)
    live = search(api, watch)
    assert len(ids(live)) == SEARCH_MAX_OFFERS
    assert live.out_of_reach == 7
    shortest = min(moment_of(one["maxCreationDate"]) - moment_of(one["minCreationDate"]) for one in api.searches)
    assert SHORTEST_WINDOW / 2 - timedelta(seconds=1) <= shortest <= SHORTEST_WINDOW


def test_communes_are_asked_for_five_at_a_time(api: FranceTravailServer, watch: Stopwatch) -> None:
    communes = [f"62{number:03}" for number in range(12)]
    assert ids(search(api, watch, *communes)) == []
    assert [len(one["commune"].split(",")) for one in api.searches] == [5, 5, 2]
    assert {one["distance"] for one in api.searches} == {"0"}


def test_a_token_that_has_ended_is_renewed_once(api: FranceTravailServer, watch: Stopwatch) -> None:
    api.offers = offers(3)
    api.instead = [(401, {}, {})]
    assert len(ids(search(api, watch))) == 3
    assert api.tokens == 2
    api.instead = [(401, {}, {}), (401, {}, {})]
    with pytest.raises(FranceTravailRefused, match="401"):
        ids(search(api, watch))


def test_whoever_asks_us_to_wait_is_given_that_time(api: FranceTravailServer, watch: Stopwatch) -> None:
    api.offers = offers(3)
    api.instead = [(429, {"Retry-After": "17"}, {}), (503, {}, {}), (429, {"Retry-After": "bientôt"}, {})]
    assert len(ids(search(api, watch))) == 3
    assert [wait for wait in watch.waits if wait >= 1] == [17, 2, 4]


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        ([(429, {"Retry-After": "3600"}, {})], "come back in 3600 s"),
        ([(503, {}, {})] * 9, "does not answer"),
        ([(403, {}, {})], "403"),
        ([(200, {}, ["?"])], "no JSON object"),
        ([(200, {}, {"resultats": None})], "without `resultats`"),
    ],
)
def test_what_cannot_be_had_is_one_clear_line(
    api: FranceTravailServer, watch: Stopwatch, instead: list[Any], said: str
) -> None:
    api.instead = list(instead)
    with pytest.raises(FranceTravailRefused, match=said):
        ids(search(api, watch))


def test_no_more_is_asked_in_a_second_than_the_api_allows(api: FranceTravailServer, watch: Stopwatch) -> None:
    api.offers = offers(1_000)
    ids(search(api, watch))
    requests = api.tokens + len(api.searches)
    assert watch.seconds == pytest.approx((requests - 1) / REQUESTS_PER_S)


def test_the_secret_is_in_no_log_and_no_error(
    api: FranceTravailServer, watch: Stopwatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    api.offers = offers(1)
    ids(search(api, watch))
    wrong = "un-secret-qui-ne-va-pas"
    with pytest.raises(FranceTravailRefused, match="JOKAJOBS_FRANCE_TRAVAIL_CLIENT_ID") as refused:
        ids(search(api, watch, secret=wrong))
    told = caplog.text + str(refused.value) + repr(api.access())
    assert "access_token" in caplog.text
    assert all(secret not in told for secret in (CLIENT_SECRET, wrong, "jeton-1"))

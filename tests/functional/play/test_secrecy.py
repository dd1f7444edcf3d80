"""Nothing undiscovered leaves the server: every byte that a player receives is read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import orjson
import pytest
import requests
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from game_rules.geo import LatLon, Tile, destination, tile_at, tile_centre
from game_rules.gps import GpsFix
from game_rules.tiles import HINT_TILE_ZOOM
from server.persistence.engine import connect
from server.persistence.unit_of_work import OpenUnit
from server.services.territory.store_territory import store_offers
from server.simulator.gpx import read_walk
from server.simulator.move import ended_at, moved_to
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import offer, place
from tests.support.noon import now, where_it_is_noon
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.servers import DEADLINE_S, Guest, RawSocket, ServerProcess
from tests.support.running.walks import LAKE, LIEVIN

API_DOCUMENT = "/openapi/openapi.json"
ORGANISERS = ("/organiser/preview", "/organiser/preview.js", "/organiser/preview.json")
UNDOCUMENTED = ("/", "/api/schematic-map.geojson", "/api/demo-walk.gpx", API_DOCUMENT, *ORGANISERS, "/nothing")
"""What a player may ask for and the API's description does not name."""


PUBLIC = ("/offres", "/offres.atom", "/offres.geojson", "/offres.csv", "/sitemap.xml", "/robots.txt")
"""What everybody may ask for. Its words are public, offer by offer; where an offer is, none of it tells."""


class Spy:
    """A player who keeps every byte that the server sends, over HTTP and on the socket, save the heartbeat's."""

    def __init__(self, server: ServerProcess, engine: Engine | None = None, hidden_place: LatLon | None = None) -> None:
        """Connects as a guest; what is hidden lies at `hidden_place` in the server's database, `engine`."""
        self.engine, self.hidden_place = engine, hidden_place
        self._answers: list[str] = []
        self._guest = Guest(server, on_answer=self._keep)
        self._socket = RawSocket(self._guest)
        self._socket.receive_starting('42/play,["snapshot"')
        self._messages = 0

    def __enter__(self) -> "Spy":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.__exit__()
        if self.engine is not None:
            self.engine.dispose()

    def _keep(self, answer: requests.Response, *_: Any, **__: Any) -> None:
        self._answers.append(_whole(answer))

    @property
    def server(self) -> ServerProcess:
        return self._guest.server

    def hear(self, cheat: "Spy") -> None:
        """Keeps what a cheat on the same server was told: it is compared like everything else."""
        self._answers += sorted(cheat._socket.received)

    def send_fixes(self, fixes: Sequence[GpsFix], device_id: str) -> Any:
        """Sends one message and returns the acknowledgement."""
        self._messages += 1
        ack = self._socket.send_fixes(self._messages, fixes, device_id)
        assert ack["ok"], ack
        return ack

    def ask_for_everything(self) -> None:
        """GETs every address of the API's description, and some more."""
        http, url = self._guest.http, self._guest.server.url
        described = http.get(url + API_DOCUMENT, timeout=DEADLINE_S).json()["paths"]
        paths = [path for path, operations in described.items() if "get" in operations]
        assert {"/api/me", "/api/me/offers", "/api/campaign"} <= set(paths)
        for path in (*paths, *UNDOCUMENTED):
            http.get(url + path, timeout=DEADLINE_S)

    def wait_for(self, event: str) -> None:
        """Returns when one more of these has come."""
        self._socket.receive_starting(f'42/play,["{event}"')

    def wait_for_hints(self, count: int) -> None:
        """Returns when so many have come in all."""
        while len(self.hints) < count:
            self.wait_for("hint")

    def read_what_is_public(self) -> str:
        """Every public page and file, and the page and the calendar entry of every offer that they name."""
        url = self._guest.server.url
        features = requests.get(f"{url}/offres.geojson", timeout=DEADLINE_S).json()["features"]
        pages = [f"/offres/{one['id']}{ending}" for one in features for ending in ("", ".ics")]
        answers = (requests.get(url + path, timeout=DEADLINE_S) for path in (*PUBLIC, *pages))
        return "\n".join(map(_whole, answers)).replace(url, "http://server")

    @property
    def hints(self) -> list[str]:
        return [frame for frame in self._socket.received if frame.startswith('42/play,["hint"')]

    @property
    def received(self) -> str:
        """Everything, in the order in which it came on each of the two ways."""
        return "\n".join((*self._answers, *self._socket.received)).replace(self._guest.server.url, "http://server")


def _whole(answer: requests.Response) -> str:
    headers = "".join(f"{name}: {value}\n" for name, value in answer.headers.items())
    return f"{answer.status_code} {answer.url}\n{headers}\n{answer.text}"


# Two worlds that differ in the place of one offer


HIDDEN_TITLE = "Une offre cachée"
HIDDEN_TILE: Tile = tile_at(place(metres_east=1000), HINT_TILE_ZOOM)
MIDDLE = tile_centre(HIDDEN_TILE)

IN_ITS_TILE = {"north_west": destination(MIDDLE, 315, 64), "south_east": destination(MIDDLE, 135, 64)}
ELSEWHERE = destination(MIDDLE, 67.5, 400)

LATER_TITLE = "Une offre cachée plus tard"
LAST_PLACE = destination(MIDDLE, 315, 450)
"""Where the cheat asks the last time, see `_play_in_step`."""

LATER_TILE: Tile = tile_at(destination(LAST_PLACE, 315, 400), HINT_TILE_ZOOM)
FOUND = offer(metres_east=100)


def _players_of(campaigns: Sequence[LatLon], new_database: NewDatabase, start_server: StartServer) -> Iterator[Spy]:
    zone = where_it_is_noon()
    engines = [
        fill_database(new_database(f"secret_{number}"), [FOUND, offer(title=HIDDEN_TITLE, at=hidden_place)], zone)
        for number, hidden_place in enumerate(campaigns)
    ]
    # All servers first: an open socket has to answer heartbeats, and a server takes a while to start.
    servers = [start_server(address_of(engine)) for engine in engines]
    for server, engine, hidden_place in zip(servers, engines, campaigns, strict=True):
        yield Spy(server, engine, hidden_place)


def _play_in_step(players: Sequence[Spy]) -> None:
    """Everybody takes the same steps at the same time: a walk, then a cheat's questions from many sides.

    The server says a new hint of the same band only 15 s after the last. Here bands alternate or nothing changes, so
    that no answer hangs on how fast this test runs.
    """
    device = str(uuid4())
    end = now()
    path = [
        GpsFix(place(metres_east=2 * seconds), 5, end - timedelta(seconds=100 - seconds))
        for seconds in range(0, 101, 5)
    ]
    for part in (path[:5], path[5:15], path[15:]):
        for player in players:
            assert set(player.send_fixes(part, device)["verdicts"]) == {"ok"}
    for bearing_deg in range(0, 360, 45):
        _ask_from_two_sides(players, bearing_deg)
    for player in players:
        _change_the_world_around(player)
    for player in players:
        player.ask_for_everything()


def _ask_from_two_sides(players: Sequence[Spy], bearing_deg: float) -> None:
    """Cheats who have walked nowhere: new players, for nobody begins anew more than a few times a day."""
    cheats = [Spy(player.server) for player in players]
    for number, length_m in enumerate((130, 450), start=1):
        device, fix = str(uuid4()), GpsFix(destination(MIDDLE, bearing_deg, length_m), 5, now())
        for cheat in cheats:
            assert cheat.send_fixes([fix], device)["verdicts"] == ["ok"]
        for cheat in cheats[: len(IN_ITS_TILE)]:
            # One for each question, where the offer lies in its tile; elsewhere the band may stay the same.
            cheat.wait_for_hints(number)
    for cheat, player in zip(cheats, players, strict=True):
        player.hear(cheat)
        cheat.__exit__()


def _change_the_world_around(player: Spy) -> None:
    """The found offer changes, the hidden one too, and another one appears where no hint has led yet."""
    assert player.engine is not None
    assert player.hidden_place is not None
    sessions = sessionmaker(player.engine)
    bearing_deg = 315 if player.hidden_place == IN_ITS_TILE["north_west"] else 135
    later = offer(title=LATER_TITLE, at=destination(tile_centre(LATER_TILE), bearing_deg, 64))
    hidden = replace(offer(title=HIDDEN_TITLE, at=player.hidden_place), salary="13 € de l’heure")
    hints = len(player.hints)
    store_offers(context_at(OpenUnit(sessions)), [replace(FOUND, salary="12 € de l’heure"), hidden, later])
    player.wait_for("offers_changed")
    player.wait_for("hint")
    assert len(player.hints) == hints + 1


MASKS = (
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)", "<time>"),
    # Of what /readyz found, which it keeps for a moment.
    (r'"age_s":\d+\.\d+', '"age_s":<seconds>'),
    # Of the pages, which tell when they were changed.
    (r'ETag: "[0-9a-f]+"', "ETag: <tag>"),
    # The number of bytes that a moment takes is no secret of an offer.
    (r"Content-Length: \d+", "Content-Length: <length>"),
    (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>"),
    (r'"sid":"[^"]+"', "<sid>"),
    # A keyed hash, with another key in each database.
    (r'"context_seal":"[^"]+"', "<seal>"),
    (r"jokajobs_session=[^;\n]+", "<cookie>"),
    (r"localhost:\d+", "<the server under test>"),
    (r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", "<time>"),
)


def _masked(received: str) -> str:
    for pattern, mask in MASKS:
        received = re.sub(pattern, mask, received)
    return received


def test_where_in_its_tile_an_undiscovered_offer_lies_changes_no_byte(
    new_database: NewDatabase, start_server: StartServer
) -> None:
    here, there, elsewhere = _players_of([*IN_ITS_TILE.values(), ELSEWHERE], new_database, start_server)
    with here, there, elsewhere:
        _play_in_step([here, there, elsewhere])
        public = [_masked(player.read_what_is_public()) for player in (here, there, elsewhere)]

    assert len(here.hints) == 1 + 1, "one on the walk, and one for what is new; the questions have theirs"
    assert "12 € de l’heure" in here.received
    assert "offer_discovered" in here.received
    assert HIDDEN_TITLE not in here.received
    assert LATER_TITLE not in here.received
    assert "13 € de l’heure" not in here.received
    assert str(offer(title=HIDDEN_TITLE).id) not in here.received
    assert _masked(here.received) == _masked(there.received)
    # So that equal bytes say something: another tile does change them.
    assert HIDDEN_TITLE not in elsewhere.received
    assert _masked(here.received) != _masked(elsewhere.received)
    # What everybody may read tells of it, and not even the tile.
    assert HIDDEN_TITLE in public[0]
    assert public[0] == public[1] == public[2]


# A walk through the demo territory


@dataclass(frozen=True)
class Secret:
    """The part of an offer that is not to be known."""

    id: str
    position: tuple[float, float]
    words: tuple[str, ...]


def _secrets(engine: Engine) -> list[Secret]:
    query = text(
        "select offer.id::text as id, title, description, organisation.name, organisation.id::text as organisation_id,"
        " ST_Y(position::geometry) as lat, ST_X(position::geometry) as lon"
        " from offer join organisation on organisation.id = organisation_id"
    )
    with engine.connect() as connection:
        return [
            Secret(
                row.id,
                (round(row.lat, 4), round(row.lon, 4)),
                (row.title, row.description, row.name, row.organisation_id),
            )
            for row in connection.execute(query)
        ]


@dataclass(frozen=True)
class Reader:
    """Looks for secrets in what was received."""

    received: str
    positions: frozenset[tuple[float, float]]

    @classmethod
    def of(cls, received: str) -> "Reader":
        # A position is two numbers in a row, whatever stands between them, in either order.
        numbers = [round(float(number), 4) for number in re.findall(r"-?\d+\.\d+", received)]
        pairs = list(pairwise(numbers))
        return cls(received, frozenset(pairs) | {(second, first) for first, second in pairs})

    def finds(self, words: str) -> bool:
        return orjson.dumps(words).decode()[1:-1] in self.received

    def knows_place_of(self, secret: Secret) -> bool:
        return secret.position in self.positions


@pytest.fixture(scope="module")
def demo(demo_database: NewDatabase) -> Iterator[Engine]:
    engine = connect(demo_database("secrecy"), pool_size=2)
    yield engine
    engine.dispose()


def test_a_player_receives_nothing_of_an_offer_they_have_not_discovered(
    demo: Engine, start_server: StartServer
) -> None:
    server = start_server(address_of(demo))
    with Spy(server) as player:
        walk = ended_at(moved_to(read_walk(LAKE), LIEVIN), now())
        fixes, device = [fix for fix, _ in walk.fixes_by_segment], str(uuid4())
        for start in range(0, len(fixes), 50):
            player.send_fixes(fixes[start : start + 50], device)
        player.ask_for_everything()
        found = Reader.of(player.received)
        public = Reader.of(player.read_what_is_public())

    secrets = _secrets(demo)
    discovered = [secret for secret in secrets if found.finds(secret.id)]
    hidden = [secret for secret in secrets if secret not in discovered]
    assert len(discovered) == _discoveries(demo) >= 5
    assert len(hidden) > 100
    for secret in discovered:
        assert found.knows_place_of(secret)
        assert all(found.finds(words) for words in secret.words)
    assert [secret for secret in secrets if public.knows_place_of(secret)] == []
    assert all(secret.id in public.received for secret in hidden)
    # Some words are shared: the same trade in two places, an employer with two offers.
    known = "\n".join(words for secret in discovered for words in secret.words)
    assert [secret for secret in hidden if found.knows_place_of(secret)] == []
    assert [words for secret in hidden for words in secret.words if words not in known and found.finds(words)] == []


def _discoveries(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(text("select count(*) from discovery")) or 0)


def test_who_may_see_the_offers_is_shown_them_so_that_a_leak_would_have_been_found(
    demo: Engine, start_server: StartServer
) -> None:
    server = start_server(address_of(demo))
    organiser = server.organiser()
    found = Reader.of(organiser.get(f"{server.url}/organiser/preview.json", timeout=DEADLINE_S).text)
    secrets = _secrets(demo)
    assert all(found.knows_place_of(secret) for secret in secrets)
    assert sum(found.finds(secret.words[0]) for secret in secrets) > 100

"""Recorded walks, played by `jokajobs walk` into the demo territory: what they win, counted in more than one way."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import requests
from sqlalchemy import Engine, Row, text

from game_rules.geo import LatLon
from game_rules.gps import GpsFix
from game_rules.holidays import Holidays
from server.persistence.engine import connect
from server.schemas.protocol import SESSION_COOKIE
from server.simulator.gpx import read_walk
from server.simulator.move import ended_at, moved_to
from server.simulator.session import load_session
from tests.support.databases import NewDatabase
from tests.support.factories import fix
from tests.support.ports import free_port
from tests.support.running.filled import StartServer, address_of
from tests.support.running.servers import DEADLINE_S, Guest, ServerProcess
from tests.support.running.walks import (
    LAKE,
    LIEVIN,
    VILLAGE,
    at_night,
    ended,
    in_daytime,
    keep_session,
    report_of,
    start_walk,
    walk,
    write_gpx,
)

pytestmark = pytest.mark.usefixtures("commands")


@pytest.fixture(scope="module")
def engine(demo_database: NewDatabase) -> Iterator[Engine]:
    engine = connect(demo_database("recorded"), pool_size=2)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(address_of(engine))


@dataclass(frozen=True)
class Watched:
    """A walk, seen from everywhere: the command's report, the pushed events, and the account afterwards."""

    report: dict[str, Any]
    events: list[tuple[str, Any]]
    me: dict[str, Any]

    def told(self, name: str) -> list[Any]:
        return [payload for event, payload in self.events if event == name]


@pytest.fixture(scope="module")
def lake(commands: None, server: ServerProcess, tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """The walk around the lake, watched on a second device of the player."""
    guest = Guest(server)
    session = keep_session(guest, tmp_path_factory.mktemp("lake") / "session.json")
    with guest.open_socket() as tablet:
        tablet.wait_for("snapshot")
        report = report_of(walk(LAKE, "--session", str(session)))
        me = guest.get("/api/me")
        while tablet.wait_for("points_awarded")["totals"] != me["totals"]:
            pass
    return Watched(report, list(tablet.received), me)


def test_the_walk_around_the_lake_lifts_432_cells(lake: Watched) -> None:
    assert lake.report["fixes"] == 296
    assert 0.9 * 432 <= lake.report["cells_lifted"] <= 1.1 * 432


def test_every_fix_on_foot_is_ok(lake: Watched) -> None:
    on_foot = lake.report["segments"][0]
    assert on_foot == {"name": "ACTIVE LOG #2", "fixes": 173, "verdicts": {"ok": 173}}


@pytest.mark.parametrize("name", ["ACTIVE LOG #3", "ACTIVE LOG #5"])
def test_a_car_ride_is_in_transit(lake: Watched, name: str) -> None:
    (ride,) = [segment for segment in lake.report["segments"] if segment["name"] == name]
    assert ride["verdicts"]["in_transit"] > 0.8 * ride["fixes"]


def test_the_walk_between_villages_lifts_1022_cells_and_names_the_track_without_times(server: ServerProcess) -> None:
    played = walk(VILLAGE, "--server", server.url)
    assert 0.9 * 1022 <= report_of(played)["cells_lifted"] <= 1.1 * 1022
    assert "skipped the track 03-OCT-10 #2: its points have no times" in played.stderr


def test_what_is_discovered_is_what_postgis_finds_around_the_fixes_that_are_ok(
    server: ServerProcess, engine: Engine, lake: Watched
) -> None:
    recorded = moved_to(read_walk(LAKE), LIEVIN)
    fixes = [one for one, _ in ended_at(recorded, in_daytime()).fixes_by_segment]
    verdicts: list[str] = []
    # The report counts verdicts, it does not list them: the same walk once more, read from the acknowledgements.
    with Guest(server).open_socket() as phone:
        for start in range(0, len(fixes), 100):
            verdicts += phone.send_fixes(fixes[start : start + 100])["verdicts"]
    assert Counter(verdicts) == lake.report["verdicts"]

    ok = [one for one, verdict in zip(fixes, verdicts, strict=True) if verdict == "ok"]
    assert lake.report["discovered"] == _offers_around(engine, ok)
    assert len(lake.report["discovered"]) >= 5


def _offers_around(engine: Engine, fixes: list[GpsFix]) -> list[str]:
    around = text(
        "select distinct offer.id::text from offer "
        "join unnest(cast(:lats as float[]), cast(:lons as float[]), cast(:accuracies_m as float[])) "
        "as fix(lat, lon, accuracy_m) "
        "on ST_DWithin(offer.position, ST_MakePoint(fix.lon, fix.lat)::geography, 50 + least(fix.accuracy_m, 25)) "
        "order by 1"
    )
    with engine.connect() as connection:
        found = connection.scalars(
            around,
            {
                "lats": [one.position.lat for one in fixes],
                "lons": [one.position.lon for one in fixes],
                "accuracies_m": [one.horizontal_accuracy_m for one in fixes],
            },
        )
        return list(found)


def test_report_events_account_and_database_agree(lake: Watched, engine: Engine) -> None:
    totals = lake.me["totals"]
    entries = [entry for awarded in lake.told("points_awarded") for entry in awarded["entries"]]
    lifted = {
        (block["x"], block["y"], cell)
        for fog in lake.told("fog_lifted")
        for block in fog["blocks"]
        for cell in block["cells"]
    }
    discovered = sorted(found["offer"]["id"] for found in lake.told("offer_discovered"))
    stored = _stored(engine, lake.me["player"]["id"])

    assert stored.points == sum(entry["points"] for entry in entries) == totals["points"] == lake.report["points"]
    assert stored.cells == len(lifted) == totals["cells_lifted"] == lake.report["cells_lifted"]
    assert stored.discovered == len(discovered) == totals["offers_discovered"]
    assert discovered == lake.report["discovered"]
    assert lake.told("level_reached")[-1]["level"] == totals["level"] == lake.report["level"] > 1


def _stored(engine: Engine, player_id: str) -> Row[Any]:
    count = text(
        "select (select sum(points) from ledger_entry where player_id = :player) as points,"
        " (select sum(bit_count(cells)) from fog_block where player_id = :player) as cells,"
        " (select count(*) from discovery where player_id = :player) as discovered"
    )
    with engine.connect() as connection:
        return connection.execute(count, {"player": UUID(player_id)}).one()


def test_the_same_walk_played_again_and_by_two_phones_at_once_wins_what_it_wins_once(
    server: ServerProcess, engine: Engine, tmp_path: Path
) -> None:
    end = ("--server", server.url, "--ended-at", in_daytime().isoformat())
    again = (*end, "--session", str(tmp_path / "again.json"))
    once = report_of(walk(LAKE, *again))
    assert report_of(walk(LAKE, *again)) == once

    # The session file is not there yet: the two phones have to agree on one player, too.
    at_once = (*end, "--session", str(tmp_path / "at-once.json"), "--batch", "25")
    phones = [start_walk(LAKE, *at_once) for _ in range(2)]
    assert [report_of(ended(phone)) for phone in phones] == [once, once]
    me = _account_of(tmp_path / "at-once.json")
    stored = _stored(engine, me["player"]["id"])
    assert (stored.points, stored.cells) == (once["points"], once["cells_lifted"])
    assert me["totals"]["points"] == once["points"]


def _account_of(session_file: Path) -> Any:
    session = load_session(session_file)
    assert session is not None
    answer = requests.get(
        f"{session.server}/api/me", headers={"Cookie": f"{SESSION_COOKIE}={session.cookie}"}, timeout=DEADLINE_S
    )
    return answer.json()


@pytest.mark.parametrize(("end", "is_by_day"), [(in_daytime, True), (at_night, False)])
def test_standing_at_a_door_visits_it_while_it_is_open(
    server: ServerProcess, engine: Engine, tmp_path: Path, end: Callable[[], datetime], *, is_by_day: bool
) -> None:
    ended = end()
    is_visited = is_by_day and ended.date() not in Holidays()
    with engine.connect() as connection:
        # Of an employer who named no hours: the game leads to it from 8 to 20, but on public holidays.
        door = connection.execute(
            text(
                "select id::text, ST_Y(position::geometry) as lat, ST_X(position::geometry) as lon from offer "
                "where visiting_hours is null and location_precision = 'door' and kind <> 'event' order by id limit 1"
            )
        ).one()
    at = LatLon(door.lat, door.lon)
    standing = write_gpx(tmp_path / "standing.gpx", [fix(at=at, seconds=seconds) for seconds in range(0, 61, 10)])
    report = report_of(
        walk(standing, "--at", f"{at.lat},{at.lon}", "--ended-at", ended.isoformat(), "--server", server.url)
    )
    assert door.id in report["discovered"]
    assert (door.id in report["visited"]) is is_visited
    assert is_visited or report["visited"] == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<gpx><trk>", "is not a GPX file that can be read"),
        ("", "is empty"),
        ("not a file of this kind", "is not a GPX file that can be read"),
        (
            '<gpx version="1.1" creator="test"><trk><trkseg><trkpt lat="50.4" lon="2.8"/></trkseg></trk></gpx>',
            "has no track point with a time: nothing to play",
        ),
    ],
)
def test_a_file_that_holds_no_walk_is_one_line_and_exit_code_2(
    server: ServerProcess, tmp_path: Path, content: str, reason: str
) -> None:
    path = tmp_path / "walk.gpx"
    path.write_text(content, encoding="utf-8")
    played = walk(path, "--server", server.url)
    assert played.returncode == 2
    (line,) = played.stderr.splitlines()
    assert line.startswith(f"Error: {path}")
    assert reason in line
    assert played.stdout == ""


def test_a_server_that_is_not_there_is_one_line_and_exit_code_1() -> None:
    played = walk(LAKE, "--server", f"http://127.0.0.1:{free_port()}", "--patience", "0.5")
    assert played.returncode == 1
    (line,) = played.stderr.splitlines()
    assert line.startswith("Error: gave up after trying for 0.5 s: http://127.0.0.1:")
    assert played.stdout == ""

"""`jokajobs walk`: what it plays, what it prints, and how it ends."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from game_rules.geo import LatLon, distance_m
from game_rules.play.fixes import FixVerdict
from server.commands.walk import walk_command
from server.schemas.play import OfferOut
from server.simulator.failures import BrokenAnswerError, GaveUpError, ServerRefusedError
from server.simulator.gpx import Walk
from server.simulator.patience import Patience
from server.simulator.phone import PlayedFixes, Refusal
from server.simulator.picture import Picture
from server.simulator.play import PlayedWalk
from server.simulator.report import WalkReport, segment_reports
from server.simulator.session import Session, load_session
from tests.support.simulated_server import OFFER_ID, OTHER_ID, TOTALS, offer, problem, verdicts_undisturbed

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SAMPLES = Path(__file__).parents[2] / "data"
CERKNICA, KORITA = str(SAMPLES / "cerknicko-jezero.gpx"), str(SAMPLES / "korita-zbevnica.gpx")


class Server:
    """Stands in for everything that would talk to a server; remembers what was played to it."""

    def __init__(self, fails_with: Exception | None = None, refusals: tuple[Refusal, ...] = ()) -> None:
        self.guests = 0
        self.walks: list[tuple[Walk, Session, float | None]] = []
        self._fails_with = fails_with
        self._refusals = refusals

    def start_session(self, server: str, _patience: Patience) -> Session:
        self.guests += 1
        return Session(server, f"cookie {self.guests}", UUID(int=self.guests))

    def play_walk(
        self,
        walk: Walk,
        session: Session,
        _patience: Patience,
        *,
        speed: float | None,
        batch_fixes_max: int,
        on_progress: Callable[[int], None],
    ) -> PlayedWalk:
        self.walks.append((walk, session, speed))
        self.batch_fixes_max = batch_fixes_max
        if self._fails_with is not None:
            raise self._fails_with
        fixes = [fix for fix, _ in walk.fixes_by_segment]
        on_progress(len(fixes))
        verdicts: list[FixVerdict | None] = [*verdicts_undisturbed(fixes)]
        played = PlayedFixes(verdicts, list(self._refusals), connections=2)
        totals = TOTALS.model_copy(
            update={"points": 120, "level": 2, "cells_lifted": 432, "offers_discovered": 2, "offers_visited": 1}
        )
        offers = tuple(OfferOut.model_validate(one) for one in (offer(OTHER_ID), offer(OFFER_ID, "2026-05-01")))
        picture = Picture()
        picture.take("hint", {"band": "burning", "compass_sector": "north_east"})
        report = WalkReport(segment_reports(walk, verdicts), played, totals, offers, picture.hints)
        return PlayedWalk(report, picture)


def run(server: Server, *arguments: str) -> Result:
    return CliRunner().invoke(walk_command(lambda: NOW, server.start_session, server.play_walk), arguments)


def the_only_line(text: str) -> str:
    (line,) = text.strip().splitlines()
    return line


def test_json_is_exactly_one_object_on_standard_output() -> None:
    result = run(Server(), CERKNICA, "--at", "50.4219,2.7786", "--json")
    assert result.exit_code == 0
    told: dict[str, Any] = json.loads(the_only_line(result.stdout))
    segments = told.pop("segments")
    assert told == {
        "fixes": 296,
        "verdicts": {"in_transit": 85, "ok": 211},
        "cells_lifted": 432,
        "discovered": [OFFER_ID, OTHER_ID],
        "visited": [OFFER_ID],
        "points": 120,
        "level": 2,
    }
    assert [segment["name"] for segment in segments] == [f"ACTIVE LOG #{number}" for number in range(2, 9)]
    assert segments[0] == {"name": "ACTIVE LOG #2", "fixes": 173, "verdicts": {"ok": 173}}


def test_in_words_it_tells_the_same_with_titles_and_hints() -> None:
    text = run(Server(), CERKNICA).stdout
    for part in (
        "296 fixes: 85 in_transit, 211 ok",
        "  ACTIVE LOG #2: 173 fixes: 173 ok",
        "connected 2 times",
        "432 cells lifted",
        "2 offers discovered, 1 of them visited",
        "job: Offer a, Bakery (demo) (visited)",
        "120 points: level 2",
        "burning, north-east",
    ):
        assert part in text


def test_the_walk_is_moved_and_ends_now() -> None:
    server = Server()
    run(server, CERKNICA, "--at", "50.4219,2.7786")
    walk, session, speed = server.walks[0]
    assert distance_m(walk.fixes_by_segment[0][0].position, LatLon(50.4219, 2.7786)) < 0.001
    assert walk.fixes_by_segment[-1][0].taken_at == NOW
    assert (session.server, speed) == ("http://localhost:8000", None)


def test_without_a_place_it_stays_where_it_was_recorded() -> None:
    server = Server()
    run(server, CERKNICA)
    assert server.walks[0][0].fixes_by_segment[0][0].position == LatLon(45.772175035, 14.357659249)


def test_it_ends_when_it_is_told_to() -> None:
    server = Server()
    run(server, CERKNICA, "--ended-at", "2026-05-01T11:00+02:00")
    assert server.walks[0][0].fixes_by_segment[-1][0].taken_at == datetime(2026, 5, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(("speed", "ends_after_s"), [("0.5", 7190), ("1", 7190), ("10", 719)])
def test_at_a_speed_it_ends_when_playing_does_and_at_speed_1_every_fix_is_live(speed: str, ends_after_s: float) -> None:
    server = Server()
    run(server, CERKNICA, "--speed", speed)
    walk, _, played_speed = server.walks[0]
    assert walk.fixes_by_segment[-1][0].taken_at == NOW + timedelta(seconds=ends_after_s)
    assert played_speed == float(speed)
    start = walk.fixes_by_segment[0][0].taken_at
    for fix, _ in walk.fixes_by_segment:
        sent_at = NOW + (fix.taken_at - start) / float(speed)
        assert sent_at >= fix.taken_at


def test_messages_are_as_long_as_asked_for() -> None:
    server = Server()
    run(server, CERKNICA)
    assert server.batch_fixes_max == 100
    run(server, CERKNICA, "--batch", "2")
    assert server.batch_fixes_max == 2


def test_a_skipped_track_is_named_on_standard_error_with_json_too() -> None:
    result = run(Server(), KORITA, "--json")
    assert "skipped the track 03-OCT-10 #2: its points have no times" in result.stderr
    assert json.loads(result.stdout)["fixes"] == 513


def test_fixes_older_than_a_day_are_announced() -> None:
    ended = (NOW - timedelta(hours=23)).isoformat()
    result = run(Server(), KORITA, "--ended-at", ended)
    assert "fixes are more than a day old: the server will find them stale" in result.stderr
    assert "stale" not in run(Server(), KORITA).stderr


def test_a_session_file_keeps_the_player_for_the_next_walk(tmp_path: Path) -> None:
    server, path = Server(), tmp_path / "session.json"
    for _ in range(2):
        assert run(server, CERKNICA, "--session", str(path), "--server", "http://game.example/").exit_code == 0
    assert run(server, CERKNICA, "--session", str(path)).exit_code == 0
    assert server.guests == 1
    assert {session for _, session, _ in server.walks} == {load_session(path)}
    assert server.walks[0][1].server == "http://game.example"


def test_without_a_session_file_each_walk_is_a_new_guests() -> None:
    server = Server()
    run(server, CERKNICA)
    run(server, CERKNICA)
    assert server.guests == 2


def test_a_session_of_another_server_is_not_used(tmp_path: Path) -> None:
    server, path = Server(), str(tmp_path / "session.json")
    run(server, CERKNICA, "--session", path, "--server", "http://one.example")
    result = run(server, CERKNICA, "--session", path, "--server", "http://two.example")
    assert result.exit_code == 2
    assert "holds a session of http://one.example, not of http://two.example" in the_only_line(result.stderr)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["missing.gpx"], "cannot read missing.gpx: No such file or directory"),
        ([CERKNICA, "--at", "50.4219"], "--at takes a position"),
        ([CERKNICA, "--at", "north,2"], "--at takes a position"),
        ([CERKNICA, "--at", "91,2"], "--at takes a position"),
        ([CERKNICA, "--ended-at", "soon"], "--ended-at takes a time"),
        ([CERKNICA, "--ended-at", "2026-05-01T11:00"], "--ended-at needs an offset"),
        ([CERKNICA, "--ended-at", "0001-01-01T00:00Z"], "--ended-at lies outside the calendar"),
        ([CERKNICA, "--speed", "0"], "--speed must be a number above 0"),
        ([CERKNICA, "--speed", "inf"], "--speed must be a number above 0"),
        ([CERKNICA, "--patience", "-1"], "--patience must be a number above 0"),
        ([CERKNICA, "--batch", "0"], "--batch must be a number from 1 to 200, not 0"),
        ([CERKNICA, "--batch", "201"], "--batch must be a number from 1 to 200, not 201"),
        ([CERKNICA, "--server", "localhost:8000"], "--server takes an address"),
        ([CERKNICA, "--server", "ftp://localhost"], "--server takes an address"),
        ([CERKNICA, "--session", "nowhere/session.json"], "cannot use nowhere for the session file"),
    ],
)
def test_a_file_or_an_argument_that_cannot_be_used_is_one_line_and_exit_code_2(
    arguments: list[str], reason: str
) -> None:
    server = Server()
    result = run(server, *arguments)
    assert result.exit_code == 2
    assert reason in the_only_line(result.stderr)
    assert (result.stdout, server.guests) == ("", 0)


def test_a_broken_file_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    path = tmp_path / "walk.gpx"
    path.write_text("<gpx><trk>", encoding="utf-8")
    result = run(Server(), str(path))
    assert result.exit_code == 2
    assert "is not a GPX file that can be read" in the_only_line(result.stderr)


@pytest.mark.parametrize(
    "failure",
    [
        GaveUpError("gave up after trying for 60 s: http://localhost:8000 does not answer"),
        ServerRefusedError("no_campaign: Come back later.", 409),
        BrokenAnswerError("gps_fixes was answered with something else"),
    ],
)
def test_a_server_that_cannot_be_played_with_is_one_line_and_exit_code_1(failure: Exception) -> None:
    result = run(Server(failure), CERKNICA, "--json")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == f"Error: {failure}"
    assert result.stdout == ""


def test_a_session_the_server_has_forgotten_names_its_file(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    run(Server(), CERKNICA, "--session", str(path))
    result = run(Server(ServerRefusedError("not_signed_in: Start first.", 401)), CERKNICA, "--session", str(path))
    assert result.exit_code == 2
    assert f"does not know the session in {path}" in result.stderr


def test_refused_batches_are_reported() -> None:
    refused = Refusal(100, problem("malformed_message", retryable=False))
    result = run(Server(refusals=(refused,)), CERKNICA, "--json")
    assert "100 fixes were refused: malformed_message: So it is." in result.stderr
    assert result.exit_code == 0

"""A server in memory at the other end of a phone's connection, and a clock that only moves when somebody waits."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from game_rules.geo import LatLon, destination
from game_rules.gps import GpsFix
from game_rules.play.fixes import FixVerdict, JudgedFix, Track, fixes_to_repeat, judge_fix, track_from_context
from server.schemas.play import GpsFixesAck, GpsFixesIn, ProblemAck, TotalsOut
from server.schemas.problems import Problem
from server.simulator.failures import TryAgainError
from server.simulator.patience import Patience

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
LIEVIN = LatLon(50.4219, 2.7786)

TOTALS = TotalsOut(
    points=0,
    level=1,
    points_at_level=0,
    points_at_next_level=100,
    cells_lifted=0,
    offers_discovered=0,
    offers_visited=0,
)

SEAL = "1.sealed"


class Clock:
    """Seconds that pass only by waiting; `waits` are the waits there were."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.waits: list[float] = []

    def patience(self, limit_s: float = 60) -> Patience:
        def wait(seconds: float) -> None:
            self.waits.append(seconds)
            self.now_s += seconds

        return Patience(limit_s, clock=lambda: self.now_s, wait=wait)


def straight_walk(count: int, every_s: float = 5, step_m: float = 6) -> list[GpsFix]:
    """Fixes on a line to the east, oldest first; the first is taken an hour before noon."""
    return [
        GpsFix(
            destination(LIEVIN, 90, number * step_m),
            10,
            NOON - timedelta(hours=1) + number * timedelta(seconds=every_s),
        )
        for number in range(count)
    ]


def problem(code: str, *, retryable: bool, retry_after_s: float | None = None) -> Problem:
    return Problem(
        type=f"/problems/{code}",
        title=code,
        status=400,
        code=code,
        detail="So it is.",
        retryable=retryable,
        retry_after_s=retry_after_s,
    )


Disturbance = Callable[["SimulatedServer", GpsFixesIn], object]
"""What happens to one message instead of its being recorded and acknowledged; returns the answer."""


def message_lost(server: "SimulatedServer", _message: GpsFixesIn) -> object:
    server.is_open = False
    raise TryAgainError("the connection broke")


def answer_lost(server: "SimulatedServer", message: GpsFixesIn) -> object:
    server.record(message)
    return message_lost(server, message)


def answered_with(answer: Problem) -> Disturbance:
    return lambda _server, _message: ProblemAck(problem=answer).model_dump(mode="json")


class SimulatedServer:
    """A `Connection` to a server that remembers nothing of a device: it judges by the context alone.

    `disturbances` befall the first messages, one each; None lets a message through. `messages` are all that
    arrived, `tracks_before` what a server with a memory would have judged each of them against.
    """

    def __init__(self, *disturbances: Disturbance | None, failing_opens: int = 0) -> None:
        self.is_open = False
        self.opened = 0
        self.closed = 0
        self.messages: list[GpsFixesIn] = []
        self.tracks_before: list[Track] = []
        self._disturbances: Iterator[Disturbance | None] = iter(disturbances)
        self._failing_opens = failing_opens
        self._track = Track()

    def open(self) -> None:
        if self._failing_opens:
            self._failing_opens -= 1
            raise TryAgainError("nobody is there")
        self.is_open = True
        self.opened += 1

    def close(self) -> None:
        self.is_open = False
        self.closed += 1

    def ask(self, event: str, payload: dict[str, Any]) -> object:
        assert self.is_open
        assert event == "gps_fixes"
        message = GpsFixesIn.model_validate(payload)
        self.messages.append(message)
        self.tracks_before.append(self._track)
        disturbance = next(self._disturbances, None)
        if disturbance is not None:
            return disturbance(self, message)
        verdicts, repeat, self._track = self.record(message)
        ack = GpsFixesAck(verdicts=verdicts, repeat=repeat, context_seal=SEAL, held_back=[], version=1, totals=TOTALS)
        return ack.model_dump(mode="json")

    def record(self, message: GpsFixesIn) -> tuple[list[FixVerdict], list[int], Track]:
        """Judges the message by its context; returns the verdicts, the places to repeat and the track after it."""
        sent = [fix.to_judged() for fix in message.context]
        track = track_from_context(sent)
        verdicts: list[FixVerdict] = []
        for fix in (one.to_fix() for one in message.fixes):
            verdict, track = judge_fix(track, fix, now=NOON, in_territory=lambda _: True)
            verdicts.append(verdict)
            sent.append(JudgedFix(fix, verdict))
        return verdicts, [sent.index(judged) for judged in fixes_to_repeat(track)], track


def verdicts_undisturbed(fixes: list[GpsFix]) -> list[FixVerdict]:
    """Judges the fixes as one server does that never forgets."""
    verdicts: list[FixVerdict] = []
    track = Track()
    for fix in fixes:
        verdict, track = judge_fix(track, fix, now=NOON, in_territory=lambda _: True)
        verdicts.append(verdict)
    return verdicts


OFFER_ID = "00000000-0000-0000-0000-00000000000a"


OTHER_ID = "00000000-0000-0000-0000-00000000000b"


def offer(offer_id: str, visited_on: str | None = None) -> dict[str, Any]:
    given_nothing = dict.fromkeys(
        (
            *("commune", "description", "rome_code", "salary", "working_hours", "duration", "openings", "starts_on"),
            "expires_on",
        )
    )
    return given_nothing | {
        "id": offer_id,
        "kind": "job",
        "title": f"Offer {offer_id[-1]}",
        "organisation": {"id": OFFER_ID, "name": "Bakery (demo)", "kind": "employer", "is_demo": True},
        "position": {"lat": 50.4, "lon": 2.8},
        "location_precision": "door",
        "ways_to_meet": [],
        "visiting_hours": [],
        "visiting_on_holidays": False,
        "closed_on": [],
        "without_driving_licence": None,
        "wheelchair_accessible": None,
        "address": None,
        "phone": None,
        "apply_url": None,
        "questions": [],
        "event": None,
        "answers_within_days": None,
        "page_url": "/offres/1",
        "source": None,
        "takes_applications": False,
        "is_silent": False,
        "discovered_on": "2026-05-01",
        "visited_on": visited_on,
    }

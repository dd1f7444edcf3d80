"""A client that wants to know where hidden offers are, and asks in every way that the game answers.

It changes its wishes, takes snapshots, asks for hints from many sides, names offers whose ids it has, and walks a grid
over their tile with each part of the day's budget used up. It keeps all that it is told, and how much work each answer
was. `python -m tests.support.attackers.curious_client` plays it in the small world, and prints what it learned.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import FrameType
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import sessionmaker

from game_rules.applications.application import Interest
from game_rules.cases.case import ReportReason, Subject, SubjectKind
from game_rules.geo import LatLon, Tile, destination, distance_m, tile_at, tile_centre, tile_size_m
from game_rules.gps import GpsFix
from game_rules.kinds import OfferKind
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.offers.offer import Offer
from game_rules.people.wishes import Wishes
from game_rules.play.hints import hint_towards
from game_rules.play.outcomes import HintGiven, OfferDiscovered, OfferVisited, PlayEvent
from game_rules.refusals import Refused
from game_rules.tiles import HINT_TILE_ZOOM
from server.persistence.engine import connect
from server.schemas.base import Outgoing
from server.schemas.events import message_of
from server.schemas.play import GpsFixesAck, SnapshotOut, TotalsOut
from server.services.applications.apply import apply_to_offer
from server.services.applications.saved_offers import save_offer
from server.services.cases.report import Statement, report
from server.services.context import Context
from server.services.events.calendar import download_event
from server.services.events.register import register_for_event
from server.services.play.player_state import change_wishes, player_changed, take_snapshot
from server.services.ports import OpenUnit
from tests.support.contexts import SEAL
from tests.support.databases import fresh_databases
from tests.support.factories import LENS, START, offer, place
from tests.support.scenes.campaigns import campaign
from tests.support.scenes.offers import FORUM
from tests.support.scenes.walks import Device, WalkScene
from tests.support.statements import counted

TILE: Tile = tile_at(place(metres_east=1500, metres_north=800), HINT_TILE_ZOOM)
"""The tile in which the hidden offers lie."""

MIDDLE = tile_centre(TILE)
PLACES: dict[str, LatLon] = {
    "in the middle": MIDDLE,
    "north-west": destination(MIDDLE, 315, 125),
    "south-east": destination(MIDDLE, 135, 125),
    "north-east": destination(MIDDLE, 45, 110),
}
"""Places in the tile that lie as far from each other as such places can."""

ELSEWHERE = destination(MIDDLE, 67.5, 400)
WISHED = Wishes(frozenset({OfferKind.INTERNSHIP}), frozenset({"I16"}))
DECOYS = [offer(title=f"À trouver {number}", metres_north=-60 * number, rome_code="K1304") for number in (1, 2)]
DOMAINS = tuple(f"{letter}1{figure}" for letter in "ADFGHIKMN" for figure in range(1, 9))

ACCURACY_M = 5.0
REACH_M = DEFAULT_LIMITS.discovery_radius_m + ACCURACY_M
_OWN = ("/game_rules/", "/server/")
_ABOUT_OFFERS = HintGiven | OfferDiscovered | OfferVisited


def hidden_at(position: LatLon) -> list[Offer]:
    """The offers that are looked for: an internship, and an event, of one trade."""
    return [
        offer(title="Caché", at=position, kind=OfferKind.INTERNSHIP, rome_code="I1604"),
        offer(title="Forum caché", at=position, kind=OfferKind.EVENT, rome_code="I1604", event=FORUM),
    ]


@dataclass(slots=True)
class Heard:
    """All that the client was told, in order, and the work that each answer was: statements, and calls of functions."""

    told: list[str] = field(default_factory=list)
    work: list[tuple[int, int]] = field(default_factory=list)
    domains: dict[str, int] = field(default_factory=dict)
    """By ROME domain, how many offers are under the clouds."""
    tiles: frozenset[Tile] = frozenset()
    """The tiles in which the internship can lie, after all hints."""
    grids: dict[str, list[tuple[LatLon, str]]] = field(default_factory=dict)
    """By the part of the budget that was used up: each place asked from, and the answer."""


@contextmanager
def _calls_counted() -> Iterator[list[int]]:
    """Counts calls of the game's own functions: unlike seconds, they are the same on a busy machine."""
    calls = [0]

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and any(room in frame.f_code.co_filename for room in _OWN):
            calls[0] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield calls
    finally:
        sys.setprofile(before)


class CuriousClient:
    """Plays in a world of its own, in which the hidden offers lie at one of several places."""

    def __init__(self, connection: Connection, hidden: LatLon) -> None:
        sessions = sessionmaker(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
        self._connection = connection
        self._hidden = hidden_at(hidden)
        self._scene = WalkScene(OpenUnit(sessions), [*DECOYS, *self._hidden])
        # The server's own is another one in each database.
        self._scene.seal = SEAL
        self._now, self._position, self._answer = START, LENS, ""
        self.heard = Heard()

    def ask_everything(self) -> Heard:
        """Asks in all ways, and returns what was heard."""
        self.heard.domains = self._count_by_wishes()
        self.heard.tiles = self._ask_for_hints()
        self._ask_by_id()
        for part, limits in {
            "discoveries": replace(DEFAULT_LIMITS, day_discoveries_max=len(DECOYS)),
            "walk": replace(DEFAULT_LIMITS, day_walk_max_m=50.0),
            "new_devices": replace(DEFAULT_LIMITS, day_starts_max=0),
        }.items():
            self.heard.grids[part] = self._walk_grid(limits)
        return self.heard

    # Wishes and snapshots

    def _count_by_wishes(self) -> dict[str, int]:
        """Halves the list of trades again and again, as long as something is in a half."""
        found: dict[str, int] = {}
        halves = [DOMAINS]
        while halves:
            some = halves.pop()
            count = self._count(Wishes(rome_domains=frozenset(some)))
            if count and len(some) == 1:
                found[some[0]] = count
            elif count:
                halves += [some[: len(some) // 2], some[len(some) // 2 :]]
        return found

    def _count(self, wishes: Wishes) -> int:
        with self._noted():
            change_wishes(self._at(), wishes)
            changed = player_changed(self._at())
            self._tell([changed])
            self._keep(SnapshotOut.of(take_snapshot(self._at())))
        return changed.offers_under_clouds

    # Hints

    def _ask_for_hints(self) -> frozenset[Tile]:
        """Asks from three circles around the tile, none so near that the offers would show themselves."""
        self._count(WISHED)
        device, tiles, hint = self._scene.device(), set(tiles_of_territory()), None
        for radius_m in (1300.0, 450.0, 230.0):
            for bearing_deg in range(0, 360, 15):
                at = destination(MIDDLE, bearing_deg, radius_m)
                told = [event for event in self._walk_to(device, at) if isinstance(event, HintGiven)]
                hint = told[-1].hint if told else hint
                tiles = {tile for tile in tiles if hint_towards(at, [tile]) == hint}
        return frozenset(tiles)

    def _walk_to(self, device: Device, at: LatLon) -> Sequence[PlayEvent]:
        """Goes there at 3 m/s, as far as the server can tell."""
        before, self._position = self._position, at
        self._now += timedelta(seconds=max(30.0, distance_m(before, at) / 3))
        with self._noted():
            recorded = device.send([GpsFix(at, ACCURACY_M, self._now)])
            self._keep(
                GpsFixesAck(
                    verdicts=list(recorded.verdicts),
                    repeat=list(recorded.repeat),
                    context_seal=recorded.seal,
                    held_back=sorted(recorded.held_back),
                    version=recorded.version,
                    totals=TotalsOut.of(recorded.totals),
                )
            )
            self._tell(recorded.events)
        telling = [type(event).__name__ for event in recorded.events if isinstance(event, _ABOUT_OFFERS)]
        self._answer = f"{sorted(recorded.held_back)} {telling}"
        return recorded.events

    # What is named by its id

    def _ask_by_id(self) -> None:
        """Names hidden offers, whose ids stand on public pages, wherever an offer can be named."""
        for one in self._hidden:
            subject = Statement(Subject(SubjectKind.OFFER, one.id), ReportReason.SPAM)
            self._refused(save_offer, one.id)
            self._refused(download_event, one.id)
            self._refused(register_for_event, one.id)
            self._refused(apply_to_offer, one.id, Interest("Camille", "Tout", "Demain", ()))
            self._refused(report, subject)

    def _refused(self, ask: Callable[..., object], *words: object) -> None:
        with self._noted():
            try:
                ask(self._at(), *words)
            except Refused as refused:
                self.heard.told.append(f"refused: {refused.reason}")
            else:
                raise AssertionError(f"{ask} was answered")

    # A grid, once a part of the day's budget is used up

    def _walk_grid(self, limits: Limits) -> list[tuple[LatLon, str]]:
        """Finds the decoys as a new player, so that the budget is used up, and walks over the tile, row by row."""
        self._now += timedelta(days=1)
        self._scene.limits = limits
        self._scene.another_player()
        self._count(WISHED)
        device, self._position = self._scene.device(UUID(int=len(self.heard.grids) + 10)), LENS
        for one in (*DECOYS, *DECOYS):
            self._walk_to(device, one.position)
        answers = []
        for at in grid_of_tile():
            self._walk_to(device, at)
            answers.append((at, self._answer))
        self._scene.limits = DEFAULT_LIMITS
        return answers

    def _at(self) -> Context:
        return self._scene.at(self._now)

    def _tell(self, events: Sequence[PlayEvent]) -> None:
        for event in events:
            name, payload = message_of(event)
            self._keep(payload, name)

    def _keep(self, payload: Outgoing, name: str = "") -> None:
        told = payload.model_dump_json().replace(str(self._scene.player.id), "<me>")
        self.heard.told.append(f"{name} {told}")

    @contextmanager
    def _noted(self) -> Iterator[None]:
        with counted(self._connection) as statements, _calls_counted() as calls:
            yield
        self.heard.work.append((len(statements), calls[0]))


# What it all comes to


def tiles_of_territory() -> Iterator[Tile]:
    """The tiles in which an offer can lie before anything was asked."""
    west, south, east, north = campaign().territory.bounds
    first, last = tile_at(LatLon(north, west), HINT_TILE_ZOOM), tile_at(LatLon(south, east), HINT_TILE_ZOOM)
    for x in range(first.x, last.x + 1):
        for y in range(first.y, last.y + 1):
            yield Tile(HINT_TILE_ZOOM, x, y)


def grid_of_tile(spacing_m: float = 25.0) -> Iterator[LatLon]:
    """Places all over the tile, row by row, there and back."""
    edge_m = tile_size_m(HINT_TILE_ZOOM, MIDDLE.lat)
    steps = range(round(edge_m / spacing_m))
    for row in steps:
        for column in steps if row % 2 == 0 else reversed(steps):
            south = destination(MIDDLE, 180, (row + 0.5) * spacing_m - edge_m / 2)
            yield destination(south, 90, (column + 0.5) * spacing_m - edge_m / 2)


def area_left_m2(answers: Sequence[tuple[LatLon, str]]) -> float:
    """The part of the tile in which the offers can still lie, once the grid was walked.

    Where all answers are the same, that is the whole tile. Else the rarer answer is taken to say "here".
    """
    edge_m = tile_size_m(HINT_TILE_ZOOM, MIDDLE.lat)
    counts = Counter(answer for _, answer in answers)
    here = min(counts, key=lambda answer: counts[answer])
    if len(counts) == 1:
        return edge_m**2
    fine = list(grid_of_tile(5.0))
    left = [one for one in fine if all((distance_m(one, at) <= REACH_M) == (answer == here) for at, answer in answers)]
    return edge_m**2 * len(left) / len(fine)


def figures(heard: Heard) -> list[str]:
    """Sentences that say what was asked, and what is known after it."""
    edge_m = tile_size_m(HINT_TILE_ZOOM, MIDDLE.lat)
    before = len(list(tiles_of_territory()))
    lines = [
        f"{len(heard.work)} questions, {len(heard.told)} messages heard",
        f"wishes: trades of {sum(heard.domains.values())} offers, {dict(sorted(heard.domains.items()))}, and no place",
        f"hints: {before} tiles possible before, {len(heard.tiles)} after ({len(heard.tiles) * edge_m**2:.0f} m²)",
    ]
    for part, answers in heard.grids.items():
        lines.append(
            f"a grid of {len(answers)} places, {part} used up: {edge_m**2:.0f} m² before, "
            f"{area_left_m2(answers):.0f} m² after, {len({answer for _, answer in answers})} kind(s) of answer"
        )
    return lines


def main() -> None:
    """Prints what one client learns of one tile, wherever in it the offers lie."""
    with fresh_databases("curious", is_durable=False) as databases:
        engine = connect(databases.migrated("client"), pool_size=2)
        heard = {where: _asked(engine, at) for where, at in {"elsewhere": ELSEWHERE, **PLACES}.items()}
        engine.dispose()
    first = heard["in the middle"]
    lines = figures(first)
    alike = [where for where in PLACES if (heard[where].told, heard[where].work) == (first.told, first.work)]
    lines.append(f"places in the tile for which every answer, and its work, is the same: {len(alike)} of {len(PLACES)}")
    print("\n".join(lines))  # noqa: T201 - it is what the command is for


def _asked(engine: Engine, hidden: LatLon) -> Heard:
    with engine.connect() as connection:
        transaction = connection.begin()
        heard = CuriousClient(connection, hidden).ask_everything()
        transaction.rollback()
    return heard


if __name__ == "__main__":
    main()

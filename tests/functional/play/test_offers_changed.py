"""Changes by employers and organisers reach open apps by themselves: of those who found the offer or walk nearby."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from game_rules.gps import GpsFix
from tests.support.databases import NewDatabase
from tests.support.factories import LENS, offer, place
from tests.support.noon import where_it_is_noon
from tests.support.running.employers import Employer, door
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.help_people import Organiser
from tests.support.running.servers import Guest, ServerProcess, Socket


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("changed"), [offer()], where_it_is_noon())
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(address_of(engine))


def stand_at(socket: Socket, metres_north: float = 0) -> None:
    """A live fix: one of just now."""
    now = datetime.now(UTC) - timedelta(milliseconds=1)  # noqa: TID251 - the server's clock is a real one
    ack = socket.send_fixes([GpsFix(place(metres_north=metres_north), 5, now)])
    assert ack["verdicts"] == ["ok"], ack


def last_hint(socket: Socket) -> Any:
    return [payload for event, payload in socket.received if event == "hint"][-1]


def test_a_new_offer_near_a_walker_becomes_a_hint_and_a_changed_one_is_told_to_whoever_found_it(
    server: ServerProcess,
) -> None:
    employer, walker, newcomer = Employer(server), Guest(server), Guest(server)
    with walker.open_socket() as walking, newcomer.open_socket() as elsewhere:
        elsewhere.wait_for("snapshot")
        stand_at(walking)
        assert walking.wait_for("offer_discovered")["offer"]["title"] == offer().title
        assert walking.wait_for("hint") == {"band": None, "compass_sector": None}

        published = employer.publish(place=door(place(metres_north=400)))
        hint = walking.wait_for("hint")
        assert hint["band"] == "warm"
        assert set(hint) == {"band", "compass_sector"}

        # They go there with a fresh phone: no device walks 400 m in no time.
        walker.device_id = str(newcomer.id)
        stand_at(walking, 400)
        assert walking.wait_for("offer_discovered")["offer"]["id"] == published["id"]
        assert walking.wait_for("hint")["band"] is None

        changed = employer.edit(published, salary="12 € de l’heure")
        (known,) = walking.wait_for("offers_changed")["changed"]
        assert (known["id"], known["salary"], known["discovered_on"] is not None) == (
            published["id"],
            "12 € de l’heure",
            True,
        )
        paused = employer.move(changed, "pause")
        assert walking.wait_for("offers_changed") == {"changed": [], "gone": [published["id"]]}
        resumed = employer.move(paused, "resume")
        assert [one["id"] for one in walking.wait_for("offers_changed")["changed"]] == [published["id"]]
        organiser, decision = Organiser(server), f"/organisations/{employer.organisation_id}"
        organiser.send("POST", f"{decision}/suspend", {"reason": "Plaintes"})
        assert walking.wait_for("offers_changed")["gone"] == [published["id"]]
        organiser.send("POST", f"{decision}/reinstate", {"reason": None})
        assert [one["id"] for one in walking.wait_for("offers_changed")["changed"]] == [published["id"]]
        employer.move(resumed, "fill")
        assert walking.wait_for("offers_changed")["gone"] == [published["id"]]

        hidden = employer.publish(title="Sous les nuages", place=door(LENS))
        assert walking.wait_for("hint")["band"] is not None
        employer.move(hidden, "withdraw")
        assert walking.wait_for("hint")["band"] is None
        assert {event for event, _ in elsewhere.received} == {"snapshot"}

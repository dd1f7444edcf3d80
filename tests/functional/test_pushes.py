"""A push from the shipped server and its worker to a real push service, and workers that die over one."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, text

from server.adapters.push.vapid_key import make_vapid_key_once, public_vapid_key
from server.clock import utc_now
from tests.support.databases import NewDatabase
from tests.support.outside.push_servers import PushServer, push_server
from tests.support.running.filled import StartServer, address_of, eventually, fill_database
from tests.support.running.help_people import APPLICATION, Organiser
from tests.support.running.servers import Guest, ServerProcess
from tests.support.running.workers import count, worker
from tests.support.waiting import end_of

pytestmark = pytest.mark.usefixtures("commands")


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    # It is about noon there, whenever the tests run: no phone rings at night.
    zone = ZoneInfo(f"Etc/GMT{utc_now().hour - 12:+d}")
    engine = fill_database(new_database("pushes"), [], zone)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def env(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    key = tmp_path_factory.mktemp("push") / "key.pem"
    make_vapid_key_once(key)
    return {
        "DATABASE_URL": address_of(engine),
        "JOKAJOBS_VAPID_PRIVATE_KEY_FILE": str(key),
        "JOKAJOBS_PUSH_TO_ANY_HOST": "yes",
        "JOKAJOBS_WORKER_SILENCE_S": "1",
    }


@pytest.fixture(scope="module")
def server(engine: Engine, env: dict[str, str], start_server: StartServer) -> ServerProcess:
    return start_server(address_of(engine), env=env)


@pytest.fixture
def service() -> Iterator[PushServer]:
    with push_server() as server:
        yield server


def applicant(server: ServerProcess, service: PushServer, name: str) -> Guest:
    """Somebody who wants to be a Joker, and pushes."""
    guest = Guest(server, name=name)
    guest.send("POST", "/api/joker", APPLICATION, status=201)
    guest.send("POST", "/api/me/push-subscriptions", service.browser(name).subscription(), status=201)
    return guest


def approve(server: ServerProcess, guest: Guest) -> None:
    Organiser(server).send("POST", f"/jokers/{guest.id}/approve", {})


def test_an_organisers_yes_reaches_an_open_app_and_a_phone(
    server: ServerProcess, service: PushServer, env: dict[str, str], tmp_path: Path
) -> None:
    guest = applicant(server, service, "Camille")
    with guest.open_socket("/help") as app, worker(env, tmp_path / "log"):
        assert app.wait_for("help_snapshot")["unread_notifications"] == 0
        approve(server, guest)
        told = app.wait_for("notification")
        (push,) = service.wait_for(1)
    (line,) = guest.get("/api/me/notifications")["notifications"]
    assert told == {"notification": line, "unread": 1}
    assert push.content == {
        "id": line["id"],
        "kind": "joker_approved",
        "subject_id": str(guest.id),
        "name": None,
        "language": "fr",
    }
    key = Path(env["JOKAJOBS_VAPID_PRIVATE_KEY_FILE"])
    assert push.signed_by == public_vapid_key(key) == guest.get("/api/push-key")["public_key"]


def test_a_browser_that_signed_out_or_is_gone_gets_none(
    engine: Engine, server: ServerProcess, service: PushServer, env: dict[str, str], tmp_path: Path
) -> None:
    signed_out, gone = applicant(server, service, "Sacha"), applicant(server, service, "Robin")
    assert signed_out.ask("POST", "/api/sign-out").status_code == 204
    for guest in (signed_out, gone):
        approve(server, guest)
    service.status = 410
    of_gone = (
        "push_subscription join session on session.id = session_id"
        f" join player using (account_id) where player.id = '{gone.id}'"
    )
    pushes_to_come = "procrastinate_jobs where task_name = 'push_notification' and status in ('todo', 'doing')"
    assert count(engine, of_gone) == 1
    with worker(env, tmp_path / "log"):
        eventually(lambda: count(engine, of_gone) == 0)
        eventually(lambda: count(engine, pushes_to_come) == 0)
    assert service.asked == 1


def test_a_worker_killed_over_pushes_repeats_none(
    engine: Engine, server: ServerProcess, service: PushServer, env: dict[str, str], tmp_path: Path
) -> None:
    names = ["Alix", "Maxence", "Noor", "Yasmine", "Zacharie"]
    for name in names:
        approve(server, applicant(server, service, name))
    with worker(env, tmp_path / "log") as doomed:
        # It has handed a push on and dies before it knows.
        service.before_answering = doomed.kill
        end_of(doomed, "a worker that is killed over a push")
    service.before_answering = lambda: None
    handed_on = len(service.received)
    assert handed_on < len(names), "the kill came too late to show anything"
    with worker(env, tmp_path / "log"):
        waiting = "procrastinate_jobs where task_name = 'push_notification' and status <> 'succeeded'"
        eventually(lambda: count(engine, waiting) == 0)
    endpoints = [push.endpoint for push in service.received]
    assert len(endpoints) == len(set(endpoints)), "a push went twice"
    with engine.connect() as connection:
        states = connection.scalars(text("select state from push_delivery")).all()
    # What the dead one had begun is not begun again: the inbox has it.
    assert "sending" in states
    assert len(set(endpoints)) >= len(names) - states.count("sending")

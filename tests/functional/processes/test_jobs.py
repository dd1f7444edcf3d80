"""Work that is put down for later happens, once, in workers that may die."""

import os
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from server.adapters.job_queue import ProcrastinateQueue
from server.persistence.ids import new_id
from server.services.mail import queue_mail
from server.services.ports import Job, JobName, Mail, OpenUnit
from server.settings import PROJECT_ROOT
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import START
from tests.support.outside.mail_servers import MailServer, mail_server
from tests.support.outside.web_pages import web_server
from tests.support.running.filled import StartServer, eventually, fill_database
from tests.support.running.servers import WITH_WORKER
from tests.support.running.workers import WORKER, count, env_for, worker
from tests.support.waiting import end_of, outcome_of

pytestmark = pytest.mark.usefixtures("commands")

DELIVERED = "task_name = 'deliver_mail' and status = 'succeeded'"
READ = "task_name = 'import_feeds' and status = 'succeeded'"


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("jobs"), [])
    yield engine
    engine.dispose()


@pytest.fixture
def open_unit(engine: Engine) -> Iterator[OpenUnit]:
    sessions = sessionmaker(engine, expire_on_commit=False)
    yield OpenUnit(sessions)
    with engine.begin() as connection:
        connection.execute(text("truncate mail_outbox, procrastinate_jobs cascade"))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The file for what workers say."""
    return tmp_path / "log"


def mail(number: int = 1) -> Mail:
    # Written now: a worker that starts just after an hour's work was due forgets what is too old at once.
    now = datetime.now(UTC)  # noqa: TID251 - retention goes by the real clock
    return Mail(new_id(now), f"player{number}@example.org", "Bonjour", "Bonjour\n", now)


def queued(open_unit: OpenUnit, one: Mail) -> Mail:
    with context_at(open_unit).unit() as unit:
        queue_mail(unit, one)
        unit.commit()
    return one


def message_id(one: Mail) -> str:
    return f"<{one.id}@jokajobs.example.org>"


def test_what_is_rolled_back_is_not_put_down(engine: Engine, open_unit: OpenUnit) -> None:
    with context_at(open_unit).unit() as unit:
        queue_mail(unit, mail())
    assert count(engine, "procrastinate_jobs") == 0
    assert count(engine, "mail_outbox") == 0

    queued(open_unit, mail())
    assert count(engine, "procrastinate_jobs") == 1
    assert count(engine, "mail_outbox") == 1


def test_work_for_a_later_hour_waits_for_it(engine: Engine, open_unit: OpenUnit, post: MailServer, log: Path) -> None:
    first, later, now = mail(1), mail(2), mail(3)
    with worker(env_for(engine, post), log):
        # Once this one has come the worker runs, however long it took to start.
        queued(open_unit, first)
        post.wait_for(1)
        soon = datetime.now(UTC) + timedelta(seconds=1)  # noqa: TID251 - the queue goes by the real clock
        with context_at(open_unit).unit() as unit:
            unit.mail_outbox.add(later)
            job = Job(JobName.DELIVER_MAIL, {"mail_id": str(later.id)}, not_before=soon)
            unit.jobs.defer(unit, job)
            queue_mail(unit, now)
            unit.commit()
        received = post.wait_for(3)
    assert [one["Message-ID"] for one in received] == [message_id(one) for one in (first, now, later)]
    assert datetime.now(UTC) >= soon  # noqa: TID251


def test_a_worker_killed_over_a_mail_costs_at_most_the_same_mail_again(
    engine: Engine, open_unit: OpenUnit, post: MailServer, log: Path
) -> None:
    sent = [queued(open_unit, mail(number)) for number in range(5)]
    with worker(env_for(engine, post), log) as doomed:
        # It has handed a mail on and dies before it knows.
        post.before_answering = doomed.kill
        end_of(doomed, "a worker that is killed over a mail")
    post.before_answering = lambda: None
    with worker(env_for(engine, post), log):
        eventually(lambda: count(engine, "mail_outbox") == 0)
        eventually(lambda: count(engine, "procrastinate_jobs where status <> 'succeeded'") == 0)

    ids = [one["Message-ID"] for one in post.received]
    assert set(ids) == {message_id(one) for one in sent}
    assert all(ids.count(one) <= 2 for one in ids)
    assert len(ids) > len(sent), "the kill came too late to show anything"


def test_a_mail_server_that_is_busy_is_asked_again(
    engine: Engine, open_unit: OpenUnit, post: MailServer, log: Path
) -> None:
    post.answer = "451 later"
    queued(open_unit, mail())
    with worker(env_for(engine, post), log):
        post.wait_for_refusal()
        post.answer = "250 OK"
        post.wait_for(1)
        eventually(lambda: count(engine, "mail_outbox") == 0)


def test_every_hour_the_feeds_are_read_and_one_that_is_away_stops_no_other(
    engine: Engine,
    open_unit: OpenUnit,
    post: MailServer,
    monkeypatch: pytest.MonkeyPatch,
    log: Path,
) -> None:
    with web_server() as web:
        web.pages["/offres.csv"] = b"identifiant,intitule,employeur,date_publication\n1,Vendeuse,E,2026-06-03\n2,,E,\n"
        addresses = f"csv={web.url}/away.csv?cle=secrete csv={web.url}/offres.csv"
        monkeypatch.setenv("JOKAJOBS_FEEDS", addresses)
        with worker(env_for(engine, post), log):
            with open_unit() as unit:
                ProcrastinateQueue().defer(unit, Job(JobName.IMPORT_FEEDS, {"timestamp": "0"}))
                unit.commit()
            eventually(lambda: count(engine, "offer where source = 'csv'") == 1)
            eventually(lambda: count(engine, f"procrastinate_jobs where {READ}") >= 1)
    said = log.read_text()
    assert f"feed {web.url}/away.csv: cannot be read: {web.url}/away.csv answered 404" in said
    assert f"feed {web.url}/offres.csv: 2 rows, 1 created, 0 updated, 0 unchanged" in said
    assert "rejected: title_missing=1" in said
    assert "secrete" not in said


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_the_server_brings_a_worker_and_takes_it_along(
    engine: Engine, open_unit: OpenUnit, post: MailServer, start_server: StartServer, end: signal.Signals
) -> None:
    server = start_server(
        engine.url.render_as_string(hide_password=False), env=env_for(engine, post), command=WITH_WORKER
    )
    queued(open_unit, mail())
    post.wait_for(1)

    (child,) = children_of(server.pid)
    os.kill(server.pid, end)
    server.wait_for_end()
    eventually(lambda: not is_running(child))


def test_a_worker_ends_well_when_it_is_told_to_and_when_its_server_is_gone(engine: Engine, post: MailServer) -> None:
    workers = [
        subprocess.Popen(
            (*WORKER, "--until-stdin-closes"),
            cwd=PROJECT_ROOT,
            env=env_for(engine, post),
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    eventually(lambda: count(engine, "procrastinate_workers where last_heartbeat > now() - interval '3 s'") >= 2)
    told, left = workers
    told.send_signal(signal.SIGTERM)
    # Closes its standard input; that of the other one stays open until it has ended.
    said_when_left = outcome_of(left, "a worker whose input was closed").stderr
    assert (end_of(told, "a worker that was told to stop"), left.returncode) == (0, 0)
    said_when_told = told.communicate()[1]
    for said in (said_when_told, said_when_left):
        assert "Fatal" not in said
        assert "Traceback" not in said


def test_a_worker_that_died_is_replaced(
    engine: Engine, open_unit: OpenUnit, post: MailServer, start_server: StartServer
) -> None:
    server = start_server(
        engine.url.render_as_string(hide_password=False), env=env_for(engine, post), command=WITH_WORKER
    )
    eventually(lambda: bool(children_of(server.pid)))
    os.kill(children_of(server.pid)[0], signal.SIGKILL)
    queued(open_unit, mail())
    post.wait_for(1)
    # Or its worker would take the next test's mail to a mail server that is gone.
    server.stop()


def test_every_hour_what_is_kept_too_long_goes(
    engine: Engine, open_unit: OpenUnit, post: MailServer, log: Path
) -> None:
    long_ago = mail()
    queued(open_unit, mail(2))
    with worker(env_for(engine, post), log):
        # Of that job alone: a worker that starts just after an hour's work was due does that at once, too.
        eventually(lambda: count(engine, f"procrastinate_jobs where {DELIVERED}") == 1)
        with engine.begin() as connection:
            connection.execute(text("update procrastinate_events set at = at - interval '8 days'"))
        with open_unit() as unit:
            unit.mail_outbox.add(replace(long_ago, written_at=START - timedelta(days=365)))
            for name in (JobName.ENFORCE_RETENTION, JobName.FORGET_FINISHED_JOBS):
                # The hour that is due; the library's clock gives it otherwise.
                ProcrastinateQueue().defer(unit, Job(name, {"timestamp": "0"}))
            unit.commit()
        eventually(lambda: count(engine, "mail_outbox") == 0)
        eventually(lambda: count(engine, "procrastinate_jobs where task_name = 'deliver_mail'") == 0)


@pytest.fixture
def post() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server

"""/readyz tells the truth: what fails is named, with what it costs, also while the database hangs."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import Engine, text

from tests.support.databases import NewDatabase
from tests.support.outside.redis_servers import RedisServer, redis_server
from tests.support.running.filled import StartServer, address_of, eventually, fill_database
from tests.support.running.servers import DEADLINE_S, ServerProcess
from tests.support.running.workers import worker

pytestmark = pytest.mark.usefixtures("commands")


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("health"), [])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture(scope="module")
def server(engine: Engine, redis: RedisServer, start_server: StartServer) -> ServerProcess:
    env = {"JOKAJOBS_MESSAGE_QUEUE": redis.url, "JOKAJOBS_RATE_LIMIT_STORAGE": redis.url}
    return start_server(address_of(engine), env={**env, "JOKAJOBS_WORKER_SILENCE_S": "1"})


def readiness(server: ServerProcess) -> tuple[int, dict[str, Any]]:
    answer = requests.get(f"{server.url}/readyz", timeout=DEADLINE_S)
    return answer.status_code, answer.json()


def failing(server: ServerProcess) -> set[str]:
    return {one["name"] for one in readiness(server)[1]["checks"] if not one["ok"]}


def detail_of(server: ServerProcess, check: str) -> str:
    (detail,) = (one["detail"] for one in readiness(server)[1]["checks"] if one["name"] == check)
    return str(detail)


def test_without_a_worker_a_server_serves_and_says_what_is_missing(server: ServerProcess) -> None:
    eventually(lambda: failing(server) == {"worker"})
    status, body = readiness(server)
    assert (status, body["status"]) == (200, "degraded")
    assert "missed check-out" in detail_of(server, "worker")


def test_a_worker_anywhere_will_do(engine: Engine, server: ServerProcess, tmp_path: Path) -> None:
    env = {**os.environ, "DATABASE_URL": address_of(engine), "JOKAJOBS_WORKER_SILENCE_S": "1"}
    with worker(env, tmp_path / "log"):
        eventually(lambda: readiness(server)[1].get("status") == "ok")
        assert failing(server) == set()
    eventually(lambda: failing(server) == {"worker"})


def test_jobs_that_were_given_up_are_named_and_counted_for_a_day(engine: Engine, server: ServerProcess) -> None:
    put = text(
        "insert into procrastinate_jobs (queue_name, task_name, status) values ('none', 'deliver_mail', 'doing')"
    )
    with engine.begin() as connection:
        for _ in range(2):
            connection.execute(put)
        connection.execute(text("update procrastinate_jobs set status = 'failed' where queue_name = 'none'"))
    try:
        eventually(lambda: failing(server) == {"worker", "jobs"})
        status, body = readiness(server)
        assert (status, body["status"]) == (200, "degraded")
        assert "deliver_mail (2)" in detail_of(server, "jobs")
        with engine.begin() as connection:
            connection.execute(text("update procrastinate_events set at = at - interval '25 hours'"))
        eventually(lambda: failing(server) == {"worker"})
    finally:
        with engine.begin() as connection:
            connection.execute(text("delete from procrastinate_jobs where queue_name = 'none'"))


def test_redis_away_is_told_with_what_it_costs(server: ServerProcess, redis: RedisServer) -> None:
    redis.stop()
    try:
        eventually(lambda: failing(server) == {"worker", "message_queue", "rate_limit_storage"})
        status, body = readiness(server)
        assert (status, body["status"]) == (200, "degraded")
        assert "sockets on other servers" in detail_of(server, "message_queue")
    finally:
        redis.start()
    eventually(lambda: failing(server) == {"worker"})


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        # What PostgreSQL answers when a file cannot grow, and after a disk was mounted read-only.
        ("temp_file_limit = 0", "cannot write"),
        ("default_transaction_read_only = on", "can only be read"),
    ],
)
def test_a_database_that_cannot_write_is_not_ready(
    engine: Engine, server: ServerProcess, setting: str, said: str
) -> None:
    name = engine.url.database
    with engine.begin() as connection:
        connection.execute(text(f"alter database {name} set {setting}"))
    try:
        eventually(lambda: "writes" in failing(server))
        status, body = readiness(server)
        assert (status, body["code"], body["retryable"]) == (503, "storage_unavailable", True)
        assert said in detail_of(server, "writes")
        assert "database" not in failing(server)
    finally:
        with engine.begin() as connection:
            connection.execute(text("set transaction read write"))
            connection.execute(text(f"alter database {name} reset all"))
    eventually(lambda: readiness(server)[0] == 200)

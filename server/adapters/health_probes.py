"""Asks PostgreSQL and Redis for signs of life, on connections of their own: a full pool is no sign of death."""

import psycopg
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from sqlalchemy import make_url

from server.services.check_health import Finding, HealthCheck

_TIMEOUT_S = 1.0
"""To connect, and for an answer of Redis; psycopg waits for two seconds at least."""

_STATEMENT_TIMEOUT_MS = 1_000

_WRITE_TO_THE_LOG = "select pg_logical_emit_message(true, 'jokajobs', '')"
"""A transaction of a few bytes that has to reach the disk before it ends, and that nobody reads."""

_GROW_A_FILE = """
    select count(*) from (
        select repeat('0', 500) || number as line from generate_series(1, 2000) as number order by line
    ) as sorted
"""
"""A megabyte to sort in 64 kB of memory goes through a temporary file beside the tables: a full disk refuses it. Unlike
rows it leaves nothing behind, in no table and no catalogue."""

_FAILED_JOBS = """
    select job.task_name, count(distinct job.id) from procrastinate_jobs as job
    join procrastinate_events as event on event.job_id = job.id
    where job.status = 'failed' and event.type = 'failed' and event.at > now() - interval '1 day'
    group by job.task_name order by job.task_name
"""
"""Jobs that were given up in the last day: after all their tries, or for an error that no try mends."""

_NEWEST_HEARTBEAT = "select extract(epoch from now() - max(last_heartbeat)) from procrastinate_workers"


class PostgresProbe:
    """`worker_silence_s`: a worker that gave no sign of life for so long counts as dead."""

    checks: tuple[HealthCheck, ...] = (
        HealthCheck.DATABASE,
        HealthCheck.WRITES,
        HealthCheck.WORKER,
        HealthCheck.JOBS,
    )

    def __init__(self, database_url: str, *, worker_silence_s: float) -> None:
        self._url = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._silence_s = worker_silence_s

    def __call__(self) -> list[Finding]:
        """Looks once. Whoever calls sets the deadline: a server that hangs answers nothing, in no time."""
        connection = None
        try:
            connection = psycopg.connect(
                self._url,
                autocommit=True,
                connect_timeout=2,
                options=f"-c statement_timeout={_STATEMENT_TIMEOUT_MS} -c work_mem=64kB",
            )
            heartbeat = connection.execute(_NEWEST_HEARTBEAT).fetchone()
            return [
                Finding(HealthCheck.DATABASE, is_ok=True, detail="The database answers."),
                _writes(connection),
                self._worker(None if heartbeat is None or heartbeat[0] is None else float(heartbeat[0])),
                _jobs(connection),
            ]
        except psycopg.Error as error:
            return no_answer_from(self.checks, type(error).__name__)
        finally:
            # Not by a context: leaving that would wait for the server to take a rollback.
            if connection is not None:
                connection.close()

    def _worker(self, silent_s: float | None) -> Finding:
        if silent_s is not None and silent_s <= self._silence_s:
            return Finding(HealthCheck.WORKER, is_ok=True, detail=f"A worker gave a sign of life {silent_s:.0f} s ago.")
        since = "No worker runs" if silent_s is None else f"No worker gave a sign of life for {silent_s:.0f} s"
        return Finding(
            HealthCheck.WORKER,
            is_ok=False,
            detail=f"{since}: no mail leaves, and nobody is told of a missed check-out. Start one: jokajobs worker.",
        )


class RedisProbe:
    """A Redis by its role, told with what its absence costs."""

    def __init__(self, url: str, check: HealthCheck, cost: str) -> None:
        self.checks: tuple[HealthCheck, ...] = (check,)
        self._cost = cost
        self._client = redis.Redis.from_url(
            url.replace("redis+unix://", "unix://", 1),
            socket_connect_timeout=_TIMEOUT_S,
            socket_timeout=_TIMEOUT_S,
            retry=Retry(NoBackoff(), 0),
        )

    def __call__(self) -> list[Finding]:
        """Looks once."""
        check = self.checks[0]
        try:
            self._client.ping()
        except redis.RedisError:
            return [Finding(check, is_ok=False, detail=f"Redis does not answer: {self._cost}.")]
        return [Finding(check, is_ok=True, detail="Redis answers.")]


def no_answer_from(checks: tuple[HealthCheck, ...], why: str) -> list[Finding]:
    """Returns a failed finding for each of `checks` when the one who knows is silent."""
    return [Finding(check, is_ok=False, detail=f"There is no answer ({why}).") for check in checks]


def _jobs(connection: "psycopg.Connection[tuple[object, ...]]") -> Finding:
    try:
        failed = connection.execute(_FAILED_JOBS).fetchall()
    except psycopg.Error as error:
        return no_answer_from((HealthCheck.JOBS,), type(error).__name__)[0]
    if not failed:
        return Finding(HealthCheck.JOBS, is_ok=True, detail="No job was given up in the last day.")
    counts = ", ".join(f"{name} ({count})" for name, count in failed)
    detail = f"Jobs were given up in the last day: {counts}. The worker's log says why."
    return Finding(HealthCheck.JOBS, is_ok=False, detail=detail)


def _writes(connection: "psycopg.Connection[tuple[object, ...]]") -> Finding:
    try:
        read_only = connection.execute("show transaction_read_only").fetchone()
        if read_only == ("on",):
            return Finding(HealthCheck.WRITES, is_ok=False, detail="The database can only be read.")
        connection.execute(_WRITE_TO_THE_LOG)
        connection.execute(_GROW_A_FILE)
    except psycopg.Error as error:
        return Finding(
            HealthCheck.WRITES,
            is_ok=False,
            detail=f"The database cannot write ({type(error).__name__}): look at its disk and its log.",
        )
    return Finding(HealthCheck.WRITES, is_ok=True, detail="The database writes to its disk.")

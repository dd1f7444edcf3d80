"""A worker beside a server."""

import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from tests.support.contexts import ORGANISER_MAIL
from tests.support.outside.mail_servers import MailServer
from tests.support.running.commands import start_worker
from tests.support.running.servers import Process
from tests.support.waiting import end_of

WORKER = (str(Path(sys.executable).parent / "jokajobs"), "worker")


@contextmanager
def worker(env: Mapping[str, str], log: Path) -> Iterator[Process]:
    """A worker in the block, where commands are open; `env` is added to ours, its messages to `log`."""
    process = start_worker({**os.environ, **env}, log)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        end_of(process, "a worker that was told to stop", instead=log.read_text)


def count(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        query = text(f"select count(*) from {table}")  # noqa: S608 - the tests' own words
        return int(connection.scalar(query) or 0)


def env_for(engine: Engine, post: MailServer) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "JOKAJOBS_SMTP_URL": post.url,
        "JOKAJOBS_MAIL_FROM": "jeu@jokajobs.example.org",
        "JOKAJOBS_ORGANISER_MAIL": ORGANISER_MAIL,
        "JOKAJOBS_WORKER_SILENCE_S": "1",
    }

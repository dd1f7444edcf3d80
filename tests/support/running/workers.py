"""A worker beside a server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from server.settings import PROJECT_ROOT
from tests.support.contexts import ORGANISER_MAIL
from tests.support.outside.mail_servers import MailServer
from tests.support.waiting import end_of

WORKER = (str(Path(sys.executable).parent / "jokajobs"), "worker")


@contextmanager
def worker(engine: Engine, post: MailServer) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(WORKER, cwd=PROJECT_ROOT, env=env_for(engine, post))
    try:
        yield process
    finally:
        process.terminate()
        end_of(process, "a worker that was told to stop")


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

"""What all tests share: one database server, and settings that make every run the same."""

import os
from collections.abc import Callable, Iterator

import psycopg
import pytest
from hypothesis import settings as hypothesis_settings
from psycopg import sql
from sqlalchemy import make_url

from server.adapters.embedded_postgres import private_cluster
from server.settings import PROJECT_ROOT, sqlalchemy_url

hypothesis_settings.register_profile("same_every_time", derandomize=True, deadline=None)
hypothesis_settings.load_profile("same_every_time")

NewDatabase = Callable[[str], str]
"""Makes an empty database with PostGIS, named after the label, and returns its SQLAlchemy URL."""


@pytest.fixture(scope="session")
def new_database() -> Iterator[NewDatabase]:
    """Databases on the server of DATABASE_URL, else in the private cluster; removed when the run ends."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield from _on_given_server(sqlalchemy_url(given))
        return
    with private_cluster(PROJECT_ROOT, say=print) as cluster:
        names: list[str] = []

        def make(label: str) -> str:
            names.append(f"test_{label}_{os.getpid()}")
            return cluster.ensure_database(names[-1])

        yield make
        for name in names:
            cluster.drop_database(name)


def _on_given_server(url: str) -> Iterator[NewDatabase]:
    names: list[str] = []

    def connect(database: str | None) -> psycopg.Connection:
        target = make_url(url).set(drivername="postgresql")
        target = target.set(database=database) if database else target
        return psycopg.connect(target.render_as_string(hide_password=False), autocommit=True)

    def make(label: str) -> str:
        names.append(f"test_{label}_{os.getpid()}")
        with connect(None) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(names[-1])))
        with connect(names[-1]) as connection:
            connection.execute("CREATE EXTENSION postgis")
        return make_url(url).set(database=names[-1]).render_as_string(hide_password=False)

    yield make
    with connect(None) as connection:
        for name in names:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

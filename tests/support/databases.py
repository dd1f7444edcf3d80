"""Fresh databases for tests and benchmarks, on the server of DATABASE_URL or in the private cluster."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from server.adapters.postgres.embedded_postgres import private_cluster
from server.settings import PROJECT_ROOT, sqlalchemy_url

NewDatabase = Callable[[str], str]
"""Makes an empty database with PostGIS, named after the label, and returns its SQLAlchemy URL."""


@contextmanager
def fresh_databases(prefix: str) -> Iterator[NewDatabase]:
    """Databases called `prefix`_label_pid; removed at the end."""
    given = os.environ.get("DATABASE_URL")
    if given:
        with _on_given_server(sqlalchemy_url(given), prefix) as make:
            yield make
        return
    with private_cluster(PROJECT_ROOT, say=print) as cluster:
        names: list[str] = []

        def make_in_cluster(label: str) -> str:
            names.append(f"{prefix}_{label}_{os.getpid()}")
            return cluster.ensure_database(names[-1])

        try:
            yield make_in_cluster
        finally:
            for name in names:
                cluster.drop_database(name)


@contextmanager
def _on_given_server(url: str, prefix: str) -> Iterator[NewDatabase]:
    names: list[str] = []

    def connect(database: str | None) -> psycopg.Connection:
        target = make_url(url).set(drivername="postgresql")
        target = target.set(database=database) if database else target
        return psycopg.connect(target.render_as_string(hide_password=False), autocommit=True)

    def make(label: str) -> str:
        names.append(f"{prefix}_{label}_{os.getpid()}")
        with connect(None) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(names[-1])))
        with connect(names[-1]) as connection:
            connection.execute("CREATE EXTENSION postgis")
        return make_url(url).set(database=names[-1]).render_as_string(hide_password=False)

    try:
        yield make
    finally:
        with connect(None) as connection:
            for name in names:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

"""Fresh databases for tests and benchmarks, on the server of DATABASE_URL or in the private cluster.

A database is a copy of a template, which the first process of a run that needs it makes: migrating once and copying
takes a quarter of the time of migrating each. Processes of one run share the templates; the last one removes them.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from server.adapters.postgres.embedded_postgres import private_cluster
from server.settings import PROJECT_ROOT, sqlalchemy_url

NewDatabase = Callable[[str], str]
"""Makes a database named after the label, and returns its SQLAlchemy URL."""


class Template(Enum):
    """The databases that others are copied from; each is made from the one before."""

    EMPTY = "empty"
    MIGRATED = "migrated"
    DEMO = "demo"


class Databases:
    """Databases called `prefix`_label and a number that no other process has.

    `empty` ones have PostGIS and nothing else, `migrated` ones the newest schema, `demo` ones the demo territory, too.
    """

    def __init__(self, server: URL, prefix: str, run: str, *, is_durable: bool) -> None:
        self._server, self._prefix, self._run, self._is_durable = server, prefix, run, is_durable
        self._names: list[str] = []

    def empty(self, label: str) -> str:
        return self._copy(Template.EMPTY, label)

    def migrated(self, label: str) -> str:
        return self._copy(Template.MIGRATED, label)

    def demo(self, label: str) -> str:
        return self._copy(Template.DEMO, label)

    def remove(self) -> None:
        """Removes all that were copied."""
        with _connection(self._server) as connection:
            for name in self._names:
                _drop(connection, name)

    def remove_templates(self) -> None:
        with _connection(self._server) as connection:
            for template in Template:
                _drop(connection, self._name_of(template))

    def _copy(self, template: Template, label: str) -> str:
        name = f"{self._prefix}_{label}_{self._run}_{os.getpid()}"
        with _connection(self._server) as connection:
            self._ensure(connection, template)
            self._names.append(name)
            _create(connection, name, self._name_of(template))
            if not self._is_durable:
                # On a server of DATABASE_URL this is all that one may choose.
                change = sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name))
                connection.execute(change)
        return self._url_of(name)

    def _ensure(self, connection: psycopg.Connection, template: Template) -> None:
        """Makes the template if it is not there, and those it is made from; other processes wait meanwhile."""
        name = self._name_of(template)
        with _locked(connection, self._name_of(template)):
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return
            # Only a finished template gets the name: what a killed process left of one is made anew.
            unfinished = f"{name}_unfinished"
            _drop(connection, unfinished)
            match template:
                case Template.EMPTY:
                    _create(connection, unfinished)
                    with _connection(self._server.set(database=unfinished)) as inside:
                        inside.execute("CREATE EXTENSION postgis")
                case Template.MIGRATED:
                    self._make_from(Template.EMPTY, unfinished, connection)
                    _migrate(self._url_of(unfinished))
                case Template.DEMO:
                    self._make_from(Template.MIGRATED, unfinished, connection)
                    _load_demo(self._url_of(unfinished))
            rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
            connection.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(name)))

    def _make_from(self, template: Template, name: str, connection: psycopg.Connection) -> None:
        self._ensure(connection, template)
        _create(connection, name, self._name_of(template))

    def _name_of(self, template: Template) -> str:
        return f"{self._prefix}_template_{self._run}_{template.value}"

    def _url_of(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)


@contextmanager
def fresh_databases(prefix: str, *, is_durable: bool = True) -> Iterator[Databases]:
    """Databases that are removed at the end.

    Without durability they are quick: nothing waits for the disk. The cluster is then another one than the game's. On
    a machine with other work, making and removing twelve databases took 55 s with fsync, and 8 s without.
    """
    # The name of a run of several processes, as pytest-xdist gives it; else this process is a run of its own.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid4().hex)[:8]
    users = f"{prefix} {run}"
    with _server(is_durable=is_durable) as server:
        databases = Databases(server, prefix, run, is_durable=is_durable)
        with _connection(server) as presence:
            presence.execute("SELECT pg_advisory_lock_shared(hashtext(%s))", [users])
            try:
                yield databases
            finally:
                databases.remove()
                presence.execute("SELECT pg_advisory_unlock_shared(hashtext(%s))", [users])
                is_last = presence.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [users]).fetchone()
                if is_last == (True,):
                    databases.remove_templates()


@contextmanager
def _server(*, is_durable: bool) -> Iterator[URL]:
    """The address of a server, in a database that is no template."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield make_url(sqlalchemy_url(given))
        return
    # A cluster belongs to a folder.
    folder = PROJECT_ROOT if is_durable else PROJECT_ROOT / "tests"
    with private_cluster(folder, say=print, is_durable=is_durable) as cluster:
        # As the addresses of the cluster's other databases; this one is in every cluster.
        reached = {"host": str(cluster.socket_folder), "port": "5432"}
        yield URL.create("postgresql+psycopg", username="jokajobs", database="postgres", query=reached)


@contextmanager
def _connection(url: URL) -> Iterator[psycopg.Connection]:
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


@contextmanager
def _locked(connection: psycopg.Connection, name: str) -> Iterator[None]:
    connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
    try:
        yield
    finally:
        connection.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])


def _create(connection: psycopg.Connection, name: str, template: str = "template1") -> None:
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    connection.execute(create.format(sql.Identifier(name), sql.Identifier(template)))


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _migrate(url: str) -> None:
    # Here and below: tests without a database do without these libraries, whose import takes a second.
    from server.persistence.engine import connect  # noqa: PLC0415
    from server.persistence.migrate import upgrade  # noqa: PLC0415

    engine = connect(url, pool_size=1)
    upgrade(engine)
    engine.dispose()


def _load_demo(url: str) -> None:
    from tests.support.running.filled import load_demo_into  # noqa: PLC0415

    load_demo_into(url)

"""A server hears of changes, whatever its callbacks do, and notices when it hears nothing any more."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Thread
from time import monotonic

import psycopg
import pytest
from sqlalchemy import make_url

from server.persistence.time_limits import PING_S
from server.processes.change_listener import ChangeListener
from tests.support.databases import NewDatabase
from tests.support.outside.swallowing_proxy import swallowing_proxy
from tests.support.waiting import joined, wait_until


@pytest.fixture(scope="module")
def url(new_database: NewDatabase) -> str:
    return new_database("change_listener")


class _Listening:
    """A listener in a thread of its own, with what it called."""

    def __init__(self, url: str, database_url: str, *, ask_every_s: float = 0.4) -> None:
        self.heard: list[str] = []
        self.broken: set[str] = set()
        self._url = database_url
        channels = ("campaigns", "sessions", "the_end")
        callbacks = {channel: self._callback(channel) for channel in channels}
        self.due_s: Callable[[], float | None] = lambda: None
        self.listener = ChangeListener(
            url, callbacks, look_again_s=self._look_again_s, ask_every_s=ask_every_s, reconnect_s=0.1
        )
        self.thread = Thread(target=self._run, daemon=True)
        self.thread.start()
        eventually(lambda: "the_end" in self.heard)
        self.heard.clear()

    def notify(self, channel: str) -> None:
        plain = make_url(self._url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(f"notify {channel}")

    def end(self) -> None:
        self.broken.add("the_end")
        self.notify("the_end")
        joined(self.thread, "the listener")

    def _look_again_s(self) -> float | None:
        return self.due_s()

    def _run(self) -> None:
        with suppress(SystemExit):
            self.listener.run()

    def _callback(self, channel: str) -> Callable[[], None]:
        def call() -> None:
            self.heard.append(channel)
            if channel == "the_end" and self.broken:
                raise SystemExit
            if channel in self.broken:
                raise LookupError

        return call


@pytest.fixture
def listening(url: str) -> Iterator[_Listening]:
    one = _Listening(url, url)
    yield one
    one.end()


def eventually(is_so: Callable[[], bool]) -> None:
    wait_until(is_so)


def test_at_midnight_everything_is_looked_at_again(url: str) -> None:
    listening = _Listening(url, url, ask_every_s=600)
    day_begins_at_s = monotonic() + 0.2
    listening.due_s = lambda: day_begins_at_s - monotonic() if "campaigns" not in listening.heard else 86_400.0
    # Wakes it once, so that it asks when it has to look again.
    listening.notify("sessions")
    eventually(lambda: {"campaigns", "sessions"} <= set(listening.heard))
    listening.end()


def test_a_midnight_at_which_the_database_is_away_is_not_forgotten(listening: _Listening) -> None:
    # It stays due: nothing could be loaded.
    listening.due_s = lambda: -1.0
    listening.notify("sessions")
    eventually(lambda: listening.heard.count("campaigns") >= 2)


def test_a_callback_that_raises_ends_nothing_and_is_called_again(
    listening: _Listening, caplog: pytest.LogCaptureFixture
) -> None:
    listening.broken.add("campaigns")
    listening.notify("campaigns")
    eventually(lambda: listening.heard.count("campaigns") > 2)
    assert not listening.listener.finding().is_ok
    assert "campaigns" in listening.listener.finding().detail
    listening.notify("sessions")
    eventually(lambda: "sessions" in listening.heard)

    listening.broken.clear()
    eventually(lambda: listening.listener.finding().is_ok)
    assert caplog.text.count("a change could not be followed: campaigns") == 1, "once is enough"


def test_a_connection_whose_other_end_is_gone_is_noticed_and_replaced(url: str) -> None:
    with swallowing_proxy(url) as proxy:
        listening = _Listening(proxy.url, url)
        proxy.hangs.set()
        hangs_since_s = monotonic()
        eventually(lambda: not listening.listener.finding().is_ok)
        assert monotonic() - hangs_since_s < 0.4 + PING_S + 2
        assert "Nothing was heard of changes" in listening.listener.finding().detail
        proxy.hangs.clear()
        eventually(lambda: listening.listener.finding().is_ok)
        eventually(lambda: set(listening.heard) == {"campaigns", "sessions", "the_end"})
        listening.end()

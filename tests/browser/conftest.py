"""Browser tests: the shipped server on a fresh database with the demo seed, and phones that play on it."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from server.settings import PROJECT_ROOT
from tests.support.browser.catalogues import Words, open_catalogues
from tests.support.browser.chromium import chromium
from tests.support.browser.daylight import serve_at_noon
from tests.support.browser.phone import NewPhone, Phone
from tests.support.browser.pictures import FOLDER
from tests.support.databases import NewDatabase
from tests.support.running.servers import ServerProcess
from tests.support.waiting import DEADLINE_S

# What is expected may take as long as what is done: a machine with other work to do is slow, not wrong.
expect.set_options(timeout=DEADLINE_S * 1000)


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory, demo_database: NewDatabase) -> Iterator[ServerProcess]:
    built = PROJECT_ROOT / "webclient" / "dist" / "index.html"
    assert built.is_file(), "the web client is not built: run ./dev test, or npm run build in webclient/"
    process = serve_at_noon(demo_database("browser"), tmp_path_factory.mktemp("server") / "log")
    yield process
    process.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with open_catalogues(), chromium() as running:
        yield running


def _phones(browser: Browser, server: ServerProcess) -> Iterator[NewPhone]:
    phones: list[Phone] = []

    # Whoever looks at pictures looks at the map. The copy for offline costs as much as the game's start: it is kept
    # where something comes of it.
    def make(
        *,
        language: str = "fr",
        url: str | None = None,
        draws_map: bool = FOLDER in os.environ,
        keeps_copy: bool = False,
        **options: Any,
    ) -> Phone:
        workers = "allow" if keeps_copy else "block"
        words = Words(language)
        phones.append(Phone(browser, url or server.url, words, draws_map=draws_map, service_workers=workers, **options))
        return phones[-1]

    yield make
    seen = [violation for phone in phones for violation in phone.violations.seen]
    for phone in phones:
        phone.close()
    assert seen == [], "a browser refused what the content policy does not allow"


@pytest.fixture
def new_phone(browser: Browser, server: ServerProcess) -> Iterator[NewPhone]:
    yield from _phones(browser, server)


@pytest.fixture(scope="module")
def new_phone_of_module(browser: Browser, server: ServerProcess) -> Iterator[NewPhone]:
    """For what all tests of a module compare with."""
    yield from _phones(browser, server)

"""Fixtures that all tests share: one database server, and settings that make every run the same."""

from collections.abc import Iterator

import pytest
from hypothesis import settings as hypothesis_settings

from tests.support.databases import NewDatabase, fresh_databases

hypothesis_settings.register_profile("same_every_time", derandomize=True, deadline=None)
hypothesis_settings.load_profile("same_every_time")


@pytest.fixture(scope="session")
def new_database() -> Iterator[NewDatabase]:
    """Databases on the server of DATABASE_URL, else in the private cluster; removed when the run ends."""
    with fresh_databases("test") as new:
        yield new

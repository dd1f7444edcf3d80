"""Tests of processes: each program is started as a shell does."""

import pytest

from tests.support.running import servers
from tests.support.running.servers import Launch


@pytest.fixture(scope="session")
def launch() -> Launch:
    return servers.launch

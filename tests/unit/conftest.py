"""Unit tests are pure: no network, and the same examples of a law on every machine."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from pytest_socket import disable_socket, enable_socket

# Derandomised: a law that fails fails for everybody, not once a month. No deadline and no complaint about slowness:
# a busy machine is no reason to fail.
settings.register_profile(
    "rules", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("rules")


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    disable_socket(allow_unix_socket=True)
    yield
    enable_socket()

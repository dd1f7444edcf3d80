"""The unit tests' own fence."""

import socket

import pytest
from pytest_socket import SocketBlockedError


def test_a_unit_test_that_reaches_for_the_network_fails() -> None:
    with pytest.warns(UserWarning, match="socket"), pytest.raises(SocketBlockedError):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)

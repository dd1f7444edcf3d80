"""Lines that strangers could write as often as they like are written seldom."""

import logging

import gevent
import pytest

from server.serving.tally import Tally


def test_the_first_is_told_at_once_and_the_others_as_a_number(caplog: pytest.LogCaptureFixture) -> None:
    tally = Tally()
    with caplog.at_level(logging.WARNING):
        for _ in range(1_000):
            tally.count("a door was knocked at")
        tally.count("a window was knocked at")
        gevent.sleep()
        assert caplog.messages == ["a door was knocked at", "a window was knocked at"]
        tally.summarise("a door was knocked at")
        tally.summarise("a window was knocked at")
        assert caplog.messages[2:] == ["a door was knocked at: 999 more times within 60 s"]
        tally.count("a door was knocked at")
        gevent.sleep()
        assert caplog.messages[3:] == ["a door was knocked at"]

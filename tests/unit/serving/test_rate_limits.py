"""Codes that somebody guesses from everywhere."""

from collections.abc import Callable

import pytest
from flask import Flask

from game_rules.refusals import RefusalReason, Refused
from server.errors import TooManyRequests
from server.http.plumbing.rate_limits import RateLimits
from server.serving.hourly_limits import HourlyLimits
from server.serving.rates import (
    SIGN_IN_TRIES_PER_CLIENT_PER_HOUR,
    SIGN_IN_TRIES_WHILE_GUESSED_PER_CLIENT_PER_HOUR,
    WRONG_CODES_PER_HOUR,
)

FEW = SIGN_IN_TRIES_WHILE_GUESSED_PER_CLIENT_PER_HOUR


class Door:
    """The door where people sign in, seen by what counts their tries."""

    def __init__(self) -> None:
        self.alarms = 0
        self._app = Flask(__name__)
        self._limits = RateLimits(HourlyLimits("memory://"), guests_per_client_per_hour=300, on_guessing=self._alarm)

    def _alarm(self) -> None:
        self.alarms += 1

    def type(self, address: str, reason: RefusalReason | None = RefusalReason.CODE_INVALID) -> str:
        """Types a code that is refused for `reason`, or is right; returns what becomes of it."""
        with self._app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            try:
                self._limits.count_sign_in()
            except TooManyRequests:
                return "wait"
            if reason is None:
                with self._limits.count_wrong_code():
                    return "in"
            with pytest.raises(Refused) as refused, self._limits.count_wrong_code():
                raise Refused(reason)
            return refused.value.reason.value


def typed(count: int, say: Callable[[int], str]) -> set[str]:
    return {say(number) for number in range(count)}


def test_who_mistypes_has_many_tries_while_nobody_guesses() -> None:
    door = Door()
    assert typed(SIGN_IN_TRIES_PER_CLIENT_PER_HOUR, lambda _: door.type("192.0.2.1")) == {"code_invalid"}
    assert door.type("192.0.2.1") == "wait"
    assert door.type("192.0.2.2", None) == "in"
    assert door.alarms == 0


def test_while_codes_are_guessed_from_everywhere_each_client_has_a_few_and_organisers_are_told() -> None:
    door = Door()
    guessed = typed(WRONG_CODES_PER_HOUR, lambda number: door.type(f"2001:db8:{number:x}::1"))
    assert guessed == {"code_invalid"}
    assert door.alarms == 0
    assert typed(FEW, lambda _: door.type("192.0.2.1")) == {"code_invalid"}
    assert door.type("192.0.2.1") == "wait"
    assert door.alarms == FEW
    # One who copies the code from their mail comes in, and is no guesser.
    assert door.type("192.0.2.2", None) == "in"
    assert door.alarms == FEW


def test_what_is_refused_for_another_reason_is_no_guess() -> None:
    door = Door()
    assert typed(
        WRONG_CODES_PER_HOUR + 1, lambda number: door.type(f"2001:db8:{number:x}::1", RefusalReason.PROFILE_NEEDED)
    ) == {"profile_needed"}
    assert typed(FEW + 1, lambda _: door.type("192.0.2.1")) == {"code_invalid"}
    assert door.alarms == 0

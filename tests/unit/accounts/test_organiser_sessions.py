"""The organiser's token, before anything is read or signed."""

from typing import NoReturn

import pytest

from server.services.accounts.organiser_sessions import OrganiserSessions

TOKEN = "opens-the-organisers-pages-of-a-test"  # noqa: S105 - guards nothing


def nothing(*_: object) -> NoReturn:
    raise AssertionError("a wrong token needs no database and no signature")


@pytest.mark.parametrize("wrong", ["", TOKEN[:-1], f"{TOKEN}\ud800", "\ud800", "é"])
def test_whatever_is_not_the_token_is_refused_plainly(wrong: str) -> None:
    assert OrganiserSessions(nothing, nothing, TOKEN).begin(wrong) is None

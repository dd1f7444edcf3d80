"""Links that are sent out come back as they were, in time, and for what they were made."""

from datetime import datetime, timedelta

import pytest

from server.adapters.signer import LinkSigner
from server.services.links import LinkPurpose, Links
from server.services.ports import SignatureRefused
from tests.support.factories import START

KEY = b"a key for tests, and for nothing else"
DAY_S = 86_400.0


def links(now: datetime = START, key: bytes = KEY) -> Links:
    return Links(LinkSigner(key, lambda: now), "https://play.example.org")


def token_of(address: str) -> str:
    return address.rpartition("/")[2]


def test_a_mailed_link_comes_back_with_its_purpose() -> None:
    address = links().one_tap(LinkPurpose.EXTEND_OFFER, {"offer": "42"})
    assert address.startswith("https://play.example.org/r/")
    assert links().read_one_tap(token_of(address), DAY_S) == (LinkPurpose.EXTEND_OFFER, {"offer": "42"})


def test_a_link_is_good_until_its_last_second() -> None:
    token = token_of(links().one_tap(LinkPurpose.EXTEND_OFFER, {"offer": "42"}))
    assert links(START + timedelta(seconds=DAY_S)).read_one_tap(token, DAY_S)
    with pytest.raises(SignatureRefused) as refused:
        links(START + timedelta(seconds=DAY_S + 1)).read_one_tap(token, DAY_S)
    assert refused.value.expired


def test_a_link_that_was_changed_or_signed_with_another_key_is_refused() -> None:
    token = token_of(links().one_tap(LinkPurpose.EXTEND_OFFER, {"offer": "42"}))
    for attempt, key in ((token[:-1] + ("A" if token[-1] != "A" else "B"), KEY), (token, b"another"), ("x", KEY)):
        with pytest.raises(SignatureRefused) as refused:
            links(key=key).read_one_tap(attempt, DAY_S)
        assert not refused.value.expired


def test_the_code_of_a_poster_opens_no_mailed_link_and_never_expires() -> None:
    token = token_of(links().poster({"poster": "42"}))
    assert links(START + timedelta(days=3650)).read_poster(token) == {"poster": "42"}
    with pytest.raises(SignatureRefused):
        links().read_one_tap(token, DAY_S)

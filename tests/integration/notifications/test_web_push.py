"""Pushes leave for a real push service that opens them, and never for our own network."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from server.adapters.push.vapid_key import make_vapid_key_once, public_vapid_key
from server.adapters.push.web_push import WebPushSender
from server.persistence.ids import new_id
from server.services.ports import PushMessage, PushNotTaken, PushSubscription
from tests.support.factories import START
from tests.support.outside.push_servers import PushBrowser, PushServer, push_server
from tests.support.ports import free_port

MESSAGE = PushMessage('{"kind":"message_received","name":"Zoé"}', topic=32 * "a", lives_for_s=3600)
CONTACT = "mailto:jeu@jokajobs.example.org"


@pytest.fixture(scope="module")
def service() -> Iterator[PushServer]:
    with push_server() as server:
        yield server


@pytest.fixture
def key(tmp_path: Path) -> Path:
    make_vapid_key_once(tmp_path / "key.pem")
    return tmp_path / "key.pem"


@pytest.fixture
def sender(key: Path) -> WebPushSender:
    return WebPushSender(key, CONTACT, lambda: START, to_any_host=True)


def subscription(browser: PushBrowser, endpoint: str | None = None) -> PushSubscription:
    return PushSubscription(new_id(START), endpoint or browser.endpoint, browser.point, browser.secret, START)


def refusal(sender: WebPushSender, to: PushSubscription) -> PushNotTaken:
    with pytest.raises(PushNotTaken) as refused:
        sender.send(to, MESSAGE)
    return refused.value


def test_a_key_is_made_once_and_for_its_owner_only(key: Path) -> None:
    before = key.read_bytes()
    make_vapid_key_once(key)
    assert key.read_bytes() == before
    assert key.stat().st_mode & 0o077 == 0
    assert [one.name for one in key.parent.iterdir()] == [key.name]


def test_only_the_browser_can_open_it_and_the_service_knows_who_sent_it(
    service: PushServer, sender: WebPushSender, key: Path
) -> None:
    sender.send(subscription(service.browser()), MESSAGE)
    push = service.received[-1]
    assert push.content == {"kind": "message_received", "name": "Zoé"}
    assert push.signed_by == public_vapid_key(key)
    signed_until = (START + timedelta(hours=12)).timestamp()
    assert push.claims == {"aud": service.url, "exp": signed_until, "sub": CONTACT}
    assert (push.headers["TTL"], push.headers["Topic"], push.headers["Urgency"]) == ("3600", 32 * "a", "high")


@pytest.mark.parametrize(
    ("status", "for_good", "is_gone"),
    [
        (404, True, True),
        (410, True, True),
        (400, True, False),
        (403, True, False),
        (413, True, False),
        (307, True, False),
        (429, False, False),
        (500, False, False),
        (503, False, False),
    ],
)
def test_what_a_service_answers_is_understood(
    service: PushServer, sender: WebPushSender, status: int, *, for_good: bool, is_gone: bool
) -> None:
    service.status, asked = status, service.asked
    try:
        refused = refusal(sender, subscription(service.browser()))
    finally:
        service.status = 201
    assert (refused.for_good, refused.browser_is_gone) == (for_good, is_gone)
    assert service.asked == asked + 1, "a redirect is not followed"
    assert service.browser().endpoint not in str(refused)


def test_a_service_that_is_away_is_asked_again(sender: WebPushSender) -> None:
    refused = refusal(sender, subscription(PushBrowser(f"http://127.0.0.1:{free_port()}/a")))
    assert not refused.for_good


def test_keys_that_are_none_end_the_subscription(service: PushServer, sender: WebPushSender) -> None:
    browser = service.browser()
    broken = PushSubscription(new_id(START), browser.endpoint, b"\x04" + 64 * b"\x01", browser.secret, START)
    assert refusal(sender, broken).browser_is_gone


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_name_that_leads_to_our_own_network_gets_nothing(
    service: PushServer, key: Path, host: str, scheme: str
) -> None:
    careful = WebPushSender(key, CONTACT, lambda: START)
    asked, port = service.asked, service.url.rpartition(":")[2]
    refused = refusal(careful, subscription(service.browser(), f"{scheme}://{host}:{port}/phone"))
    assert refused.browser_is_gone
    assert service.asked == asked

"""Pages read from the web: the whole of one, or one line that says why not and tells no key."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from server.adapters.feeds import web_page
from server.adapters.feeds.sources import TableFeed
from server.adapters.feeds.web_page import opened_binary, read_page
from server.commands.imports import ImportChoices, import_live_search
from server.feed_settings import feed_settings_from
from tests.support.outside.web_pages import WebServer, web_server
from tests.support.ports import free_port


@pytest.fixture(scope="module")
def web() -> Iterator[WebServer]:
    with web_server() as server:
        server.pages["/page"] = b"<p>Bonjour</p>"
        server.moved["/moved"] = "/page"
        yield server


def test_a_key_goes_to_the_address_that_was_named_and_to_no_other(web: WebServer) -> None:
    with opened_binary(f"{web.url}/page", {"x-api-key": "une-cle"}) as (stream, size):
        assert (stream.read(), size) == (b"<p>Bonjour</p>", 14)
    assert web.asked[-1][1]["x-api-key"] == "une-cle"
    asked = len(web.asked)
    with (
        pytest.raises(OSError, match="/moved has moved to another address"),
        opened_binary(f"{web.url}/moved", {"x-api-key": "une-cle"}),
    ):
        pass
    assert len(web.asked) == asked + 1
    assert read_page(f"{web.url}/moved") == ("<p>Bonjour</p>", f"{web.url}/page")


def test_a_feed_leads_to_no_other_machine_of_ours(web: WebServer) -> None:
    with web_server() as inner:
        inner.pages["/dev/outbox"] = b"identifiant,intitule\n1,123456\n"
        web.moved["/inwards"] = f"{inner.url}/dev/outbox"
        readers: list[Callable[[str], object]] = [read_page, opened_text]
        for read in readers:
            with pytest.raises(OSError, match=r"/inwards leads to a machine that is not on the public internet"):
                read(f"{web.url}/inwards")
        assert inner.asked == []
        assert read_page(f"{web.url}/inwards", from_any_host=True)[0].startswith("identifiant")


def test_a_name_that_leads_into_our_network_is_no_feed(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = socket.getaddrinfo

    def turned(host: str, *others: Any, **more: Any) -> Any:
        return usual("127.0.0.1" if host == "feed.example.org" else host, *others, **more)

    # What the owner of a name can do between two looks.
    monkeypatch.setattr(socket, "getaddrinfo", turned)
    asked = len(web.asked)
    address = f"http://feed.example.org:{web.url.rpartition(':')[2]}/page"
    with pytest.raises(OSError, match="JOKAJOBS_FEEDS_FROM_ANY_HOST=yes"):
        read_page(address)
    assert len(web.asked) == asked
    assert read_page(address, from_any_host=True)[0] == "<p>Bonjour</p>"


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://127.0.0.1/a"])
def test_a_feed_leads_to_the_web_only(web: WebServer, where: str) -> None:
    web.moved["/elsewhere"] = where
    with pytest.raises(OSError, match="/elsewhere cannot be read"):
        read_page(f"{web.url}/elsewhere", from_any_host=True)


def test_a_feed_that_leads_round_and_round_is_let_go(web: WebServer) -> None:
    web.moved["/round"] = "/round"
    with pytest.raises(OSError, match=r"cannot be read \(TooManyRedirects\)"):
        read_page(f"{web.url}/round")


def test_a_password_in_an_address_is_used_and_never_told(web: WebServer) -> None:
    address = web.url.replace("http://", "http://ville:secrete@")
    assert read_page(f"{address}/page")[1] == f"{web.url}/page"
    assert web.asked[-1][1]["Authorization"].startswith("Basic ")
    assert TableFeed(f"{address}/offres.csv?cle=autre").name == f"{web.url}/offres.csv"
    with pytest.raises(OSError, match="answered 404") as refused:
        read_page(f"{address}/nowhere")
    assert "secrete" not in str(refused.value)
    told = repr(feed_settings_from({"JOKAJOBS_FEEDS": f"csv={address}/offres.csv", "JOKAJOBS_ENGAGEMENT_KEY": "cle"}))
    assert "secrete" not in told
    assert "cle" not in told


def opened_text(address: str) -> None:
    with opened_binary(address):
        pass


@pytest.mark.parametrize(("path", "said"), [("/nowhere", "answered 404"), (None, "cannot be read")])
def test_what_cannot_be_read_is_told_without_what_may_be_a_key(web: WebServer, path: str | None, said: str) -> None:
    address = f"{web.url}{path}" if path else f"http://127.0.0.1:{free_port()}"
    with pytest.raises(OSError, match=said) as refused:
        read_page(f"{address}?cle=secrete")
    assert "secrete" not in str(refused.value)
    assert str(refused.value).startswith(address)


def test_a_feed_that_would_fill_the_disk_is_let_go(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_page, "FEED_MAX_BYTES", 13)
    with pytest.raises(ValueError, match="has more than 13 bytes"), opened_binary(f"{web.url}/page"):
        pass


def test_whoever_is_unknown_to_france_travail_is_told_what_to_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("JOKAJOBS_FRANCE_TRAVAIL_CLIENT_ID", raising=False)
    monkeypatch.delenv("JOKAJOBS_FRANCE_TRAVAIL_CLIENT_SECRET", raising=False)
    assert import_live_search(ImportChoices(None, dry_run=False, as_json=False)) == 1
    assert capsys.readouterr().err.startswith("jokajobs: set JOKAJOBS_FRANCE_TRAVAIL_CLIENT_ID and")

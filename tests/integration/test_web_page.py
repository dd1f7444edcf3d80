"""What is read from the web: the whole of it, or one line that says why not and tells no key."""

from collections.abc import Iterator

import pytest

from server.adapters import web_page
from server.adapters.web_page import opened_binary, read_page
from server.commands.imports import ImportChoices, import_live_search
from tests.ports import free_port
from tests.web_pages import WebServer, web_server


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

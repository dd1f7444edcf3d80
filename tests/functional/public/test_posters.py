"""A poster from the printer to the points: printed by a member, scanned by a guest's phone, revoked."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests
import zxingcpp
from PIL import Image
from sqlalchemy import Engine, text

from game_rules.geo import LatLon
from game_rules.limits import DEFAULT_LIMITS
from tests.support.databases import NewDatabase
from tests.support.factories import offer, place
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.servers import DEADLINE_S, Browser, Guest, ServerProcess

BAKERY = offer()
POSTER = f"/api/employer/offers/{BAKERY.id}/poster"


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the server's clock is a real one


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    # A zone in which it is noon: nobody visits a dark door.
    engine = fill_database(new_database("posters"), [BAKERY], ZoneInfo(f"Etc/GMT{now().hour - 12:+d}"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(address_of(engine))


@pytest.fixture(scope="module")
def member(engine: Engine, server: ServerProcess) -> Browser:
    browser = Browser(server)
    assert browser.sign_in("boulangerie@example.org").status_code == 200
    with engine.begin() as connection:
        connection.execute(
            text(
                "insert into organisation_member (organisation_id, account_id, is_owner, joined_on) "
                "select :organisation, id, true, current_date from account where email = 'boulangerie@example.org'"
            ),
            {"organisation": BAKERY.organisation.id},
        )
    return browser


def code_on_poster(member: Browser) -> str:
    """Reads the code on the picture, as a phone does."""
    answer = member.ask("GET", f"{POSTER}.png")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    [code] = zxingcpp.read_barcodes(Image.open(BytesIO(answer.content)))
    return code.text


def opened(server: ServerProcess, code: str) -> requests.Response:
    """Returns the answer to the phone's browser; the code names the address that people reach, here this machine's."""
    path = "/p/" + code.partition("/p/")[2]
    answer = requests.get(server.url + path, timeout=DEADLINE_S, allow_redirects=False)
    assert answer.headers["Cache-Control"] == "no-store"
    return answer


def fix_at(position: LatLon) -> dict[str, Any]:
    return {"lat": position.lat, "lon": position.lon, "horizontal_accuracy_m": 20, "taken_at": now().isoformat()}


def test_whoever_scans_the_poster_at_the_door_wins_a_visit_and_their_app_is_told(
    server: ServerProcess, member: Browser
) -> None:
    answer = opened(server, code_on_poster(member))
    assert answer.status_code == 302
    token = answer.headers["Location"].removeprefix("/#poster=")
    player = Guest(server)
    with player.open_socket() as socket:
        afar = player.send(
            "POST", "/api/posters/scan", {"token": token, "fix": fix_at(place(at=BAKERY.position, metres_east=5_000))}
        )
        assert (afar["result"], afar["offer"]["id"]) == ("too_far", str(BAKERY.id))
        assert socket.wait_for("offer_discovered")["offer"]["id"] == str(BAKERY.id)
        there = player.send("POST", "/api/posters/scan", {"token": token, "fix": fix_at(BAKERY.position)})
        assert there["result"] == "visited"
        assert there["offer"]["visited_on"] is not None
        assert socket.wait_for("offer_visited")["offer_id"] == str(BAKERY.id)
        assert socket.wait_for("points_awarded")["totals"]["points"] == DEFAULT_LIMITS.points_visit
    again = player.send("POST", "/api/posters/scan", {"token": token})
    assert again["result"] == "already_visited"
    assert player.get("/api/me")["totals"]["points"] == DEFAULT_LIMITS.points_visit


def test_the_file_for_the_printer_is_a_pdf_that_nobody_keeps(member: Browser) -> None:
    answer = member.ask("GET", f"{POSTER}.pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.content.startswith(b"%PDF-")


def test_a_revoked_poster_says_so_kindly_and_wins_nothing(server: ServerProcess, member: Browser) -> None:
    code = code_on_poster(member)
    assert member.ask("POST", f"{POSTER}/revoke").status_code == 204
    answer = opened(server, code)
    assert answer.status_code == 410
    assert "Cette affiche ne sert plus" in answer.text
    token = code.partition("/p/")[2]
    assert Guest(server).send("POST", "/api/posters/scan", {"token": token}, status=410)["code"] == "poster_invalid"
    assert opened(server, code_on_poster(member)).status_code == 302
    assert opened(server, f"{code}x").status_code == 410

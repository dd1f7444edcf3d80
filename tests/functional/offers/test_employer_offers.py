"""Employers post over HTTP, and mailed links do nothing until somebody says so."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import requests
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from game_rules.offers.limits import MAILED_LINK_DAYS
from server.adapters.signer import LinkSigner
from server.clock import utc_now
from server.persistence.unit_of_work import OpenUnit
from server.services.links import LinkPurpose, Links, signing_key
from tests.support.databases import NewDatabase
from tests.support.factories import LENS, offer, place
from tests.support.running.employers import DRAFT, Employer, door
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.servers import DEADLINE_S, Browser, Guest, ServerProcess

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("employers"), [offer()])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(address_of(engine))


@pytest.fixture(scope="module")
def employer(server: ServerProcess) -> Employer:
    return Employer(server)


def test_an_offer_is_written_submitted_and_read_back_as_it_was_typed(employer: Employer) -> None:
    starts = datetime.now(UTC) + timedelta(days=5)  # noqa: TID251 - the server's clock is a real one
    typed = {
        "kind": "event",
        "title": "  <script>alert('Forum')</script>  ",
        "description": "Ligne une\r\nligne deux",
        "rome_code": "D1106",
        "salary": "12,50 € de l’heure",
        "ways_to_meet": ["phone_first", "apply_online"],
        "phone": "03 21 00 00 00",
        "apply_url": "https://example.org/postuler?x=1",
        "questions": ["Quand peux-tu venir ?", "  "],
        "without_driving_licence": True,
        "visiting_hours": {"0": [["14:00", "18:00"], ["08:00", "12:00"]], "4": [["22:00", "02:00"]]},
        "visiting_on_holidays": True,
        "event": {"starts_at": starts.isoformat(), "ends_at": (starts + timedelta(hours=2)).isoformat(), "seats": 3},
    }
    draft = employer.draft(**typed)
    assert draft["title"] == "<script>alert('Forum')</script>", "whoever shows it escapes it"
    assert draft["description"] == "Ligne une\nligne deux"
    assert (draft["phone"], draft["questions"]) == ("+33321000000", ["Quand peux-tu venir ?"])
    assert draft["visiting_hours"] == {
        "0": [["08:00", "12:00"], ["14:00", "18:00"]],
        "4": [["22:00", "00:00"]],
        "5": [["00:00", "02:00"]],
    }
    assert draft["visiting_on_holidays"]
    assert draft["event"]["seats"] == 3
    assert (draft["state"], draft["version"], draft["page_url"]) == ("draft", 1, None)
    assert draft["can"] == ["edit", "submit", "withdraw"]
    published = employer.move(draft, "submit")
    assert published["page_url"] == f"/offres/{draft['id']}"
    assert employer.browser.get(f"/api/employer/offers/{draft['id']}") == published
    assert published in employer.browser.get(employer.offers)["offers"]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"title": "x" * 201}, "/title"),
        ({"description": "x" * 6_001}, "/description"),
        ({"questions": ["a"] * 4}, "/questions"),
        ({"questions": ["x" * 141]}, "/questions/0"),
        ({"phone": "0899 70 00 00"}, "/phone"),
        ({"apply_url": "javascript:alert(1)"}, "/apply_url"),
        ({"rome_code": "d1106"}, "/rome_code"),
        ({"place": {"type": "home", "lat": 91, "lon": 0}}, "/place/home/lat"),
        ({"place": {"type": "home", "lat": 50, "lon": 2, "address": "chez moi"}}, "/place/home/address"),
        ({"visiting_hours": {"7": []}}, "/visiting_hours/7/[key]"),
        ({"visiting_hours": {"0": [["09:00", "09:00"]]}}, "/visiting_hours"),
        ({"visiting_hours": {"0": [["20:00", "08:00"]], "1": [["07:00", "12:00"]]}}, "/visiting_hours"),
        ({"event": {"starts_at": "2026-06-03T10:00:00Z", "ends_at": "2026-06-03T10:00:00Z"}}, "/event"),
        ({"state": "published"}, "/state"),
    ],
)
def test_a_field_that_cannot_be_kept_is_pointed_at(employer: Employer, change: dict[str, Any], pointer: str) -> None:
    problem = employer.browser.send("POST", employer.offers, {**DRAFT, **change}, status=422)
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert "alert" not in str(problem)
    assert "0899" not in str(problem)


def test_ten_megabytes_in_a_field_are_too_much(employer: Employer) -> None:
    answer = employer.browser.ask("POST", employer.offers, {**DRAFT, "description": "x" * 10_000_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "payload_too_large")


def test_of_two_editors_the_second_reads_first(employer: Employer) -> None:
    draft = employer.draft()
    first = employer.edit(draft, title="Première version")
    problem = employer.edit(draft, 409, title="Seconde version")
    assert problem["code"] == "edit_conflict"
    again = employer.browser.get(f"/api/employer/offers/{draft['id']}")
    assert again == first
    assert employer.edit(again, title="Seconde version")["version"] == again["version"] + 1
    assert employer.move(first, "submit", 409)["code"] == "edit_conflict"


def test_what_is_missing_or_forbidden_is_said_field_by_field(employer: Employer) -> None:
    problem = employer.move(employer.draft(title="", place=None), "submit", 422)
    assert problem["code"] == "offer_incomplete"
    assert [(one["pointer"], one["code"]) for one in problem["errors"]] == [
        ("/title", "missing"),
        ("/place", "missing"),
    ]
    draft = employer.draft(description="Réservé aux hommes de moins de 25 ans.")
    problem = employer.move(draft, "submit", 422)
    assert problem["code"] == "wording_blocked"
    findings = {one["rule"]: one for one in draft["findings"] if one["severity"] == "block"}
    assert {one["code"] for one in problem["errors"]} == set(findings)
    assert {one["pointer"] for one in problem["errors"]} == {"/description"}
    assert all(findings[one["code"]]["explanation"] == one["detail"] for one in problem["errors"])


def test_a_home_leaves_no_trace_but_its_commune(employer: Employer, engine: Engine) -> None:
    home = place(metres_east=123.4, metres_north=56.7)
    draft = employer.draft(place={"type": "home", "lat": home.lat, "lon": home.lon})
    assert (draft["place"], draft["commune_name"]) == ({"type": "commune", "insee": "62498"}, "Lens")
    with engine.connect() as connection:
        kept = connection.scalar(
            text("select position is null and address is null from offer where id = :id"), {"id": draft["id"]}
        )
    assert kept is True
    said = str(employer.browser.get(employer.offers)) + employer.browser.server.log.read_text()
    assert f"{home.lat:.5f}" not in said


def test_a_guest_has_to_sign_in_and_a_stranger_finds_nothing(server: ServerProcess, employer: Employer) -> None:
    draft, guest, stranger = employer.draft(), Guest(server), Employer(server).browser
    assert guest.send("POST", employer.offers, DRAFT, status=403)["code"] == "account_needed"
    assert stranger.send("POST", employer.offers, DRAFT, status=403)["code"] == "not_a_member"
    path = f"/api/employer/offers/{draft['id']}"
    assert stranger.send("GET", path, status=404)["code"] == "offer_not_found"
    assert stranger.send("POST", f"{path}/withdraw", {"version": 1}, status=404)["code"] == "offer_not_found"


# Mailed links


def links(engine: Engine, signed_ago: timedelta = timedelta(0)) -> Links:
    """Links that the server takes for its own, signed a while ago."""
    sessions = sessionmaker(engine)
    key = signing_key(OpenUnit(sessions))
    return Links(LinkSigner(key, lambda: utc_now() - signed_ago), "")


def extend_link(engine: Engine, employer: Employer, offer_out: Any, signed_ago: timedelta = timedelta(0)) -> str:
    account_id = employer.browser.get("/api/me/export")["account_id"]
    payload = {"account": account_id, "offer": offer_out["id"], "expires_on": offer_out["expires_on"]}
    return links(engine, signed_ago).one_tap(LinkPurpose.EXTEND_OFFER, payload)


def test_a_scanner_that_opens_a_mailed_link_changes_nothing_and_one_tap_does(
    server: ServerProcess, employer: Employer, engine: Engine
) -> None:
    published = employer.publish()
    link = server.url + extend_link(engine, employer, published)
    for method in ("GET", "HEAD", "GET", "OPTIONS"):
        opened = requests.request(method, link, headers=BROWSER, timeout=DEADLINE_S)
        assert opened.status_code == 200
    page = requests.get(link, headers=BROWSER, timeout=DEADLINE_S)
    assert page.headers["Cache-Control"] == "no-store"
    assert "noindex" in page.headers["X-Robots-Tag"]
    # Not no-referrer: the form would then come as from nowhere, which is refused.
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.text.count('<form method="post">') == 1
    assert "<input" not in page.text
    assert employer.browser.get(f"/api/employer/offers/{published['id']}") == published

    for _ in range(2):
        done = requests.post(link, headers=BROWSER, timeout=DEADLINE_S)
        assert done.status_code == 200
        assert "<form" not in done.text
    extended = employer.browser.get(f"/api/employer/offers/{published['id']}")
    before, after = (datetime.fromisoformat(one["expires_on"]) for one in (published, extended))
    assert (after - before).days == 30


def test_an_expired_or_forged_link_gets_a_clear_page(server: ServerProcess, employer: Employer, engine: Engine) -> None:
    published = employer.publish()
    good = extend_link(engine, employer, published)
    old = extend_link(engine, employer, published, timedelta(days=MAILED_LINK_DAYS, seconds=5))
    other = Links(LinkSigner(b"another key", utc_now), "").one_tap(LinkPurpose.EXTEND_OFFER, {"offer": "x"})
    for link, status, code in (
        (old, 410, "link_expired"),
        # Not the last character: some of its bits belong to no byte of the signature.
        (good[:-2] + ("A" if good[-2] != "A" else "B") + good[-1], 404, "link_invalid"),
        (other, 404, "link_invalid"),
        (links(engine).one_tap(LinkPurpose.EXTEND_OFFER, {"offer": "x"}), 404, "link_invalid"),
        ("/r/x", 404, "link_invalid"),
    ):
        for method in ("GET", "POST"):
            page = requests.request(method, server.url + link, headers=BROWSER, timeout=DEADLINE_S)
            assert page.status_code == status
            assert page.headers["Content-Type"].startswith("text/html")
            assert "Jokajobs" in page.text
            assert "<form" not in page.text
            program = requests.request(method, server.url + link, timeout=DEADLINE_S)
            assert program.json()["code"] == code
    assert employer.browser.get(f"/api/employer/offers/{published['id']}") == published


def test_an_event_is_registered_for_by_whoever_found_it(
    server: ServerProcess, employer: Employer, engine: Engine
) -> None:
    starts = utc_now() + timedelta(days=3)
    times = {"starts_at": starts.isoformat(), "ends_at": (starts + timedelta(hours=1)).isoformat(), "seats": 1}
    forum = employer.publish(kind="event", title="Forum du terril", event=times, place=door(LENS))
    first, second = Browser(server), Browser(server)
    first.sign_in("ana@example.org", name="Ana")
    second.sign_in("bea@example.org", name="Béa")
    path = f"/api/offers/{forum['id']}/registration"
    assert first.send("POST", path, status=409)["code"] == "offer_not_discovered"
    for guest in (first, second):
        _find(engine, guest, forum["id"])
    assert first.send("POST", path) == {"state": "registered", "seats_left": 0}
    assert second.send("POST", path) == {"state": "waiting", "seats_left": 0}
    assert first.send("DELETE", path) == {"state": None, "seats_left": 0}
    guests = employer.browser.get(f"/api/employer/offers/{forum['id']}/registrations")
    assert [(one["name"], one["state"]) for one in guests["registrations"]] == [("Béa", "registered")]
    assert second.get("/api/me/notifications")["notifications"][0]["kind"] == "event_seat_free"
    file = second.ask("GET", f"/api/offers/{forum['id']}/event.ics")
    assert file.headers["Content-Type"].startswith("text/calendar")
    assert "Forum du terril" in file.text


def _find(engine: Engine, guest: Browser, offer_id: str) -> None:
    player_id = UUID(guest.get("/api/me")["player"]["id"])
    with engine.begin() as connection:
        found = text("insert into discovery values (:player, :offer, current_date)")
        connection.execute(found, {"player": player_id, "offer": offer_id})

"""Somebody is interested: from the sheet of an offer to the employer's mail, one tap there, and back."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from game_rules.undo import undo_until
from server.clock import utc_now
from server.persistence.unit_of_work import OpenUnit
from server.services.applications.move_offer import finish_offer_end
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.running.brisk_walk import walk
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.servers import Browser, Guest, ServerProcess
from tests.support.scenes.applications import BAKERY

MEMBER_MAIL = "boulangerie@example.org"
WORDS = {"first_name": "<b>Inès</b>", "can_do": "Vendre", "available": "Le matin", "answers": ["Oui"]}


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("applications"), [BAKERY])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(address_of(engine))


@pytest.fixture(scope="module")
def baker(engine: Engine, server: ServerProcess) -> Browser:
    """Somebody who reads what is sent to the bakery."""
    browser = Browser(server)
    browser.sign_in(MEMBER_MAIL, name="Paule")
    member = {"organisation": BAKERY.organisation.id, "account": browser.get("/api/me/export")["account_id"]}
    with engine.begin() as connection:
        connection.execute(
            text("insert into organisation_member values (:organisation, :account, true, :day)"),
            {**member, "day": utc_now().date()},
        )
    return browser


AT_THE_DOOR = {"on": (utc_now() + timedelta(days=3)).date().isoformat(), "at": "10:00", "place": "offer"}


def walker(server: ServerProcess) -> Guest:
    """A guest who found the bakery's offer."""
    guest = Guest(server)
    with guest.open_socket() as phone:
        assert phone.send_fixes(walk(0))["ok"] is True
        phone.wait_for("offer_discovered")
    return guest


def mailed_links(server: ServerProcess) -> list[str]:
    """Paths of the links in the newest mail to the member."""
    page = unescape(server.outbox())
    mails = [mail for mail in page.split("<article")[1:] if f"<b>{MEMBER_MAIL}</b>" in mail and "/r/" in mail]
    return re.findall(r"/r/[\w.-]+", mails[0])


def test_one_tap_in_the_mail_answers_and_opening_the_link_does_not(server: ServerProcess, baker: Browser) -> None:
    guest = walker(server)
    sent = guest.send("POST", f"/api/offers/{BAKERY.id}/application", WORDS, status=201)
    assert guest.get("/api/me/applications")["applications"] == [sent]
    meet, *_ = mailed_links(server)
    stranger = Browser(server)
    with guest.open_socket() as phone:
        for method in ("GET", "HEAD", "GET"):
            looked = stranger.ask(method, meet)
            assert looked.status_code == 200
            assert "<b>Inès" not in looked.text
        assert guest.get("/api/me/applications")["applications"] == [sent], "a mail scanner has opened the link"
        for _ in range(2):
            assert stranger.ask("POST", meet, data=AT_THE_DOOR).status_code == 200
        changed = phone.wait_for("application_changed")["application"]
    assert (changed["id"], changed["state"], changed["answered_at"] is None) == (sent["id"], "meeting_proposed", False)
    (read,) = baker.get(f"/api/employer/offers/{BAKERY.id}/applications")["applications"]
    assert (read["state"], read["reachable"], read["answers"]) == ("meeting_proposed", False, ["Oui"])
    assert read["interview"]["place"] == BAKERY.organisation.name
    assert [one["action"] for one in guest.get("/api/me/applications")["applications"][0]["changes"]] == [
        "send",
        "propose_meeting",
    ]
    guest.send("POST", f"/api/me/applications/{sent['id']}/withdraw")
    gone = stranger.ask("POST", meet, headers={"Accept": "text/html"})
    assert (gone.status_code, gone.headers["Content-Type"]) == (410, "text/html; charset=utf-8")
    assert "Inès" not in gone.text


def test_an_old_mails_link_never_undoes_a_newer_answer_but_asks(server: ServerProcess, baker: Browser) -> None:
    guest = walker(server)
    sent = guest.send("POST", f"/api/offers/{BAKERY.id}/application", WORDS, status=201)
    meet, _, refuse, *_ = mailed_links(server)
    stranger = Browser(server)
    assert stranger.ask("POST", meet, data=AT_THE_DOOR).status_code == 200
    for method in ("GET", "POST"):
        asked = stranger.ask(method, refuse)
        assert (asked.status_code, "Rencontre proposée" in asked.text) == (409, True)
        assert guest.get("/api/me/applications")["applications"][0]["state"] == "meeting_proposed"
    (version,) = re.findall(r'name="version" value="(\d+)"', asked.text)
    assert stranger.ask("POST", refuse, data={"version": version, "reason": "other"}).status_code == 422
    said = {"version": version, "reason": "another_chosen"}
    assert stranger.ask("POST", refuse, data=said).status_code == 200
    assert guest.get("/api/me/applications")["applications"][0]["state"] == "refused"
    answer = {"answer": "phone", "phone": "0321000000", "version": int(version)}
    overtaken = baker.ask("POST", f"/api/employer/applications/{sent['id']}/answer", answer)
    assert overtaken.status_code == 409
    problem = overtaken.json()
    assert (problem["code"], problem["standing"]["refusal_reason"]) == ("edit_conflict", "another_chosen")
    guest.send("POST", f"/api/me/applications/{sent['id']}/withdraw", status=409)


def test_the_one_tap_page_asks_when_and_where_and_the_player_says_yes(server: ServerProcess, baker: Browser) -> None:
    guest = walker(server)
    sent = guest.send("POST", f"/api/offers/{BAKERY.id}/application", WORDS, status=201)
    meet, phone, *_ = mailed_links(server)
    stranger = Browser(server)
    assert 'value="+33321000000"' in stranger.ask("GET", phone).text
    assert 'type="date"' in stranger.ask("GET", meet).text
    for form in ({}, {**AT_THE_DOOR, "on": "2020-01-01"}, {**AT_THE_DOOR, "place": "address", "address": " "}):
        asked = stranger.ask("POST", meet, data=form)
        assert (asked.status_code, 'role="alert"' in asked.text) == (422, True)
    assert guest.get("/api/me/applications")["applications"] == [sent]
    elsewhere = {**AT_THE_DOOR, "place": "address", "address": "<b>12 rue du Moulin</b>"}
    done = stranger.ask("POST", meet, data=elsewhere)
    assert (done.status_code, "<b>12" in done.text, "à 10 h" in done.text) == (200, False, True)
    (mine,) = guest.get("/api/me/applications")["applications"]
    assert mine["interview"]["place"] == "<b>12 rue du Moulin</b>"
    response = {"version": mine["version"], "response": "yes"}
    assert guest.send("POST", f"/api/me/applications/{sent['id']}/response", response)["response"] == "yes"
    stale = {"version": mine["version"] - 1, "response": "no"}
    assert guest.ask("POST", f"/api/me/applications/{sent['id']}/response", stale).status_code == 409
    assert "oui, d’accord" in unescape(server.outbox())


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"can_do": 10_000_000 * "x"}, 413),
        ({"can_do": 501 * "x"}, 422),
        ({"first_name": "\u202e\u0000"}, 422),
        ({"answers": 4 * ["Oui"]}, 422),
        ({"answers": []}, 409),
        ({"position": {"lat": 50, "lon": 2}}, 422),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(
    server: ServerProcess, baker: Browser, changed: dict[str, object], status: int
) -> None:
    guest = walker(server)
    answer = guest.ask("POST", f"/api/offers/{BAKERY.id}/application", {**WORDS, **changed})
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert guest.get("/api/me/applications")["applications"] == []


def test_an_answer_that_is_none_is_refused(server: ServerProcess, baker: Browser) -> None:
    sent = walker(server).send("POST", f"/api/offers/{BAKERY.id}/application", WORDS, status=201)
    path = f"/api/employer/applications/{sent['id']}"
    for answer, status in (
        ({"answer": "sent"}, 422),
        ({"answer": "phone", "phone": "0321000000", "version": None}, 422),
        ({"answer": "phone"}, 422),
        ({"answer": "phone", "phone": "0899 00 00 00"}, 422),
        ({"answer": "meeting_proposed"}, 422),
        ({"answer": "meeting_proposed", "interview": {"starts_at": "2026-06-03T10:00:00Z", "place": "public"}}, 422),
        ({"answer": "refused"}, 422),
        ({"answer": "refused", "refusal_reason": "too_old"}, 422),
        ({"answer": "hired"}, 409),
    ):
        assert baker.ask("POST", f"{path}/answer", {"version": 1, **answer}).status_code == status
    assert baker.send("POST", f"{path}/seen")["state"] == "seen"
    no = {"answer": "refused", "refusal_reason": "schedule", "version": 1}
    refused = baker.send("POST", f"{path}/answer", no)
    assert (refused["refusal_reason"], refused["can"]) == ("schedule", ["meeting_proposed", "phone", "refused"])


def test_when_the_offer_is_filled_whoever_waits_is_told_once_that_stands(
    server: ServerProcess, baker: Browser, engine: Engine
) -> None:
    guest = walker(server)
    sent = guest.send("POST", f"/api/offers/{BAKERY.id}/application", WORDS, status=201)
    path = f"/api/employer/offers/{BAKERY.id}"
    filled = baker.send("POST", f"{path}/fill", {"version": baker.get(path)["version"]})
    assert baker.send("POST", f"{path}/restore", {"version": filled["version"]})["state"] == "published"
    baker.send("POST", f"{path}/fill", {"version": filled["version"] + 1})
    assert guest.get("/api/me/applications")["applications"][0]["state"] == "sent"
    open_unit = OpenUnit(sessionmaker(engine, expire_on_commit=False))
    finish_offer_end(context_at(open_unit, undo_until(utc_now())), BAKERY.id)
    (told,) = guest.get("/api/me/applications")["applications"]
    assert (told["id"], told["state"], told["changes"][-1]["action"]) == (sent["id"], "closed", "fill")

"""From a mailed code to a verified organisation, its invitations, and its end on other people's screens."""

import os
import re
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from sqlalchemy import Engine

from server.serving.rates import INVITATIONS_PER_ADDRESS_PER_HOUR
from tests.support.databases import NewDatabase
from tests.support.factories import offer
from tests.support.running.brisk_walk import walk
from tests.support.running.commands import run_command
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.help_people import Organiser
from tests.support.running.servers import DEADLINE_S, Browser, Guest, ServerProcess
from tests.support.scenes.organisations import SIRET

pytestmark = pytest.mark.usefixtures("commands")

FOURNIL = {"name": "Fournil du terril", "kind": "employer", "siret": None}
BAKERY = offer(metres_north=200)


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("organisations"), [BAKERY])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(address_of(engine))


def test_under_18_nobody_is_in_the_recruiters_space_whatever_is_ticked(server: ServerProcess) -> None:
    minor = Guest(server, name="Sacha", age_band="15_17")
    code = minor.mailed_code("sacha@example.org")
    # As the recruiter's page sends it, with its box ticked: the guest's own age stands.
    ticked = {"email": "sacha@example.org", "code": code, "name": "Sacha", "age_band": "18_plus"}
    assert minor.ask("POST", "/api/sign-in", ticked).status_code == 200
    for method, path, body in (
        ("GET", "/api/employer", None),
        ("POST", "/api/employer/organisations", FOURNIL),
        ("POST", "/api/employer/invitations/accept", {"token": "made-up"}),
    ):
        answer = minor.ask(method, path, body)
        assert (answer.status_code, answer.json()["code"]) == (403, "employer_must_be_adult")


def signed_in(server: ServerProcess, email: str) -> Browser:
    browser = Browser(server)
    assert browser.sign_in(email).status_code == 200
    return browser


@pytest.fixture(scope="module")
def without_any(server: ServerProcess) -> Browser:
    """Somebody who answers for no organisation."""
    return signed_in(server, "without.any@example.org")


def mailed_link(server: ServerProcess, email: str) -> str:
    """The address in the newest mail to somebody, as the outbox page shows it."""
    page = server.outbox()
    mail = next(mail for mail in page.split("<article")[1:] if f"<b>{email}</b>" in mail)
    found = re.search(r"http\S+", mail)
    assert found is not None
    return found[0]


def test_a_scanner_that_opens_the_mailed_link_uses_nothing_up(server: ServerProcess) -> None:
    owner, invited = signed_in(server, "owner@example.org"), signed_in(server, "someone.else@example.org")
    organisation = owner.send("POST", "/api/employer/organisations", FOURNIL, status=201)
    path = f"/api/employer/organisations/{organisation['id']}"
    owner.send("POST", f"{path}/invitations", {"email": "invited@example.org"}, status=201)
    link = mailed_link(server, "invited@example.org")
    address, _, token = link.partition("#invitation=")
    assert address.endswith("/recruter")

    for method in ("GET", "HEAD", "GET"):
        requests.request(method, address.replace(address.rpartition("/")[0], server.url), timeout=DEADLINE_S)
        tried = invited.ask(method, "/api/employer/invitations/accept", params={"token": token})
        assert tried.status_code in {404, 405}
    assert invited.get("/api/employer") == {"organisations": []}
    guest = Browser(server)
    guest.send("POST", "/api/guests", {"name": "Camille", "age_band": "18_plus"}, status=201)
    refusal = guest.ask("POST", "/api/employer/invitations/accept", {"token": token})
    assert (refusal.status_code, refusal.json()["code"]) == (403, "account_needed")

    details = invited.send("POST", "/api/employer/invitations/accept", {"token": token})
    assert [member["is_owner"] for member in details["members"]] == [True, False]
    assert "employer" in invited.get("/api/me")["account"]["roles"]
    again = Browser(server)
    assert again.sign_in("third@example.org").status_code == 200
    assert again.ask("POST", "/api/employer/invitations/accept", {"token": token}).json()["code"] == (
        "invitation_invalid"
    )


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"siret": "73282932000075"}, 422, "siret_invalid"),
        ({"siret": "1"}, 422, "siret_invalid"),
        ({"name": "\u200b  "}, 422, "validation_failed"),
        ({"name": "Gagnez sur www.exemple.fr"}, 422, "validation_failed"),
        ({"name": "Appelez le 06 00 00 00 00"}, 422, "validation_failed"),
        ({"name": "x" * 121}, 422, "validation_failed"),
        ({"name": "x" * 10_000_000}, 413, "payload_too_large"),
        ({"kind": "bank"}, 422, "validation_failed"),
        ({"state": "verified"}, 422, "validation_failed"),
    ],
)
def test_an_organisation_that_is_none_is_refused(
    without_any: Browser, changed: dict[str, Any], status: int, code: str
) -> None:
    answer = without_any.ask("POST", "/api/employer/organisations", {**FOURNIL, **changed})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert without_any.get("/api/employer") == {"organisations": []}


def test_an_organiser_reads_what_waits_and_a_script_in_a_name_stays_text(server: ServerProcess) -> None:
    owner, organiser = signed_in(server, "script@example.org"), Organiser(server)
    name = "<script>alert(1)</script> & Fils"
    words = {**FOURNIL, "name": name, "siret": f"{SIRET[:3]} {SIRET[3:]}"}
    organisation = owner.send("POST", "/api/employer/organisations", words, status=201)
    assert organisation["siret"] == SIRET

    page = organiser.http.get(f"{server.url}/organiser/structures", timeout=DEADLINE_S).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Fils" in page
    assert "<script>alert" not in page
    for decision, reason, state in (
        ("decline", "Quelle rue ?", "declined"),
        (None, None, "pending"),
        ("verify", None, "verified"),
        ("suspend", "Des plaintes", "suspended"),
        ("reinstate", None, "verified"),
    ):
        if decision is None:
            owner.send("PUT", f"/api/employer/organisations/{organisation['id']}", words)
        else:
            path = f"/organisations/{organisation['id']}/{decision}"
            assert organiser.send("POST", path, {"reason": reason})["state"] == state
        (own,) = owner.get("/api/employer")["organisations"]
        assert (own["state"], own["reason"]) == (state, reason)
    refused = owner.ask("PUT", f"/api/employer/organisations/{organisation['id']}", words)
    assert refused.json()["code"] == "not_allowed_now"


def test_an_organiser_who_comes_from_a_mail_on_the_web_is_let_in_by_the_second_request(server: ServerProcess) -> None:
    from_outside = requests.get(
        f"{server.url}/organiser/structures", headers={"Sec-Fetch-Site": "cross-site"}, timeout=DEADLINE_S
    )
    assert from_outside.status_code == 200
    assert "refresh" in from_outside.text
    assert "structure" not in from_outside.text


def test_an_organiser_without_a_screen_decides_from_the_command_line(engine: Engine, server: ServerProcess) -> None:
    owner = signed_in(server, "terminal@example.org")
    words = {**FOURNIL, "name": "Atelier du chevalement"}
    organisation_id = owner.send("POST", "/api/employer/organisations", words, status=201)["id"]

    def jokajobs(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run_command("organisations", *arguments, env={**os.environ, "DATABASE_URL": address_of(engine)})

    assert "Atelier du chevalement is verified" in jokajobs("verify", organisation_id).stderr
    listed = jokajobs("list", "--name", "chevalement").stdout.splitlines()
    assert [line.split()[:2] for line in listed] == [[organisation_id, "verified"]]
    assert owner.get("/api/employer")["organisations"][0]["state"] == "verified"


def test_a_suspension_takes_offers_off_open_phones_and_its_end_brings_them_back(server: ServerProcess) -> None:
    finder, newcomer, organiser = Guest(server), Guest(server), Organiser(server)
    path = f"/organisations/{BAKERY.organisation.id}"
    with finder.open_socket() as phone:
        assert phone.send_fixes(walk(250))["ok"] is True
        assert phone.wait_for("offer_discovered")["offer"]["id"] == str(BAKERY.id)

        organiser.send("POST", f"{path}/suspend", {"reason": "Des plaintes"})
        assert phone.wait_for("offers_changed") == {"changed": [], "gone": [str(BAKERY.id)]}
        assert finder.get("/api/me/offers") == {"offers": []}
        with newcomer.open_socket() as other:
            assert other.wait_for("snapshot")["offers_under_clouds"] == 0

        organiser.send("POST", f"{path}/reinstate", {"reason": None})
        changed = phone.wait_for("offers_changed")
        assert ([one["id"] for one in changed["changed"]], changed["gone"]) == ([str(BAKERY.id)], [])
        assert [one["id"] for one in finder.get("/api/me/offers")["offers"]] == [str(BAKERY.id)]


def test_no_mailbox_is_filled_with_invitations(server: ServerProcess) -> None:
    owner = signed_in(server, "persistent@example.org")
    organisation = owner.send("POST", "/api/employer/organisations", FOURNIL, status=201)
    path = f"/api/employer/organisations/{organisation['id']}/invitations"
    answers = [
        owner.ask("POST", path, {"email": "tired@example.org"}) for _ in range(INVITATIONS_PER_ADDRESS_PER_HOUR + 1)
    ]
    assert [answer.status_code for answer in answers] == [*[201] * INVITATIONS_PER_ADDRESS_PER_HOUR, 429]
    assert answers[-1].json()["code"] == "too_many_requests"

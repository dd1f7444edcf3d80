"""An employer taps the wrong card, ends an offer by a slip, or leaves."""

import pytest
from playwright.sync_api import expect

from tests.support.browser.accessibility import Findings
from tests.support.browser.employer import LIEVIN, Employer
from tests.support.browser.phone import NewPhone
from tests.support.running.servers import Browser, ServerProcess
from tests.support.waiting import wait_until

DOOR = {"type": "door", "lat": LIEVIN.lat, "lon": LIEVIN.lon, "address": None, "is_address_public": False}


@pytest.fixture
def employer(new_phone: NewPhone, server: ServerProcess, request: pytest.FixtureRequest) -> Employer:
    return Employer(new_phone(draws_map=False), server, f"{request.node.name[:40]}@example.org")


@pytest.mark.story
def test_who_is_hired_by_a_slip_is_not_told(employer: Employer, server: ServerProcess) -> None:
    phone, page = employer.phone, employer.page
    words = phone.words
    draft = {
        "kind": "job",
        "title": "Aide à la criée (H/F)",
        "openings": 2,
        "place": DOOR,
        "ways_to_meet": ["job_dating"],
    }
    made, player = employer.found_by(server, draft)
    sent = player.send(
        "POST", f"/api/offers/{made['id']}/application", {"first_name": "Inès", "can_do": "Vendre."}, status=201
    )
    said = {"version": sent["version"], "answer": "met"}
    employer.send("POST", f"/api/employer/applications/{sent['id']}/answer", **said)

    phone.open("/recruter")
    page.get_by_role("link", name="Aide à la criée (H/F)").tap()
    expect(page.get_by_text(words("employer.offers.openingsLeft", 2))).to_be_visible()
    page.get_by_role("link", name=words("employer.offers.readApplications", 1)).tap()
    card = page.get_by_role("article", name="Inès")
    found = Findings(page)
    card.get_by_role("button", name=words("employer.applications.answers.hired")).tap()
    expect(card.get_by_text(words("employer.applications.hireAsk", "Inès"))).to_be_visible()
    found.look_at("hired?")
    card.get_by_role("button", name=words("employer.applications.sendRefusal")).tap()
    undo = card.get_by_role("button", name=words("employer.applications.undoHire"))
    expect(undo).to_be_visible()
    found.look_at("a hire that can be undone")
    assert player.get("/api/me/applications")["applications"][0]["state"] == "met"
    page.reload()
    undo.tap()
    expect(undo).to_have_count(0)
    assert player.get("/api/me/applications")["applications"][0]["state"] == "met"

    page.goto(f"{employer.url}/recruter")
    page.get_by_role("link", name="Aide à la criée (H/F)").tap()
    employer.tap("actions.fill")
    found.look_at("filled?")
    employer.tap("actions.fillYes")
    wait_until(lambda: employer.offers()[0]["state"] == "filled", "the offer is filled")
    found.look_at("an end that can be undone")
    employer.tap("actions.restore")
    wait_until(lambda: employer.offers()[0]["state"] == "published", "the offer is back")
    poster = f"{employer.url}/api/employer/offers/{made['id']}/poster.png"
    wait_until(lambda: phone.context.request.get(poster).ok, "the poster can be printed")
    employer.tap("poster.revoke")
    employer.tap("poster.revokeYes")
    expect(page.get_by_role("button", name=words("employer.poster.restore"))).to_be_visible()
    found.look_at("a poster that can be kept")
    employer.tap("poster.restore")
    expect(page.get_by_role("button", name=words("employer.poster.revoke"), exact=True)).to_be_visible()
    assert found.all == []


@pytest.mark.story
def test_an_organisation_is_closed_and_an_account_erased_where_people_recruit(
    employer: Employer, server: ServerProcess
) -> None:
    phone, page = employer.phone, employer.page
    words = phone.words
    draft = {"kind": "job", "title": "Aide au quai (H/F)", "place": DOOR, "ways_to_meet": ["job_dating"]}
    made, _ = employer.found_by(server, draft)
    phone.open("/recruter")
    found = Findings(page)
    employer.tap("nav.team", role="link")
    employer.tap("team.close")
    found.look_at("closing the organisation?")
    employer.tap("team.no")
    employer.tap("team.erase")
    found.look_at("erasing the account?")
    employer.tap("team.eraseYes")
    expect(page.get_by_role("heading", name=words("employer.welcome.title"))).to_be_visible()
    wait_until(lambda: Browser(server).ask("GET", f"/offres/{made['id']}").status_code == 410, "the offer is gone")
    assert found.all == []

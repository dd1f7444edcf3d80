"""A minor applies, is asked to the town hall, says yes and whom they trust, and checks in by the desk's code."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from sqlalchemy import create_engine, text

from server.clock import utc_now
from tests.support.browser.accessibility import Findings
from tests.support.browser.meeting_screens import HALF_AN_HOUR, open_meeting, shown
from tests.support.browser.organiser import come_as_organiser
from tests.support.browser.phone import NewPhone, Phone
from tests.support.browser.recorded_walk import cells_lifted_by, recorded_stretch
from tests.support.running.employers import Employer, door
from tests.support.running.servers import ServerProcess

AUNT, AUNTS_MAIL = "Tante Odile", "odile.interview@example.org"


def apply(phone: Phone, offer: dict[str, Any]) -> None:
    phone.choose_tab("offers")
    row = phone.page.get_by_role("main").get_by_role("listitem").filter(has_text=offer["title"])
    row.get_by_role("button", name=offer["organisation_name"]).click()
    phone.button("offers.sheet.interested").click()
    phone.page.get_by_role("textbox", name=phone.words("offers.form.canDo")).fill("Je me lève tôt.")
    phone.page.get_by_role("button", name="Le matin").click()
    phone.button("offers.form.send").click()
    expect(phone.page.get_by_role("heading", name=phone.words("offers.sent.title"))).to_be_visible()
    phone.close_sheets()


def ask_to_town_hall(employer: Employer, offer: dict[str, Any], place: dict[str, Any], zone: ZoneInfo) -> None:
    """In three days or so, at an hour at which the place is open, by day."""
    [sent] = employer.browser.get(f"/api/employer/offers/{offer['id']}/applications")["applications"]
    assert sent["is_of_minor"]
    day = next(
        day
        for ahead in range(2, 9)
        if (day := utc_now().astimezone(zone).date() + timedelta(days=ahead)).isoweekday() in {2, 3, 4}
    )
    starts_at = datetime.combine(day, time(10), zone)
    interview = {"starts_at": starts_at.isoformat(), "place": "public", "place_id": place["id"]}
    answer = {"version": sent["version"], "answer": "meeting_proposed", "interview": interview}
    employer.browser.send("POST", f"/api/employer/applications/{sent['id']}/answer", answer)


def let_it_begin(server: ServerProcess, phone: Phone) -> UUID:
    """The day has come: the interview began five minutes ago. Returns the place."""
    starts_at = utc_now() - timedelta(minutes=5)
    engine = create_engine(server.database_url)
    player_id = phone.account()["player"]["id"]
    with engine.begin() as connection:
        place_id = connection.scalars(
            text(
                "update meeting set starts_at = :starts, ends_at = :ends from application"
                " where application.id = application_id and application.player_id = :player returning meeting.place_id"
            ),
            {"starts": starts_at, "ends": starts_at + 2 * HALF_AN_HOUR, "player": player_id},
        ).one()
        connection.execute(
            text("update application set interview_at = :starts where player_id = :player"),
            {"starts": starts_at, "player": player_id},
        )
    engine.dispose()
    return UUID(str(place_id))


@pytest.mark.story
def test_a_minor_applies_and_meets_at_the_town_hall(new_phone: NewPhone, server: ServerProcess) -> None:
    walk = recorded_stretch()[:14]
    employer = Employer(server)
    offer = employer.publish(title="Aide au rayon pain", place=door(walk[10].position))
    phone = new_phone(walk=walk)
    say, found = phone.words, Findings(phone.page)
    phone.start_game(age="15_17")
    phone.walk(walk)
    phone.totals_after(len(cells_lifted_by(walk)))
    expect(phone.sheet).to_be_visible()
    phone.close_sheets()
    apply(phone, offer)

    place = phone.context.request.get(f"{phone.url}/api/staffed-places").json()["places"][0]
    zone = phone.context.request.get(f"{phone.url}/api/campaign").json()["timezone"]
    ask_to_town_hall(employer, offer, place, ZoneInfo(zone))
    phone.choose_tab("offers")
    phone.page.get_by_role("radio", name=say("offers.views.applied")).check(force=True)
    row = phone.page.get_by_role("main").get_by_role("listitem").filter(has_text=offer["title"])
    row.get_by_role("button").first.click()
    phone.button("invited.responses.yes").click()
    expect(phone.page.get_by_role("textbox", name=say("invited.contact.name"))).to_be_visible()
    phone.page.get_by_role("textbox", name=say("invited.contact.name")).fill(AUNT)
    phone.page.get_by_role("textbox", name=say("invited.contact.reach")).fill(AUNTS_MAIL)
    found.look_at("yes, and somebody has to know")
    phone.button("invited.responses.yes").click()
    expect(phone.page.get_by_text(say("invited.watched"))).to_be_visible()
    found.look_at("agreed")
    assert f"<b>{AUNTS_MAIL}</b>" in server.outbox()
    phone.close_sheets()

    place_id = let_it_begin(server, phone)
    desk = new_phone()
    come_as_organiser(desk)
    desk.open(f"/organiser/desk-codes/{place_id}")
    code = desk.page.locator("td").first.inner_text()
    open_meeting(phone)
    expect(phone.sheet.get_by_role("heading", name=offer["organisation_name"])).to_be_visible()
    found.look_at("it is time")
    phone.button("meetings.code.byCode").click()
    phone.page.get_by_role("textbox", name=say("meetings.code.label")).fill(code)
    found.look_at("the desk's code")
    phone.button("meetings.checkIn.action").click()
    expect(shown(phone, say("meetings.ofInterview.here"))).to_be_visible()
    found.look_at("there")
    phone.button("meetings.checkOut.action").click()
    expect(shown(phone, say("meetings.ofInterview.met"))).to_be_visible()
    found.look_at("met")
    assert found.all == []

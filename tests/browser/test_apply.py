"""From an offer on the way to its employer's answer: found, saved, applied for without network, answered, taken back.
And a poster that somebody scans who has never heard of the game."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, expect
from sqlalchemy import create_engine, text

from game_rules.limits import DEFAULT_LIMITS
from server.clock import utc_now
from tests.support.browser.accessibility import Findings
from tests.support.browser.phone import NewPhone, Phone
from tests.support.browser.recorded_walk import cells_lifted_by, recorded_stretch
from tests.support.running.employers import Employer, door
from tests.support.running.servers import ServerProcess
from tests.support.waiting import wait_until

QUESTION = "Tu viens comment ?"


def row_of(phone: Phone, title: str) -> Locator:
    return phone.page.get_by_role("main").get_by_role("listitem").filter(has_text=title)


def show_applications(phone: Phone) -> None:
    phone.choose_tab("offers")
    phone.page.get_by_role("radio", name=phone.words("offers.views.applied")).check(force=True)


def standing(phone: Phone, name: str) -> Locator:
    return phone.page.get_by_text(phone.words(f"offers.standings.{name}"), exact=True)


def saved_offers(phone: Phone) -> list[str]:
    ids: list[str] = phone.context.request.get(f"{phone.url}/api/me/saved").json()["offer_ids"]
    return ids


def be_silent_for(server: ServerProcess, application: dict[str, Any], days: int) -> None:
    """Moves the day on which it was sent."""
    engine = create_engine(server.database_url)
    with engine.begin() as connection:
        connection.execute(
            text("update application set sent_at = sent_at - :silence where id = :id"),
            {"silence": timedelta(days=days), "id": application["id"]},
        )
    engine.dispose()


def wait_for_the_answer(
    phone: Phone, server: ServerProcess, employer: Employer, offer: dict[str, Any], found: Findings
) -> None:
    """From the silence to a call, an answer, second thoughts, and the end of the offer."""
    words = phone.words
    applications = f"/api/employer/offers/{offer['id']}/applications"
    [sent] = employer.browser.get(applications)["applications"]
    be_silent_for(server, sent, DEFAULT_LIMITS.application_reminder_after_days)
    phone.open()
    show_applications(phone)
    phone.page.get_by_role("button", name=words("offers.reminder.title")).click()
    expect(phone.sheet.get_by_role("link", name="03 21 00 00 00")).to_be_visible()
    found.look_at("time to call")
    phone.button("offers.reminder.done").click()
    expect(phone.button("offers.reminder.done")).to_have_count(0)

    employer.browser.send("POST", f"/api/employer/applications/{sent['id']}/seen")
    expect(standing(phone, "seen").first).to_be_visible()
    interview = {"starts_at": (utc_now() + timedelta(days=2)).isoformat(), "place": "offer"}
    answer: dict[str, Any] = {
        "version": 1,
        "answer": "meeting_proposed",
        "reply": "Demande Paule.",
        "interview": interview,
    }
    employer.browser.send("POST", f"/api/employer/applications/{sent['id']}/answer", answer)
    expect(phone.sheet.get_by_text(answer["reply"])).to_be_visible()
    expect(phone.sheet.get_by_text("1 place du Terril")).to_be_visible()
    found.look_at("an invitation")
    phone.button("invited.responses.other_time").click()
    phone.page.get_by_role("textbox", name=words("invited.write.other_time")).fill("Plutôt vendredi")
    found.look_at("another time")
    phone.button("offers.form.send").click()
    expect(phone.sheet.get_by_text("Plutôt vendredi")).to_be_visible()
    [read] = employer.browser.get(applications)["applications"]
    assert (read["response"], read["response_words"]) == ("other_time", "Plutôt vendredi")
    phone.button("offers.application.withdraw").click()
    found.look_at("taking it back?")
    phone.button("offers.application.withdrawYes").click()
    expect(phone.sheet.get_by_text(words("offers.standings.withdrawn"), exact=True)).to_be_visible()
    assert employer.browser.get(applications)["applications"] == []
    expect(phone.button("invited.restore")).to_be_visible()
    found.look_at("taken back")
    phone.open()
    show_applications(phone)
    row_of(phone, offer["title"]).click()
    phone.button("invited.restore").click()
    expect(phone.sheet.get_by_text("Plutôt vendredi")).to_be_visible()
    assert employer.browser.get(applications)["applications"] == [read]

    phone.page.keyboard.press("Escape")
    phone.page.get_by_role("radio", name=words("offers.views.all")).check(force=True)
    expect(row_of(phone, offer["title"])).to_be_visible()
    employer.move(employer.browser.get(f"/api/employer/offers/{offer['id']}"), "fill")
    expect(row_of(phone, offer["title"])).to_have_count(0)


@pytest.mark.story
def test_an_offer_found_on_a_walk_is_applied_for_in_a_tunnel_and_answered(
    new_phone: NewPhone, server: ServerProcess
) -> None:
    walk = recorded_stretch()
    employer = Employer(server)
    offer = employer.publish(
        title="Aide au fournil de nuit",
        place=door(walk[10].position),
        questions=[QUESTION],
        phone="03 21 00 00 00",
        ways_to_meet=["drop_by", "phone_first"],
        visiting_hours={"1": [["09:00", "19:00"]]},
    )
    applications = f"/api/employer/offers/{offer['id']}/applications"
    phone = new_phone(keeps_copy=True, walk=walk)
    words = phone.words
    found = Findings(phone.page)
    phone.start_game()
    phone.walk(walk)
    phone.totals_after(len(cells_lifted_by(walk)))
    expect(phone.sheet).to_be_visible()
    phone.close_sheets()

    phone.choose_tab("offers")
    expect(row_of(phone, offer["title"])).to_be_visible()
    phone.button("offers.filters.open").click()
    found.look_at("list, with filters")
    phone.page.get_by_role("searchbox").fill("fournil nuit")
    expect(phone.page.get_by_text(words("offers.filters.shown", 1))).to_be_visible()

    phone.context.set_offline(True)
    phone.button("offers.saved.keepNamed", offer["title"]).click()
    row_of(phone, offer["title"]).get_by_role("button", name=offer["organisation_name"]).click()
    expect(phone.button("offers.sheet.interested")).to_be_visible()
    found.look_at("offer")
    phone.button("offers.sheet.interested").click()
    phone.button("offers.form.send").click()
    found.look_at("form, with what is missing")
    phone.page.get_by_role("textbox", name=words("offers.form.canDo")).fill("Je me lève tôt.")
    phone.page.get_by_role("button", name="Le matin").click()
    phone.page.get_by_role("textbox", name=QUESTION).fill("À vélo")
    phone.button("offers.form.send").click()
    expect(phone.page.get_by_role("heading", name=words("offers.sent.waitingTitle"))).to_be_visible()
    assert (saved_offers(phone), employer.browser.get(applications)["applications"]) == ([], [])

    phone.context.set_offline(False)
    expect(phone.page.get_by_role("heading", name=words("offers.sent.title"))).to_be_visible()
    found.look_at("sent")
    [sent] = employer.browser.get(applications)["applications"]
    assert (sent["first_name"], sent["can_do"], sent["available"]) == ("Sacha", "Je me lève tôt.", "Le matin")
    assert sent["answers"] == ["À vélo"]
    wait_until(lambda: saved_offers(phone) == [offer["id"]], "the saved offer is told, too")

    wait_for_the_answer(phone, server, employer, offer, found)
    assert found.all == []


@pytest.mark.story
def test_a_poster_waits_through_the_first_start_and_its_door_is_a_visit(
    new_phone: NewPhone, server: ServerProcess
) -> None:
    at_door = recorded_stretch()[0]
    employer = Employer(server)
    offer = employer.publish(title="Vente au comptoir", place=door(at_door.position))
    pictures: list[Image.Image] = []

    def is_printed() -> bool:
        answer = employer.browser.ask("GET", f"/api/employer/offers/{offer['id']}/poster.png")
        pictures.extend([Image.open(BytesIO(answer.content))] if answer.ok else [])
        return answer.ok

    wait_until(is_printed, "the poster of what was just published")
    [code] = zxingcpp.read_barcodes(pictures[0])
    # Dated with the moment it is told: a poster is scanned now.
    phone = new_phone()
    phone.be_at(at_door)

    phone.open("/p/" + code.text.partition("/p/")[2])
    expect(phone.page.get_by_text(phone.words("start.poster"))).to_be_visible()
    phone.say_who()
    phone.page.reload()
    phone.say_who()
    phone.button("start.skip").click()
    phone.button("start.homeNo").click()
    found = Findings(phone.page)
    expect(phone.button("offers.poster.yes")).to_be_visible()
    found.look_at("poster")
    phone.button("offers.poster.yes").click()
    expect(phone.sheet.get_by_text(phone.words("offers.scanned.visited"))).to_be_visible()
    expect(phone.sheet.get_by_role("heading", name=offer["title"])).to_be_visible()
    found.look_at("offer of a poster")
    visited = {one["id"]: one["visited_on"] for one in phone.offers()}
    assert visited[offer["id"]] is not None
    assert found.all == []

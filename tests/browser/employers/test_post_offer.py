"""An employer on a phone: an offer in few taps, nothing lost on the way, and answers to who is interested."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from server.clock import utc_now
from tests.support.browser.accessibility import Findings, expect_heading
from tests.support.browser.employer import LIEVIN, Employer
from tests.support.browser.phone import NewPhone
from tests.support.factories import fix
from tests.support.running.servers import ServerProcess
from tests.support.waiting import wait_until

TAPS_MAX = 13

_COUNT_TAPS = """
window.taps = 0;
addEventListener("pointerup", (event) => { if (event.isTrusted) taps += 1; }, true);
"""


@pytest.fixture
def employer(new_phone: NewPhone, server: ServerProcess, request: pytest.FixtureRequest) -> Employer:
    phone = new_phone(draws_map=True)
    phone.context.add_init_script(_COUNT_TAPS)
    return Employer(phone, server, f"{request.node.name[:40]}@example.org")


@pytest.mark.story
def test_an_offer_is_posted_with_no_more_than_thirteen_taps_besides_typing(employer: Employer) -> None:
    phone, page = employer.phone, employer.page
    words = phone.words
    phone.be_at(fix(at=LIEVIN))
    found = Findings(page)
    phone.open("/recruter")

    employer.tap("offers.post", role="link")
    expect_heading(phone, words("employer.write.what.title"))
    found.look_at("what")
    employer.tap_text(words("kinds.job"))
    # The title has the focus: typing goes on without a tap.
    page.keyboard.type("Boulanger (H/F)")
    page.get_by_role("group", name=words("employer.write.what.occupations")).get_by_role("button").first.tap()
    employer.next()
    # No address can be looked up here, and nobody is stopped by that.
    page.get_by_role("textbox", name=words("employer.write.where.address")).tap()
    page.keyboard.type("12 rue de la Gare")
    expect(page.get_by_text(words("employer.write.where.addressAway"))).to_be_visible()
    found.look_at("where, without addresses")
    employer.tap("write.where.here")
    expect(page.get_by_role("button", name=words("employer.write.where.change"))).to_be_visible()
    employer.next()
    found.look_at("when")
    employer.tap_text(words("employer.write.when.now"))
    employer.next()
    found.look_at("how to meet")
    employer.tap_text(words("sheet.ways.drop_by"))
    # When people may drop by is nobody's to guess.
    employer.tap_text(words("employer.write.meet.visitings.shop"))
    employer.next()
    expect_heading(phone, words("employer.write.preview.title"))
    found.look_at("preview")
    employer.tap("write.preview.publish")
    expect_heading(phone, words("employer.write.done.published"))
    found.look_at("published")

    assert 0 < page.evaluate("taps") <= TAPS_MAX
    [offer] = employer.offers()
    assert (offer["state"], offer["title"], offer["ways_to_meet"]) == ("published", "Boulanger (H/F)", ["drop_by"])
    assert offer["rome_code"] is not None
    assert offer["starts_on"] is not None
    # What nobody said was not made up.
    assert [offer[name] for name in ("salary", "working_hours", "duration", "description")] == [None] * 4
    assert offer["commune_name"] == "Liévin"
    assert page.evaluate("localStorage.getItem('jokajobs.drafts')") == "{}"
    assert found.all == []
    assert found.screens == 6


def test_what_is_written_survives_a_reload_and_words_that_the_law_forbids_are_explained(employer: Employer) -> None:
    phone, page = employer.phone, employer.page
    words = phone.words
    found = Findings(page)
    phone.open("/recruter#write")
    employer.tap_text(words("kinds.job"))
    page.keyboard.type("Vendeur (H/F) de moins de 30 ans")
    finding = page.get_by_role("list", name=words("employer.wording.label")).get_by_role("listitem").first
    expect(finding).to_contain_text("L.1132-1")
    found.look_at("a title that the law forbids")

    page.reload()
    expect(page.get_by_role("textbox", name=words("employer.write.what.name"))).to_have_value(
        "Vendeur (H/F) de moins de 30 ans"
    )
    finding.get_by_role("button", name=words("employer.wording.remove")).tap()
    expect(finding).to_have_count(0)
    employer.next()
    # The search for addresses is away, or the page is loaded anew: what was typed stays.
    address = page.get_by_role("textbox", name=words("employer.write.where.address"))
    address.fill("3 rue des Essais")
    expect(page.get_by_text(words("employer.write.where.addressAway"))).to_be_visible()
    page.reload()
    expect(address).to_have_value("3 rue des Essais")
    # Somebody's home is a commune, and no more.
    employer.tap("write.where.commune")
    page.get_by_role("combobox").select_option(label="Liévin")
    page.get_by_role("checkbox", name=words("employer.write.where.home")).check()
    found.look_at("a home")
    employer.next()
    employer.tap_text(words("employer.write.when.open"))
    employer.next()
    expect(page.get_by_role("checkbox", name=words("sheet.ways.drop_by"))).to_be_disabled()
    employer.tap_text(words("sheet.ways.phone_first"))
    page.get_by_role("textbox", name=words("employer.write.meet.phone")).fill("03 21 00 00 00")
    page.get_by_text(words("employer.write.meet.more")).tap()
    found.look_at("everything that may be said besides")
    employer.next()
    page.reload()
    employer.tap("write.preview.publish")
    expect_heading(phone, words("employer.write.done.published"))

    [offer] = employer.offers()
    assert offer["place"] == {"type": "commune", "insee": offer["commune_insee"]}
    assert found.all == []
    assert found.screens == 3


def test_of_two_who_edit_the_same_offer_neither_loses_a_word(employer: Employer) -> None:
    phone, page = employer.phone, employer.page
    words = phone.words
    draft = {
        "kind": "job",
        "title": "Aide au fournil (H/F)",
        "place": {"type": "door", "lat": LIEVIN.lat, "lon": LIEVIN.lon, "address": None, "is_address_public": False},
        "ways_to_meet": ["drop_by"],
        "visiting_hours": {"1": [["09:00", "19:00"]]},
        "starts_on": None,
    }
    made = employer.send("POST", f"/api/employer/organisations/{employer.organisation}/offers", **draft)
    phone.open(f"/recruter#write={made['id']}")
    title = page.get_by_role("textbox", name=words("employer.write.what.name"))
    title.fill("Aide en boulangerie (H/F)")
    theirs = {**draft, "title": "Aide en pâtisserie (H/F)", "salary": "12 € de l’heure"}
    employer.send("PUT", f"/api/employer/offers/{made['id']}", version=made["version"], **theirs)
    for _ in range(4):
        employer.next()
    employer.tap("write.preview.publish")

    expect_heading(phone, words("employer.conflict.title"))
    expect(page.get_by_text("Aide en boulangerie (H/F)")).to_be_visible()
    found = Findings(page)
    found.look_at("two editors")
    page.get_by_role("radio", name="Aide en pâtisserie (H/F)").check()
    employer.tap("conflict.apply")
    employer.tap("write.preview.publish")
    expect_heading(phone, words("employer.write.done.published"))

    [offer] = employer.offers()
    assert (offer["title"], offer["salary"]) == ("Aide en pâtisserie (H/F)", "12 € de l’heure")
    employer.tap("write.done.see")
    expect_heading(phone, "Aide en pâtisserie (H/F)")
    found.look_at("an offer of one's own")
    employer.tap("actions.pause")
    wait_until(lambda: employer.offers()[0]["state"] == "paused", "the offer is paused")
    employer.tap("nav.team", role="link")
    expect_heading(phone, words("employer.team.title"))
    page.get_by_role("textbox", name=words("employer.team.email")).fill("collegue@example.org")
    employer.tap("team.send")
    expect(page.get_by_text(words("employer.team.waiting"))).to_be_visible()
    found.look_at("team")
    assert found.all == []


@pytest.mark.story
def test_whoever_is_interested_is_read_and_answered_with_one_tap(employer: Employer, server: ServerProcess) -> None:
    phone, page = employer.phone, employer.page
    words = phone.words
    draft = {
        "kind": "job",
        "title": "Aide au marché (H/F)",
        "place": {"type": "door", "lat": LIEVIN.lat, "lon": LIEVIN.lon, "address": None, "is_address_public": False},
        "ways_to_meet": ["drop_by"],
        "visiting_hours": {"1": [["09:00", "19:00"]]},
        "questions": ["Êtes-vous libre le samedi ?"],
    }
    made, player = employer.found_by(server, draft)
    words_of_player = {"first_name": "Inès", "can_do": "Tenir un stand.", "answers": ["Oui, toujours."]}
    player.send("POST", f"/api/offers/{made['id']}/application", words_of_player, status=201)

    phone.open("/recruter")
    page.get_by_role("link", name="Aide au marché (H/F)").tap()
    page.get_by_role("link", name=words("employer.offers.readApplications", 1)).tap()
    card = page.get_by_role("article", name="Inès")
    expect(card).to_contain_text("Oui, toujours.")
    found = Findings(page)
    found.look_at("an application")
    wait_until(
        lambda: player.get("/api/me/applications")["applications"][0]["state"] == "seen", "the player knows it is read"
    )
    card.get_by_role("button", name=words("employer.applications.answers.meeting_proposed")).tap()
    found.look_at("when and where")
    card.get_by_role("button", name=words("employer.applications.sendRefusal")).tap()
    expect(card.get_by_text(words("employer.applications.invite.faults.day"))).to_be_visible()
    expect(card.get_by_label(words("employer.applications.invite.day"))).to_be_focused()
    found.look_at("what is missing")
    card.get_by_label(words("employer.applications.invite.day")).fill(f"{utc_now() + timedelta(days=3):%Y-%m-%d}")
    card.get_by_label(words("employer.applications.invite.time")).fill("10:00")
    # Meanwhile a colleague, or they themselves on the phone, have answered.
    sent = player.get("/api/me/applications")["applications"][0]
    said = {"version": sent["version"], "answer": "phone", "phone": "03 21 00 00 00"}
    employer.send("POST", f"/api/employer/applications/{sent['id']}/answer", **said)
    card.get_by_role("button", name=words("employer.applications.sendRefusal")).tap()
    found.look_at("an answer that stands")
    assert player.get("/api/me/applications")["applications"][0]["state"] == "phone"
    meet = words("employer.applications.answers.meeting_proposed")
    card.get_by_role("button", name=words("employer.applications.replace", meet)).tap()
    expect(card).to_contain_text("10 h")
    assert player.get("/api/me/applications")["applications"][0]["state"] == "meeting_proposed"
    # A no needs its reason.
    card.get_by_role("button", name=words("employer.applications.answers.refused")).tap()
    found.look_at("a reason to choose")
    card.get_by_text(words("employer.applications.reasons.schedule"), exact=True).tap()
    card.get_by_role("button", name=words("employer.applications.sendRefusal")).tap()
    expect(card).to_contain_text(words("employer.applications.states.refused"))
    [told] = player.get("/api/me/applications")["applications"]
    assert (told["state"], told["refusal_reason"]) == ("refused", "schedule")
    card.get_by_role("button", name=words("employer.applications.report.report")).tap()
    found.look_at("a report")
    # Sent by the stories of reports: organisers of other tests would find it in their queue.
    page.keyboard.press("Escape")
    assert found.all == []

"""From a report to the end of it: somebody reports an offer, an organiser decides, who is decided about appeals."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.support.browser.accessibility import Findings
from tests.support.browser.organiser import come_as_organiser
from tests.support.browser.phone import NewPhone, Phone
from tests.support.browser.recorded_walk import cells_lifted_by, recorded_stretch
from tests.support.running.employers import Employer, door
from tests.support.running.servers import ServerProcess

DESK = {"width": 1280, "height": 800}
WHY_WARNED = "Ton annonce demande de l’argent pour postuler."
WHY_NOT = "C’était une faute de frappe, l’annonce est corrigée."
ANSWER = "Merci, l’équipe en a parlé avec la structure."
ANSWER_TO_APPEAL = "La faute est corrigée : nous levons l’avertissement."


def show_decisions(phone: Phone) -> None:
    phone.choose_tab("me")
    phone.page_of("cases").click()
    expect(phone.page.get_by_role("heading", name=phone.words("cases.decisions"))).to_be_visible()


@pytest.mark.story
def test_a_report_is_decided_told_to_both_and_contested(new_phone: NewPhone, server: ServerProcess) -> None:
    walk = recorded_stretch()[:14]
    employer = Employer(server)
    offer = employer.publish(title="Livraison de pain", place=door(walk[10].position))
    phone = new_phone(walk=walk)
    found = Findings(phone.page)
    report_offer(phone, walk, offer, found)

    desk = new_phone(size=DESK, is_mobile=False, has_touch=False)
    come_as_organiser(desk)
    on_desk = Findings(desk.page)
    decide(desk, on_desk)

    show_decisions(phone)
    expect(phone.page.get_by_text(ANSWER)).to_be_visible()
    expect(phone.page.get_by_text(phone.words("cases.outcomes.measure_taken"))).to_be_visible()
    found.look_at("what came of my report")

    boss = new_phone()
    at_boss = Findings(boss.page)
    contest(boss, employer, at_boss)
    hear_the_appeal(desk)
    boss.page.reload()
    show_decisions(boss)
    expect(boss.page.get_by_text(ANSWER_TO_APPEAL)).to_be_visible()
    expect(boss.page.get_by_text(boss.words("cases.outcomes.measure_lifted"))).to_be_visible()
    assert found.all + on_desk.all + at_boss.all == []


def report_offer(phone: Phone, walk: list[Any], offer: dict[str, Any], found: Findings) -> None:
    phone.start_game()
    phone.walk(walk)
    phone.totals_after(len(cells_lifted_by(walk)))
    expect(phone.sheet).to_be_visible()
    phone.close_sheets()
    phone.choose_tab("offers")
    row = phone.page.get_by_role("main").get_by_role("listitem").filter(has_text=offer["title"])
    row.get_by_role("button", name=offer["organisation_name"]).click()
    phone.button("cases.report").click()
    phone.button("cases.send").click()
    expect(phone.page.get_by_text(phone.words("cases.missing"))).to_be_visible()
    found.look_at("a report, with what is missing")
    phone.page.get_by_text(phone.words("cases.reasons.false_offer"), exact=True).click()
    phone.button("cases.send").click()
    expect(phone.page.get_by_text(phone.words("cases.sent")).first).to_be_visible()
    phone.close_sheets()


def open_case(desk: Phone, kind: str) -> None:
    desk.open("/organiser/cases")
    desk.page.get_by_role("link", name=kind).first.click()


def decide(desk: Phone, found: Findings) -> None:
    """Warns the one of the structure, who signed up as Zoé, and closes the case."""
    open_case(desk, "Signalement")
    found.look_at("a case")
    page = desk.page
    person = page.locator("details").filter(has_text="Zoé")
    person.locator("summary").click()
    person.get_by_label("Raison, que la personne lit").fill(WHY_WARNED)
    person.get_by_role("button", name="Prendre cette mesure").click()
    expect(page.locator("[data-measure]")).to_contain_text(WHY_WARNED)
    close(desk, "measure_taken", ANSWER)


def close(desk: Phone, outcome: str, answer: str) -> None:
    form = desk.page.locator("form[data-post$='/close']")
    form.locator("[name=outcome]").select_option(outcome)
    form.locator("[name=answer]").fill(answer)
    form.locator("[name=note]").fill("Appelé la structure.")
    form.get_by_role("button", name="Fermer le dossier").click()
    expect(desk.page.get_by_role("heading", name="Fermé le")).to_be_visible()


def contest(boss: Phone, employer: Employer, found: Findings) -> None:
    boss.start_game()
    boss.choose_tab("me")
    boss.button("account.keep.button").click()
    boss.sign_in(employer.email)
    expect(boss.page.get_by_role("heading", name=boss.words("me.hello", "Zoé"))).to_be_focused()
    show_decisions(boss)
    expect(boss.page.get_by_text(WHY_WARNED)).to_be_visible()
    boss.button("cases.appeal").click()
    boss.page.get_by_role("textbox", name=boss.words("cases.appealText")).fill(WHY_NOT)
    found.look_at("an appeal")
    boss.button("cases.appealSend").click()
    expect(boss.page.get_by_text(boss.words("cases.appealSent")).first).to_be_visible()


def hear_the_appeal(desk: Phone) -> None:
    open_case(desk, "Recours")
    expect(desk.page.get_by_text(WHY_NOT)).to_be_visible()
    close(desk, "measure_lifted", ANSWER_TO_APPEAL)

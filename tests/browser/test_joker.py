"""A volunteer's way on their own phone, from the application to the first conversation."""

from playwright.sync_api import Locator, expect

from tests.support.browser.phone import NewPhone, Phone
from tests.support.browser.volunteers import LANGUAGE, ask, decide, free_joker, sign_in
from tests.support.running.servers import Guest, ServerProcess


def test_a_volunteer_applies_is_free_and_answers_a_call(new_phone: NewPhone, server: ServerProcess) -> None:
    phone = new_phone()
    phone.start_game()
    phone.choose_tab("jokers")
    phone.button("help.beJoker.open").click()
    expect(_heading(phone, "joker.become.guestTitle")).to_be_visible()

    joker_id = sign_in(phone, server, "dominique@example.org")
    phone.choose_tab("jokers")
    phone.button("help.beJoker.open").click()
    phone.button("joker.become.send").click()
    expect(_box(phone, "joker.topics.cv")).to_be_focused()
    expect(phone.page.get_by_text(phone.words("joker.charter.acceptMissing"))).to_be_visible()
    _box(phone, "joker.topics.papers").press("Space")
    _box(phone, f"languages.{LANGUAGE}").press("Space")
    _box(phone, "joker.charter.accept").press("Space")
    phone.button("joker.become.send").press("Enter")
    expect(_heading(phone, "joker.standing.appliedTitle")).to_be_visible()

    phone.page.get_by_role("button", name=phone.words("joker.more.week")).click()
    phone.button("joker.week.add").click()
    _box(phone, "joker.week.days.0").press("Space")
    phone.button("joker.slot.add").press("Enter")
    nine_to_noon = phone.words(
        "joker.week.range", phone.words("sheet.clock", 9, "00"), phone.words("sheet.clock", 12, "00")
    )
    expect(phone.button("joker.week.remove", phone.words("joker.week.dayNames.0"), nine_to_noon)).to_be_visible()

    decide(server, joker_id, "approve")
    phone.open()
    phone.choose_tab("jokers")
    switch = phone.page.get_by_role("switch", name=phone.words("joker.free.on"))
    expect(switch).not_to_be_checked()
    switch.press("Space")
    expect(switch).to_be_checked()

    asker, (_, other_app) = Guest(server, name="Camille"), free_joker(server, "Claude")
    with asker.open_socket("/help") as at_asker, other_app:
        at_asker.wait_for("help_snapshot")
        phone.choose_tab("offers")
        call_id = ask(at_asker, "Co z moim meldunkiem?")
        banner = phone.page.get_by_role("button", name=phone.words("joker.calls.banner", 1))
        banner.click()
        expect(phone.page.get_by_text("Co z moim meldunkiem?")).to_be_visible()
        expect(banner).to_have_count(0)
        assert other_app.ask("accept_call", {"call_id": call_id})["ok"]
        expect(_heading(phone, "joker.calls.taken")).to_be_visible()
        expect(phone.button("joker.calls.accept")).to_have_count(0)
        phone.button("joker.calls.dismiss").click()
        expect(_heading(phone, "joker.calls.taken")).to_have_count(0)

        ask(at_asker, "A co z prawem jazdy?")
        phone.button("joker.calls.accept").click()
        expect(phone.page.get_by_text("Camille", exact=True)).to_be_visible()
        helpers = [at_asker.wait_for("conversation_changed")["conversation"]["other"]["name"] for _ in range(2)]
        assert helpers == ["Claude", "Sacha"]


def _heading(phone: Phone, name: str) -> Locator:
    return phone.page.get_by_role("heading", name=phone.words(name), exact=True)


def _box(phone: Phone, name: str) -> Locator:
    return phone.page.get_by_role("checkbox", name=phone.words(name), exact=True)

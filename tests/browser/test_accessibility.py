"""axe-core, which looks for what keeps people with impairments out, finds nothing on any screen."""

import pytest
from playwright.sync_api import expect

from tests.support.browser.accessibility import Findings, expect_heading
from tests.support.browser.joker import AnsweringJoker
from tests.support.browser.phone import NewPhone, Phone
from tests.support.browser.recorded_walk import recorded_stretch
from tests.support.browser.volunteers import LANGUAGE, ask, decide, sign_in
from tests.support.running.help_people import APPLICATION
from tests.support.running.servers import Guest, ServerProcess

LANGUAGES = ["fr", "en"]


def look_at_inbox(phone: Phone, found: Findings, unread: int) -> None:
    phone.choose_tab("me")
    expect(phone.page_of("notifications")).to_contain_text(phone.words("me.unread", unread))
    phone.page_of("notifications").click()
    expect(phone.button("notifications.settings")).to_be_visible()
    found.look_at("the inbox")
    phone.button("notifications.settings").click()
    expect(phone.page.get_by_role("checkbox").first).to_be_visible()
    found.look_at("alerts and mails")


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_screen_of_the_first_start(new_phone: NewPhone, language: str) -> None:
    phone = new_phone(language=language)
    phone.open()
    found = Findings(phone.page)
    expect_heading(phone, phone.words("start.title"))
    found.look_at("who")
    phone.button("start.next").click()
    found.look_at("who, with what is missing")
    phone.say_who(age="under_15")
    expect_heading(phone, phone.words("start.tooYoungTitle"))
    found.look_at("under 15")
    phone.button("start.back").click()
    phone.say_who()
    expect_heading(phone, phone.words("start.wishesTitle"))
    found.look_at("wishes")
    phone.button("start.skip").click()
    expect_heading(phone, phone.words("start.homeTitle"))
    found.look_at("home")

    assert found.all == []
    assert found.screens == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_screen_of_the_game(new_phone: NewPhone, language: str) -> None:
    walk = recorded_stretch()
    phone = new_phone(draws_map=True, language=language, walk=walk)
    phone.start_game()
    found = Findings(phone.page)
    phone.stand(walk[0])
    expect(phone.dot).to_be_visible()
    found.look_at("walk")
    phone.walk(walk[1:])
    expect(phone.sheet).to_be_visible()
    found.look_at("sheet, just discovered")
    phone.close_sheets()
    found.look_at("walk with offers")
    phone.choose_tab("offers")
    expect_heading(phone, phone.words("offers.title"))
    found.look_at("list")
    phone.choose_tab("me")
    expect_heading(phone, phone.words("me.hello", "Sacha"))
    found.look_at("me")
    phone.button("account.keep.button").click()
    expect_heading(phone, phone.words("account.signIn.keepTitle"))
    found.look_at("keep what was won")
    phone.sign_in(f"sacha-reads-{language}@example.org", look=lambda: found.look_at("code"))
    phone.page_of("account").click()
    expect(phone.page.get_by_role("listitem")).to_have_count(1)
    found.look_at("account")
    phone.button("start.back").click()
    phone.page_of("data").click()
    expect(phone.page.get_by_role("definition").first).to_be_visible()
    phone.button("account.data.eraseAsk").click()
    found.look_at("what is known")
    phone.choose_tab("walk")
    phone.context.set_offline(True)
    expect(phone.offline_note()).to_be_visible()
    found.look_at("walk, offline")

    assert found.all == []
    assert found.screens == 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_without_a_position_or_with_a_recorded_walk(new_phone: NewPhone, language: str) -> None:
    phone = new_phone(language=language, may_locate=False)
    phone.start_game()
    found = Findings(phone.page)
    expect_heading(phone, phone.words("trouble.denied.title"))
    found.look_at("refused position")
    phone.button("trouble.demo").click()
    expect(phone.page.get_by_role("region", name=phone.words("recording.label"))).to_be_visible()
    found.look_at("recorded walk")

    assert found.all == []
    assert found.screens == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_way_from_a_call_to_its_thanks(
    new_phone: NewPhone, server: ServerProcess, language: str
) -> None:
    phone = new_phone(language=language)
    phone.start_game()
    found = Findings(phone.page)
    with AnsweringJoker(server, "Nadia") as joker:
        phone.call_button().click()
        expect_heading(phone, phone.words("help.call.title"))
        phone.button("help.call.send").click()
        found.look_at("call, with what is missing")
        phone.page.get_by_text(phone.words("help.topics.cv"), exact=True).click()
        phone.button("help.call.send").click()
        expect(phone.button("help.waiting.withdraw")).to_be_visible()
        found.look_at("waiting")
        conversation_id = joker.accept()["id"]
        expect_heading(phone, "Nadia")
        joker.say(conversation_id, "Bonjour !")
        phone.page.get_by_role("textbox").fill("Merci")
        phone.button("help.conversation.send").click()
        assert joker.hear() == "Merci"
        found.look_at("conversation")
        phone.button("help.conversation.more").click()
        phone.button("help.conversation.report").click()
        found.look_at("report")
        phone.page.keyboard.press("Escape")
        phone.button("help.conversation.close").click()
        found.look_at("closing")
        phone.button("help.conversation.helpedNo").click()
        expect(phone.page.get_by_text(phone.words("help.conversation.notHelped"), exact=True).first).to_be_visible()
        found.look_at("conversation that is over")
        phone.button("help.back").click()
        expect_heading(phone, phone.words("help.title"))
        found.look_at("conversations")

    assert found.all == []
    assert found.screens == 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_screen_of_a_joker(new_phone: NewPhone, server: ServerProcess, language: str) -> None:
    phone = new_phone(language=language)
    phone.start_game()
    joker_id = sign_in(phone, server, f"dominique.{language}@example.org")
    found = Findings(phone.page)
    phone.choose_tab("jokers")
    phone.button("help.beJoker.open").click()
    phone.button("joker.become.send").click()
    expect_heading(phone, phone.words("joker.charter.title"))
    found.look_at("becoming a Joker, with what is missing")
    phone.context.request.post(f"{phone.url}/api/joker", data={**APPLICATION, "languages": [LANGUAGE]})
    phone.open()
    phone.choose_tab("jokers")
    phone.button("help.beJoker.home").click()
    expect_heading(phone, phone.words("joker.standing.appliedTitle"))
    found.look_at("applied")
    for decision in ("approve", "identity-checked"):
        decide(server, joker_id, decision)
    phone.open()
    phone.choose_tab("jokers")
    phone.button("help.beJoker.home").click()
    phone.page.get_by_role("switch").click()
    expect(phone.page.get_by_role("switch")).to_be_checked()
    found.look_at("free now")
    phone.page.get_by_role("button", name=phone.words("joker.more.week")).click()
    phone.button("joker.week.add").click()
    phone.sheet.get_by_text(phone.words("joker.week.days.0"), exact=True).click()
    found.look_at("a new slot")
    phone.button("joker.slot.add").click()
    expect(phone.sheet).to_have_count(0)
    found.look_at("the week")
    phone.choose_tab("walk")
    with Guest(server).open_socket("/help") as app:
        app.wait_for("help_snapshot")
        ask(app, "Gdzie jest urząd?")
        banner = phone.page.get_by_role("button", name=phone.words("joker.calls.banner", 1))
        expect(banner).to_be_visible()
        found.look_at("walk, with a call")
        banner.click()
        expect(phone.button("joker.calls.accept")).to_be_visible()
        found.look_at("a call")
    decide(server, joker_id, "suspend", reason="Des numéros de téléphone demandés.")
    phone.open()
    phone.choose_tab("jokers")
    phone.button("help.beJoker.home").click()
    expect_heading(phone, phone.words("joker.standing.appealTitle"))
    found.look_at("suspended")
    look_at_inbox(phone, found, unread=3)

    assert found.all == []
    assert found.screens == 10

"""A player calls a Joker from the street and they talk: through a tunnel and a reload, nothing is lost or doubled."""

from playwright.sync_api import Locator, expect

from game_rules.limits import DEFAULT_LIMITS
from tests.support.browser.joker import AnsweringJoker
from tests.support.browser.phone import NewPhone, Phone
from tests.support.running.servers import ServerProcess

PHONE_NUMBER = "06 12 34 56 78"


def call_a_joker(phone: Phone, question: str) -> None:
    phone.call_button().click()
    phone.page.get_by_text(phone.words("help.topics.cv"), exact=True).click()
    phone.page.get_by_role("textbox", name=phone.words("help.call.text")).fill(question)
    phone.button("help.call.send").click()


def write(phone: Phone, text: str) -> None:
    phone.page.get_by_role("textbox", name=phone.words("help.conversation.write")).fill(text)
    phone.button("help.conversation.send").click()


def messages(phone: Phone) -> Locator:
    """Every message on the screen, in order."""
    shown = phone.page.get_by_role("group", name=phone.words("help.conversation.messages"))
    return shown.get_by_role("listitem").get_by_role("paragraph")


def test_a_call_from_the_street_is_answered_and_nothing_said_is_lost(
    new_phone: NewPhone, server: ServerProcess
) -> None:
    phone = new_phone(keeps_copy=True)
    phone.start_game()
    with AnsweringJoker(server, "Nadia") as joker:
        call_a_joker(phone, "Tu peux relire mon CV ?")
        expect(phone.page.get_by_text(phone.words("help.waiting.asked", 1))).to_be_visible()
        conversation_id = joker.accept()["id"]
        expect(phone.page.get_by_role("heading", name="Nadia")).to_be_visible()

        joker.say(conversation_id, "Bonjour Sacha !")
        expect(messages(phone)).to_have_text(["Bonjour Sacha !"])
        write(phone, "Bonjour, merci de répondre")
        assert joker.hear() == "Bonjour, merci de répondre"
        read = phone.words("help.conversation.marks.read")
        expect(phone.page.get_by_text(read)).to_be_visible()

        phone.wait_until_kept_for_offline()
        phone.context.set_offline(True)
        write(phone, "Dans le tunnel")
        expect(phone.page.get_by_text(phone.words("help.conversation.marks.waiting"))).to_be_visible()
        joker.say(conversation_id, "Envoie-le quand tu veux.")
        phone.page.reload()
        phone.choose_tab("jokers")
        phone.page.get_by_role("button", name="Nadia").click()
        expect(messages(phone)).to_have_text(["Bonjour Sacha !", "Bonjour, merci de répondre", "Dans le tunnel"])
        phone.context.set_offline(False)
        assert joker.hear() == "Dans le tunnel"

        everything = [
            "Bonjour Sacha !",
            "Bonjour, merci de répondre",
            "Envoie-le quand tu veux.",
            "Dans le tunnel",
        ]
        assert joker.all_said(conversation_id) == everything
        expect(messages(phone)).to_have_text(everything)

        before = phone.totals()["points"]
        phone.button("help.conversation.close").click()
        phone.button("help.conversation.helpedYes").click()
        expect(phone.page.get_by_text(phone.words("help.conversation.thanked"), exact=True).first).to_be_visible()
        assert phone.totals()["points"] == before + DEFAULT_LIMITS.points_help_received
        phone.choose_tab("walk")
        expect(phone.points).to_have_text(str(phone.totals()["points"]))


def test_a_minor_is_asked_before_a_number_goes_out_and_a_block_hides_at_once(
    new_phone: NewPhone, server: ServerProcess
) -> None:
    phone = new_phone()
    phone.open()
    phone.say_who(age="15_17")
    phone.button("start.skip").click()
    phone.button("start.homeNo").click()
    with AnsweringJoker(server, "Nadia") as joker:
        call_a_joker(phone, f"Appelle-moi au {PHONE_NUMBER}")
        expect(phone.page.locator("mark")).to_have_text(PHONE_NUMBER)
        phone.button("help.conversation.sendAnyway").click()
        conversation = joker.accept()
        assert conversation["text"] == f"Appelle-moi au {PHONE_NUMBER}"

        write(phone, f"👍 ou bien le {PHONE_NUMBER} demain")
        write(phone, "Merci")
        assert joker.hear() == "Merci"
        expect(phone.page.locator("mark")).to_have_text(PHONE_NUMBER)
        phone.button("help.conversation.change").click()
        field = phone.page.get_by_role("textbox", name=phone.words("help.conversation.write"))
        expect(field).to_have_value(f"👍 ou bien le {PHONE_NUMBER} demain")
        assert joker.all_said(conversation["id"]) == ["Merci"]

        phone.button("help.conversation.more").click()
        phone.button("help.conversation.block").click()
        phone.button("help.conversation.blockYes").click()
        expect(phone.page.get_by_role("heading", name=phone.words("help.title"))).to_be_visible()
        expect(phone.page.get_by_text("Nadia", exact=True)).to_have_count(0)

"""Accounts in the browser: keeping what a guest has won, coming back, and having no position used."""

from playwright.sync_api import expect

from tests.browser.conftest import NewPhone
from tests.browser.phone import Phone, wait_until
from tests.browser.recorded_walk import cells_lifted_by, recorded_stretch


def sign_in(phone: Phone, email: str, wrong_first: bool = False) -> None:
    """From the page that asks for an address to the code's end."""
    words = phone.words
    phone.page.get_by_role("textbox", name=words("account.signIn.email")).fill(email)
    phone.button("account.signIn.send").click()
    field = phone.page.get_by_role("textbox", name=words("account.signIn.code", 6))
    expect(field).to_be_visible()
    code = phone.mailed_code(email)
    if wrong_first:
        field.fill("000000" if code != "000000" else "111111")
        phone.button("account.signIn.enter").click()
        expect(phone.page.get_by_text(words("account.signIn.wrong", 4))).to_be_visible()
        expect(field).to_be_focused()
    # As it is pasted from a mail.
    field.fill(f" {code[:3]} {code[3:]} ")
    phone.button("account.signIn.enter").click()


def test_a_guest_keeps_their_points_and_finds_them_on_another_phone(new_phone: NewPhone) -> None:
    walk = recorded_stretch()
    half = len(walk) // 2
    phone = new_phone(walk=walk)
    phone.start_game()
    phone.walk(walk[:half])
    won = phone.totals_after(len(cells_lifted_by(walk[:half])))
    phone.close_sheets()
    assert phone.account()["account"]["consent"]["version"] is not None

    phone.choose_tab("me")
    phone.button("account.keep.button").click()
    sign_in(phone, "sacha@example.org", wrong_first=True)
    expect(phone.page_of("account")).to_be_visible()
    expect(phone.button("account.keep.button")).to_have_count(0)
    assert phone.account()["account"]["email"] == "sacha@example.org"
    assert phone.totals() == won

    # The socket of the new session counts on.
    phone.choose_tab("walk")
    phone.walk(walk[half:])
    totals = phone.totals_after(len(cells_lifted_by(walk)))
    assert totals["points"] > won["points"]
    phone.close_sheets()

    tablet = new_phone()
    tablet.open()
    tablet.button("start.haveAccount").click()
    sign_in(tablet, "Sacha@example.org")
    tablet.button("start.homeNo").click()
    expect(tablet.points).to_have_text(str(totals["points"]))

    # Signed out from afar, the tablet asks who is there.
    phone.choose_tab("me")
    phone.page_of("account").click()
    phone.page.get_by_role("listitem").get_by_role("button").click()
    expect(tablet.button("start.haveAccount")).to_be_visible()
    expect(phone.page.get_by_role("listitem")).to_have_count(1)


def test_whoever_has_their_positions_stopped_is_located_no_more_and_may_change_their_mind(new_phone: NewPhone) -> None:
    walk = recorded_stretch()
    phone = new_phone(walk=walk)
    phone.start_game()
    phone.walk(walk[:3])
    wait_until(lambda: phone.totals()["cells_lifted"] > 0, "the walk counts")

    # Another device of the same person withdraws.
    answer = phone.context.request.delete(f"{phone.url}/api/me/consent")
    assert answer.ok
    phone.walk(walk[3:6])
    stopped = phone.page.get_by_role("region", name=phone.words("trouble.withdrawn.title"))
    expect(stopped).to_be_visible()
    expect(phone.dot).to_have_count(0)

    phone.button("trouble.allowAgain").click()
    expect(phone.dot).to_be_visible()
    phone.choose_tab("me")
    phone.button("account.positions.stop").click()
    expect(phone.button("account.positions.allow")).to_be_visible()
    wait_until(
        lambda: phone.account()["account"]["consent"]["withdrawn_on"] is not None, "the server knows of the withdrawal"
    )
    phone.page.reload()
    expect(stopped).to_be_visible()
    phone.button("trouble.list").click()
    expect(phone.page.get_by_role("heading", name=phone.words("offers.title"))).to_be_visible()

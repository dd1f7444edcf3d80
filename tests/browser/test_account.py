"""Accounts in the browser: keeping what a guest has won, coming back, and having no position used."""

import json

from playwright.sync_api import expect

from tests.support.browser.phone import NewPhone, Phone
from tests.support.browser.recorded_walk import cells_lifted_by, recorded_stretch
from tests.support.waiting import wait_until

LEFT_ON_DEVICE = """async () => {
  const left = Object.keys(localStorage).filter((key) => !["jokajobs.device", "jokajobs.unwritten"].includes(key));
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith("jokajobs-")) continue;
    const database = await new Promise((resolve) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
    });
    for (const store of database.objectStoreNames) {
      const count = await new Promise((resolve) => {
        const counting = database.transaction(store).objectStore(store).count();
        counting.onsuccess = () => resolve(counting.result);
      });
      if (count > 0) left.push(`${name}.${store}`);
    }
    database.close();
  }
  return left;
}"""
"""What is still there of the game, but for the random number that a device makes anew."""


def type_a_wrong_code(phone: Phone) -> None:
    field = phone.page.get_by_role("textbox")
    # Short of a digit, which the browser knows; then wrong, which the server knows.
    field.fill("12345")
    phone.button("account.signIn.enter").click()
    expect(phone.page.get_by_text(phone.words("account.signIn.codeIncomplete", 6))).to_be_visible()
    field.fill(f"{(int(phone.mailed_code('sacha@example.org')) + 1) % 1_000_000:06}")
    phone.button("account.signIn.enter").click()
    expect(phone.page.get_by_text(phone.words("account.signIn.wrong", 4))).to_be_visible()
    expect(field).to_be_focused()


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
    phone.sign_in("sacha@example.org", look=lambda: type_a_wrong_code(phone))
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
    tablet.sign_in("Sacha@example.org")
    tablet.button("start.homeNo").click()
    expect(tablet.points).to_have_text(str(totals["points"]))

    # Signed out from afar, the tablet asks who is there.
    phone.choose_tab("me")
    phone.page_of("account").click()
    phone.page.get_by_role("listitem").get_by_role("button").click()
    expect(tablet.button("start.haveAccount")).to_be_visible()
    expect(phone.page.get_by_role("listitem")).to_have_count(1)


def test_who_signs_in_over_a_guest_sees_their_own_game_and_nothing_of_the_guest(new_phone: NewPhone) -> None:
    walk = recorded_stretch()
    known = new_phone()
    known.start_game()
    known.choose_tab("me")
    known.button("account.keep.button").click()
    known.sign_in("ines@example.org")
    expect(known.page_of("account")).to_be_visible()

    phone = new_phone(draws_map=True, walk=walk)
    phone.start_game(name="Gaspard")
    phone.walk(walk)
    phone.totals_after(len(cells_lifted_by(walk)))
    phone.close_sheets()
    phone.choose_tab("me")
    phone.button("account.keep.button").click()
    phone.sign_in("ines@example.org")
    # The greeting stands on the new player's page, which took the place of the guest's.
    expect(phone.page.get_by_role("heading", name=phone.words("me.hello", "Sacha"))).to_be_focused()
    expect(phone.page.locator(".toast")).to_have_text(phone.words("account.signIn.done", "ines@example.org"))
    assert phone.account()["player"]["name"] == "Sacha"
    phone.choose_tab("walk")
    expect(phone.points).to_have_text(str(phone.totals()["points"]))
    # The phone walks on for its new player.
    phone.be_at(walk[-1])
    expect(phone.dot).to_be_visible()


def test_whoever_has_their_positions_stopped_is_located_no_more_and_may_change_their_mind(new_phone: NewPhone) -> None:
    walk = recorded_stretch()
    phone = new_phone(draws_map=True, walk=walk)
    phone.start_game()
    phone.walk(walk[:3])
    wait_until(lambda: phone.totals()["cells_lifted"] > 0, "the walk counts")

    # Another device of the same person withdraws.
    answer = phone.context.request.delete(f"{phone.url}/api/me/consent")
    assert answer.ok
    # Whoever is stopped hears of no place any more: it is not waited for.
    phone.be_at(walk[3])
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


def test_somebody_sees_what_is_known_of_them_takes_it_along_and_leaves_for_good(new_phone: NewPhone) -> None:
    walk = recorded_stretch()
    phone = new_phone(keeps_copy=True, walk=walk)
    phone.start_game()
    phone.walk(walk[:10])
    totals = phone.totals_after(len(cells_lifted_by(walk[:10])))
    phone.close_so_many_sheets(totals["offers_discovered"])
    phone.choose_tab("me")
    phone.page_of("data").click()
    kept = phone.page.get_by_role("definition")
    expect(kept.filter(has_text="Sacha")).to_be_visible()
    export = phone.context.request.get(f"{phone.url}/api/me/export").json()
    lifted = sum(run["properties"]["cells"] for run in export["fog"]["features"])
    clouds = phone.page.locator("dl > div").filter(has_text=phone.words("account.data.clouds"))
    expect(clouds.get_by_role("definition")).to_have_text(str(lifted))
    phone.button("me.homeHere").click()

    with phone.page.expect_download() as downloading:
        phone.page.get_by_role("link", name=phone.words("account.data.download")).click()
    assert json.loads(downloading.value.path().read_text())["player_id"] == export["player_id"]

    phone.button("account.data.eraseAsk").click()
    phone.button("account.data.eraseNo").click()
    assert phone.account()["player"]["id"] == export["player_id"]
    phone.button("account.data.eraseAsk").click()
    phone.button("account.data.eraseYes").click()

    expect(phone.page.get_by_role("heading", name=phone.words("start.title"))).to_be_visible()
    assert phone.context.request.get(f"{phone.url}/api/me").status == 401
    wait_until(lambda: phone.page.evaluate(LEFT_ON_DEVICE) == [], "the device has forgotten everything")


def test_a_phone_that_knows_somebody_lets_them_in_again(new_phone: NewPhone) -> None:
    phone = new_phone()
    # At 127.0.0.1 there are no passkeys: they belong to host names.
    phone.url = phone.url.replace("127.0.0.1", "localhost")
    devtools = phone.context.new_cdp_session(phone.page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": LOCK_OF_A_PHONE})
    phone.start_game()
    me = phone.account()["player"]["id"]
    phone.choose_tab("me")
    phone.button("account.keep.button").click()
    phone.sign_in("leila@example.org")
    phone.button("account.passkeys.make").click()

    phone.page_of("account").click()
    expect(phone.page.get_by_role("button", name=phone.words("account.passkeys.remove"))).to_be_visible()
    phone.button("account.account.signOut").click()
    phone.button("start.haveAccount").click()
    phone.button("account.passkeys.use").click()
    expect(phone.points).to_be_visible()
    assert phone.account()["player"]["id"] == me


LOCK_OF_A_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

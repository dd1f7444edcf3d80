"""The whole game by keyboard and accessibility tree: what a blind player has of it."""

from game_rules.play.hints import HintBand
from tests.support.browser.phone import NewPhone, Phone
from tests.support.browser.recorded_walk import cells_lifted_by, recorded_stretch
from tests.support.browser.screen_reader import ScreenReader
from tests.support.waiting import wait_until


def first_start(phone: Phone, reader: ScreenReader) -> None:
    words = phone.words
    reader.go_to("textbox", words("start.name"))
    reader.type("Sacha")
    reader.go_to("radio", words("start.ages.18_plus"))
    reader.press("Space")
    reader.activate("button", words("start.next"))
    reader.wait_for_focus("heading", words("start.wishesTitle"))
    reader.go_to("checkbox", words("kinds.apprenticeship"))
    reader.press("Space")
    reader.go_to("checkbox", words("kinds.event"))
    reader.press("Space")
    reader.activate("button", words("start.next"))
    reader.wait_for_focus("heading", words("start.homeTitle"))
    assert words("start.positionsPromise") in reader.tells()
    reader.activate("button", words("start.homeNo"))
    wait_until(lambda: reader.has("button", words("tabs.offers")), "the game begins")


def test_a_walk_is_played_from_the_list_without_seeing_the_map(new_phone: NewPhone) -> None:
    walk = recorded_stretch()
    phone = new_phone(walk=walk)
    words = phone.words
    phone.open()
    reader = ScreenReader(phone)
    first_start(phone, reader)
    reader.activate("button", words("tabs.offers"))
    reader.wait_for_focus("heading", words("offers.title"))
    assert words("offers.empty") in reader.tells()
    assert phone.account()["player"]["wishes"]["kinds"] == ["apprenticeship", "event"]

    phone.walk(walk)

    wait_until(lambda: reader.has("dialog"), "a sheet opens by itself")
    totals = phone.totals_after(len(cells_lifted_by(walk)))
    offers = phone.offers()
    assert len(offers) == totals["offers_discovered"] > 1
    for offer in offers:
        reader.wait_for_announcement(words("points.announcedOffer", offer["title"], offer["organisation"]["name"]))
    reader.wait_for_announcement(words("points.level", totals["level"]))
    wait_until(
        lambda: any(words(f"hints.bands.{band}") in reader.announcements() for band in HintBand), "a hint is told"
    )

    # The sheets in a row: each takes the focus to its title; the last gives it back to the page below.
    unread = {offer["title"] for offer in offers}
    for place in range(1, len(offers) + 1):
        unread.remove(reader.wait_for_focus_on_one_of("heading", unread))
        assert words("sheet.queue", place, len(offers)) in reader.tells()
        if unread:
            reader.activate("button", words("sheet.next"))
    reader.press("Escape")
    reader.wait_for_focus("heading", words("offers.title"))
    assert not reader.has("dialog")

    # Every offer stands in the list with its distance and direction, and opens from there.
    assert words("offers.lead", len(offers)) in reader.tells()
    for offer in offers:
        reader.go_to("button", offer["title"])
        assert reader.is_on("button", offer["organisation"]["name"])
        reader.press("Enter")
        reader.wait_for_focus("heading", offer["title"])
        reader.go_to("link", words("sheet.directions"))
        reader.activate("button", words("close"))
        reader.wait_for_focus("button", offer["title"])

    reader.activate("button", words("tabs.me"))
    reader.wait_for_focus("heading", words("me.hello", "Sacha"))
    assert words("walk.points", str(totals["points"]), totals["points"]) in reader.tells()

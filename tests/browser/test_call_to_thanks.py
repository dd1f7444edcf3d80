"""The whole story on two phones: a player calls, a Joker answers, they talk, meet at a public place, and thank."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from game_rules.geo import LatLon
from game_rules.gps import GpsFix
from game_rules.limits import DEFAULT_LIMITS
from server.clock import utc_now
from tests.support.browser.meeting_screens import Story, group, let_it_begin, new_volunteer, open_meeting, shown
from tests.support.browser.phone import NewPhone, Phone
from tests.support.running.servers import ServerProcess
from tests.support.waiting import wait_until

LANGUAGE = "it"
"""No other test's Jokers or players speak it."""

START_IN = timedelta(minutes=5)


def write(phone: Phone, words: str) -> None:
    phone.page.get_by_role("textbox", name=phone.words("help.conversation.write")).fill(words)
    phone.button("help.conversation.send").click()


def said(phone: Phone, words: str) -> Locator:
    messages = phone.page.get_by_role("group", name=phone.words("help.conversation.messages"))
    return messages.get_by_role("paragraph").filter(has_text=words)


def stand_at(phone: Phone, place: LatLon) -> int:
    """The phone is there, and the server has heard of it; the points that the player has then."""
    phone.stand(GpsFix(place, 10, utc_now()))
    wait_until(lambda: phone.totals()["cells_lifted"] > 0, "the clouds over the place are lifted")
    return phone.totals()["points"]


def tap_there(phone: Phone, button: str, place: LatLon) -> None:
    """The receiver has a position of just now, as outdoors it always has."""
    phone.stand(GpsFix(place, 10, utc_now()))
    phone.button(button).click()


def call_and_talk(story: Story) -> None:
    player, joker, say = story.player, story.joker, story.player.words
    player.call_button().click()
    player.page.get_by_text(say("help.topics.cv"), exact=True).click()
    player.page.get_by_role("textbox", name=say("help.call.text")).fill("Tu peux relire mon CV ?")
    player.page.get_by_role("combobox", name=say("help.call.language")).select_option(LANGUAGE)
    story.show("question", player)
    player.button("help.call.send").click()
    expect(player.page.get_by_text(say("help.waiting.asked", 1))).to_be_visible()
    expect(joker.page.get_by_text("Tu peux relire mon CV ?")).to_be_visible()
    story.show("call")
    joker.button("joker.calls.accept").click()
    expect(player.page.get_by_role("heading", name="Dominique")).to_be_visible()

    write(joker, "Bonjour Sacha ! Oui, avec plaisir.")
    expect(said(player, "Oui, avec plaisir.")).to_be_visible()
    write(player, "Merci ! On peut se voir ?")
    expect(said(joker, "On peut se voir ?")).to_be_visible()
    story.show("talk")


def agree_to_meet(story: Story) -> LatLon:
    """Returns the place."""
    player, joker, say = story.player, story.joker, story.player.words
    player.button("meetings.open").click()
    expect(group(player, "meetings.propose.place")).to_be_visible()
    place = player.context.request.get(f"{player.url}/api/staffed-places").json()["places"][0]
    player.sheet.get_by_text(place["name"], exact=True).click()
    for choice in ("day", "time"):
        group(player, f"meetings.propose.{choice}").locator("label").first.click()
    story.inspect("choose", player)
    player.button("meetings.propose.send").click()
    expect(shown(player, say("meetings.says.waiting", "Dominique"))).to_be_visible()
    story.inspect("proposed", player)

    joker.page.get_by_role("button", name=say("meetings.short.answer")).click()
    expect(joker.sheet.get_by_text(place["name"])).to_be_visible()
    story.inspect("asked", joker)
    joker.button("meetings.confirm").click()
    expect(joker.sheet.get_by_text(say("meetings.short.set"), exact=True)).to_be_visible()
    expect(shown(player, say("meetings.says.set", "Dominique"))).to_be_visible()
    story.inspect("agreed", player)
    story.show("agreed", joker)
    with player.page.expect_download() as download:
        player.page.get_by_role("link", name=say("meetings.calendar")).click()
    assert "BEGIN:VEVENT" in Path(download.value.path()).read_text()
    return LatLon(place["position"]["lat"], place["position"]["lon"])


def check_in_by_code(story: Story) -> None:
    """The player's phone has no position: the Joker shows their code."""
    player, joker, say = story.player, story.joker, story.player.words
    joker.sheet.get_by_role("button", name=say("meetings.code.show", "Sacha")).click()
    code = joker.sheet.get_by_text(re.compile(r"^\d{3} \d{3}$"))
    expect(code).to_be_visible()
    story.inspect("code", joker)
    player.button("meetings.code.byCode").click()
    player.page.get_by_role("textbox", name=say("meetings.code.label")).fill(code.inner_text())
    story.inspect("code", player)
    player.button("meetings.checkIn.action").click()


def meet(story: Story, here: LatLon) -> dict[Phone, int]:
    """On the day. Returns what each had before."""
    player, joker, say = story.player, story.joker, story.player.words
    player.close_sheets()
    joker.close_sheets()
    points = {phone: stand_at(phone, here) for phone in (player, joker)}
    for phone in (player, joker):
        open_meeting(phone)
    group(player, "meetings.late.title").get_by_role("button").first.click()
    expect(shown(joker, say("meetings.theirs.late", "Sacha", 5))).to_be_visible()
    story.inspect("late", joker)
    tap_there(joker, "meetings.checkIn.action", here)
    expect(shown(joker, say("meetings.says.here", "Sacha"))).to_be_visible()
    expect(shown(player, say("meetings.theirs.here", "Dominique"))).to_be_visible()
    story.inspect("one-is-there", player)
    check_in_by_code(story)
    for phone, met in (
        (player, DEFAULT_LIMITS.points_joker_met),
        (joker, DEFAULT_LIMITS.points_player_met),
    ):
        expect(shown(phone, say("meetings.says.together"))).to_be_visible()
        expect(shown(phone, say("meetings.points", met))).to_be_visible()
        assert phone.totals()["points"] == points[phone] + met
    story.inspect("both-are-there", player)
    return points


def part(story: Story, here: LatLon) -> None:
    player, joker, say = story.player, story.joker, story.player.words
    tap_there(joker, "meetings.checkOut.action", here)
    expect(shown(joker, say("meetings.says.left", "Sacha"))).to_be_visible()
    player.button("meetings.checkOut.action").click()
    for phone in (player, joker):
        expect(shown(phone, say("meetings.says.met"))).to_be_visible()
    story.inspect("met", player)
    story.inspect("met", joker)


def thank(story: Story, points: dict[Phone, int]) -> None:
    """`points` is what each had before they met."""
    player, joker, say = story.player, story.joker, story.player.words
    player.sheet.get_by_role("button", name=say("help.conversation.helpedYes")).click()
    thanked = points[player] + DEFAULT_LIMITS.points_joker_met + DEFAULT_LIMITS.points_help_received
    wait_until(lambda: player.totals()["points"] == thanked, "the player has the points of the thanks")
    story.show("thanked")
    for phone in (player, joker):
        phone.close_sheets()
        expect(phone.sheet).to_have_count(0)
        phone.choose_tab("walk")
        expect(phone.points).to_have_text(str(phone.totals()["points"]))
    helped = points[joker] + DEFAULT_LIMITS.points_player_met + DEFAULT_LIMITS.points_help_given
    assert joker.totals()["points"] == helped
    story.show("points")


@pytest.mark.story
def test_from_the_call_to_the_thanks(new_phone: NewPhone, server: ServerProcess) -> None:
    joker, player = new_volunteer(new_phone, server, LANGUAGE), new_phone()
    player.start_game(name="Sacha")
    story = Story(player, joker)
    call_and_talk(story)
    here = agree_to_meet(story)
    # Days pass: the meeting that was agreed is near, whatever time it is here and now.
    let_it_begin(server, player, START_IN)
    points = meet(story, here)
    part(story, here)
    thank(story, points)
    assert story.findings() == []

"""A minor agrees to meet and does not come: who is asked before, who is asked then, who is told, and how it ends."""

import re
from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from playwright.sync_api import expect
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from game_rules.meetings.meeting import MeetingStep
from server.clock import utc_now
from server.persistence.unit_of_work import OpenUnit
from server.services.meetings.advance import advance_meeting
from tests.support.browser.accessibility import Findings
from tests.support.browser.meeting_screens import Story, group, let_it_begin, new_volunteer, open_meeting, shown
from tests.support.browser.organiser import come_as_organiser
from tests.support.browser.phone import NewPhone, Phone
from tests.support.contexts import context_at
from tests.support.running.servers import ServerProcess

LANGUAGE = "es"
"""No other test's Jokers or players speak it."""

AUNT, AUNTS_MAIL = "Tante Odile", "odile.story@example.org"
QUESTION = "Tu peux relire ma lettre ?"


def mails_to_aunt(server: ServerProcess) -> list[str]:
    """The newest first, as the developer reads them."""
    articles = unescape(server.outbox()).split("<article")[1:]
    return [one for one in articles if f"<b>{AUNTS_MAIL}</b>" in one]


def take_step(server: ServerProcess, meeting_id: UUID, step: MeetingStep) -> None:
    """Does what a worker does when the time has come. No organiser of this server has an address."""
    engine = create_engine(server.database_url)
    context = context_at(OpenUnit(sessionmaker(engine)), utc_now(), organiser_mail=None)
    advance_meeting(context, meeting_id, step)
    engine.dispose()


def agree_with_a_contact(story: Story, server: ServerProcess) -> None:
    player, joker, say = story.player, story.joker, story.player.words
    player.call_button().click()
    player.page.get_by_text(say("help.topics.cv"), exact=True).click()
    player.page.get_by_role("textbox", name=say("help.call.text")).fill(QUESTION)
    player.page.get_by_role("combobox", name=say("help.call.language")).select_option(LANGUAGE)
    player.button("help.call.send").click()
    expect(joker.page.get_by_text(QUESTION)).to_be_visible()
    joker.button("joker.calls.accept").click()
    expect(player.page.get_by_role("heading", name="Dominique")).to_be_visible()
    player.button("meetings.open").click()
    place = player.context.request.get(f"{player.url}/api/staffed-places").json()["places"][0]
    player.sheet.get_by_text(place["name"], exact=True).click()
    for choice in ("day", "time"):
        group(player, f"meetings.propose.{choice}").locator("label").last.click()
    player.page.get_by_role("textbox", name=say("invited.contact.name")).fill(AUNT)
    player.page.get_by_role("textbox", name=say("invited.contact.reach")).fill(AUNTS_MAIL)
    story.inspect("somebody has to know", player)
    player.button("meetings.propose.send").click()
    expect(shown(player, say("meetings.contact.says.asked_later", AUNT))).to_be_visible()
    assert mails_to_aunt(server) == []
    joker.page.get_by_role("button", name=say("meetings.short.answer")).click()
    joker.button("meetings.confirm").click()
    expect(shown(player, say("meetings.contact.says.unanswered", AUNT))).to_be_visible()
    story.inspect("not confirmed yet", player)
    expect(joker.sheet.get_by_text(say("meetings.short.set"), exact=True)).to_be_visible()
    expect(joker.sheet.get_by_text(AUNT)).to_have_count(0)


def say_yes(aunt: Phone, server: ServerProcess, found: Findings) -> None:
    (mail,) = mails_to_aunt(server)
    yes, _ = re.findall(r"/r/[\w.-]+", mail)
    aunt.open(yes)
    expect(aunt.page.get_by_role("heading", name="Sacha")).to_be_visible()
    found.look_at("do you agree")
    aunt.page.get_by_role("button", name="Oui").click()
    expect(aunt.page.get_by_role("heading", name="Merci")).to_be_visible()
    found.look_at("thank you")


@pytest.mark.story
def test_nobody_comes_to_a_meeting_of_a_minor(new_phone: NewPhone, server: ServerProcess) -> None:
    joker, player = new_volunteer(new_phone, server, LANGUAGE, for_minors=True), new_phone()
    player.start_game(name="Sacha", age="15_17")
    story, aunt = Story(player, joker), new_phone()
    say, at_aunt = player.words, Findings(aunt.page)
    agree_with_a_contact(story, server)
    say_yes(aunt, server, at_aunt)
    expect(shown(player, say("meetings.contact.says.confirmed", AUNT))).to_be_visible()
    story.inspect("confirmed", player)

    player.close_sheets()
    meeting_id = let_it_begin(server, player, timedelta(minutes=-20))
    take_step(server, meeting_id, MeetingStep.ASK_IF_WELL)
    open_meeting(player)
    expect(player.button("meetings.sayWell.notComing")).to_be_visible()
    story.inspect("asked", player)

    player.close_sheets()
    let_it_begin(server, player, timedelta(minutes=-61))
    take_step(server, meeting_id, MeetingStep.CLOSE)
    newest = mails_to_aunt(server)[0]
    assert "Pas de nouvelles de Sacha" in newest
    open_meeting(player)
    expect(shown(player, say("meetings.says.passed"))).to_be_visible()
    story.inspect("missed", player)

    desk = new_phone()
    come_as_organiser(desk)
    on_desk = Findings(desk.page)
    desk.open("/organiser/cases")
    desk.page.get_by_role("link", name="Alerte").first.click()
    expect(desk.page.get_by_text(AUNTS_MAIL)).to_be_visible()
    expect(desk.page.get_by_text("n’a pas signalé son arrivée").first).to_be_visible()
    on_desk.look_at("the organiser's case")

    player.button("meetings.sayWell.afterwards").click()
    expect(shown(player, say("meetings.says.missed"))).to_be_visible()
    story.inspect("all is well", player)
    assert "dire que tout va bien" in mails_to_aunt(server)[0]
    desk.page.reload()
    expect(desk.page.get_by_text("a dit « tout va bien »")).to_be_visible()
    assert story.findings() + at_aunt.all + on_desk.all == []

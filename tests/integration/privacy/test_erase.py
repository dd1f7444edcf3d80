"""Somebody leaves for good: what others keep, what they are told, and that nothing of the leaver stays."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from game_rules.addressed_events import AddressedEvent
from game_rules.calls.call import CallRole, CallState
from game_rules.calls.help_events import CallGone, ConversationChanged, GoneReason
from game_rules.people.limits import SESSION_LIFETIME_DAYS
from game_rules.refusals import RefusalReason, Refused
from server.live.live import Live
from server.live.walkers import Walkers
from server.services.calls.messages import mark_messages, read_messages, show_typing
from server.services.meetings.help_snapshot import take_help_snapshot
from server.services.ports import OpenUnit, StorageUnavailable
from server.services.privacy.enforce_retention import enforce_retention
from server.services.privacy.erase_account import erase_account
from tests.support.contexts import context_at
from tests.support.factories import START, moment
from tests.support.scenes.cases import close, open_cases, read_file, report_call
from tests.support.scenes.help import BAKERY, HelpScene

WORDS = "des-mots-que-rien-d-autre-ne-dit"


@pytest.fixture
def scene(open_unit: OpenUnit) -> HelpScene:
    return HelpScene(open_unit)


def erase(scene: HelpScene, player_id: UUID) -> tuple[AddressedEvent, ...]:
    with scene.open_unit() as unit:
        player = unit.accounts.player(player_id)
    assert player is not None
    return erase_account(
        context_at(scene.open_unit, moment(60), campaign=scene.campaign, live=Live(walkers=Walkers()), player=player)
    ).events


@pytest.mark.parametrize("leaver", ["asker", "helper"])
def test_the_other_one_keeps_their_own_words_and_sees_that_somebody_left(scene: HelpScene, leaver: str) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    with scene.open_unit() as unit:
        unit.achievements.add_discoveries(asker_id, {BAKERY.id: START.date()})
        unit.commit()
    call_id = scene.ask(asker_id, text=WORDS, offer_id=BAKERY.id).call.id
    scene.accept(joker_id, call_id)
    leaving, staying = (asker_id, joker_id) if leaver == "asker" else (joker_id, asker_id)
    scene.say(leaving, call_id, WORDS)
    scene.say(staying, call_id, "À bientôt")
    mark_messages(context_at(scene.open_unit, player_id=leaving), call_id, delivered=2, read=2)

    (told,) = erase(scene, leaving)

    assert isinstance(told.event, ConversationChanged)
    (conversation,) = take_help_snapshot(
        context_at(scene.open_unit, moment(61), campaign=scene.campaign, player_id=staying)
    ).conversations
    assert (told.player_id, told.event.conversation) == (staying, conversation)
    assert told.event.is_for(staying)
    assert (conversation.call.state, conversation.other, conversation.theirs) == (CallState.CLOSED, None, None)
    assert conversation.role is (CallRole.HELPER if leaver == "asker" else CallRole.ASKER)
    kept = (None, None) if leaver == "asker" else (WORDS, BAKERY.title)
    assert (conversation.call.text, conversation.offer_title) == kept
    first, second = read_messages(context_at(scene.open_unit, player_id=staying), call_id, 0).messages
    assert (first.sequence, first.sender_id, first.text) == (1, None, None)
    assert (second.sequence, second.sender_id, second.text) == (2, staying, "À bientôt")
    for too_late in (
        lambda: scene.say(staying, call_id),
        lambda: show_typing(context_at(scene.open_unit, player_id=staying), call_id),
    ):
        with pytest.raises(Refused) as refused:
            too_late()
        assert refused.value.reason is RefusalReason.CALL_OVER


def test_an_open_question_is_taken_back_and_those_who_saw_it_are_told(scene: HelpScene) -> None:
    jokers = scene.jokers(3)
    asker_id = scene.player()
    call_id = scene.ask(asker_id, text=WORDS).call.id
    told = erase(scene, asker_id)
    assert {one.player_id for one in told} == set(jokers)
    assert all(isinstance(one.event, CallGone) and one.event.reason is GoneReason.WITHDRAWN for one in told)
    call = scene.call(call_id)
    assert (call.state, call.asker_id, call.text, call.near) == (CallState.WITHDRAWN, None, None, None)
    with pytest.raises(Refused) as refused:
        scene.accept(jokers[0], call_id, moment(61))
    assert refused.value.reason is RefusalReason.CALL_OVER
    assert scene.recipients(call_id) == set(jokers), "what a Joker was shown still counts in their hour"


def test_a_joker_who_leaves_is_asked_no_more(scene: HelpScene) -> None:
    joker_id, staying = scene.joker(), scene.joker()
    erase(scene, joker_id)
    assert scene.recipients(scene.ask(scene.player(), moment(61)).call.id) == {staying}


@pytest.mark.parametrize("leaver", ["reporter", "reported"])
def test_a_report_can_be_judged_though_one_of_the_two_left(
    scene: HelpScene, connection: Connection, leaver: str
) -> None:
    asker_id, joker_id = scene.player("Camille"), scene.joker("Dominique")
    call_id = scene.conversation(asker_id, joker_id)
    scene.say(joker_id, call_id, "Viens chez moi")
    report_call(scene.open_unit, asker_id, call_id, WORDS)
    scene.say(joker_id, call_id, "Tu n’as rien vu")
    erase(scene, asker_id if leaver == "reporter" else joker_id)

    (case,) = open_cases(scene.open_unit, moment(61))
    assert (case.reporter_id, case.party.about_id) == ((None, joker_id) if leaver == "reporter" else (asker_id, None))
    found = read_file(scene.open_unit, case.id, moment(61))
    assert {(one.player_id, one.name, one.role.value, one.left) for one in found.evidence.people} == {
        (asker_id, "Camille", "reporter", leaver == "reporter"),
        (joker_id, "Dominique", "about", leaver == "reported"),
    }
    said = [one.text for one in found.evidence.words]
    assert (found.case.text, said[1:]) == (WORDS, ["Viens chez moi", "Tu n’as rien vu"])
    close(scene.open_unit, case.id, moment(62))
    assert open_cases(scene.open_unit) == []
    # All else went at once.
    assert connection.scalar(text("select count(*) from help_message where text is not null")) == (
        2 if leaver == "reporter" else 0
    )


def test_when_both_have_left_nothing_is_left_of_what_they_said(scene: HelpScene, connection: Connection) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    scene.say(asker_id, call_id, WORDS)
    scene.say(joker_id, call_id, WORDS)
    erase(scene, asker_id)
    assert erase(scene, joker_id) == ()
    assert connection.scalar(text("select count(*) from help_message where text is not null")) == 0


def test_an_account_that_is_erased_is_erased_though_the_database_goes_away_right_after(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    scene.accept(joker_id, scene.ask(asker_id).call.id)
    works = scene.open_unit
    with works() as unit:
        player = unit.accounts.player(asker_id)
    first = iter([works.sessions()])

    def only_once() -> Session:
        for session in first:
            return session
        raise StorageUnavailable

    gone = context_at(OpenUnit(only_once), moment(60), live=Live(walkers=Walkers()), player=player)
    assert [one.player_id for one in erase_account(gone).events] == [joker_id]
    with works() as unit:
        assert unit.accounts.player(asker_id) is None


def test_a_guest_who_is_forgotten_leaves_the_others_words(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    scene.say(joker_id, call_id, "À bientôt")
    with scene.open_unit() as unit:
        joker = unit.accounts.player(joker_id)
        assert joker is not None
        unit.accounts.give_email(joker.account_id, "dominique@example.org")
        unit.commit()
    # A guest's session is over after 180 days; this conversation is of the day before.
    later = START + timedelta(days=SESSION_LIFETIME_DAYS)
    assert enforce_retention(context_at(scene.open_unit, later)).guests == 1
    (message,) = read_messages(context_at(scene.open_unit, player_id=joker_id), call_id, 0).messages
    assert (message.sender_id, message.text) == (joker_id, "À bientôt")
    assert scene.call(call_id).state is CallState.CLOSED

"""Somebody who asked or helped as a guest and then signs in keeps it all; nobody is asked or paid twice."""

from uuid import UUID

import pytest

from game_rules.calls.help_events import OtherPerson
from game_rules.jokers.joker import JokerAction, JokerState
from game_rules.refusals import Refused
from server.services.accounts.merge_players import merge_guest
from server.services.calls.close_conversation import close_conversation
from server.services.calls.messages import read_messages
from server.services.jokers.manage_joker import apply_as_joker
from server.services.jokers.vet import list_jokers
from server.services.meetings.blocks import block, blocked_people
from server.services.meetings.decide_on_joker import decide_on_joker
from server.services.meetings.help_snapshot import take_help_snapshot
from server.services.ports import OpenUnit
from tests.support.contexts import context_at
from tests.support.factories import moment
from tests.support.scenes.cases import report_call
from tests.support.scenes.help import EVERYTHING, HelpScene


@pytest.fixture
def scene(open_unit: OpenUnit) -> HelpScene:
    return HelpScene(open_unit)


def merge(scene: HelpScene, guest_id: UUID, into_id: UUID) -> None:
    with context_at(scene.open_unit).unit() as unit:
        guest, into = unit.accounts.player(guest_id), unit.accounts.player(into_id)
        assert guest is not None
        assert into is not None
        merge_guest(unit, guest, into=into)
        unit.commit()


def test_a_guests_conversation_goes_on_under_the_account(scene: HelpScene) -> None:
    guest, account, joker_id = scene.player(), scene.player("Zoé"), scene.joker()
    call_id = scene.conversation(guest, joker_id)
    scene.say(guest, call_id)
    report_call(scene.open_unit, guest, call_id)
    merge(scene, guest, account)

    (conversation,) = take_help_snapshot(
        context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id)
    ).conversations
    assert conversation.other == OtherPerson(account, "Zoé")
    assert scene.say(account, call_id).sequence == 2
    assert [
        one.sender_id for one in read_messages(context_at(scene.open_unit, player_id=joker_id), call_id, 0).messages
    ] == [account] * 2


def test_of_two_open_questions_the_accounts_stays(scene: HelpScene) -> None:
    guest, account = scene.player(), scene.player()
    scene.ask(guest)
    kept = scene.ask(account).call
    merge(scene, guest, account)
    assert take_help_snapshot(context_at(scene.open_unit, campaign=scene.campaign, player_id=account)).my_call == kept


def test_a_guest_who_is_a_joker_stays_one(scene: HelpScene) -> None:
    guest, account, asker_id = scene.joker(at_library=True), scene.player(), scene.player()
    call_id = scene.conversation(asker_id, guest)
    waiting = scene.open_call_for(scene.player(), [guest])
    merge(scene, guest, account)

    (vetted,) = list_jokers(context_at(scene.open_unit))
    assert (vetted.joker.player_id, vetted.joker.state) == (account, JokerState.APPROVED)
    assert vetted.identity_checked
    assert scene.say(account, call_id).sequence == 1
    scene.accept(account, waiting)
    close_conversation(
        context_at(scene.open_unit, moment(5), campaign=scene.campaign, player_id=asker_id), call_id, helped=True
    )


def test_a_suspension_is_not_left_behind(scene: HelpScene) -> None:
    guest, account = scene.joker(), scene.joker()
    decide_on_joker(context_at(scene.open_unit, campaign=scene.campaign), guest, JokerAction.SUSPEND, reason="Signalée")
    merge(scene, guest, account)
    (vetted,) = list_jokers(context_at(scene.open_unit))
    assert (vetted.joker.state, vetted.joker.reason) == (JokerState.SUSPENDED, "Signalée")
    with pytest.raises(Refused):
        apply_as_joker(context_at(scene.open_unit, player_id=account), EVERYTHING, 1)


def test_two_jokers_who_are_one_keep_their_calls(scene: HelpScene) -> None:
    guest, account, asker_id = scene.joker(), scene.joker(), scene.player()
    held = scene.conversation(asker_id, guest)
    both = scene.open_call_for(scene.player(), [guest, account])
    merge(scene, guest, account)
    assert scene.call(held).joker_id == account
    assert scene.recipients(both) == {account}


def test_whoever_talked_to_themselves_keeps_nothing_of_it(scene: HelpScene) -> None:
    guest, joker_id = scene.player(), scene.joker()
    scene.say(guest, scene.conversation(guest, joker_id))
    scene.ask(guest, moment(60))
    merge(scene, guest, joker_id)
    snapshot = take_help_snapshot(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id))
    assert (snapshot.conversations, snapshot.shown_calls) == ((), ())
    assert snapshot.my_call is not None


def test_blocks_hold_for_the_account(scene: HelpScene) -> None:
    guest, account, joker_id = scene.player(), scene.player("Zoé"), scene.joker("Dominique")
    block(context_at(scene.open_unit, player_id=guest), scene.conversation(guest, joker_id))
    merge(scene, guest, account)
    assert [one.name for one in blocked_people(context_at(scene.open_unit, player_id=account))] == ["Dominique"]
    assert (
        take_help_snapshot(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id)).conversations == ()
    )

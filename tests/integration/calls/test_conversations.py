"""Talk between two: order, idempotence, receipts, blocks, reports, on a real database."""

from uuid import uuid4

import pytest

from game_rules.calls.conversation import Receipt
from game_rules.calls.help_events import CallGone, ConversationHidden, GoneReason, MessageSent, OtherPerson
from game_rules.cases.case import ReportReason
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from game_rules.wire_limits import MESSAGES_PER_PAGE
from game_rules.wording.contact_data import ContactDataFound
from server.live.jokers import LiveJokers
from server.live.live import Live
from server.live.walkers import Walkers
from server.services.calls.ask_joker import advance_due_calls
from server.services.calls.close_conversation import close_conversation
from server.services.calls.messages import NewMessage, mark_messages, read_messages, send_message, show_typing
from server.services.jokers.presence import refresh_live_jokers
from server.services.meetings.blocks import block, blocked_people, unblock
from server.services.meetings.help_snapshot import take_help_snapshot
from server.services.play.jokers_nearby import jokers_nearby
from server.services.ports import OpenUnit
from tests.support.contexts import context_at
from tests.support.factories import fix, moment
from tests.support.scenes.cases import close, open_cases, report_call
from tests.support.scenes.help import HelpScene


@pytest.fixture
def scene(open_unit: OpenUnit) -> HelpScene:
    return HelpScene(open_unit)


def refusal(refused: pytest.ExceptionInfo[Refused]) -> RefusalReason:
    return refused.value.reason


def test_messages_get_numbers_without_gaps_and_both_are_told(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    assert [scene.say(who, call_id).sequence for who in (asker_id, joker_id, joker_id)] == [1, 2, 3]
    kept = send_message(context_at(scene.open_unit, player_id=asker_id), NewMessage(call_id, uuid4(), " Merci ! "))
    assert kept.message.text == "Merci !"
    assert {one.player_id for one in kept.events if isinstance(one.event, MessageSent)} == {asker_id, joker_id}


def test_a_message_sent_again_is_kept_once_even_after_the_end(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    call_id, client_id = scene.conversation(asker_id, joker_id), uuid4()
    first = scene.say(asker_id, call_id, client_id=client_id)
    assert scene.say(asker_id, call_id, client_id=client_id) == first
    assert scene.say(joker_id, call_id, client_id=client_id).sequence == 2
    close_conversation(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id), call_id, helped=None)
    assert scene.say(asker_id, call_id, client_id=client_id) == first
    with pytest.raises(Refused) as refused:
        scene.say(asker_id, call_id)
    assert refusal(refused) is RefusalReason.CALL_OVER


def test_only_the_two_see_a_conversation(scene: HelpScene) -> None:
    asker_id, joker_id, other_joker, nobody = scene.player(), scene.joker(), scene.joker(), scene.player()
    call_id = scene.conversation(asker_id, joker_id)
    scene.say(asker_id, call_id)
    for stranger in (other_joker, nobody):
        for attempt in (
            lambda who=stranger: scene.say(who, call_id),
            lambda who=stranger: read_messages(context_at(scene.open_unit, player_id=who), call_id, 0),
            lambda who=stranger: mark_messages(
                context_at(scene.open_unit, player_id=who), call_id, delivered=1, read=1
            ),
            lambda who=stranger: show_typing(context_at(scene.open_unit, player_id=who), call_id),
            lambda who=stranger: close_conversation(
                context_at(scene.open_unit, campaign=scene.campaign, player_id=who), call_id, helped=None
            ),
        ):
            with pytest.raises(Refused) as refused:
                attempt()
            assert refusal(refused) is RefusalReason.CALL_NOT_FOUND
        snapshot = take_help_snapshot(context_at(scene.open_unit, campaign=scene.campaign, player_id=stranger))
        assert snapshot.conversations == ()


@pytest.mark.parametrize("count", [MESSAGES_PER_PAGE - 1, MESSAGES_PER_PAGE, MESSAGES_PER_PAGE + 1])
def test_catching_up_goes_by_pages(scene: HelpScene, count: int) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    for _ in range(count):
        scene.say(asker_id, call_id)
    page = read_messages(context_at(scene.open_unit, player_id=joker_id), call_id, 0)
    assert [message.sequence for message in page.messages] == list(range(1, min(count, MESSAGES_PER_PAGE) + 1))
    assert page.more is (count > MESSAGES_PER_PAGE)
    rest = read_messages(context_at(scene.open_unit, player_id=joker_id), call_id, page.messages[-1].sequence)
    assert len(rest.messages) == max(0, count - MESSAGES_PER_PAGE)


def test_a_snapshot_says_how_far_each_has_read(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player("Camille"), scene.joker("Dominique")
    call_id = scene.conversation(asker_id, joker_id)
    for _ in range(3):
        scene.say(asker_id, call_id)
    told = mark_messages(context_at(scene.open_unit, player_id=joker_id), call_id, delivered=3, read=2)
    assert {one.player_id for one in told} == {asker_id, joker_id}
    assert mark_messages(context_at(scene.open_unit, player_id=joker_id), call_id, delivered=1, read=1) == ()
    mark_messages(context_at(scene.open_unit, player_id=joker_id), call_id, delivered=99, read=0)

    (conversation,) = take_help_snapshot(
        context_at(scene.open_unit, campaign=scene.campaign, player_id=asker_id)
    ).conversations
    assert conversation.theirs == Receipt(call_id, joker_id, delivered_up_to=3, read_up_to=2)
    assert conversation.mine == Receipt(call_id, asker_id)
    assert conversation.other == OtherPerson(joker_id, "Dominique")
    assert conversation.call.last_sequence == 3


def test_a_minor_is_asked_before_an_address_goes_out_and_is_sent_none(scene: HelpScene) -> None:
    minor_id, joker_id = scene.player(age_band=AgeBand.FROM_15_TO_17), scene.joker(for_minors=True)
    call_id = scene.conversation(minor_id, joker_id)
    with pytest.raises(ContactDataFound):
        scene.say(minor_id, call_id, "camille@exemple.fr")
    confirmed = NewMessage(call_id, uuid4(), "camille@exemple.fr", confirmed=True)
    assert send_message(context_at(scene.open_unit, player_id=minor_id), confirmed).message.sequence == 1
    for insists in (False, True):
        message = NewMessage(call_id, uuid4(), "zéro six douze treize quatorze quinze", confirmed=insists)
        with pytest.raises(ContactDataFound, match=r"^contact_data_for_minor$"):
            send_message(context_at(scene.open_unit, player_id=joker_id), message)
    assert scene.say(joker_id, call_id, "Demain à 14 h 30 ?").sequence == 2


def test_adults_give_each_other_what_they_like(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    assert scene.say(asker_id, call_id, "camille@exemple.fr").sequence == 1
    assert scene.say(joker_id, call_id, "06 12 34 56 78").sequence == 2


@pytest.mark.parametrize("blocker", ["asker", "joker"])
def test_a_block_hides_both_from_each_other_everywhere_at_once(scene: HelpScene, blocker: str) -> None:
    asker_id, joker_id = scene.player(), scene.joker(at_library=True)
    call_id = scene.conversation(asker_id, joker_id)
    scene.say(joker_id, call_id)
    waiting = scene.open_call_for(asker_id, [joker_id])
    who = asker_id if blocker == "asker" else joker_id

    told = block(context_at(scene.open_unit, player_id=who), call_id)

    hidden = [one.player_id for one in told if isinstance(one.event, ConversationHidden)]
    assert sorted(hidden) == sorted((asker_id, joker_id))
    gone = [(one.player_id, one.event.reason) for one in told if isinstance(one.event, CallGone)]
    assert gone == [(joker_id, GoneReason.HIDDEN)]
    for one in (asker_id, joker_id):
        snapshot = take_help_snapshot(context_at(scene.open_unit, campaign=scene.campaign, player_id=one))
        assert (snapshot.conversations, snapshot.shown_calls) == ((), ())
        with pytest.raises(Refused) as refused:
            scene.say(one, call_id)
        assert refusal(refused) is RefusalReason.CALL_NOT_FOUND
        with pytest.raises(Refused):
            read_messages(context_at(scene.open_unit, player_id=one), call_id, 0)
    with pytest.raises(Refused) as refused:
        scene.accept(joker_id, waiting)
    assert refusal(refused) is RefusalReason.CALL_NOT_FOUND
    live = LiveJokers()
    refresh_live_jokers(context_at(scene.open_unit, campaign=scene.campaign, live=Live(jokers=live)))
    assert live.at_places
    at_library = fix(metres_north=500)
    with context_at(scene.open_unit, player_id=asker_id, live=Live(jokers=live, walkers=Walkers())).unit() as unit:
        assert jokers_nearby(unit, at_library) is None


def test_who_is_blocked_is_not_asked_again_until_the_block_is_taken_back(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker("Dominique")
    call_id = scene.conversation(asker_id, joker_id)
    block(context_at(scene.open_unit, player_id=asker_id), call_id)
    block(context_at(scene.open_unit, player_id=asker_id), call_id)
    moved = scene.ask(asker_id, moment(1))
    assert scene.recipients(moved.call.id) == set()
    assert [(one.player_id, one.name) for one in blocked_people(context_at(scene.open_unit, player_id=asker_id))] == [
        (joker_id, "Dominique")
    ]
    assert blocked_people(context_at(scene.open_unit, player_id=joker_id)) == []
    unblock(context_at(scene.open_unit, player_id=joker_id), asker_id)
    assert blocked_people(context_at(scene.open_unit, player_id=asker_id))
    unblock(context_at(scene.open_unit, player_id=asker_id), joker_id)
    advance_due_calls(context_at(scene.open_unit, moment(60), campaign=scene.campaign))
    assert scene.recipients(moved.call.id) == {joker_id}


def test_a_joker_may_block_and_report_who_asked_before_accepting(scene: HelpScene) -> None:
    joker_id, asker_id = scene.joker(), scene.player()
    call_id = scene.ask(asker_id).call.id
    report_call(scene.open_unit, joker_id, call_id, reason=ReportReason.HARASSMENT)
    block(context_at(scene.open_unit, player_id=joker_id), call_id)
    assert (
        take_help_snapshot(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id)).shown_calls == ()
    )
    with pytest.raises(Refused):
        block(context_at(scene.open_unit, player_id=scene.player()), call_id)


def test_a_report_names_whom_it_is_about_and_is_settled_once(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    scene.say(joker_id, call_id)
    report_call(scene.open_unit, asker_id, call_id, " Il veut de l’argent ", reason=ReportReason.ASKS_FOR_MONEY)
    report_call(scene.open_unit, asker_id, call_id, now=moment(5))

    (found,) = open_cases(scene.open_unit)
    assert (found.party.about_id, found.reason) == (joker_id, ReportReason.ASKS_FOR_MONEY)
    assert found.text == "Il veut de l’argent"
    close(scene.open_unit, found.id)
    assert open_cases(scene.open_unit) == []
    with pytest.raises(Refused, match="case_closed"):
        close(scene.open_unit, found.id)
    with pytest.raises(Refused, match="call_not_found"):
        report_call(scene.open_unit, scene.player(), call_id)


def test_typing_tells_the_other_one_only(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    assert [one.player_id for one in show_typing(context_at(scene.open_unit, player_id=asker_id), call_id)] == [
        joker_id
    ]
    close_conversation(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id), call_id, helped=None)
    with pytest.raises(Refused):
        show_typing(context_at(scene.open_unit, player_id=asker_id), call_id)

"""Calls to Jokers on a real database: whom they are shown to, when, and who gets them."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, text

from game_rules.addressed_events import AddressedEvent
from game_rules.calls.call import CallState
from game_rules.calls.help_events import (
    CallChanged,
    CallGone,
    CallOffered,
    ConversationChanged,
    GoneReason,
    OtherPerson,
)
from game_rules.jokers.joker import HelpOffered, HelpTopic, JokerAction, SpokenLanguage
from game_rules.limits import DEFAULT_LIMITS
from game_rules.people.players import AgeBand
from game_rules.play.outcomes import PointsAwarded
from game_rules.play.points import PointRule
from game_rules.refusals import RefusalReason, Refused
from game_rules.wording.contact_data import ContactDataFound
from server.services.calls.ask_joker import advance_due_calls, note_call_seen, withdraw_call
from server.services.calls.close_conversation import close_conversation
from server.services.meetings.decide_on_joker import decide_on_joker
from server.services.meetings.help_snapshot import take_help_snapshot
from server.services.meetings.leave_jokers import leave
from server.services.play.player_state import read_totals
from server.services.ports import OpenUnit
from tests.support.contexts import context_at
from tests.support.factories import START, moment
from tests.support.scenes.help import BAKERY, EVERYTHING, HelpScene


@pytest.fixture
def scene(open_unit: OpenUnit) -> HelpScene:
    return HelpScene(open_unit)


def advance(scene: HelpScene, seconds: float) -> tuple[AddressedEvent, ...]:
    return advance_due_calls(context_at(scene.open_unit, moment(seconds), campaign=scene.campaign))


def offered_to(told: tuple[AddressedEvent, ...]) -> set[UUID]:
    return {one.player_id for one in told if isinstance(one.event, CallOffered)}


def gone_for(told: tuple[AddressedEvent, ...], reason: GoneReason) -> set[UUID]:
    return {one.player_id for one in told if isinstance(one.event, CallGone) and one.event.reason is reason}


def test_three_are_asked_at_once_ten_after_a_minute_everyone_after_three(scene: HelpScene) -> None:
    there = scene.jokers(15)
    away = [scene.joker(free=False) for _ in range(3)]
    moved = scene.ask(scene.player())
    assert len(offered_to(moved.events)) == 3

    assert advance(scene, 59) == ()
    second = offered_to(advance(scene, 60))
    assert len(second) == 10
    assert second <= set(there)
    scene.keep_there(there, moment(120))
    assert advance(scene, 179) == ()
    third = offered_to(advance(scene, 180))
    assert third == {*there, *away} - second - offered_to(moved.events)
    assert scene.recipients(moved.call.id) == {*there, *away}


def test_nobody_answers_and_the_player_is_told_honestly(scene: HelpScene) -> None:
    scene.jokers(1)
    asker_id = scene.player()
    moved = scene.ask(asker_id)
    advance(scene, 299)
    assert scene.call(moved.call.id).state is CallState.OPEN
    (told,) = advance(scene, 300)
    assert told.player_id == asker_id
    assert isinstance(told.event, CallChanged)
    assert told.event.call.state is CallState.WAITING


def test_the_player_is_told_how_many_were_asked_so_far(scene: HelpScene) -> None:
    scene.jokers(5)
    asker_id = scene.player()
    moved = scene.ask(asker_id)
    assert moved.call.jokers_asked == 3
    (told,) = [told.event for told in advance(scene, 60) if told.player_id == asker_id]
    assert isinstance(told, CallChanged)
    assert told.call.jokers_asked == scene.call(moved.call.id).jokers_asked == 5


def test_with_nobody_to_ask_the_player_is_told_at_once(scene: HelpScene) -> None:
    moved = scene.ask(scene.player())
    assert moved.call.state is CallState.WAITING


def test_a_waiting_call_finds_the_next_free_joker(scene: HelpScene) -> None:
    asker_id = scene.player()
    moved = scene.ask(asker_id)
    joker_id = scene.joker(now=moment(600))
    assert offered_to(advance(scene, 600)) == {joker_id}
    accepted = scene.accept(joker_id, moved.call.id, moment(610))
    assert accepted.conversation.other is not None
    assert accepted.conversation.other.id == asker_id


def test_who_was_away_when_asked_sees_the_call_on_coming_back(scene: HelpScene) -> None:
    joker_id = scene.joker(free=False)
    moved = scene.ask(scene.player())
    snapshot = take_help_snapshot(context_at(scene.open_unit, moment(500), campaign=scene.campaign, player_id=joker_id))
    assert [offered.call.id for offered in snapshot.shown_calls] == [moved.call.id]


def test_waves_that_fell_due_while_no_server_ran_are_sent_later(scene: HelpScene) -> None:
    jokers = scene.jokers(5)
    moved = scene.ask(scene.player())
    advance(scene, 7200)
    assert scene.recipients(moved.call.id) == set(jokers)
    assert scene.call(moved.call.id).state is CallState.WAITING


def test_a_call_expires_after_a_day(scene: HelpScene) -> None:
    jokers = scene.jokers(1)
    moved = scene.ask(scene.player())
    for hour in range(24):
        advance(scene, hour * 3600)
    advance(scene, 86_399)
    assert scene.call(moved.call.id).state is CallState.WAITING
    told = advance(scene, 86_430)
    assert scene.call(moved.call.id).state is CallState.EXPIRED
    assert gone_for(told, GoneReason.EXPIRED) == set(jokers)
    assert advance(scene, 90_000) == ()


def test_where_somebody_asked_is_forgotten_when_the_call_is_no_longer_open(
    scene: HelpScene, connection: Connection
) -> None:
    scene.jokers(1)
    moved = scene.ask(scene.player())
    assert scene.call(moved.call.id).near is not None
    advance(scene, 400)
    assert connection.execute(text("select count(near_x) from help_request")).scalar_one() == 0


def test_asking_twice_with_one_id_is_asking_once(scene: HelpScene) -> None:
    scene.jokers(3)
    asker_id, call_id = scene.player(), uuid4()
    first = scene.ask(asker_id, call_id=call_id)
    again = scene.ask(asker_id, moment(5), call_id=call_id)
    assert again.call == first.call
    assert again.events == ()
    with pytest.raises(Refused) as refused:
        scene.ask(scene.player(), call_id=call_id)
    assert refused.value.reason is RefusalReason.CALL_NOT_FOUND


def test_one_open_call_at_a_time_and_six_an_hour(scene: HelpScene) -> None:
    asker_id = scene.player()
    for number in range(DEFAULT_LIMITS.calls_per_hour_max):
        moved = scene.ask(asker_id, moment(number))
        with pytest.raises(Refused) as refused:
            scene.ask(asker_id, moment(number))
        assert refused.value.reason is RefusalReason.CALL_ALREADY_OPEN
        withdraw_call(context_at(scene.open_unit, moment(number), player_id=asker_id), moved.call.id)
    with pytest.raises(Refused) as refused:
        scene.ask(asker_id, moment(3599))
    assert refused.value.reason is RefusalReason.TOO_MANY_CALLS
    scene.ask(asker_id, moment(3600))


def test_only_discovered_offers_can_be_asked_about_and_jokers_see_no_more_than_a_title(scene: HelpScene) -> None:
    scene.jokers(1)
    asker_id = scene.player()
    with pytest.raises(Refused) as refused:
        scene.ask(asker_id, offer_id=BAKERY.id)
    assert refused.value.reason is RefusalReason.OFFER_NOT_DISCOVERED
    with scene.open_unit() as unit:
        unit.achievements.add_discoveries(asker_id, {BAKERY.id: START.date()})
        unit.commit()
    moved = scene.ask(asker_id, offer_id=BAKERY.id)
    assert moved.call.rome_domain == "D11"
    offered = [one.event for one in moved.events if isinstance(one.event, CallOffered)]
    assert [event.offer_title for event in offered] == [BAKERY.title]


def test_a_minor_is_asked_about_a_phone_number_in_the_question(scene: HelpScene) -> None:
    asker_id = scene.player(age_band=AgeBand.FROM_15_TO_17)
    with pytest.raises(ContactDataFound):
        scene.ask(asker_id, text="Appelle le 06 12 34 56 78")
    scene.ask(asker_id, text="Appelle le 06 12 34 56 78", confirmed=True)


def test_only_who_can_help_is_asked(scene: HelpScene) -> None:
    polish = scene.joker(
        offered=HelpOffered(frozenset(HelpTopic), frozenset({SpokenLanguage.POLISH}), frozenset({"F17"}))
    )
    papers = scene.joker(offered=HelpOffered(frozenset({HelpTopic.PAPERS}), EVERYTHING.languages))
    suspended = scene.joker()
    decide_on_joker(
        context_at(scene.open_unit, campaign=scene.campaign), suspended, JokerAction.SUSPEND, reason="Signalée"
    )
    applicant = scene.applicant()
    asker_id = scene.joker()
    moved = scene.ask(asker_id)
    advance(scene, 400)
    assert scene.recipients(moved.call.id).isdisjoint({polish, papers, suspended, applicant, asker_id})


def test_the_first_to_accept_gets_it_and_the_others_are_told_at_once(scene: HelpScene) -> None:
    first, second, third = scene.jokers(3)
    asker_id = scene.player("Camille")
    call_id = scene.ask(asker_id).call.id
    accepted = scene.accept(second, call_id, moment(5))

    assert accepted.conversation.other == OtherPerson(asker_id, "Camille")
    assert gone_for(accepted.events, GoneReason.TAKEN) == {first, third}
    views = {one.player_id: one.event for one in accepted.events if isinstance(one.event, ConversationChanged)}
    assert views[asker_id].conversation.other == OtherPerson(second, "Joker 1")
    for late in (first, third):
        with pytest.raises(Refused) as refused:
            scene.accept(late, call_id, moment(6))
        assert refused.value.reason is RefusalReason.CALL_TAKEN
    again = scene.accept(second, call_id, moment(7))
    assert again.conversation == accepted.conversation
    assert again.events == ()


def test_nobody_accepts_what_they_were_not_shown(scene: HelpScene) -> None:
    scene.jokers(3)
    call_id = scene.ask(scene.player()).call.id
    for stranger in (scene.joker(free=False), scene.player()):
        with pytest.raises(Refused) as refused:
            scene.accept(stranger, call_id)
        assert refused.value.reason is RefusalReason.CALL_NOT_FOUND


def test_somebody_who_was_suspended_meanwhile_cannot_accept(scene: HelpScene) -> None:
    (joker_id,) = scene.jokers(1)
    call_id = scene.ask(scene.player()).call.id
    decide_on_joker(
        context_at(scene.open_unit, campaign=scene.campaign), joker_id, JokerAction.SUSPEND, reason="Signalée"
    )
    with pytest.raises(Refused) as refused:
        scene.accept(joker_id, call_id)
    assert refused.value.reason is RefusalReason.JOKER_NOT_APPROVED


def test_a_joker_holds_three_conversations_and_not_a_fourth(scene: HelpScene) -> None:
    joker_id = scene.joker()
    held = [scene.conversation(scene.player(), joker_id) for _ in range(3)]
    fourth = scene.open_call_for(scene.player(), [joker_id])
    with pytest.raises(Refused) as refused:
        scene.accept(joker_id, fourth)
    assert refused.value.reason is RefusalReason.TOO_MANY_CONVERSATIONS
    close_conversation(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id), held[0], helped=None)
    scene.accept(joker_id, fourth)


def test_a_withdrawn_call_is_gone_for_everybody(scene: HelpScene) -> None:
    jokers = scene.jokers(2)
    asker_id = scene.player()
    call_id = scene.ask(asker_id).call.id
    with pytest.raises(Refused):
        withdraw_call(context_at(scene.open_unit, player_id=jokers[0]), call_id)
    moved = withdraw_call(context_at(scene.open_unit, player_id=asker_id), call_id)
    assert gone_for(moved.events, GoneReason.WITHDRAWN) == set(jokers)
    assert withdraw_call(context_at(scene.open_unit, player_id=asker_id), call_id).events == ()
    with pytest.raises(Refused) as refused:
        scene.accept(jokers[0], call_id)
    assert refused.value.reason is RefusalReason.CALL_OVER
    assert advance(scene, 600) == ()


def test_seen_is_kept_once_and_only_for_recipients(scene: HelpScene, connection: Connection) -> None:
    (joker_id,) = scene.jokers(1)
    asker_id = scene.player()
    call_id = scene.ask(asker_id).call.id
    note_call_seen(context_at(scene.open_unit, moment(3), player_id=joker_id), call_id)
    note_call_seen(context_at(scene.open_unit, moment(9), player_id=joker_id), call_id)
    assert connection.execute(text("select seen_at from call_recipient")).scalar_one() == moment(3)
    with pytest.raises(Refused):
        note_call_seen(context_at(scene.open_unit, player_id=asker_id), call_id)


def test_thanks_give_points_to_both_once(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    with pytest.raises(Refused) as refused:
        close_conversation(
            context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id), call_id, helped=True
        )
    assert refused.value.reason is RefusalReason.NOT_ALLOWED_NOW

    closed = close_conversation(
        context_at(scene.open_unit, campaign=scene.campaign, player_id=asker_id), call_id, helped=True
    )
    paid = {one.player_id: one.event for one in closed.events if isinstance(one.event, PointsAwarded)}
    assert [entry.rule for entry in paid[asker_id].entries] == [PointRule.HELP_RECEIVED]
    assert [entry.rule for entry in paid[joker_id].entries] == [PointRule.HELP_GIVEN]
    again = close_conversation(
        context_at(scene.open_unit, campaign=scene.campaign, player_id=asker_id), call_id, helped=False
    )
    assert again.conversation.call.helped is True
    assert again.events == ()
    assert read_totals(context_at(scene.open_unit), asker_id).points == DEFAULT_LIMITS.points_help_received
    assert read_totals(context_at(scene.open_unit), joker_id).points == DEFAULT_LIMITS.points_help_given


def test_the_asker_may_answer_after_the_joker_closed(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    close_conversation(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id), call_id, helped=None)
    close_conversation(
        context_at(scene.open_unit, moment(60), campaign=scene.campaign, player_id=asker_id), call_id, helped=True
    )
    assert read_totals(context_at(scene.open_unit), joker_id).points == DEFAULT_LIMITS.points_help_given


def test_the_same_two_are_paid_once_a_local_day(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    midnight_s = 12 * 3600
    for seconds in (0, 60, midnight_s - 1, midnight_s):
        call_id = scene.conversation(asker_id, joker_id, moment(seconds))
        close_conversation(
            context_at(scene.open_unit, moment(seconds), campaign=scene.campaign, player_id=asker_id),
            call_id,
            helped=True,
        )
    assert read_totals(context_at(scene.open_unit), joker_id).points == 2 * DEFAULT_LIMITS.points_help_given


def test_a_conversation_in_which_nobody_writes_closes_by_itself(scene: HelpScene) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    scene.say(asker_id, call_id, now=moment(3600))
    idle_s = DEFAULT_LIMITS.conversation_idle_s
    assert advance(scene, 3600 + idle_s - 1) == ()
    told = advance(scene, 3600 + idle_s)
    assert {one.player_id for one in told} == {asker_id, joker_id}
    assert scene.call(call_id).state is CallState.CLOSED


@pytest.mark.parametrize("way", ["suspended", "left"])
def test_conversations_close_when_somebody_is_no_joker_any_more(scene: HelpScene, way: str) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    if way == "left":
        _, told = leave(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id))
    else:
        _, told = decide_on_joker(
            context_at(scene.open_unit, campaign=scene.campaign), joker_id, JokerAction.SUSPEND, reason="Signalée"
        )
    assert {one.player_id for one in told} == {asker_id, joker_id}
    with pytest.raises(Refused) as refused:
        scene.say(joker_id, call_id)
    assert refused.value.reason is RefusalReason.CALL_OVER


def test_every_move_of_a_call_is_logged_without_a_word_of_it(scene: HelpScene, connection: Connection) -> None:
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    close_conversation(
        context_at(scene.open_unit, START + timedelta(minutes=5), campaign=scene.campaign, player_id=asker_id),
        call_id,
        helped=None,
    )
    logged = connection.execute(text("select action, role, to_state from call_transition order by id")).all()
    assert [tuple(row) for row in logged] == [
        (None, "asker", "open"),
        ("accept", "recipient", "accepted"),
        ("close", "asker", "closed"),
    ]

"""Minors and Jokers on a real database: who is shown a minor's call, when, and what ends with a check."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from game_rules.addressed_events import AddressedEvent
from game_rules.calls.call import CallState
from game_rules.calls.help_events import CallChanged, CallGone, CallOffered, GoneReason
from game_rules.cases.case import Organiser
from game_rules.gps import GpsFix
from game_rules.jokers.joker import IdentityAction
from game_rules.jokers.limits import JOKER_CHARTER_VERSION, MINORS_ARTICLE_VERSION
from game_rules.meetings.meeting import MeetingState
from game_rules.notifications.notification import NotificationKind
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from server.services.calls.ask_joker import advance_due_calls
from server.services.calls.messages import NewMessage, send_message
from server.services.jokers.manage_joker import change_help
from server.services.jokers.presence import refresh_live_jokers
from server.services.jokers.profile import read_profile
from server.services.jokers.vet import confirm_identity, list_jokers
from server.services.meetings.decide_on_joker import withdraw_identity_check
from server.services.meetings.help_snapshot import take_help_snapshot
from server.services.notifications.inbox import read_inbox
from server.services.play.jokers_nearby import jokers_nearby
from server.services.ports import OpenUnit
from tests.support.contexts import context_at
from tests.support.factories import START, moment
from tests.support.scenes.help import EVERYTHING, LIBRARY, HelpScene
from tests.support.scenes.meetings import AUNT, TOMORROW, MeetingScene

PARIS = ZoneInfo("Europe/Paris")
EVENING = datetime(2026, 6, 3, 20, 59, tzinfo=PARIS).astimezone(UTC)
NIGHT = datetime(2026, 6, 3, 21, tzinfo=PARIS).astimezone(UTC)
MORNING = datetime(2026, 6, 4, 8, tzinfo=PARIS).astimezone(UTC)
YEAR = timedelta(days=365)


@pytest.fixture
def scene(open_unit: OpenUnit) -> HelpScene:
    return HelpScene(open_unit)


@pytest.fixture
def minor_id(scene: HelpScene) -> UUID:
    return scene.player("Sacha", AgeBand.FROM_15_TO_17)


def refused(reason: RefusalReason) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"^{reason.value}$")


def advance(scene: HelpScene, now: datetime) -> tuple[AddressedEvent, ...]:
    return advance_due_calls(context_at(scene.open_unit, now, campaign=scene.campaign))


def offered_to(told: tuple[AddressedEvent, ...]) -> set[UUID]:
    return {one.player_id for one in told if isinstance(one.event, CallOffered)}


def shown_to(scene: HelpScene, joker_id: UUID, now: datetime) -> list[UUID]:
    context = context_at(scene.open_unit, now, campaign=scene.campaign, player_id=joker_id)
    return [offered.call.id for offered in take_help_snapshot(context).shown_calls]


def test_a_minors_call_is_shown_only_to_jokers_for_minors_who_know_it(scene: HelpScene, minor_id: UUID) -> None:
    unchecked, checked = scene.joker(), scene.joker(at_library=True)
    trusted = scene.joker(for_minors=True)
    moved = scene.ask(minor_id)
    advance(scene, moment(60))
    advance(scene, moment(180))
    assert scene.recipients(moved.call.id) == {trusted}
    assert moved.call.jokers_asked == 1
    (offered,) = [one.event for one in moved.events if isinstance(one.event, CallOffered)]
    assert offered.asker_is_minor
    assert shown_to(scene, trusted, moment(181)) == [moved.call.id]
    accepted = scene.accept(trusted, moved.call.id)
    assert accepted.conversation.asker_is_minor
    assert unchecked not in scene.recipients(moved.call.id)
    assert checked not in scene.recipients(moved.call.id)


def test_an_adults_call_says_so_and_goes_to_all(scene: HelpScene) -> None:
    joker_id = scene.joker()
    moved = scene.ask(scene.player())
    assert offered_to(moved.events) == {joker_id}
    assert not scene.accept(joker_id, moved.call.id).conversation.asker_is_minor


def test_a_joker_whom_a_minors_call_was_shown_by_mistake_cannot_take_it(scene: HelpScene, minor_id: UUID) -> None:
    unchecked, checked = scene.joker(), scene.joker(at_library=True)
    call_id = scene.open_call_for(minor_id, [unchecked, checked])
    assert shown_to(scene, unchecked, START) == []
    with refused(RefusalReason.IDENTITY_NOT_CHECKED):
        scene.accept(unchecked, call_id)
    with refused(RefusalReason.NOT_FOR_MINORS):
        scene.accept(checked, call_id)


def test_a_check_counts_for_a_year_and_no_longer(scene: HelpScene, minor_id: UUID) -> None:
    joker_id = scene.joker(for_minors=True, free=False)
    call_id = scene.open_call_for(minor_id, [joker_id])
    assert shown_to(scene, joker_id, START + YEAR - timedelta(seconds=1)) == [call_id]
    assert shown_to(scene, joker_id, START + YEAR) == []
    with refused(RefusalReason.IDENTITY_CHECK_RAN_OUT):
        scene.accept(joker_id, call_id, START + YEAR)
    confirm_identity(context_at(scene.open_unit, START + YEAR), joker_id)
    scene.accept(joker_id, call_id, START + YEAR)


def test_a_conversation_with_a_minor_stops_when_the_check_runs_out(scene: HelpScene, minor_id: UUID) -> None:
    joker_id, adult_id = scene.joker(for_minors=True), scene.player()
    with_minor, with_adult = scene.conversation(minor_id, joker_id), scene.conversation(adult_id, joker_id)
    for sender_id in (minor_id, joker_id):
        scene.say(sender_id, with_minor, now=moment(9))
        with refused(RefusalReason.IDENTITY_CHECK_RAN_OUT):
            scene.say(sender_id, with_minor, now=START + YEAR)
    assert scene.say(joker_id, with_adult, now=START + YEAR).sequence == 1


def test_whoever_takes_the_article_back_is_shown_no_minors(scene: HelpScene, minor_id: UUID) -> None:
    joker_id = scene.joker(for_minors=True)
    call_id = scene.conversation(minor_id, joker_id)
    change_help(context_at(scene.open_unit, player_id=joker_id), EVERYTHING, JOKER_CHARTER_VERSION)
    with refused(RefusalReason.NOT_FOR_MINORS):
        scene.say(joker_id, call_id)


@pytest.mark.parametrize("version", [MINORS_ARTICLE_VERSION - 1, MINORS_ARTICLE_VERSION + 1])
def test_only_todays_article_can_be_accepted(scene: HelpScene, version: int) -> None:
    joker_id = scene.joker()
    with refused(RefusalReason.CHARTER_NOT_ACCEPTED):
        change_help(
            context_at(scene.open_unit, player_id=joker_id),
            replace(EVERYTHING, minors_article=version),
            JOKER_CHARTER_VERSION,
        )


def test_at_21_a_minors_call_is_taken_away_and_at_8_it_is_back(scene: HelpScene, minor_id: UUID) -> None:
    joker_id = scene.joker(for_minors=True, free=False)
    moved = scene.ask(minor_id, EVENING)
    assert scene.recipients(moved.call.id) == {joker_id}
    assert shown_to(scene, joker_id, NIGHT) == []
    with refused(RefusalReason.NIGHT_FOR_MINORS):
        scene.accept(joker_id, moved.call.id, NIGHT)

    told = advance(scene, NIGHT)
    assert {
        one.player_id for one in told if isinstance(one.event, CallGone) and one.event.reason is GoneReason.HIDDEN
    } == {joker_id}
    (changed,) = [one.event for one in told if isinstance(one.event, CallChanged) and one.player_id == minor_id]
    assert (changed.call.state, changed.call.rests_until, changed.call.jokers_asked) == (
        CallState.WAITING,
        MORNING,
        0,
    )
    assert advance(scene, MORNING - timedelta(seconds=1)) == ()

    told = advance(scene, MORNING)
    assert offered_to(told) == {joker_id}
    resting = scene.call(moved.call.id)
    assert (resting.rests_until, resting.jokers_asked) == (None, 1)
    scene.accept(joker_id, moved.call.id, MORNING)


def test_a_minor_who_asks_at_night_is_told_when_jokers_see_it(scene: HelpScene, minor_id: UUID) -> None:
    joker_id = scene.joker(for_minors=True, free=False)
    moved = scene.ask(minor_id, NIGHT)
    assert (moved.call.state, moved.call.rests_until) == (CallState.WAITING, MORNING)
    assert scene.recipients(moved.call.id) == set()
    assert offered_to(scene.ask(scene.player(), NIGHT).events) == {joker_id}


def test_in_the_morning_jokers_whose_app_is_closed_are_told(scene: HelpScene, minor_id: UUID) -> None:
    joker_id = scene.joker(for_minors=True, free=False)
    scene.ask(minor_id, NIGHT)
    advance(scene, MORNING)
    lines = read_inbox(context_at(scene.open_unit, MORNING, player_id=joker_id), None).notifications
    assert NotificationKind.CALL_WAITING_FOR_YOU in [line.kind for line in lines]


def test_a_minor_and_a_joker_do_not_write_to_each_other_at_night(scene: HelpScene, minor_id: UUID) -> None:
    joker_id = scene.joker(for_minors=True)
    call_id = scene.conversation(minor_id, joker_id)
    for sender_id in (minor_id, joker_id):
        context = context_at(scene.open_unit, NIGHT, campaign=scene.campaign, player_id=sender_id)
        with refused(RefusalReason.NIGHT_FOR_MINORS):
            send_message(context, NewMessage(call_id, UUID(int=1), "Tu dors ?"))


def test_a_minor_on_a_walk_is_told_of_jokers_for_minors_only(scene: HelpScene, minor_id: UUID) -> None:
    checked = scene.joker("Jo", at_library=True)

    def told(player_id: UUID) -> bool:
        context = context_at(scene.open_unit, campaign=scene.campaign, player_id=player_id)
        refresh_live_jokers(context)
        with context.unit() as unit:
            nearby = jokers_nearby(unit, GpsFix(LIBRARY.position, 10, START))
        return nearby is not None and bool(nearby.places)

    assert told(scene.player())
    assert not told(minor_id)
    change_help(
        context_at(scene.open_unit, player_id=checked),
        replace(EVERYTHING, minors_article=MINORS_ARTICLE_VERSION),
        JOKER_CHARTER_VERSION,
    )
    assert told(minor_id)


def test_a_check_that_is_withdrawn_ends_what_was_open_with_minors(scene: HelpScene) -> None:
    two = MeetingScene(scene, age_band=AgeBand.FROM_15_TO_17)
    meeting_id = two.set_up(contact=AUNT)
    with_adult = scene.conversation(scene.player(), two.joker_id)
    context = context_at(scene.open_unit, campaign=scene.campaign)
    vetted, told = withdraw_identity_check(context, two.joker_id, "La pièce n’était plus valable")

    assert not vetted.identity_checked
    assert scene.call(two.call_id).state is CallState.CLOSED
    assert scene.call(with_adult).state is CallState.ACCEPTED
    assert two.meeting(meeting_id).state is MeetingState.CANCELLED
    assert two.asker_id in {one.player_id for one in told}
    profile = read_profile(context_at(scene.open_unit, player_id=two.joker_id))
    assert profile is not None
    assert profile.identity_withdrawn == "La pièce n’était plus valable"
    lines = read_inbox(context_at(scene.open_unit, player_id=two.joker_id), None).notifications
    assert NotificationKind.IDENTITY_WITHDRAWN in [line.kind for line in lines]
    with refused(RefusalReason.NOT_ALLOWED_NOW):
        withdraw_identity_check(context, two.joker_id, "Encore")


def test_who_decided_on_an_identity_is_kept(scene: HelpScene) -> None:
    joker_id, organiser_id = scene.joker(free=False), scene.player("Orga")
    with scene.open_unit() as unit:
        organiser = unit.accounts.player(organiser_id)
        assert organiser is not None
    judging = context_at(scene.open_unit, moment(1), organiser=Organiser(organiser.account_id))
    confirm_identity(judging, joker_id, date(2026, 5, 20))
    withdraw_identity_check(context_at(scene.open_unit, moment(2), campaign=scene.campaign), joker_id, "Erreur")
    (vetted,) = list_jokers(context_at(scene.open_unit))
    assert [
        (one.at, one.action, one.account_id, one.reason, one.honorability_attested_on)
        for one in vetted.identity_decisions
    ] == [
        (moment(1), IdentityAction.CONFIRM, organiser.account_id, None, date(2026, 5, 20)),
        (moment(2), IdentityAction.WITHDRAW, None, "Erreur", date(2026, 5, 20)),
    ]
    assert vetted.joker.honorability_attested_on is None


def test_a_meeting_after_the_check_runs_out_is_not_agreed(scene: HelpScene) -> None:
    two = MeetingScene(scene)
    near_the_end = START + YEAR - timedelta(hours=12)
    with refused(RefusalReason.IDENTITY_CHECK_RAN_OUT):
        two.propose(two.asker_id, TOMORROW + YEAR, now=near_the_end)

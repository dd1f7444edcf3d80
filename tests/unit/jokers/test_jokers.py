"""Jokers: who may be one, the life of a call, what is said, and what walkers are told."""

from datetime import timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.calls.call import CallAction, CallRole, CallState, next_call_state
from game_rules.calls.conversation import Receipt
from game_rules.jokers.joker import (
    HelpOffered,
    HelpTopic,
    JokerAction,
    JokerActor,
    JokerState,
    SpokenLanguage,
    check_application,
    is_present,
    next_joker_state,
)
from game_rules.jokers.limits import JOKER_CHARTER_VERSION
from game_rules.people.players import AgeBand
from game_rules.play.jokers_nearby import JokerAt, StaffedPlace, places_to_tell
from game_rules.refusals import RefusalReason, Refused
from game_rules.texts import clean_text
from tests.support.factories import LENS, START, moment, place

FRENCH = frozenset({SpokenLanguage.FRENCH})
HELP = HelpOffered(frozenset({HelpTopic.CV}), FRENCH)


def test_an_adult_who_accepts_the_charter_may_apply() -> None:
    check_application(AgeBand.FROM_18, HELP, JOKER_CHARTER_VERSION)


@pytest.mark.parametrize(
    ("age_band", "offered", "charter", "reason"),
    [
        (AgeBand.FROM_15_TO_17, HELP, JOKER_CHARTER_VERSION, RefusalReason.JOKER_MUST_BE_ADULT),
        (AgeBand.FROM_18, HELP, JOKER_CHARTER_VERSION - 1, RefusalReason.CHARTER_NOT_ACCEPTED),
        (AgeBand.FROM_18, HELP, JOKER_CHARTER_VERSION + 1, RefusalReason.CHARTER_NOT_ACCEPTED),
        (
            AgeBand.FROM_18,
            HelpOffered(frozenset({HelpTopic.TRADE}), FRENCH),
            JOKER_CHARTER_VERSION,
            RefusalReason.TRADE_MISSING,
        ),
    ],
)
def test_an_application_may_be_refused(
    age_band: AgeBand, offered: HelpOffered, charter: int, reason: RefusalReason
) -> None:
    with pytest.raises(Refused) as refused:
        check_application(age_band, offered, charter)
    assert refused.value.reason is reason


def test_the_moves_of_a_joker_are_these_and_no_others() -> None:
    moves = set()
    for state, action, actor in product(JokerState, JokerAction, JokerActor):
        try:
            moves.add((state.value, action.value, actor.value, next_joker_state(state, action, actor).value))
        except Refused:
            continue
    assert moves == {
        ("applied", "approve", "organiser", "approved"),
        ("applied", "decline", "organiser", "declined"),
        ("applied", "leave", "self", "left"),
        ("approved", "suspend", "organiser", "suspended"),
        ("approved", "leave", "self", "left"),
        ("suspended", "approve", "organiser", "approved"),
        ("declined", "approve", "organiser", "approved"),
        ("left", "apply", "self", "applied"),
    }


def test_the_moves_of_a_call_are_these_and_no_others() -> None:
    moves = set()
    for state, action, role in product(CallState, CallAction, CallRole):
        try:
            moves.add((state.value, action.value, role.value, next_call_state(state, action, role).value))
        except Refused:
            continue
    assert moves == {
        ("open", "accept", "recipient", "accepted"),
        ("waiting", "accept", "recipient", "accepted"),
        ("open", "withdraw", "asker", "withdrawn"),
        ("waiting", "withdraw", "asker", "withdrawn"),
        ("open", "give_up", "clock", "waiting"),
        ("waiting", "expire", "clock", "expired"),
        ("accepted", "close", "asker", "closed"),
        ("accepted", "close", "helper", "closed"),
        ("accepted", "close", "clock", "closed"),
    }


@pytest.mark.parametrize(
    ("state", "action", "reason"),
    [
        (CallState.ACCEPTED, CallAction.ACCEPT, RefusalReason.CALL_TAKEN),
        (CallState.CLOSED, CallAction.ACCEPT, RefusalReason.CALL_TAKEN),
        (CallState.WITHDRAWN, CallAction.ACCEPT, RefusalReason.CALL_OVER),
        (CallState.EXPIRED, CallAction.ACCEPT, RefusalReason.CALL_OVER),
        (CallState.ACCEPTED, CallAction.GIVE_UP, RefusalReason.NOT_ALLOWED_NOW),
    ],
)
def test_who_comes_too_late_is_told_why(state: CallState, action: CallAction, reason: RefusalReason) -> None:
    with pytest.raises(Refused) as refused:
        next_call_state(state, action, CallRole.RECIPIENT)
    assert refused.value.reason is reason


@pytest.mark.parametrize(("gone_s", "present"), [(119, True), (120, False), (121, False)])
def test_two_minutes_without_a_sign_end_a_presence(gone_s: float, *, present: bool) -> None:
    assert is_present(START, moment(gone_s)) is present


def test_who_was_never_seen_is_not_there() -> None:
    assert not is_present(None, START)


@pytest.mark.parametrize(("length", "fits"), [(0, False), (1, True), (2000, True), (2001, False)])
def test_a_message_has_one_to_2000_characters(length: int, *, fits: bool) -> None:
    if fits:
        assert clean_text("é" * length) == "é" * length
    else:
        with pytest.raises(Refused):
            clean_text("é" * length)


def test_invisible_marks_leave_a_message_and_line_breaks_stay() -> None:
    assert clean_text("  a\x00b\u202e\r\nc\td \ud800") == "ab\nc\td"
    with pytest.raises(Refused):
        clean_text(" \n\u202e ")


MARKS = st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50)), max_size=20)


@given(MARKS)
def test_receipts_only_move_on_and_reading_is_receiving(marks: list[tuple[int, int]]) -> None:
    receipt = Receipt(UUID(int=1), UUID(int=2))
    for delivered, read in marks:
        moved = receipt.moved(delivered=delivered, read=read, newest=30)
        assert receipt.read_up_to <= moved.read_up_to <= moved.delivered_up_to <= 30
        assert receipt.delivered_up_to <= moved.delivered_up_to
        receipt = moved


LIBRARY, STATION = UUID(int=10), UUID(int=11)
UNTIL = moment(3600)


def joker_at(number: int, *, place_id: UUID = LIBRARY, metres: float = 0, until_s: float = 3600) -> JokerAt:
    return JokerAt(UUID(int=number), place_id, "Médiathèque", place(metres_north=metres), moment(until_s))


@pytest.mark.parametrize(
    ("metres", "told_before", "told"),
    [
        (299.9, False, True),
        (300.1, False, False),
        (300.1, True, True),
        (349.9, True, True),
        (350.1, True, False),
    ],
)
def test_a_joker_is_told_within_300_m_and_untold_beyond_350(metres: float, *, told_before: bool, told: bool) -> None:
    before = [StaffedPlace(LIBRARY, "Médiathèque", LENS, UNTIL)] if told_before else []
    assert bool(places_to_tell(LENS, [joker_at(1, metres=metres)], before, START)) is told


def test_two_jokers_at_one_place_are_one_place_until_the_last_leaves() -> None:
    jokers = [joker_at(1, until_s=600), joker_at(2, until_s=1200), joker_at(3, place_id=STATION)]
    told = places_to_tell(LENS, jokers, [], START)
    assert [(one.place_id, one.until) for one in told] == [(LIBRARY, moment(1200)), (STATION, moment(3600))]


def test_who_leaves_is_not_told() -> None:
    assert places_to_tell(LENS, [joker_at(1)], [], UNTIL) == ()
    assert places_to_tell(LENS, [joker_at(1)], [], UNTIL - timedelta(seconds=1)) != ()

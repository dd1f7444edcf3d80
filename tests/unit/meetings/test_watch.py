"""The watch over a meeting: when it begins, whom it asks, about whom somebody is alerted."""

from datetime import timedelta

import pytest

from game_rules.meetings.meeting import (
    Attendance,
    Meeting,
    MeetingAction,
    MeetingRole,
    MeetingState,
    MeetingStep,
    check_out_due_at,
    is_step_due,
    next_meeting_state,
    steps_to_come,
)
from game_rules.meetings.watch import (
    alerted_about,
    check_say_well,
    is_asked,
    is_missed,
    is_watched,
    may_say_all_is_well,
)
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason
from tests.unit.meetings.test_meeting_rules import CAME, LEFT, MINUTE, SECOND, local, meeting, refused

WELL = Attendance(well_at=local(10, 5))
LATE = Attendance(late_minutes=10)
BOTH = (MeetingRole.ASKER, MeetingRole.HELPER)


def test_the_watch_begins_at_the_agreed_start_and_with_whoever_comes_earlier() -> None:
    assert not is_watched(meeting(), local(10) - SECOND)
    assert is_watched(meeting(), local(10))
    assert is_watched(meeting(MeetingState.UNDER_WAY, asker=CAME), local(9, 50))
    for state in set(MeetingState) - {MeetingState.CONFIRMED, MeetingState.UNDER_WAY}:
        assert not is_watched(meeting(state), local(10, 15))


def test_a_meeting_that_is_set_is_asked_about_a_quarter_of_an_hour_after_its_start() -> None:
    assert dict(steps_to_come(meeting(), local(9)))[MeetingStep.ASK_IF_WELL] == local(10, 15)


@pytest.mark.parametrize(
    ("attendance", "at_the_beginning", "at_the_end"),
    [
        (Attendance(), True, True),
        (LATE, False, True),
        (CAME, False, False),
        (LEFT, False, False),
        (WELL, False, False),
    ],
)
def test_who_neither_came_nor_gave_word_is_asked(
    attendance: Attendance, *, at_the_beginning: bool, at_the_end: bool
) -> None:
    one = meeting(MeetingState.UNDER_WAY, asker=attendance, helper=CAME)
    assert is_asked(one, MeetingRole.ASKER, MeetingStep.ASK_IF_WELL) is at_the_beginning
    assert is_asked(one, MeetingRole.ASKER, MeetingStep.REMIND_CHECK_OUT) is at_the_end


def test_nobody_asks_who_has_left_for_good_nor_about_a_meeting_that_is_off() -> None:
    assert not is_asked(meeting(asker_id=None), MeetingRole.ASKER, MeetingStep.REMIND_CHECK_OUT)
    for step in (MeetingStep.ASK_IF_WELL, MeetingStep.REMIND_CHECK_OUT):
        assert is_step_due(meeting(), step, local(10, 30))
        assert not is_step_due(meeting(MeetingState.CANCELLED), step, local(10, 30))
        assert not is_step_due(meeting(), step, check_out_due_at(meeting()))
        assert not is_step_due(meeting(asker=WELL, helper=WELL), step, local(10, 30))


@pytest.mark.parametrize(
    ("asker", "helper", "of_adult", "of_minor"),
    [
        (Attendance(), Attendance(), (), (MeetingRole.ASKER,)),
        (LATE, Attendance(), (), (MeetingRole.ASKER,)),
        (CAME, Attendance(), (MeetingRole.ASKER,), (MeetingRole.ASKER,)),
        (CAME, CAME, BOTH, BOTH),
        (Attendance(), CAME, (MeetingRole.HELPER,), BOTH),
        (WELL, CAME, (MeetingRole.HELPER,), (MeetingRole.HELPER,)),
        (LEFT, LEFT, (), ()),
        (WELL, Attendance(), (), ()),
    ],
)
def test_a_minor_of_whom_nothing_is_known_is_looked_for_and_so_is_who_came_and_did_not_leave(
    asker: Attendance, helper: Attendance, of_adult: tuple[MeetingRole, ...], of_minor: tuple[MeetingRole, ...]
) -> None:
    one = meeting(MeetingState.UNDER_WAY, asker=asker, helper=helper)
    assert alerted_about(one, AgeBand.FROM_18) == of_adult
    assert alerted_about(one, AgeBand.FROM_15_TO_17) == of_minor
    assert alerted_about(meeting(asker_id=None), AgeBand.FROM_15_TO_17) == ()


@pytest.mark.parametrize(
    ("asker", "helper", "after"),
    [
        (WELL, Attendance(), MeetingState.CONFIRMED),
        (WELL, WELL, MeetingState.MISSED),
        (WELL, CAME, MeetingState.UNDER_WAY),
        (WELL, LEFT, MeetingState.MISSED),
    ],
)
def test_a_meeting_ends_when_all_is_well_with_both(asker: Attendance, helper: Attendance, after: MeetingState) -> None:
    before = MeetingState.CONFIRMED if helper.checked_in_at is None else MeetingState.UNDER_WAY
    said = meeting(before, asker=asker, helper=helper)
    assert next_meeting_state(said, MeetingAction.SAY_WELL, MeetingRole.ASKER) is after


def test_who_leaves_ends_a_meeting_to_which_the_other_one_does_not_come() -> None:
    left = meeting(MeetingState.UNDER_WAY, asker=LEFT, helper=WELL)
    assert next_meeting_state(left, MeetingAction.CHECK_OUT, MeetingRole.ASKER) is MeetingState.MISSED


def test_all_is_well_can_be_said_from_a_quarter_before_and_long_after() -> None:
    for now in (local(9, 45), local(10), local(10) + timedelta(days=3)):
        check_say_well(meeting(), MeetingRole.ASKER, now)
    with refused(RefusalReason.NOT_THE_TIME):
        check_say_well(meeting(), MeetingRole.ASKER, local(9, 45) - SECOND)
    with refused(RefusalReason.NOT_ALLOWED_NOW):
        check_say_well(meeting(asker=CAME), MeetingRole.ASKER, local(10))


@pytest.mark.parametrize(
    ("one", "awaited"),
    [
        (meeting(), True),
        (meeting(MeetingState.MISSED), True),
        (meeting(MeetingState.MISSED, asker=CAME), True),
        (meeting(MeetingState.MET, asker=CAME), True),
        (meeting(MeetingState.MISSED, asker=LEFT), False),
        (meeting(MeetingState.MISSED, asker=WELL), False),
        (meeting(MeetingState.CANCELLED), False),
    ],
)
def test_a_word_is_awaited_from_who_was_due(one: Meeting, *, awaited: bool) -> None:
    assert may_say_all_is_well(one, MeetingRole.ASKER, local(10)) is awaited
    assert not may_say_all_is_well(meeting(), MeetingRole.ASKER, local(10) - MINUTE)


def test_somebody_is_missed_half_an_hour_after_the_end() -> None:
    there = meeting(MeetingState.UNDER_WAY, asker=CAME)
    assert check_out_due_at(there) == local(11)
    assert not is_missed(there, MeetingRole.ASKER, local(11) - SECOND)
    assert is_missed(there, MeetingRole.ASKER, local(11))
    assert not is_missed(there, MeetingRole.HELPER, local(11)), "only who came checks out"

"""Times and places at which two people may meet, what moves a meeting, and who counts as being there."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.gps import GpsFix
from game_rules.hours import OpenHours, VisitingHours
from game_rules.limits import DEFAULT_LIMITS
from game_rules.meetings.meeting import (
    AHEAD,
    Attendance,
    Meeting,
    MeetingAction,
    MeetingRole,
    MeetingState,
    MeetingStep,
    is_step_due,
    next_meeting_state,
    steps_to_come,
)
from game_rules.meetings.presence import check_in_time, check_is_there, meeting_reach_m
from game_rules.meetings.slots import Span, check_slot, free_slots
from game_rules.refusals import RefusalReason, Refused
from game_rules.territory.territory import Place, PlaceKind
from tests.support.factories import LENS, START, place

PARIS = ZoneInfo("Europe/Paris")
HOURS = VisitingHours({weekday: (OpenHours(time(9), time(12)), OpenHours(time(14), time(17))) for weekday in range(7)})
LIBRARY = Place(UUID(int=1), "Médiathèque", PlaceKind.LIBRARY, LENS, 10, None, "made for tests")
_EQUINOX = datetime(2027, 3, 20, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def local(hour: int, minute: int = 0, *, day: date = date(2026, 6, 4)) -> datetime:
    return datetime.combine(day, time(hour, minute), PARIS).astimezone(UTC)


def slot(starts: datetime, minutes: int = 30) -> Span:
    return Span(starts, starts + minutes * MINUTE)


def meeting(state: MeetingState = MeetingState.CONFIRMED, **more: object) -> Meeting:
    one = Meeting(
        id=UUID(int=2),
        call_id=UUID(int=3),
        asker_id=UUID(int=4),
        joker_id=UUID(int=5),
        place_id=LIBRARY.id,
        starts_at=local(10),
        ends_at=local(10, 30),
        zone=PARIS,
        state=state,
        proposed_by=MeetingRole.ASKER,
        proposed_at=START,
    )
    return replace(one, **more)  # type: ignore[arg-type]


def refused(reason: RefusalReason) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"^{reason.value}$")


@pytest.mark.parametrize(
    ("starts", "minutes", "reason"),
    [
        (local(9), 30, None),
        (local(9) - 15 * MINUTE, 30, RefusalReason.PLACE_CLOSED),
        (local(11, 30), 30, None),
        (local(11, 45), 30, RefusalReason.PLACE_CLOSED),
        (local(11, 30), 60, RefusalReason.PLACE_CLOSED),
        (local(14), 60, None),
        (local(10, 15), 30, None),
        (local(10, 10), 30, RefusalReason.SLOT_INVALID),
        (local(10) + SECOND, 30, RefusalReason.SLOT_INVALID),
        (local(10), 31, RefusalReason.SLOT_INVALID),
        (local(10), 45, RefusalReason.SLOT_INVALID),
    ],
)
def test_a_meeting_begins_on_a_quarter_and_lies_in_opening_hours(
    starts: datetime, minutes: int, reason: RefusalReason | None
) -> None:
    if reason is None:
        check_slot(slot(starts, minutes), HOURS, PARIS, START, ())
        return
    with refused(reason):
        check_slot(slot(starts, minutes), HOURS, PARIS, START, ())


def test_a_place_without_staff_is_none() -> None:
    with refused(RefusalReason.PLACE_NOT_STAFFED):
        check_slot(slot(local(10)), None, PARIS, START, ())


def test_a_meeting_is_neither_too_soon_nor_too_far_away() -> None:
    soonest = local(10) - timedelta(seconds=DEFAULT_LIMITS.meeting_lead_s)
    check_slot(slot(local(10)), HOURS, PARIS, soonest, ())
    with refused(RefusalReason.SLOT_TOO_SOON):
        check_slot(slot(local(10)), HOURS, PARIS, soonest + SECOND, ())
    furthest = local(10) - timedelta(days=DEFAULT_LIMITS.meeting_horizon_days)
    check_slot(slot(local(10)), HOURS, PARIS, furthest, ())
    with refused(RefusalReason.SLOT_TOO_FAR):
        check_slot(slot(local(10)), HOURS, PARIS, furthest - SECOND, ())


def test_two_meetings_may_touch_and_not_overlap() -> None:
    for other in (slot(local(9, 30)), slot(local(10, 30))):
        check_slot(slot(local(10)), HOURS, PARIS, START, (other,))
    for other in (slot(local(9, 45)), slot(local(10, 15)), slot(local(9), 120)):
        with refused(RefusalReason.SLOT_TAKEN):
            check_slot(slot(local(10)), HOURS, PARIS, START, (other,))


@pytest.mark.parametrize(("day", "utc_hour"), [(date(2027, 3, 27), 8), (date(2027, 3, 28), 7), (date(2027, 3, 29), 7)])
def test_slots_keep_their_local_hours_across_the_change_to_summer_time(day: date, utc_hour: int) -> None:
    now = datetime(2027, 3, 26, 18, tzinfo=UTC)
    listed = {one.on: one.starts for one in free_slots(HOURS, PARIS, now, (), 30)}
    assert listed[day][0] == datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)
    assert len(listed[day]) == 12


@given(
    now=st.timedeltas(timedelta(0), timedelta(days=14)).map(_EQUINOX.__add__),
    taken=st.lists(st.timedeltas(timedelta(0), timedelta(days=21)).map(_EQUINOX.__add__).map(slot), max_size=6),
    minutes=st.sampled_from(DEFAULT_LIMITS.meeting_durations_min),
)
def test_every_slot_that_is_listed_may_be_proposed(now: datetime, taken: list[Span], minutes: int) -> None:
    for day in free_slots(HOURS, PARIS, now, taken, minutes):
        assert list(day.starts) == sorted(set(day.starts))
        for starts in day.starts:
            assert starts.astimezone(PARIS).date() == day.on
            check_slot(slot(starts, minutes), HOURS, PARIS, now, taken)


@pytest.mark.parametrize("state", MeetingState)
@pytest.mark.parametrize("action", MeetingAction)
@pytest.mark.parametrize("role", MeetingRole)
def test_only_what_is_ahead_can_be_called_off_and_only_the_clock_ends(
    state: MeetingState, action: MeetingAction, role: MeetingRole
) -> None:
    try:
        after = next_meeting_state(meeting(state), action, role)
    except Refused:
        return
    if action is MeetingAction.CANCEL:
        assert state in AHEAD
        assert after is MeetingState.CANCELLED
    if action in {MeetingAction.CLOSE, MeetingAction.LAPSE}:
        assert role is MeetingRole.GAME
    if action is MeetingAction.CONFIRM:
        assert role is MeetingRole.HELPER, "nobody confirms what they proposed themselves"


CAME, LEFT = Attendance(None, local(10)), Attendance(None, local(10), local(10, 30))


@pytest.mark.parametrize(
    ("asker", "helper", "after"),
    [
        (LEFT, CAME, MeetingState.UNDER_WAY),
        (LEFT, Attendance(), MeetingState.UNDER_WAY),
        (LEFT, LEFT, MeetingState.MET),
    ],
)
def test_a_meeting_ends_when_both_came_and_left(asker: Attendance, helper: Attendance, after: MeetingState) -> None:
    under_way = meeting(MeetingState.UNDER_WAY, asker=asker, helper=helper)
    assert next_meeting_state(under_way, MeetingAction.CHECK_OUT, MeetingRole.ASKER) is after


@pytest.mark.parametrize(
    ("helper", "after"), [(CAME, MeetingState.MET), (LEFT, MeetingState.MET), (Attendance(), MeetingState.MISSED)]
)
def test_the_clock_says_met_when_both_came(helper: Attendance, after: MeetingState) -> None:
    under_way = meeting(MeetingState.UNDER_WAY, asker=CAME, helper=helper)
    assert next_meeting_state(under_way, MeetingAction.CLOSE, MeetingRole.GAME) is after
    assert next_meeting_state(meeting(), MeetingAction.CLOSE, MeetingRole.GAME) is MeetingState.MISSED


def test_reminders_that_would_come_late_are_left_out() -> None:
    day_before = local(10) - timedelta(days=1)
    assert dict(steps_to_come(meeting(), day_before - SECOND))[MeetingStep.REMIND_DAY_BEFORE] == day_before
    assert MeetingStep.REMIND_DAY_BEFORE not in dict(steps_to_come(meeting(), day_before))
    steps = dict(steps_to_come(meeting(), local(9)))
    assert set(steps) == {MeetingStep.ASK_IF_WELL, MeetingStep.REMIND_CHECK_OUT, MeetingStep.CLOSE}
    assert steps[MeetingStep.CLOSE] == local(11)
    assert steps_to_come(meeting(MeetingState.CANCELLED), START) == ()


def test_the_reminder_of_a_meeting_that_is_off_does_nothing() -> None:
    for state in MeetingState:
        due = is_step_due(meeting(state), MeetingStep.REMIND_HOUR_BEFORE, local(9))
        assert due is (state is MeetingState.CONFIRMED)
    assert not is_step_due(meeting(), MeetingStep.REMIND_HOUR_BEFORE, local(10))


def fix(metres: float, *, accuracy_m: float = 10, age_s: float = 0) -> GpsFix:
    return GpsFix(place(metres_east=metres), accuracy_m, local(10) - timedelta(seconds=age_s))


@pytest.mark.parametrize("accuracy_m", [0, 50, 51, 100])
def test_accuracy_widens_the_reach_of_a_place_up_to_a_bonus(accuracy_m: float) -> None:
    reach_m = 100 + min(accuracy_m, 50)
    assert meeting_reach_m(fix(0, accuracy_m=accuracy_m)) == reach_m
    check_is_there(fix(reach_m - 0.5, accuracy_m=accuracy_m), LIBRARY, local(10))
    with refused(RefusalReason.TOO_FAR_FROM_PLACE):
        check_is_there(fix(reach_m + 0.5, accuracy_m=accuracy_m), LIBRARY, local(10))


@pytest.mark.parametrize(("known_to_m", "is_exact"), [(49.9, True), (50, True), (50.1, False), (500, False)])
def test_nobody_is_at_a_place_that_is_not_known_exactly(known_to_m: float, *, is_exact: bool) -> None:
    vague = replace(LIBRARY, accuracy_m=known_to_m)
    if is_exact:
        check_is_there(fix(109), vague, local(10))
        with refused(RefusalReason.TOO_FAR_FROM_PLACE):
            check_is_there(fix(111), vague, local(10))
        return
    for metres in (0, 457):
        with refused(RefusalReason.PLACE_NOT_EXACT):
            check_is_there(fix(metres), vague, local(10))


@pytest.mark.parametrize(
    ("accuracy_m", "age_s", "usable"),
    [(100, 0, True), (100.1, 0, False), (10, 120, True), (10, 121, False), (10, -60, True), (10, -61, False)],
)
def test_an_old_or_inaccurate_position_proves_nothing(accuracy_m: float, age_s: float, *, usable: bool) -> None:
    one = fix(0, accuracy_m=accuracy_m, age_s=age_s)
    if usable:
        check_is_there(one, LIBRARY, local(10))
        return
    with refused(RefusalReason.POSITION_NOT_USABLE):
        check_is_there(one, LIBRARY, local(10))


@pytest.mark.parametrize(
    ("now", "in_time"),
    [(local(9, 45) - SECOND, False), (local(9, 45), True), (local(10, 30) - SECOND, True), (local(10, 30), False)],
)
def test_one_checks_in_from_a_quarter_before_until_the_end(now: datetime, *, in_time: bool) -> None:
    if in_time:
        check_in_time(meeting(), now)
        return
    with refused(RefusalReason.NOT_THE_TIME):
        check_in_time(meeting(), now)

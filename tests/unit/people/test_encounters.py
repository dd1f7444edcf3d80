"""The table of encounters: laws over the whole of it, its hours, and the page that prints it."""

from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from game_rules.people.encounters import (
    Counterpart,
    Encounter,
    Hour,
    Vetting,
    Where,
    check_encounter,
    hour_at,
    hour_of_span,
    needs_contact,
    next_day_begins,
    next_night_begins,
    why_not,
)
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from server.settings import PROJECT_ROOT
from tests.unit.people.encounter_table import BEGINS, ENDS, encounter_table

PARIS = ZoneInfo("Europe/Paris")
MINOR, ADULT = AgeBand.FROM_15_TO_17, AgeBand.FROM_18
ALL = [Encounter(*one) for one in product(AgeBand, Counterpart, Vetting, Hour, Where)]
ALLOWED = [one for one in ALL if why_not(one) is None]


def local(hour: int, minute: int = 0, second: int = 0, day: int = 3) -> datetime:
    return datetime(2026, 6, day, hour, minute, second, tzinfo=PARIS)


def test_a_minor_meets_only_jokers_who_were_checked_and_accepted_the_article() -> None:
    with_jokers = [one for one in ALLOWED if one.age is MINOR and one.role is Counterpart.JOKER]
    assert with_jokers
    assert {one.vetting for one in with_jokers} == {Vetting.FOR_MINORS}
    assert {one.hour for one in with_jokers} == {Hour.DAY}


def test_nobody_is_sent_to_a_private_place_or_to_one_that_is_closed() -> None:
    assert {one.where for one in ALLOWED} == {Where.ONLINE, Where.PUBLIC_OPEN, Where.WORK_OPEN}


def test_nobody_meets_somebody_of_whom_nothing_is_known() -> None:
    assert not [one for one in ALLOWED if one.vetting is Vetting.UNKNOWN]


def test_a_joker_is_met_at_a_staffed_public_place_only_and_after_a_check() -> None:
    met = [one for one in ALLOWED if one.role is Counterpart.JOKER and one.where is not Where.ONLINE]
    assert {one.where for one in met} == {Where.PUBLIC_OPEN}
    assert {one.vetting for one in met} == {Vetting.CHECKED, Vetting.FOR_MINORS}


def test_no_minor_is_met_at_night() -> None:
    assert not [one for one in ALLOWED if one.age is MINOR and one.hour is Hour.NIGHT and one.where is not Where.ONLINE]


def test_what_a_minor_may_an_adult_may_too() -> None:
    as_adults = {Encounter(ADULT, one.role, one.vetting, one.hour, one.where) for one in ALLOWED if one.age is MINOR}
    assert as_adults < set(ALLOWED)


def test_knowing_more_of_somebody_never_forbids() -> None:
    known_better = {
        Vetting.UNKNOWN: Vetting.APPROVED,
        Vetting.APPROVED: Vetting.CHECKED,
        Vetting.RAN_OUT: Vetting.CHECKED,
        Vetting.CHECKED: Vetting.FOR_MINORS,
    }
    for one in ALLOWED:
        if one.vetting in known_better:
            assert why_not(Encounter(one.age, one.role, known_better[one.vetting], one.hour, one.where)) is None


def test_under_15_nobody_is_met_and_nobody_written_to() -> None:
    assert not [one for one in ALLOWED if one.age is AgeBand.UNDER_15]


@pytest.mark.parametrize(
    ("age", "role", "vetting", "hour", "where", "reason"),
    [
        (MINOR, "joker", "approved", "day", "online", RefusalReason.IDENTITY_NOT_CHECKED),
        (MINOR, "joker", "ran_out", "day", "public_open", RefusalReason.IDENTITY_CHECK_RAN_OUT),
        (MINOR, "joker", "checked", "day", "online", RefusalReason.NOT_FOR_MINORS),
        (MINOR, "joker", "for_minors", "night", "online", RefusalReason.NIGHT_FOR_MINORS),
        (MINOR, "joker", "for_minors", "day", "public_closed", RefusalReason.PLACE_CLOSED),
        (MINOR, "employer", "approved", "night", "work_open", RefusalReason.NIGHT_FOR_MINORS),
        (MINOR, "employer", "approved", "day", "private", RefusalReason.PRIVATE_PLACE),
        (MINOR, "employer", "unknown", "day", "online", RefusalReason.ORGANISATION_NOT_VERIFIED),
        (MINOR, "employer", "approved", "night", "online", None),
        (ADULT, "joker", "approved", "night", "online", None),
        (ADULT, "joker", "ran_out", "day", "public_open", RefusalReason.IDENTITY_CHECK_RAN_OUT),
        (ADULT, "joker", "checked", "day", "work_open", RefusalReason.PLACE_NOT_STAFFED),
    ],
)
def test_each_no_has_its_reason(
    age: AgeBand, role: str, vetting: str, hour: str, where: str, reason: RefusalReason | None
) -> None:
    encounter = Encounter(age, Counterpart(role), Vetting(vetting), Hour(hour), Where(where))
    assert why_not(encounter) is reason
    if reason is None:
        check_encounter(encounter)
        return
    with pytest.raises(Refused, match=f"^{reason.value}$"):
        check_encounter(encounter)


@pytest.mark.parametrize(
    ("moment", "hour"),
    [
        (local(7, 59, 59), Hour.NIGHT),
        (local(8), Hour.DAY),
        (local(20, 59, 59), Hour.DAY),
        (local(21), Hour.NIGHT),
        (local(0), Hour.NIGHT),
    ],
)
def test_the_day_of_minors_is_from_8_to_21(moment: datetime, hour: Hour) -> None:
    assert hour_at(moment.astimezone(UTC), PARIS) is hour


def test_a_meeting_ends_before_the_night_and_lasts_through_none() -> None:
    assert hour_of_span(local(20, 30), local(21), PARIS) is Hour.DAY
    assert hour_of_span(local(20, 30), local(21, 0, 1), PARIS) is Hour.NIGHT
    assert hour_of_span(local(7, 30), local(8, 30), PARIS) is Hour.NIGHT
    assert hour_of_span(local(20), local(9, day=4), PARIS) is Hour.NIGHT


@pytest.mark.parametrize(
    ("moment", "morning"),
    [
        (local(21), local(8, day=4)),
        (local(23, 59), local(8, day=4)),
        (local(0), local(8)),
        (local(7, 59), local(8)),
        (local(8), local(8)),
        (local(12), local(12)),
    ],
)
def test_the_morning_after_a_night(moment: datetime, morning: datetime) -> None:
    assert next_day_begins(moment, PARIS) == morning


def test_the_night_of_the_clocks_ends_at_8_by_the_wall() -> None:
    evening = datetime(2026, 10, 24, 22, tzinfo=PARIS)
    assert next_day_begins(evening, PARIS) == datetime(2026, 10, 25, 8, tzinfo=PARIS)
    assert next_day_begins(evening, PARIS) - evening.astimezone(UTC) == timedelta(hours=11)


def test_the_evening_of_a_day() -> None:
    assert next_night_begins(local(8), PARIS) == local(21)
    assert next_night_begins(local(20, 59), PARIS) == local(21)
    assert next_night_begins(local(22), PARIS) == local(22)


def test_only_a_minor_who_goes_somewhere_names_a_contact() -> None:
    assert needs_contact(MINOR, Where.PUBLIC_OPEN)
    assert not needs_contact(MINOR, Where.ONLINE)
    assert not needs_contact(ADULT, Where.PUBLIC_OPEN)


def test_the_page_prints_the_table_as_the_rules_have_it() -> None:
    page = (PROJECT_ROOT / "docs/subsystems/safety.md").read_text()
    printed = page.partition(BEGINS)[2].partition(ENDS)[0]
    assert printed == encounter_table(), "print it anew: python -m tests.unit.people.encounter_table"

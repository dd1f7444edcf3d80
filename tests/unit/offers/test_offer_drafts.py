"""Drafts, reminders, seats, phone numbers, and what is different between two worlds."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from game_rules.events.registrations import RegistrationState
from game_rules.events.seats import Registration, check_still_on, next_in_waitlist, seats_left, state_for_next
from game_rules.geo import LatLon
from game_rules.kinds import OfferKind, WayToMeet
from game_rules.offers.content import DEFAULT_VISITING_HOURS, EventTimes
from game_rules.offers.drafts import (
    AtDoor,
    Fault,
    FaultCode,
    InCommune,
    OfferDraft,
    OfferIncomplete,
    extended_until,
    faults_of,
    last_day_of,
)
from game_rules.offers.findable import Location
from game_rules.offers.limits import EVENT_MAX_DAYS, EXTENSION_DAYS, POSTED_OFFER_DAYS, POSTED_OFFER_MAX_DAYS
from game_rules.offers.phone_numbers import clean_phone
from game_rules.offers.reminders import reminder_due
from game_rules.play.offer_changes import compare_offers
from game_rules.refusals import RefusalReason, Refused
from tests.support.factories import LENS, START, moment, offer

PARIS = ZoneInfo("Europe/Paris")
TODAY = START.date()
DAY = timedelta(days=1)
DRAFT = OfferDraft(kind=OfferKind.JOB, title="Vente", place=AtDoor(LENS))
EVENT = replace(DRAFT, kind=OfferKind.EVENT, event=EventTimes(START + DAY, START + 2 * DAY))


def everywhere(where: Location) -> LatLon:
    return where.position or LENS


def faults(draft: OfferDraft) -> list[tuple[str, FaultCode]]:
    return [(one.field, one.code) for one in faults_of(draft, everywhere, START, PARIS)]


def test_a_title_and_a_place_are_enough() -> None:
    assert faults(DRAFT) == []
    assert faults(replace(DRAFT, place=InCommune("62498"))) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"expires_on": TODAY - DAY}, ("expires_on", FaultCode.IN_THE_PAST)),
        ({"expires_on": TODAY}, None),
        ({"expires_on": TODAY + POSTED_OFFER_MAX_DAYS * DAY}, None),
        ({"expires_on": TODAY + (POSTED_OFFER_MAX_DAYS + 1) * DAY}, ("expires_on", FaultCode.TOO_FAR_AWAY)),
        (
            {"place": InCommune("62498"), "ways_to_meet": frozenset({WayToMeet.DROP_BY})},
            ("ways_to_meet", FaultCode.DOOR_NEEDED),
        ),
        ({"ways_to_meet": frozenset({WayToMeet.DROP_BY})}, ("visiting_hours", FaultCode.MISSING)),
        ({"ways_to_meet": frozenset({WayToMeet.DROP_BY}), "visiting_hours": DEFAULT_VISITING_HOURS}, None),
        ({"visiting_hours": None}, None),
        ({"event": EVENT.event}, ("event", FaultCode.ONLY_FOR_EVENTS)),
        ({"ways_to_meet": frozenset({WayToMeet.PHONE_FIRST})}, ("phone", FaultCode.MISSING)),
        ({"ways_to_meet": frozenset({WayToMeet.PHONE_FIRST}), "phone": "+33321000000"}, None),
    ],
)
def test_a_field_at_fault_is_named(changes: dict[str, object], fault: tuple[str, FaultCode] | None) -> None:
    assert faults(replace(DRAFT, **changes)) == ([fault] if fault else [])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("starts", "ends", "fault"),
    [
        (-2 * DAY, -DAY, ("event/ends_at", FaultCode.IN_THE_PAST)),
        (-DAY, timedelta(0), ("event/ends_at", FaultCode.IN_THE_PAST)),
        (-DAY, timedelta(seconds=1), None),
        (DAY, DAY + EVENT_MAX_DAYS * DAY, None),
        (DAY, DAY + EVENT_MAX_DAYS * DAY + timedelta(seconds=1), ("event/ends_at", FaultCode.TOO_LONG)),
        (366 * DAY, 367 * DAY, ("event/starts_at", FaultCode.TOO_FAR_AWAY)),
    ],
)
def test_an_event_is_to_come_and_has_an_end(
    starts: timedelta, ends: timedelta, fault: tuple[str, FaultCode] | None
) -> None:
    draft = replace(EVENT, event=EventTimes(START + starts, START + ends))
    assert faults(draft) == ([fault] if fault else [])


def test_the_last_day_is_the_employers_and_no_event_outlives_itself() -> None:
    assert last_day_of(DRAFT, TODAY, PARIS) == TODAY + POSTED_OFFER_DAYS * DAY
    assert last_day_of(replace(DRAFT, expires_on=TODAY + DAY), TODAY, PARIS) == TODAY + DAY
    # Ten past ten at night in London is the next day in Lens.
    late = EventTimes(START, START.replace(hour=22, minute=10))
    assert last_day_of(replace(EVENT, event=late), TODAY, PARIS) == TODAY + DAY


def test_extending_counts_from_the_last_day_or_from_today() -> None:
    assert extended_until(None, TODAY + 5 * DAY, TODAY) == TODAY + (5 + EXTENSION_DAYS) * DAY
    assert extended_until(None, TODAY - 5 * DAY, TODAY) == TODAY + EXTENSION_DAYS * DAY
    assert extended_until(TODAY, TODAY + 5 * DAY, TODAY) == TODAY
    with pytest.raises(OfferIncomplete) as refusal:
        extended_until(TODAY - DAY, None, TODAY)
    assert refusal.value.faults == (Fault("until", FaultCode.IN_THE_PAST),)


@pytest.mark.parametrize(("days_left", "due"), [(8, None), (7, 7), (2, 7), (1, 1), (0, 1), (-1, None)])
def test_somebody_is_asked_a_week_and_a_day_before_the_end(days_left: int, due: int | None) -> None:
    assert reminder_due(TODAY + days_left * DAY, date(2026, 4, 1), TODAY) == due


def test_nobody_is_reminded_of_what_they_have_just_published() -> None:
    assert reminder_due(TODAY + 5 * DAY, TODAY, TODAY) is None
    assert reminder_due(TODAY + 5 * DAY, TODAY, TODAY + 4 * DAY) == 1
    assert reminder_due(TODAY, TODAY, TODAY) is None


def registered(number: int, state: RegistrationState) -> Registration:
    return Registration(UUID(int=number), state, moment(number))


def test_who_waited_longest_moves_up_first() -> None:
    seated, waiting = RegistrationState.REGISTERED, RegistrationState.WAITING
    all_of_them = [registered(4, waiting), registered(1, seated), registered(2, waiting), registered(3, waiting)]
    assert next_in_waitlist(all_of_them, 1) == ()
    assert next_in_waitlist(all_of_them, 3) == (UUID(int=2), UUID(int=3))
    assert next_in_waitlist(all_of_them, None) == (UUID(int=2), UUID(int=3), UUID(int=4))


def test_seats_are_counted_down_and_never_below_none() -> None:
    assert (seats_left(None, 99), seats_left(2, 1), seats_left(2, 2), seats_left(1, 2)) == (None, 1, 0, 0)
    assert state_for_next(2, 1) is RegistrationState.REGISTERED
    assert state_for_next(2, 2) is RegistrationState.WAITING
    assert state_for_next(None, 99) is RegistrationState.REGISTERED


def test_nobody_registers_for_what_is_over() -> None:
    event = EventTimes(START, moment(60))
    assert check_still_on(event, moment(59)) == event
    with pytest.raises(Refused) as over:
        check_still_on(event, moment(60))
    assert over.value.reason is RefusalReason.EVENT_OVER


@pytest.mark.parametrize("typed", ["03 21 00 00 00", "0321000000", "+33 (0)3 21 00 00 00", "0033-3.21.00.00.00"])
def test_a_number_is_kept_in_one_form(typed: str) -> None:
    assert clean_phone(typed) == "+33321000000"


@pytest.mark.parametrize("typed", ["", "call me", "0899 70 00 00", "+33 8 20 00 00 00", "321", "3" * 20])
def test_what_is_no_number_or_costs_extra_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\+33|costs extra"):
        clean_phone(typed)


def test_what_is_new_back_changed_or_gone_is_told_apart() -> None:
    same, changed, gone, new = (offer(title=title) for title in ("même", "autre", "partie", "nouvelle"))
    differ = compare_offers(
        {one.id: one for one in (same, changed, gone)},
        {one.id: one for one in (same, replace(changed, salary="12 €"), new)},
    )
    assert differ.changed == frozenset({changed.id, new.id})
    assert differ.gone == frozenset({gone.id})
    assert differ
    assert not compare_offers({same.id: same}, {same.id: same})
    assert uuid4() not in differ.changed

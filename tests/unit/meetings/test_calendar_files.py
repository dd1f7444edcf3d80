"""A meeting's file, as a calendar reads it: local times across the change to summer time, and what becomes of it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from icalendar import Alarm, Calendar

from game_rules.geo import LatLon
from server.adapters.calendar_files import CalendarFiles
from server.services.ports import CalendarEntry, CalendarStatus
from tests.support.contexts import MAIL_FROM

PARIS = ZoneInfo("Europe/Paris")


def entry(starts_at: datetime, status: CalendarStatus = CalendarStatus.CONFIRMED, sequence: int = 1) -> CalendarEntry:
    return CalendarEntry(
        id=UUID(int=7),
        sequence=sequence,
        status=status,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        zone=PARIS,
        changed_at=datetime(2027, 3, 1, 12, tzinfo=UTC),
        summary="Rendez-vous (Jokajobs)",
        description="Dis que tu es là, et quand tu pars ; c’est tout.",
        location="Médiathèque, 1er étage",
        position=LatLon(50.4291, 2.8319),
        alarms_before_s=(86_400, 3_600),
    )


@pytest.mark.parametrize(
    ("starts_at", "offset_h"),
    [
        # Summer time begins on Sunday, 28 March 2027, at 1:00 UTC.
        (datetime(2027, 3, 27, 13, tzinfo=UTC), 1),
        (datetime(2027, 3, 29, 12, tzinfo=UTC), 2),
        (datetime(2027, 10, 30, 12, tzinfo=UTC), 2),
        (datetime(2027, 11, 1, 13, tzinfo=UTC), 1),
    ],
)
def test_a_calendar_shows_the_local_time_on_both_sides_of_the_change(starts_at: datetime, offset_h: int) -> None:
    local = (starts_at + timedelta(hours=offset_h)).replace(tzinfo=None)
    assert local.hour == 14
    text = CalendarFiles(MAIL_FROM).write(entry(starts_at)).text
    assert f"DTSTART;TZID=Europe/Paris:{local:%Y%m%dT%H%M%S}" in text
    calendar = Calendar.from_ical(text)
    (event,) = calendar.events
    assert isinstance(event.start, datetime)
    assert event.start == starts_at
    assert event.start.replace(tzinfo=None) == local
    assert event.start.utcoffset() == timedelta(hours=offset_h)
    assert event.end - event.start == timedelta(minutes=30)
    # By the rules inside the file, for a calendar that knows no zone by its name.
    (zone,) = calendar.timezones
    assert zone.tz_name == "Europe/Paris"
    assert zone.to_tz(lookup_tzid=False).utcoffset(local) == timedelta(hours=offset_h)


def test_a_change_has_the_same_name_and_a_higher_number() -> None:
    starts_at = datetime(2027, 3, 29, 12, tzinfo=UTC)
    set_up = CalendarFiles(MAIL_FROM).write(entry(starts_at))
    off = CalendarFiles(MAIL_FROM).write(entry(starts_at, CalendarStatus.CANCELLED, sequence=2))
    (before,), (after,) = Calendar.from_ical(set_up.text).events, Calendar.from_ical(off.text).events
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (1, 2)
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert set_up.media_type == "text/calendar; method=PUBLISH; charset=utf-8"
    assert off.media_type == "text/calendar; method=CANCEL; charset=utf-8"
    assert [alarm.TRIGGER for alarm in before.walk("VALARM") if isinstance(alarm, Alarm)] == [
        timedelta(days=-1),
        timedelta(hours=-1),
    ]
    assert not after.walk("VALARM")


def test_a_file_is_what_the_standard_asks_for() -> None:
    file = CalendarFiles(MAIL_FROM).write(entry(datetime(2027, 3, 29, 12, tzinfo=UTC)))
    assert file.name == "jokajobs.ics"
    assert file.text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in file.text.split("\r\n")), "lines are folded (RFC 5545, 3.1)"
    assert len(file.text) < 3_000
    (event,) = Calendar.from_ical(file.text).events
    assert (event["SUMMARY"], event["LOCATION"]) == ("Rendez-vous (Jokajobs)", "Médiathèque, 1er étage")
    assert event["ORGANIZER"] == f"mailto:{MAIL_FROM}"

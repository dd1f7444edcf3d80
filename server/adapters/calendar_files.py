"""Writes appointments as iCalendar files (RFC 5545), with the rules of their time zone inside.

They name nobody: calendars are shared with families and kept by others.
"""

from datetime import timedelta

from icalendar import Alarm, Calendar, Event, vCalAddress

from server.services.ports import Attachment, CalendarEntry, CalendarStatus

_FILE_NAME = "jokajobs.ics"


class CalendarFiles:
    """`from_address` is the organiser that RFC 5546 asks of whatever is published: the game, never a person."""

    def __init__(self, from_address: str) -> None:
        self._from = from_address

    def write(self, entry: CalendarEntry) -> Attachment:
        """See `CalendarWriter`."""
        method = "CANCEL" if entry.status is CalendarStatus.CANCELLED else "PUBLISH"
        calendar = Calendar()
        calendar.add("prodid", "-//Jokajobs//Jokajobs//FR")
        calendar.add("version", "2.0")
        calendar.add("method", method)
        calendar.add_component(self._event(entry))
        # Only the years that matter: all changes of clocks since 1970 would make a file of 9 kB.
        year = entry.starts_at.year
        calendar.add_missing_timezones(
            first_date=entry.starts_at.date().replace(year=year - 1, month=1, day=1),
            last_date=entry.ends_at.date().replace(year=year + 1, month=12, day=31),
        )
        return Attachment(
            _FILE_NAME, f"text/calendar; method={method}; charset=utf-8", calendar.to_ical().decode("utf-8")
        )

    def _event(self, entry: CalendarEntry) -> Event:
        event = Event()
        event.add("uid", f"{entry.id}@{self._from.rpartition('@')[2]}")
        event.add("sequence", entry.sequence)
        event.add("status", entry.status.value)
        event.add("dtstamp", entry.changed_at)
        event.add("dtstart", entry.starts_at.astimezone(entry.zone))
        event.add("dtend", entry.ends_at.astimezone(entry.zone))
        event.add("summary", entry.summary)
        event.add("description", entry.description)
        event.add("location", entry.location)
        if entry.position is not None:
            event.add("geo", (entry.position.lat, entry.position.lon))
        event.add("class", "PUBLIC" if entry.is_public else "PRIVATE")
        event.add("organizer", vCalAddress(f"mailto:{self._from}"))
        if entry.status is not CalendarStatus.CANCELLED:
            for before_s in entry.alarms_before_s:
                alarm = Alarm()
                alarm.add("action", "DISPLAY")
                alarm.add("trigger", timedelta(seconds=-before_s))
                alarm.add("description", entry.summary)
                event.add_component(alarm)
        return event

"""Sheets for the desks of staffed places: for each day the code that whoever stands there is told."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from game_rules.meetings.limits import DESK_SHEET_DAYS
from game_rules.refusals import RefusalReason, Refused
from game_rules.territory.territory import Place
from server.services.context import Context


@dataclass(frozen=True, slots=True)
class DeskSheet:
    """The sheet of one place: its open days with their codes, the earliest first."""

    place: Place
    campaign_name: str
    codes: tuple[tuple[date, str], ...]


def list_desks(context: Context) -> list[Place]:
    """The staffed places of the campaign that runs, by their names; none without one."""
    places = context.campaign.staffed_places.values() if context.campaign else ()
    return sorted(places, key=lambda place: place.name)


def write_sheet(context: Context, place_id: UUID) -> DeskSheet:
    """Writes the codes of the next days on which the place is open, up to the campaign's last. Nothing is kept: a day
    has the same code on every sheet.

    Raises Refused(no_campaign | place_not_staffed).
    """
    running = context.running
    place, hours = running.staffed_places.get(place_id), running.staffed_hours.get(place_id)
    if place is None or hours is None:
        raise Refused(RefusalReason.PLACE_NOT_STAFFED)
    last = context.today + timedelta(days=DESK_SHEET_DAYS - 1)
    if running.record.ends_on is not None:
        last = min(last, running.record.ends_on)
    days = (context.today + timedelta(days=ahead) for ahead in range((last - context.today).days + 1))
    codes = tuple((day, context.presence_codes.of_desk(place_id, day)) for day in days if any(hours.slots_on(day)))
    return DeskSheet(place, running.record.name, codes)

"""Views of a meeting for the two and for organisers, each as one value."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from game_rules.meetings.meeting import Meeting, MeetingRole
from game_rules.meetings.slots import PlaceSlots
from game_rules.territory.territory import Place


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting as one of the two sees it: `other` has an id and a name, or is None when they have left for
    good; an employer has a name alone.

    `contact_needed`: whoever asks is under 18; it is told to them alone. `is_team_told`: organisers are written to
    about an alert; else it waits in their list.
    """

    meeting: Meeting
    role: MeetingRole
    other: tuple[UUID | None, str] | None
    place: Place
    contact_needed: bool
    is_team_told: bool


@dataclass(frozen=True, slots=True)
class MeetingAlert:
    """Somebody came and did not check out in time, or is a minor who gave no word. `answered_at`: they have said since
    that all is well; `settled_at`: an organiser has dealt with it. `contact_mailed`: the trusted contact was written
    to; who has only a phone number is to be called."""

    meeting_id: UUID
    role: MeetingRole
    raised_at: datetime
    contact_mailed: bool
    answered_at: datetime | None = None
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenAlert:
    """An alert with all that an organiser needs to find out what happened; no name for somebody who has left."""

    alert: MeetingAlert
    meeting: Meeting
    missing_name: str | None
    other_name: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class SlotChoice:
    """The choice that the two have: staffed places with their free slots. `contact_needed` as in a MeetingView."""

    zone_name: str
    durations_min: tuple[int, ...]
    places: tuple[tuple[Place, PlaceSlots], ...]
    contact_needed: bool

"""A meeting as each of the two sees it, and who may see one at all."""

from collections.abc import Sequence
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.meetings.events import MeetingChanged
from game_rules.meetings.meeting import Meeting, MeetingRole
from game_rules.meetings.views import MeetingView
from game_rules.meetings.watch import may_say_all_is_well
from game_rules.people.encounters import Where, needs_contact
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from game_rules.territory.territory import Place, PlaceKind
from server.services.context import Unit
from server.services.notifications.tell_organisers import is_organiser_told


def meeting_views(unit: Unit, meetings: Sequence[Meeting], player_id: UUID) -> list[MeetingView]:
    """The `meetings` as `player_id`, one of the two in each, sees them; three or four queries for all."""
    if not meetings:
        return []
    people = {one for meeting in meetings for one in meeting.people}
    names = unit.accounts.names(people)
    places = places_of(unit, meetings)
    age = unit.accounts.age_band_of_player(player_id) or AgeBand.FROM_18
    is_team_told, views = is_organiser_told(unit), []
    for meeting in meetings:
        role = meeting.role_of(player_id)
        if role is None:
            continue
        other_id = meeting.player_of(role.other)
        other: tuple[UUID | None, str] | None = (other_id, names[other_id]) if other_id else None
        if meeting.employer is not None:
            other = (None, meeting.employer.name)
        contact_needed = role is MeetingRole.ASKER and needs_contact(age, Where.PUBLIC_OPEN)
        place = places[meeting.id]
        views.append(MeetingView(meeting, role, other, place, contact_needed, is_team_told))
    return views


def meeting_events(unit: Unit, meeting: Meeting) -> list[AddressedEvent]:
    """Each of the two is told the meeting as they see it."""
    return [
        AddressedEvent(player_id, MeetingChanged(view))
        for player_id in meeting.people
        for view in meeting_views(unit, [meeting], player_id)
    ]


def meeting_in(unit: Unit, meeting: Meeting | None, player_id: UUID) -> tuple[Meeting, MeetingRole]:
    """The meeting, and the player's part in it.

    Raises Refused(meeting_not_found) for nobody's business, and where one of the two has blocked the other: save for
    somebody whose word is awaited.
    """
    role = meeting.role_of(player_id) if meeting else None
    if meeting is None or role is None:
        raise Refused(RefusalReason.MEETING_NOT_FOUND)
    other_id = meeting.player_of(role.other)
    is_awaited = may_say_all_is_well(meeting, role, unit.now)
    if other_id is not None and not is_awaited and unit.conversations.are_blocked(player_id, other_id):
        raise Refused(RefusalReason.MEETING_NOT_FOUND)
    return meeting, role


def lock_meeting(unit: Unit, meeting_id: UUID) -> tuple[Meeting, MeetingRole]:
    """The meeting with the two players, locked in the order that everybody keeps. Raises what `meeting_in` raises."""
    seen, _ = meeting_in(unit, unit.meetings.meeting(meeting_id), unit.player_id)
    unit.accounts.lock_players(seen.people)
    return meeting_in(unit, unit.meetings.lock(meeting_id), unit.player_id)


def place_of(unit: Unit, meeting: Meeting) -> Place:
    """Returns the place of the meeting; a place with meetings cannot go."""
    return places_of(unit, [meeting])[meeting.id]


def places_of(unit: Unit, meetings: Sequence[Meeting]) -> dict[UUID, Place]:
    """Returns the place of each meeting, by its id; an employer's own door is one, too."""
    public = {place.id: place for place in unit.territory.places({one.place_id for one in meetings if one.place_id})}
    return {one.id: public[one.place_id] if one.place_id else _door_of(one) for one in meetings}


def _door_of(meeting: Meeting) -> Place:
    employer = meeting.employer
    if employer is None or employer.door is None:
        raise ValueError("a meeting is at a place or at an employer's door")
    # An employer sets the pin on their own door.
    return Place(meeting.id, employer.place, PlaceKind.LANDMARK, employer.door, 0, None, "the employer")

"""A meeting as a file for somebody's calendar."""

from datetime import datetime
from uuid import UUID

from game_rules.people.players import Player
from server.services.desks import MeetingDesk
from server.services.meetings.desk import calendar_file
from server.services.meetings.views import meeting_in
from server.services.ports import Attachment, OpenUnit


def download_meeting(
    open_unit: OpenUnit, desk: MeetingDesk, player: Player, meeting_id: UUID, now: datetime
) -> Attachment:
    """As it stands now. Raises Refused(meeting_not_found) for whoever is none of the two."""
    with open_unit() as unit:
        meeting, _ = meeting_in(unit, unit.meetings.meeting(meeting_id), player.id)
        return calendar_file(unit, desk, meeting, player.language, now)

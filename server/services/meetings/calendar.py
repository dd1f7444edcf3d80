"""A meeting as a file for somebody's calendar."""

from uuid import UUID

from server.services.context import Context
from server.services.meetings.notices import calendar_file
from server.services.meetings.views import meeting_in
from server.services.ports import Attachment


def download_meeting(context: Context, meeting_id: UUID) -> Attachment:
    """As it stands now. Raises Refused(meeting_not_found) for whoever is none of the two."""
    with context.unit() as unit:
        meeting, _ = meeting_in(unit, unit.meetings.meeting(meeting_id), context.player.id)
        return calendar_file(unit, meeting, context.player.language)

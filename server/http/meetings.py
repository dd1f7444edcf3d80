"""/api/conversations/{id}/meeting-slots, what somebody needs on the way to a meeting, and the organiser's alerts."""

from http import HTTPStatus
from uuid import UUID

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from game_rules.limits import DEFAULT_LIMITS
from game_rules.meetings.meeting import MeetingRole
from server.http.plumbing.answers import Responses, json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.paths import ConversationPath
from server.http.plumbing.roles import IsOrganiser, WhoJudges, admit_organisers_only
from server.http.plumbing.session import player_context
from server.schemas.meetings import MeetingAlertOut, MeetingAlertsOut, MeetingSlotsOut, PresenceCodeOut
from server.schemas.problems import Problem
from server.services.app_context import AppContext
from server.services.meetings.alerts import list_alerts, settle_alert
from server.services.meetings.attend import show_code
from server.services.meetings.calendar import download_meeting
from server.services.meetings.propose import choose_slot

_PROBLEMS: Responses = {HTTPStatus.UNAUTHORIZED: Problem, HTTPStatus.NOT_FOUND: Problem}
_ICALENDAR: Responses = {
    HTTPStatus.OK: {"content": {"text/calendar": {"schema": {"type": "string"}}}},
    **_PROBLEMS,
}


class SlotsQuery(BaseModel):
    """The length of the meeting to find slots for."""

    duration_minutes: int = Field(
        default=DEFAULT_LIMITS.meeting_durations_min[0], ge=1, le=24 * 60, description="One of `durations_minutes`."
    )


class MeetingPath(BaseModel):
    """A meeting of the player."""

    meeting_id: UUID


class AlertPath(BaseModel):
    """The meeting of an alert, and the role of the one who is missed."""

    meeting_id: UUID
    role: MeetingRole


def meetings_blueprint(app: AppContext) -> ApiBlueprint:
    """Serves what helps the two of a conversation to meet; the meeting itself is made on /help."""
    api = ApiBlueprint("meetings", __name__, url_prefix="/api", abp_tags=[Tag(name="meetings")])

    @api.get(
        "/conversations/<uuid:conversation_id>/meeting-slots", responses={HTTPStatus.OK: MeetingSlotsOut, **_PROBLEMS}
    )
    def read_meeting_slots(path: ConversationPath, query: SlotsQuery) -> Response:
        """Staffed places with the slots of the next days that are free for both."""
        choice = choose_slot(player_context(app), path.conversation_id, query.duration_minutes)
        return json_answer(MeetingSlotsOut.of(choice))

    @api.get("/meetings/<uuid:meeting_id>.ics", responses=_ICALENDAR)
    def download_calendar_file(path: MeetingPath) -> Response:
        """The meeting for a calendar (RFC 5545). It names nobody."""
        file = download_meeting(player_context(app), path.meeting_id)
        answer = Response(file.text.encode(), content_type=file.media_type)
        answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
        answer.headers["Cache-Control"] = "no-store"
        return answer

    @api.get(
        "/meetings/<uuid:meeting_id>/presence-code",
        responses={HTTPStatus.OK: PresenceCodeOut, **_PROBLEMS, HTTPStatus.CONFLICT: Problem},
    )
    def read_presence_code(path: MeetingPath) -> Response:
        """The code that the player shows the other one: from when one can check in until the watch ends."""
        return json_answer(PresenceCodeOut(code=show_code(player_context(app), path.meeting_id)))

    return api


def meeting_alerts_blueprint(app: AppContext, is_organiser: IsOrganiser, who_judges: WhoJudges) -> ApiBlueprint:
    """Serves alerts about people who are missed at a meeting: for organisers only."""
    api = ApiBlueprint("meeting_alerts", __name__, url_prefix="/api/organiser", abp_tags=[Tag(name="organiser")])
    answers: Responses = {HTTPStatus.OK: MeetingAlertsOut, HTTPStatus.FORBIDDEN: Problem}

    admit_organisers_only(api, is_organiser)

    def alerts() -> Response:
        found = list_alerts(app.context())
        return json_answer(MeetingAlertsOut(alerts=[MeetingAlertOut.of(one) for one in found]))

    @api.get("/meeting-alerts", responses=answers)
    def read_meeting_alerts() -> Response:
        """Alerts that nobody has dealt with."""
        return alerts()

    @api.post("/meeting-alerts/<uuid:meeting_id>/<role>/settled", responses={**answers, HTTPStatus.NOT_FOUND: Problem})
    def note_alert_settled(path: AlertPath) -> Response:
        """Note that an alert was dealt with: its case is closed, too."""
        settle_alert(who_judges(), path.meeting_id, path.role)
        return alerts()

    return api

"""/api/offers/{id}/registration and event.ics: a player comes to an event."""

from functools import partial
from http import HTTPStatus
from uuid import UUID

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from server.http.plumbing.answers import Responses, json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.rate_limits import RateLimits
from server.http.plumbing.session import player_context
from server.realtime.publisher import Publisher
from server.schemas.offers.employer_offers import RegistrationOut
from server.schemas.problems import Problem
from server.services.app_context import AppContext
from server.services.events.calendar import download_event
from server.services.events.register import StandingChanged, leave_event, register_for_event

_PROBLEMS: Responses = {HTTPStatus.UNAUTHORIZED: Problem, HTTPStatus.CONFLICT: Problem}
_REGISTRATION: Responses = {HTTPStatus.OK: RegistrationOut, **_PROBLEMS}
_ICALENDAR: Responses = {
    HTTPStatus.OK: {"content": {"text/calendar": {"schema": {"type": "string"}}}},
    **_PROBLEMS,
}


class EventPath(BaseModel):
    """An event."""

    offer_id: UUID = Field(description="An offer that the player has discovered.")


def events_blueprint(app: AppContext, publisher: Publisher, limits: RateLimits) -> ApiBlueprint:
    """Seats at events, and the event for a calendar."""
    api = ApiBlueprint("events", __name__, url_prefix="/api/offers", abp_tags=[Tag(name="events")])

    def told(changed: StandingChanged) -> Response:
        publisher.publish_each(changed.events)
        return json_answer(RegistrationOut.of(changed.registered))

    @api.post(
        "/<uuid:offer_id>/registration",
        responses={**_REGISTRATION, HTTPStatus.FORBIDDEN: Problem, HTTPStatus.TOO_MANY_REQUESTS: Problem},
    )
    def register(path: EventPath) -> Response:
        """I come: a seat, or a place in the queue for one. Its organisation is told my name. Needs an address."""
        count = partial(limits.count_registration, path.offer_id)
        return told(register_for_event(player_context(app), path.offer_id, count))

    @api.delete("/<uuid:offer_id>/registration", responses=_REGISTRATION)
    def leave(path: EventPath) -> Response:
        """I do not come: the seat goes to whoever has waited longest."""
        return told(leave_event(player_context(app), path.offer_id))

    @api.get("/<uuid:offer_id>/event.ics", responses=_ICALENDAR)
    def download_calendar_file(path: EventPath) -> Response:
        """The event for my calendar (RFC 5545), with its place."""
        file = download_event(player_context(app), path.offer_id)
        answer = Response(file.text.encode(), content_type=file.media_type)
        answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return api

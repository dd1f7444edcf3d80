"""/api/organiser/jokers: what an organiser decides about volunteers."""

from datetime import date
from http import HTTPStatus
from uuid import UUID

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from game_rules.addressed_events import AddressedEvent
from game_rules.jokers.joker import JokerAction
from game_rules.jokers.profile import VettedJoker
from server.http.plumbing.answers import Responses, json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.roles import IsOrganiser, WhoJudges, admit_organisers_only
from server.realtime.publisher import Publisher
from server.schemas.jokers import DecisionIn, IdentityWithdrawnIn, VettedJokerOut, VettedJokersOut
from server.schemas.problems import Problem
from server.schemas.walking_days import WalkingDayOut, WalkingDaysOut
from server.services.after_commit import after_commit
from server.services.app_context import AppContext
from server.services.jokers.presence import refresh_live_jokers
from server.services.jokers.profile import joker_events
from server.services.jokers.vet import confirm_identity, list_jokers
from server.services.meetings.decide_on_joker import decide_on_joker, withdraw_identity_check
from server.services.play.walking_alarms import list_days_beyond

_PROBLEMS: Responses = {HTTPStatus.FORBIDDEN: Problem, HTTPStatus.CONFLICT: Problem}
_TAG = Tag(name="organiser", description="For whoever runs the campaign; needs the cookie of /organiser.")


class JokerPath(BaseModel):
    """A Joker."""

    player_id: UUID = Field(description="As GET /api/organiser/jokers tells it.")


class IdentityCheckQuery(BaseModel):
    """A check of who a Joker is."""

    honorability_attested_on: date | None = Field(
        default=None, description="Day of the attestation d'honorabilité that was shown, where one is asked for."
    )


def vetting_blueprint(
    app: AppContext, publisher: Publisher, is_organiser: IsOrganiser, who_judges: WhoJudges
) -> ApiBlueprint:
    """All of it is for organisers only."""
    api = ApiBlueprint("vetting", __name__, url_prefix="/api/organiser", abp_tags=[_TAG])

    admit_organisers_only(api, is_organiser)

    def decide(joker_id: UUID, action: JokerAction, reason: str | None) -> Response:
        return decided(*decide_on_joker(who_judges(), joker_id, action, reason=reason))

    def decided(vetted: VettedJoker, told: tuple[AddressedEvent, ...]) -> Response:
        publisher.publish_each(told)
        with after_commit("telling a Joker's devices"):
            publisher.publish_each(joker_events(app.context(), vetted.joker.player_id))
        with after_commit("looking up who is at a place"):
            refresh_live_jokers(app.context())
        return json_answer(VettedJokerOut.of(vetted))

    @api.get("/jokers", responses={HTTPStatus.OK: VettedJokersOut, **_PROBLEMS})
    def read_jokers() -> Response:
        """All Jokers and applications."""
        return json_answer(VettedJokersOut(jokers=[VettedJokerOut.of(one) for one in list_jokers(app.context())]))

    @api.post("/jokers/<uuid:player_id>/approve", responses={HTTPStatus.OK: VettedJokerOut, **_PROBLEMS})
    def approve(path: JokerPath, body: DecisionIn) -> Response:
        """Let a Joker answer calls in the app; also ends a suspension."""
        return decide(path.player_id, JokerAction.APPROVE, body.reason)

    @api.post("/jokers/<uuid:player_id>/decline", responses={HTTPStatus.OK: VettedJokerOut, **_PROBLEMS})
    def decline(path: JokerPath, body: DecisionIn) -> Response:
        """Say no to an application, with a reason that is shown."""
        return decide(path.player_id, JokerAction.DECLINE, body.reason)

    @api.post("/jokers/<uuid:player_id>/suspend", responses={HTTPStatus.OK: VettedJokerOut, **_PROBLEMS})
    def suspend(path: JokerPath, body: DecisionIn) -> Response:
        """Keep a Joker from answering, with a reason that is shown. Their conversations close."""
        return decide(path.player_id, JokerAction.SUSPEND, body.reason)

    @api.post("/jokers/<uuid:player_id>/identity-checked", responses={HTTPStatus.OK: VettedJokerOut, **_PROBLEMS})
    def note_identity_check(path: JokerPath, query: IdentityCheckQuery) -> Response:
        """Note that somebody saw who the Joker is: for a year they may be at a place."""
        context, attested_on = who_judges(), query.honorability_attested_on
        return decided(confirm_identity(context, path.player_id, attested_on), ())

    @api.post("/jokers/<uuid:player_id>/identity-withdrawn", responses={HTTPStatus.OK: VettedJokerOut, **_PROBLEMS})
    def take_identity_check_back(path: JokerPath, body: IdentityWithdrawnIn) -> Response:
        """Take the check back, with a reason that is shown. Meetings are off, conversations with minors close."""
        return decided(*withdraw_identity_check(who_judges(), path.player_id, body.reason))

    @api.get("/walking-days", responses={HTTPStatus.OK: WalkingDaysOut, HTTPStatus.FORBIDDEN: Problem})
    def read_walking_days() -> Response:
        """Days on which a player used a part of the day's budget up. Nothing follows from it by itself."""
        days = [
            WalkingDayOut(
                day=one.day.day,
                player_id=one.day.player_id,
                name=one.name,
                new_devices=one.day.starts,
                discoveries=one.day.discoveries,
                visits=one.day.visits,
            )
            for one in list_days_beyond(app.context())
        ]
        return json_answer(WalkingDaysOut(days=days))

    return api

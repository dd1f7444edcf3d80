"""/api/joker, /api/staffed-places and /api/me/blocked: being a Joker, and whom one has blocked."""

from http import HTTPStatus
from uuid import UUID

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from game_rules.addressed_events import AddressedEvent
from game_rules.jokers.events import JokerChanged
from game_rules.jokers.profile import JokerProfile
from game_rules.refusals import RefusalReason, Refused
from server.http.plumbing.answers import Responses, json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.paths import ConversationPath
from server.http.plumbing.session import player_context
from server.realtime.publisher import Publisher
from server.schemas.jokers import (
    AvailabilityIn,
    BlockedListOut,
    BlockedOut,
    FreeNowIn,
    JokerCardOut,
    JokerHelpIn,
    JokerOut,
    JokersThereOut,
    JokerTallyOut,
    StaffedPlaceOut,
    StaffedPlacesOut,
)
from server.schemas.problems import Problem
from server.services.after_commit import after_commit
from server.services.app_context import AppContext
from server.services.calls.joker_card import read_joker_card
from server.services.calls.jokers_there import is_joker_there
from server.services.jokers.manage_joker import (
    apply_as_joker,
    be_free_now,
    change_help,
    set_availability,
    stop_free_now,
)
from server.services.jokers.presence import refresh_live_jokers
from server.services.jokers.profile import read_profile, read_tally
from server.services.meetings.blocks import BlockedPerson, blocked_people, unblock
from server.services.meetings.leave_jokers import leave

_PROBLEMS: Responses = {
    HTTPStatus.UNAUTHORIZED: Problem,
    HTTPStatus.FORBIDDEN: Problem,
    HTTPStatus.CONFLICT: Problem,
}
_TAG = Tag(name="jokers", description="Volunteers who answer on the way.")


class BlockedPath(BaseModel):
    """Somebody whom the player has blocked."""

    player_id: UUID = Field(description="As GET /api/me/blocked tells it.")


def jokers_blueprint(app: AppContext, publisher: Publisher) -> ApiBlueprint:
    """The resources of one's own life as a Joker."""
    api = ApiBlueprint("jokers", __name__, url_prefix="/api", abp_tags=[_TAG])

    def changed(profile: JokerProfile, status: int = HTTPStatus.OK) -> Response:
        publisher.publish_each((AddressedEvent(profile.joker.player_id, JokerChanged(profile)),))
        return json_answer(JokerOut.of(profile), status)

    def time_changed(profile: JokerProfile) -> Response:
        with after_commit("looking up who is at a place"):
            refresh_live_jokers(app.context())
        return changed(profile)

    @api.get("/joker", responses={HTTPStatus.OK: JokerOut, **_PROBLEMS})
    def read_joker() -> Response:
        """My state and profile as a Joker."""
        profile = read_profile(player_context(app))
        if profile is None:
            raise Refused(RefusalReason.NOT_A_JOKER)
        return json_answer(JokerOut.of(profile))

    @api.post("/joker", responses={HTTPStatus.CREATED: JokerOut, **_PROBLEMS})
    def become_a_joker(body: JokerHelpIn) -> Response:
        """Apply as a Joker; an organiser approves."""
        return changed(apply_as_joker(player_context(app), body.to_help(), body.charter_version), HTTPStatus.CREATED)

    @api.put("/joker", responses={HTTPStatus.OK: JokerOut, **_PROBLEMS})
    def change_what_i_help_with(body: JokerHelpIn) -> Response:
        """Replace what I help with, and accept the charter of today."""
        return changed(change_help(player_context(app), body.to_help(), body.charter_version))

    @api.delete("/joker", responses={HTTPStatus.OK: JokerOut, **_PROBLEMS})
    def stop_being_a_joker() -> Response:
        """Stop being a Joker. Conversations close; applying again is possible."""
        profile, told = leave(player_context(app))
        publisher.publish_each(told)
        return time_changed(profile)

    @api.put("/joker/availability", responses={HTTPStatus.OK: JokerOut, **_PROBLEMS})
    def replace_availability(body: AvailabilityIn) -> Response:
        """Replace the times when I am free, every week and on single days."""
        return time_changed(set_availability(player_context(app), body.to_availability()))

    @api.put("/joker/free-now", responses={HTTPStatus.OK: JokerOut, **_PROBLEMS})
    def start_being_free_now(body: FreeNowIn) -> Response:
        """I am free for the next hour, at a place until it closes."""
        return time_changed(be_free_now(player_context(app), body.place_id))

    @api.delete("/joker/free-now", responses={HTTPStatus.OK: JokerOut, **_PROBLEMS})
    def stop_being_free_now() -> Response:
        """I am no longer free at once; weekly slots stay."""
        return time_changed(stop_free_now(player_context(app)))

    @api.get("/joker/tally", responses={HTTPStatus.OK: JokerTallyOut, **_PROBLEMS})
    def read_my_tally() -> Response:
        """The number of calls I answered, and of those after which I was told that it helped."""
        return json_answer(JokerTallyOut.of(read_tally(player_context(app))))

    @api.get("/jokers/there", responses={HTTPStatus.OK: JokersThereOut, HTTPStatus.UNAUTHORIZED: Problem})
    def read_whether_a_joker_is_there() -> Response:
        """Ask if a Joker would see my call now. It is kept also when none is there."""
        return json_answer(JokersThereOut(there=is_joker_there(player_context(app))))

    @api.get(
        "/conversations/<uuid:conversation_id>/joker",
        responses={HTTPStatus.OK: JokerCardOut, HTTPStatus.UNAUTHORIZED: Problem, HTTPStatus.NOT_FOUND: Problem},
    )
    def read_the_joker(path: ConversationPath) -> Response:
        """The Joker who answered me, in their own words."""
        return json_answer(JokerCardOut.of(read_joker_card(player_context(app), path.conversation_id)))

    @api.get("/staffed-places", responses={HTTPStatus.OK: StaffedPlacesOut, HTTPStatus.SERVICE_UNAVAILABLE: Problem})
    def read_staffed_places() -> Response:
        """The public places where Jokers may be, with their hours; open to everybody."""
        campaign = app.campaign
        if campaign is None:
            raise Refused(RefusalReason.NO_CAMPAIGN)
        return json_answer(
            StaffedPlacesOut(places=[StaffedPlaceOut.of(one) for one in campaign.staffed_places.values()])
        )

    @api.get("/me/blocked", responses={HTTPStatus.OK: BlockedListOut, HTTPStatus.UNAUTHORIZED: Problem})
    def read_blocked() -> Response:
        """The people I have blocked."""
        return _blocked(blocked_people(player_context(app)))

    @api.delete(
        "/me/blocked/<uuid:player_id>", responses={HTTPStatus.OK: BlockedListOut, HTTPStatus.UNAUTHORIZED: Problem}
    )
    def take_back_a_block(path: BlockedPath) -> Response:
        """Take a block back. Conversations that it closed stay closed."""
        still, told = unblock(player_context(app), path.player_id)
        publisher.publish_each(told)
        return _blocked(still)

    return api


def _blocked(people: list[BlockedPerson]) -> Response:
    return json_answer(
        BlockedListOut(
            blocked=[BlockedOut(player_id=one.player_id, name=one.name, blocked_at=one.blocked_at) for one in people]
        )
    )

"""/api/offers/{id}/application, /api/me/applications, /api/me/saved: what a player does about offers they found."""

from functools import partial
from http import HTTPStatus

from flask import Response
from flask_openapi3 import Tag

from server.http.plumbing.answers import Responses, json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.paths import ApplicationPath, OfferPath
from server.http.plumbing.rate_limits import RateLimits
from server.http.plumbing.session import player_context
from server.realtime.publisher import Publisher
from server.schemas.applications import ApplicationOut, ApplicationsOut, ApplyIn, ResponseIn, SavedOffersOut
from server.schemas.problems import Problem
from server.services.app_context import AppContext
from server.services.applications.apply import apply_to_offer
from server.services.applications.follow import note_reminder, restore_application, withdraw_application
from server.services.applications.saved_offers import forget_saved_offer, read_saved_offers, save_offer
from server.services.applications.views import ApplicationMoved, my_applications
from server.services.meetings.interviews import respond_to_invitation

_SIGNED_IN: Responses = {HTTPStatus.UNAUTHORIZED: Problem}
_MOVED: Responses = {
    HTTPStatus.OK: ApplicationOut,
    **_SIGNED_IN,
    HTTPStatus.NOT_FOUND: Problem,
    HTTPStatus.CONFLICT: Problem,
}
_RESPONDED: Responses = {**_MOVED, HTTPStatus.FORBIDDEN: Problem, HTTPStatus.TOO_MANY_REQUESTS: Problem}
_SAVED: Responses = {HTTPStatus.OK: SavedOffersOut, **_SIGNED_IN}


def applications_blueprint(app: AppContext, publisher: Publisher, limits: RateLimits) -> ApiBlueprint:
    """Applying: a guest's first needs no account, and is answered in the game."""
    api = ApiBlueprint("applications", __name__, url_prefix="/api", abp_tags=[Tag(name="applications")])

    def told(done: ApplicationMoved, status: int = HTTPStatus.OK) -> Response:
        publisher.publish_each(done.events)
        return json_answer(ApplicationOut.of(done.view), status)

    @api.post(
        "/offers/<uuid:offer_id>/application",
        responses={
            HTTPStatus.CREATED: ApplicationOut,
            **_SIGNED_IN,
            HTTPStatus.FORBIDDEN: Problem,
            HTTPStatus.CONFLICT: Problem,
            HTTPStatus.TOO_MANY_REQUESTS: Problem,
        },
    )
    def send_application(path: OfferPath, body: ApplyIn) -> Response:
        """Tell the employer. Sent again with the same words it is kept once. A guest's second needs an address."""
        interest = body.to_interest()
        done = apply_to_offer(
            player_context(app), path.offer_id, interest, partial(limits.count_application, path.offer_id)
        )
        return told(done, HTTPStatus.CREATED)

    @api.get("/me/applications", responses={HTTPStatus.OK: ApplicationsOut, **_SIGNED_IN})
    def read_applications() -> Response:
        """All that the player has sent, and what came of each."""
        found = my_applications(player_context(app))
        return json_answer(ApplicationsOut(applications=[ApplicationOut.of(one) for one in found]))

    @api.post("/me/applications/<uuid:application_id>/withdraw", responses=_MOVED)
    def take_back(path: ApplicationPath) -> Response:
        """Take it back: the employer sees it no more."""
        return told(withdraw_application(player_context(app), path.application_id))

    @api.post("/me/applications/<uuid:application_id>/restore", responses=_MOVED)
    def restore(path: ApplicationPath) -> Response:
        """Undo that, until `restorable_until`: all is as it was."""
        return told(restore_application(player_context(app), path.application_id))

    @api.post("/me/applications/<uuid:application_id>/reminded", responses=_MOVED)
    def record_follow_up(path: ApplicationPath) -> Response:
        """Say that the employer was asked again, once `reminder_due`: points, once."""
        return told(note_reminder(player_context(app), path.application_id))

    @api.post("/me/applications/<uuid:application_id>/response", responses=_RESPONDED)
    def respond(path: ApplicationPath, body: ResponseIn) -> Response:
        """Say yes, no, another time or a question to the interview or the call that is proposed.

        Under 18 a yes to an interview names a trusted contact.
        """
        contact = body.trusted_contact.to_contact() if body.trusted_contact else None
        context, response = player_context(app), body.to_response()
        return told(respond_to_invitation(context, path.application_id, body.version, response, contact))

    @api.get("/me/saved", responses=_SAVED)
    def read_saved() -> Response:
        """Offers kept for later."""
        return json_answer(SavedOffersOut(offer_ids=read_saved_offers(player_context(app))))

    @api.put("/me/saved/<uuid:offer_id>", responses={**_SAVED, HTTPStatus.CONFLICT: Problem})
    def keep_offer(path: OfferPath) -> Response:
        """Keep an offer for later."""
        saved = save_offer(player_context(app), path.offer_id)
        return json_answer(SavedOffersOut(offer_ids=saved))

    @api.delete("/me/saved/<uuid:offer_id>", responses=_SAVED)
    def forget_offer(path: OfferPath) -> Response:
        """Keep an offer no longer."""
        saved = forget_saved_offer(player_context(app), path.offer_id)
        return json_answer(SavedOffersOut(offer_ids=saved))

    return api

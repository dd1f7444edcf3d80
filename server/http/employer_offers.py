"""/api/employer/…/offers and /api/organiser/offers: offers as those who answer for them write and move them."""

from http import HTTPStatus
from uuid import UUID

from flask import Response
from flask_openapi3 import Tag

from game_rules.offers.lifecycle import OfferAction
from game_rules.offers.posted import PostedOfferView
from game_rules.people.players import Language
from server.http.plumbing.answers import Responses, json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.paths import OfferPath, OrganisationPath
from server.http.plumbing.rate_limits import RateLimits
from server.http.plumbing.roles import IsOrganiser, admit_adults_only, admit_organisers_only, organiser_account
from server.http.plumbing.session import account_context, current_account, visitor
from server.schemas.offers.employer_offers import (
    EmployerOfferOut,
    EmployerOffersOut,
    EventGuestOut,
    ExtendIn,
    NewOfferIn,
    OfferDecisionIn,
    OfferEditIn,
    OfferVersionIn,
    RegistrationsOut,
)
from server.schemas.problems import Problem
from server.services.app_context import AppContext
from server.services.applications.move_offer import move_offer, restore_offer
from server.services.events.register import list_registrations
from server.services.offers.decide_on_offer import decide_on_offer
from server.services.offers.edit import edit_offer
from server.services.offers.extend import extend_offer
from server.services.offers.post import post_offer
from server.services.offers.submit import submit_offer
from server.services.offers.views import list_offers, list_submitted, read_offer

_PROBLEMS: Responses = {
    HTTPStatus.UNAUTHORIZED: Problem,
    HTTPStatus.FORBIDDEN: Problem,
    HTTPStatus.NOT_FOUND: Problem,
    HTTPStatus.CONFLICT: Problem,
}
_OFFER: Responses = {HTTPStatus.OK: EmployerOfferOut, **_PROBLEMS}
_TAG = Tag(name="employer", description="For the people of organisations.")


def employer_offers_blueprint(app: AppContext, rate_limits: RateLimits) -> ApiBlueprint:
    """For somebody with an e-mail address who is one of the organisation's people."""
    api = ApiBlueprint("employer_offers", __name__, url_prefix="/api/employer", abp_tags=[_TAG])
    admit_adults_only(api, app)

    def answer(view: PostedOfferView, status: int = HTTPStatus.OK) -> Response:
        return json_answer(EmployerOfferOut.of(view), status)

    def move(offer_id: UUID, version: int, action: OfferAction) -> Response:
        return answer(move_offer(account_context(app), offer_id, version, action))

    @api.get("/organisations/<uuid:organisation_id>/offers", responses={HTTPStatus.OK: EmployerOffersOut, **_PROBLEMS})
    def read_offers(path: OrganisationPath) -> Response:
        """All offers of the organisation, the newest first."""
        views = list_offers(account_context(app), path.organisation_id)
        return json_answer(EmployerOffersOut(offers=[EmployerOfferOut.of(view) for view in views]))

    @api.post(
        "/organisations/<uuid:organisation_id>/offers",
        responses={HTTPStatus.CREATED: EmployerOfferOut, **_PROBLEMS, HTTPStatus.TOO_MANY_REQUESTS: Problem},
    )
    def write_offer(path: OrganisationPath, body: NewOfferIn) -> Response:
        """Begin a draft; nobody else sees it. Sent again with the same client_id it is the same draft."""
        account_id = current_account(app).account_id
        rate_limits.count_offer(account_id)
        draft, place = body.to_draft(), body.to_place()
        view = post_offer(account_context(app), path.organisation_id, draft, place, body.client_id)
        return answer(view, HTTPStatus.CREATED)

    @api.get("/offers/<uuid:offer_id>", responses=_OFFER)
    def read_own_offer(path: OfferPath) -> Response:
        """An offer of ours."""
        return answer(read_offer(account_context(app), path.offer_id))

    @api.put("/offers/<uuid:offer_id>", responses=_OFFER)
    def change_offer(path: OfferPath, body: OfferEditIn) -> Response:
        """Replace what it says. Whoever has seen an older version is refused: nobody's change is lost."""
        draft, place = body.to_draft(), body.to_place()
        return answer(edit_offer(account_context(app), path.offer_id, body.version, draft, place))

    @api.post("/offers/<uuid:offer_id>/submit", responses=_OFFER)
    def submit(path: OfferPath, body: OfferVersionIn) -> Response:
        """Hand it in: public at once for a verified organisation, otherwise once it is verified."""
        return answer(submit_offer(account_context(app), path.offer_id, body.version))

    @api.post("/offers/<uuid:offer_id>/pause", responses=_OFFER)
    def pause(path: OfferPath, body: OfferVersionIn) -> Response:
        """Hide it for a while."""
        return move(path.offer_id, body.version, OfferAction.PAUSE)

    @api.post("/offers/<uuid:offer_id>/resume", responses=_OFFER)
    def resume(path: OfferPath, body: OfferVersionIn) -> Response:
        """Show it again."""
        return move(path.offer_id, body.version, OfferAction.RESUME)

    @api.post("/offers/<uuid:offer_id>/fill", responses=_OFFER)
    def fill(path: OfferPath, body: OfferVersionIn) -> Response:
        """Somebody was found. Ten minutes later all who applied are told; until then it can be undone."""
        return move(path.offer_id, body.version, OfferAction.FILL)

    @api.post("/offers/<uuid:offer_id>/withdraw", responses=_OFFER)
    def withdraw(path: OfferPath, body: OfferVersionIn) -> Response:
        """Take it back. Ten minutes later those who registered are told; until then it can be undone."""
        return move(path.offer_id, body.version, OfferAction.WITHDRAW)

    @api.post("/offers/<uuid:offer_id>/restore", responses=_OFFER)
    def restore(path: OfferPath, body: OfferVersionIn) -> Response:
        """Undo that it was filled or withdrawn, until `restorable_until`."""
        return answer(restore_offer(account_context(app), path.offer_id, body.version))

    @api.post("/offers/<uuid:offer_id>/extend", responses=_OFFER)
    def extend(path: OfferPath, body: ExtendIn) -> Response:
        """Keep it longer; one that has expired is found again."""
        return answer(extend_offer(account_context(app), path.offer_id, body.version, body.until))

    @api.get("/offers/<uuid:offer_id>/registrations", responses={HTTPStatus.OK: RegistrationsOut, **_PROBLEMS})
    def read_registrations(path: OfferPath) -> Response:
        """The registrations for our event."""
        guests = list_registrations(account_context(app), path.offer_id)
        return json_answer(
            RegistrationsOut(
                registrations=[
                    EventGuestOut(
                        name=one.name, state=one.registration.state, registered_at=one.registration.registered_at
                    )
                    for one in guests.registrations
                ],
                seats_left=guests.seats_left,
            )
        )

    return api


def submitted_offers_blueprint(app: AppContext, is_organiser: IsOrganiser) -> ApiBlueprint:
    """Offers that wait for an organiser."""
    api = ApiBlueprint("submitted_offers", __name__, url_prefix="/api/organiser", abp_tags=[Tag(name="organiser")])
    answers: Responses = {HTTPStatus.OK: EmployerOffersOut, HTTPStatus.FORBIDDEN: Problem}
    decided: Responses = {**answers, HTTPStatus.NOT_FOUND: Problem, HTTPStatus.CONFLICT: Problem}

    admit_organisers_only(api, is_organiser)

    def submitted() -> Response:
        signed_in = visitor(app)
        language = signed_in.player.language if signed_in else Language.FRENCH
        views = list_submitted(app.context(), language)
        return json_answer(EmployerOffersOut(offers=[EmployerOfferOut.of(view) for view in views]))

    def decide(offer_id: UUID, action: OfferAction, reason: str | None) -> Response:
        decide_on_offer(app.context(), organiser_account(app), offer_id, action, reason=reason)
        return submitted()

    @api.get("/offers", responses=answers)
    def read_submitted_offers() -> Response:
        """Offers that were handed in and are not public yet."""
        return submitted()

    @api.post("/offers/<uuid:offer_id>/publish", responses=decided)
    def publish(path: OfferPath, body: OfferDecisionIn) -> Response:
        """Let everybody find it. Its organisation has to be verified."""
        return decide(path.offer_id, OfferAction.PUBLISH, body.reason)

    @api.post("/offers/<uuid:offer_id>/send-back", responses=decided)
    def send_back(path: OfferPath, body: OfferDecisionIn) -> Response:
        """Have its organisation change it, with a reason."""
        return decide(path.offer_id, OfferAction.SEND_BACK, body.reason)

    @api.post("/offers/<uuid:offer_id>/withdraw", responses=decided)
    def withdraw(path: OfferPath, body: OfferDecisionIn) -> Response:
        """Take it away for good, public or not, with a reason."""
        return decide(path.offer_id, OfferAction.WITHDRAW, body.reason)

    return api

"""/api/wording, /api/rome and /api/addresses: help for whoever writes an offer."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel

from game_rules.offers.limits import OCCUPATIONS_SUGGESTED
from game_rules.offers.occupations import Occupations
from game_rules.people.players import Language
from server.http.plumbing.answers import json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.rate_limits import RateLimits
from server.http.plumbing.session import current, visitor
from server.schemas.offers.wording import (
    AddressesOut,
    AddressOut,
    AddressQuery,
    OccupationOut,
    OccupationQuery,
    OccupationsOut,
    WordingFindingOut,
    WordingIn,
    WordingOut,
)
from server.schemas.problems import Problem
from server.services.app_context import AppContext
from server.services.offers.writing_help import find_addresses, findings_in
from server.services.ports import Geocoder

_TOO_MANY: dict[str | int | HTTPStatus, type[BaseModel] | dict[Any, Any] | None] = {
    HTTPStatus.TOO_MANY_REQUESTS: Problem
}
_TAG = Tag(name="writing help", description="For whoever writes an offer; nothing of it is kept.")


def writing_help_blueprint(
    app: AppContext, limits: RateLimits, occupations: Callable[[], Occupations], geocoder: Geocoder | None
) -> ApiBlueprint:
    """`geocoder` is None on a server that looks no addresses up."""
    api = ApiBlueprint("writing_help", __name__, url_prefix="/api", abp_tags=[_TAG])

    @api.post("/wording", responses={HTTPStatus.OK: WordingOut, **_TOO_MANY})
    def check_offer_wording(body: WordingIn) -> Response:
        """Find what the law forbids in an offer, and what had better be said otherwise; explained in my language."""
        limits.count_wording_check()
        asker = visitor(app)
        language = asker.player.language if asker else Language.FRENCH
        context = app.context()
        findings = findings_in(context, body.to_words(context.zone), language)
        return json_answer(WordingOut(findings=[WordingFindingOut.of(one) for one in findings]))

    @api.get("/rome", responses={HTTPStatus.OK: OccupationsOut, **_TOO_MANY})
    def suggest_occupations(query: OccupationQuery) -> Response:
        """Occupations of ROME 4 by what people call them."""
        limits.count_suggestion()
        found = occupations().search(query.q, OCCUPATIONS_SUGGESTED)
        return json_answer(OccupationsOut(occupations=[OccupationOut.of(one) for one in found]))

    @api.get("/addresses", responses={HTTPStatus.OK: AddressesOut, HTTPStatus.UNAUTHORIZED: Problem, **_TOO_MANY})
    def suggest_addresses(query: AddressQuery) -> Response:
        """Addresses of the Base Adresse Nationale as they are typed, near the territory first."""
        # Not for everybody: each search is asked of a public service in our name.
        current(app)
        limits.count_address_search()
        found = find_addresses(app.context(), geocoder, query.q)
        addresses = [AddressOut.of(one) for one in found or ()]
        return json_answer(AddressesOut(is_available=found is not None, addresses=addresses))

    return api

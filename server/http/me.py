"""/api/guests and /api/me: starting to play, and one's own game."""

from http import HTTPStatus
from typing import Any

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel

from game_rules.people.players import check_age
from server.http.plumbing.answers import empty_answer, json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.browser_marks import keeping_too_young, standing_age
from server.http.plumbing.rate_limits import RateLimits
from server.http.plumbing.session import (
    changed_player,
    player_context,
    set_session_cookie,
    visitor_context,
)
from server.realtime.publisher import Publisher
from server.schemas.http import AgeIn, ConsentIn, GuestIn, MeOut, MyOffersOut
from server.schemas.play import OfferOut, WishesIn
from server.schemas.problems import Problem
from server.services.accounts.consent import give_consent, withdraw_consent
from server.services.accounts.sign_in_guest import NewGuest, sign_in_guest
from server.services.after_commit import after_commit
from server.services.app_context import AppContext
from server.services.play.player_state import change_wishes, found_offers, player_changed, read_totals

_UNAUTHORIZED: dict[str | int | HTTPStatus, type[BaseModel] | dict[Any, Any] | None] = {
    HTTPStatus.UNAUTHORIZED: Problem
}
_TAG = Tag(name="me", description="The signed-in player.")


def me_blueprint(app: AppContext, publisher: Publisher, limits: RateLimits, *, cookie_secure: bool) -> ApiBlueprint:
    """The resources of one's own game."""
    api = ApiBlueprint("me", __name__, url_prefix="/api", abp_tags=[_TAG])

    @api.post("/age", responses={HTTPStatus.NO_CONTENT: None, HTTPStatus.FORBIDDEN: Problem})
    def tell_age(body: AgeIn) -> Response:
        """Learn whether somebody of this age may play. Under 15 may not, nor may this browser for half a day then."""
        with keeping_too_young(body.age_band, secure=cookie_secure):
            check_age(standing_age(body.age_band))
        return empty_answer()

    @api.post(
        "/guests",
        responses={
            HTTPStatus.CREATED: MeOut,
            HTTPStatus.FORBIDDEN: Problem,
            HTTPStatus.TOO_MANY_REQUESTS: Problem,
        },
    )
    def start_as_guest(body: GuestIn) -> Response:
        """Start playing without an account; sets the session cookie. Under 15 is refused, and nothing is kept.

        The browser keeps that answer for half a day: another one is refused as well while it lasts.
        """
        limits.count_guest()
        with keeping_too_young(body.age_band, secure=cookie_secure):
            arrived = sign_in_guest(
                visitor_context(app),
                NewGuest(
                    name=body.name,
                    language=body.language,
                    age_band=standing_age(body.age_band),
                    wishes=body.wishes.to_wishes(),
                    consent_version=body.consent_version,
                ),
            )
        answer = json_answer(MeOut.of(arrived.player, arrived.totals), HTTPStatus.CREATED)
        set_session_cookie(answer, arrived.token, secure=cookie_secure)
        return answer

    @api.get("/me", responses={HTTPStatus.OK: MeOut, **_UNAUTHORIZED})
    def read_me() -> Response:
        """My profile, account and totals."""
        return _me(app)

    @api.put("/me/wishes", responses={HTTPStatus.OK: MeOut, **_UNAUTHORIZED})
    def replace_wishes(body: WishesIn) -> Response:
        """Replace what I look for: hints follow it from now on."""
        context = player_context(app)
        change_wishes(context, body.to_wishes())
        with after_commit("telling a player's devices"):
            publisher.publish(context.player_id, [player_changed(context)])
        return _me(app)

    @api.put("/me/consent", responses={HTTPStatus.OK: MeOut, **_UNAUTHORIZED})
    def give_my_consent(body: ConsentIn) -> Response:
        """Allow my position to be used."""
        give_consent(player_context(app), body.version)
        return _me(app)

    @api.delete("/me/consent", responses={HTTPStatus.OK: MeOut, **_UNAUTHORIZED})
    def withdraw_my_consent() -> Response:
        """Have no position of mine used any more; what I won stays."""
        withdraw_consent(player_context(app))
        return _me(app)

    @api.get("/me/offers", responses={HTTPStatus.OK: MyOffersOut, **_UNAUTHORIZED})
    def read_my_offers() -> Response:
        """The offers I have discovered that are still open."""
        found = found_offers(player_context(app))
        return json_answer(MyOffersOut(offers=[OfferOut.of(one) for one in found]))

    return api


def _me(app: AppContext) -> Response:
    player = changed_player(app)
    totals = read_totals(app.context(), player.id)
    return json_answer(MeOut.of(player, totals, is_suspended=player.is_suspended(app.clock())))

"""/api/me/passkeys and /api/sign-in/passkey: coming back with a fingerprint or the phone's own code."""

from http import HTTPStatus

from flask import Response
from flask_openapi3 import Tag

from game_rules.refusals import RefusalReason, Refused
from server.http.plumbing.answers import empty_answer, json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.rate_limits import RateLimits
from server.http.plumbing.session import (
    player_context,
    set_session_cookie,
    visitor_context,
)
from server.schemas.http import MeOut
from server.schemas.passkeys import PasskeyIn, PasskeyOptionsOut, PasskeyOut, PasskeyPath, PasskeysOut
from server.schemas.problems import Problem
from server.services.accounts.passkeys import Passkey, add_passkey, begin_passkey, passkeys_of, remove_passkey
from server.services.accounts.sign_in_passkey import begin_sign_in, sign_in_with_passkey
from server.services.app_context import AppContext
from server.services.ports import PasskeyParty


def passkeys_blueprint(
    app: AppContext, limits: RateLimits, passkey_party: PasskeyParty | None, *, cookie_secure: bool
) -> ApiBlueprint:
    """Making passkeys, and coming in with one. Without a party everything but the list is refused."""
    api = ApiBlueprint("passkeys", __name__, url_prefix="/api", abp_tags=[Tag(name="passkeys")])

    def party() -> PasskeyParty:
        if passkey_party is None:
            raise Refused(RefusalReason.PASSKEYS_NOT_HERE)
        return passkey_party

    @api.post(
        "/me/passkeys/options",
        responses={
            HTTPStatus.OK: PasskeyOptionsOut,
            HTTPStatus.UNAUTHORIZED: Problem,
            HTTPStatus.FORBIDDEN: Problem,
            HTTPStatus.CONFLICT: Problem,
            HTTPStatus.TOO_MANY_REQUESTS: Problem,
        },
    )
    def begin() -> Response:
        """Give my browser what it needs to make a passkey. For people with an address: a guest signs in first."""
        context = player_context(app)
        limits.count_passkey()
        return json_answer(PasskeyOptionsOut(options=begin_passkey(context, party())))

    @api.post(
        "/me/passkeys",
        responses={
            HTTPStatus.CREATED: PasskeyOut,
            HTTPStatus.UNAUTHORIZED: Problem,
            HTTPStatus.FORBIDDEN: Problem,
            HTTPStatus.CONFLICT: Problem,
            HTTPStatus.TOO_MANY_REQUESTS: Problem,
        },
    )
    def add(body: PasskeyIn) -> Response:
        """Keep the passkey that my browser made."""
        context = player_context(app)
        limits.count_passkey()
        passkey = add_passkey(context, party(), body.credential)
        return json_answer(_out(passkey), HTTPStatus.CREATED)

    @api.get("/me/passkeys", responses={HTTPStatus.OK: PasskeysOut, HTTPStatus.UNAUTHORIZED: Problem})
    def read_all() -> Response:
        """My passkeys, the oldest first."""
        passkeys = passkeys_of(player_context(app))
        return json_answer(PasskeysOut(passkeys=[_out(one) for one in passkeys]))

    @api.delete(
        "/me/passkeys/<uuid:passkey_id>",
        responses={HTTPStatus.NO_CONTENT: None, HTTPStatus.UNAUTHORIZED: Problem, HTTPStatus.NOT_FOUND: Problem},
    )
    def remove(path: PasskeyPath) -> Response:
        """Have a passkey open nothing any more. Sessions that it opened stay open."""
        remove_passkey(player_context(app), path.passkey_id)
        return empty_answer()

    @api.post(
        "/sign-in/passkey/options",
        responses={
            HTTPStatus.OK: PasskeyOptionsOut,
            HTTPStatus.CONFLICT: Problem,
            HTTPStatus.TOO_MANY_REQUESTS: Problem,
        },
    )
    def begin_to_sign_in() -> Response:
        """Give a browser what it needs to offer the passkeys it has."""
        limits.count_passkey()
        return json_answer(PasskeyOptionsOut(options=begin_sign_in(app.context(), party())))

    @api.post(
        "/sign-in/passkey",
        responses={
            HTTPStatus.OK: MeOut,
            HTTPStatus.FORBIDDEN: Problem,
            HTTPStatus.CONFLICT: Problem,
            HTTPStatus.TOO_MANY_REQUESTS: Problem,
        },
    )
    def use(body: PasskeyIn) -> Response:
        """Sign in with a passkey; sets a new session cookie, and keeps what a guest has won."""
        limits.count_passkey()
        arrived = sign_in_with_passkey(visitor_context(app), party(), credential=body.credential)
        answer = json_answer(
            MeOut.of(
                arrived.player,
                arrived.totals,
                is_suspended=arrived.player.is_suspended(app.clock()),
            )
        )
        set_session_cookie(answer, arrived.token, secure=cookie_secure)
        return answer

    return api


def _out(passkey: Passkey) -> PasskeyOut:
    return PasskeyOut(
        id=passkey.id,
        device=passkey.device_label,
        created_on=passkey.created_on,
        last_used_on=passkey.last_used_on,
    )

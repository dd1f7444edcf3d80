"""/api/sign-in and /api/me/sessions: getting in with a mailed code, and ending sessions."""

from http import HTTPStatus

from flask import Response
from flask_openapi3 import Tag

from server.http.plumbing.answers import json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.browser_marks import code_mark, keeping_too_young, new_code_mark, set_code_mark, standing_age
from server.http.plumbing.rate_limits import RateLimits
from server.http.plumbing.request_language import language_of_request
from server.http.plumbing.session import (
    clear_session_cookie,
    current,
    player_context,
    set_session_cookie,
    visitor_context,
)
from server.schemas.http import CodeIn, CodeSentOut, MeOut, SessionOut, SessionPath, SessionsOut, SignInIn
from server.schemas.problems import Problem
from server.services.accounts.sessions import end_all_sessions, end_session, open_sessions
from server.services.accounts.sign_in import Profile, sign_in
from server.services.accounts.sign_in_codes import request_code
from server.services.app_context import AppContext


def sign_in_blueprint(app: AppContext, limits: RateLimits, *, cookie_secure: bool) -> ApiBlueprint:
    """Getting in, and out."""
    api = ApiBlueprint("sign_in", __name__, url_prefix="/api", abp_tags=[Tag(name="sign-in")])

    @api.post("/sign-in/codes", responses={HTTPStatus.ACCEPTED: CodeSentOut, HTTPStatus.TOO_MANY_REQUESTS: Problem})
    def send_code(body: CodeIn) -> Response:
        """Mail a code to the address; the same answer whether somebody plays with it or not.

        Earlier codes work until they expire. Sets a cookie that says which browser asked: wrong codes that are typed
        elsewhere are counted apart.
        """
        limits.count_code(body.email)
        mark = code_mark() or new_code_mark()
        request_code(app.context(), body.email, language_of_request(), mark)
        answer = json_answer(CodeSentOut(), HTTPStatus.ACCEPTED)
        set_code_mark(answer, mark, secure=cookie_secure)
        return answer

    @api.post(
        "/sign-in",
        responses={
            HTTPStatus.OK: MeOut,
            HTTPStatus.FORBIDDEN: Problem,
            HTTPStatus.CONFLICT: Problem,
            HTTPStatus.TOO_MANY_REQUESTS: Problem,
        },
    )
    def use_code(body: SignInIn) -> Response:
        """Sign in with the code; sets a new session cookie, and keeps what a guest has won.

        A browser that has answered "under 15" makes no new account for half a day, whatever it answers then.
        """
        limits.count_sign_in()
        age_band = standing_age(body.age_band) if body.age_band is not None else None
        with limits.count_wrong_code(), keeping_too_young(body.age_band, secure=cookie_secure):
            arrived = sign_in(
                visitor_context(app),
                email=body.email,
                code=body.code,
                profile=Profile(body.language, age_band, body.name, body.consent_version),
                mark=code_mark(),
            )
        answer = json_answer(
            MeOut.of(
                arrived.player,
                arrived.totals,
                is_suspended=arrived.player.is_suspended(app.clock()),
            )
        )
        set_session_cookie(answer, arrived.token, secure=cookie_secure)
        return answer

    @api.post("/sign-out", responses={HTTPStatus.NO_CONTENT: None, HTTPStatus.UNAUTHORIZED: Problem})
    def sign_out() -> Response:
        """End this session. A guest who does that cannot come back."""
        me = current(app)
        end_session(player_context(app), me.session_id)
        return _signed_out()

    @api.get("/me/sessions", responses={HTTPStatus.OK: SessionsOut, HTTPStatus.UNAUTHORIZED: Problem})
    def read_sessions() -> Response:
        """The browsers in which I am signed in."""
        me = current(app)
        sessions = open_sessions(player_context(app))
        return json_answer(
            SessionsOut(
                sessions=[
                    SessionOut(
                        id=one.id,
                        device=one.device_label,
                        last_used_on=one.last_used_on,
                        is_current=one.id == me.session_id,
                    )
                    for one in sessions
                ]
            )
        )

    @api.delete(
        "/me/sessions/<uuid:session_id>",
        responses={HTTPStatus.NO_CONTENT: None, HTTPStatus.UNAUTHORIZED: Problem},
    )
    def end_one(path: SessionPath) -> Response:
        """End one of my sessions; its sockets close."""
        me = current(app)
        end_session(player_context(app), path.session_id)
        return _signed_out() if path.session_id == me.session_id else _nothing(HTTPStatus.NO_CONTENT)

    @api.delete("/me/sessions", responses={HTTPStatus.NO_CONTENT: None, HTTPStatus.UNAUTHORIZED: Problem})
    def end_all() -> Response:
        """End all my sessions, this one too."""
        end_all_sessions(player_context(app))
        return _signed_out()

    def _signed_out() -> Response:
        answer = _nothing(HTTPStatus.NO_CONTENT)
        clear_session_cookie(answer, secure=cookie_secure)
        return answer

    return api


def _nothing(status: HTTPStatus) -> Response:
    answer = Response(status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer

"""A namespace that answers every message, whatever it was: what /play and /help share."""

import logging
from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID

import socketio
from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from pydantic import ValidationError
from socketio.exceptions import ConnectionRefusedError as SocketRefused
from werkzeug.http import parse_cookie

from game_rules.refusals import RefusalReason, Refused
from server.errors import Failure, TooManyRequests, problem, problem_of_refusal, problem_of_validation
from server.realtime.packets import MALFORMED, OVERSIZED
from server.realtime.publisher import Publisher, room_of
from server.schemas.base import Outgoing
from server.schemas.play import ProblemAck
from server.schemas.problems import Problem
from server.schemas.protocol import SESSION_COOKIE
from server.services.accounts.sessions import sessions_that_ended, signed_in_by
from server.services.app_context import AppContext
from server.services.context import Context, SignedIn
from server.services.ports import StorageUnavailable
from server.serving.moving_windows import wait_for_room_s

log = logging.getLogger(__name__)

Handler = Callable[[Context, str, Any], Outgoing]
"""Takes the player's context, the socket and the payload as it came; returns the acknowledgement."""


class AnsweringNamespace(socketio.Namespace):  # type: ignore[misc]
    """One instance serves all sockets. Messages of one socket are handled one after the other."""

    def __init__(
        self, name: str, app: AppContext, publisher: Publisher, max_per_10_s: int, session_cookie: str = SESSION_COOKIE
    ) -> None:
        super().__init__(name)
        self._session_cookie = session_cookie
        self._app = app
        self._publisher = publisher
        self._holder_of_socket: dict[str, SignedIn] = {}
        self._address_of_socket: dict[str, str] = {}
        self._rate = RateLimitItemPerSecond(max_per_10_s, 10)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def handlers(self) -> Mapping[str, Handler]:
        """Maps each event to what answers it."""
        raise NotImplementedError

    def not_limited(self) -> Collection[str]:
        """Events that have a limit of their own."""
        return ()

    def send_snapshot(self, sid: str, context: Context) -> None:
        """Sends everything that a client shows. May raise Refused or StorageUnavailable."""
        raise NotImplementedError

    def on_open(self, player_id: UUID) -> None:
        """A socket of the player opened."""

    def on_close(self, player_id: UUID) -> None:
        """A socket of the player closed."""

    def players_here(self) -> set[UUID]:
        """Everybody with an open socket on this server."""
        return {holder.player.id for holder in self._holder_of_socket.values()}

    def address_of(self, sid: str) -> str:
        """The address from which the socket came; nothing for one that is closed."""
        return self._address_of_socket.get(sid, "")

    def trigger_event(self, event: str, *args: Any) -> Any:
        """Called for everything that arrives; what it returns is the acknowledgement."""
        if event == "connect":
            return self._connect(*args)
        if event == "disconnect":
            self._address_of_socket.pop(args[0], None)
            holder = self._holder_of_socket.pop(args[0], None)
            if holder is not None:
                self.on_close(holder.player.id)
            return None
        return self._answer(event, *args)

    def _connect(self, sid: str, environ: dict[str, Any], _auth: Any = None) -> None:
        token = parse_cookie(environ).get(self._session_cookie)
        try:
            holder = signed_in_by(self._app.context(), token)
        except StorageUnavailable:
            raise _refusal(problem(Failure.STORAGE_UNAVAILABLE)) from None
        if holder is None:
            raise _refusal(problem(RefusalReason.NOT_SIGNED_IN))
        if holder.player.is_suspended(self._app.clock()):
            raise _refusal(problem(RefusalReason.ACCOUNT_SUSPENDED))
        self._holder_of_socket[sid] = holder
        self._address_of_socket[sid] = environ.get("REMOTE_ADDR", "")
        self.enter_room(sid, room_of(holder.player.id))
        # As a task: the client must be told that it is connected before it is told anything else.
        self.server.start_background_task(self._welcome, sid, holder)

    def close_ended(self) -> None:
        """Closes the sockets whose sessions have ended, wherever they were ended. May raise StorageUnavailable."""
        sockets = dict(self._holder_of_socket)
        if not sockets:
            return
        ended = sessions_that_ended(self._app.context(), {holder.session_id for holder in sockets.values()})
        for sid, holder in sockets.items():
            if holder.session_id in ended:
                self.disconnect(sid)

    def _welcome(self, sid: str, holder: SignedIn) -> None:
        try:
            self.on_open(holder.player.id)
            self.send_snapshot(sid, self._app.context(holder))
        except Exception as error:
            if not isinstance(error, (StorageUnavailable, Refused)):
                log.exception("a snapshot could not be sent")
            # Without its snapshot a client would show an old state for ever: it is told by the end of its connection,
            # comes again and gets one then.
            self.disconnect(sid)

    def _answer(self, event: str, sid: str, *args: Any) -> dict[str, Any]:
        try:
            return self._handle(event, sid, args).model_dump(mode="json")
        except Refused as refused:
            answer = problem_of_refusal(refused)
        except ValidationError as error:
            answer = problem_of_validation(error)
        except TooManyRequests as error:
            answer = problem(Failure.TOO_MANY_REQUESTS, retry_after_s=error.retry_after_s)
        except StorageUnavailable:
            answer = problem(Failure.STORAGE_UNAVAILABLE)
        except Exception:
            log.exception("a socket message could not be handled")
            answer = problem(Failure.INTERNAL_ERROR)
        return ProblemAck(problem=answer).model_dump(mode="json")

    def _handle(self, event: str, sid: str, args: tuple[Any, ...]) -> Outgoing:
        holder = self._holder_of_socket.get(sid)
        if holder is None:
            raise Refused(RefusalReason.NOT_SIGNED_IN)
        player_id = holder.player.id
        if event not in self.not_limited():
            wait_s = self._wait_s(player_id)
            if wait_s is not None:
                return ProblemAck(problem=problem(Failure.TOO_MANY_REQUESTS, retry_after_s=wait_s))
        if event == OVERSIZED:
            return ProblemAck(problem=problem(Failure.PAYLOAD_TOO_LARGE))
        if event == MALFORMED:
            return ProblemAck(problem=problem(Failure.MALFORMED_MESSAGE))
        handler = self.handlers().get(event)
        if handler is None:
            return ProblemAck(problem=problem(Failure.UNKNOWN_EVENT))
        if len(args) != 1:
            detail = f"{event} takes one JSON object, not {len(args)} arguments."
            return ProblemAck(problem=problem(Failure.MALFORMED_MESSAGE, detail=detail))
        return handler(self._app.context(holder), sid, args[0])

    def _wait_s(self, player_id: UUID) -> float | None:
        """Seconds until the player may send again; None when they may now."""
        wait_s = wait_for_room_s(self._limiter, self._rate, str(player_id))
        if not wait_s:
            self._limiter.hit(self._rate, str(player_id))
        return wait_s or None


def _refusal(answer: Problem) -> SocketRefused:
    return SocketRefused(answer.title, answer.model_dump(mode="json"))

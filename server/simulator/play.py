"""Plays a walk from the first connection to the final score."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from game_rules.gps import GpsFix
from server.simulator.account import Account
from server.simulator.connection import SocketConnection
from server.simulator.gpx import Walk
from server.simulator.patience import Patience
from server.simulator.phone import BATCH_FIXES_MAX, Phone
from server.simulator.picture import Picture
from server.simulator.report import WalkReport, segment_reports
from server.simulator.session import Session

GUEST_NAME = "Téléphone simulé"

LAST_PUSHES_S = 1.0
"""Events leave together with the acknowledgement and arrive within moments of it; one that does not was lost."""


@dataclass(frozen=True, slots=True)
class PlayedWalk:
    """The report, and what the server pushed on the way, which normally says the same."""

    report: WalkReport
    picture: Picture


def start_session(server: str, patience: Patience) -> Session:
    """A new guest with a new device on `server` (a URL). Raises GaveUpError, ServerRefusedError."""
    return Session(server, Account(server, patience).start_as_guest(GUEST_NAME), uuid4())


def play_walk(
    walk: Walk,
    session: Session,
    patience: Patience,
    *,
    speed: float | None = None,
    batch_fixes_max: int = BATCH_FIXES_MAX,
    on_progress: Callable[[int], None] = lambda _fixes: None,
) -> PlayedWalk:
    """Sends the walk's fixes over a socket and reads the outcome; see `Phone` for the options.

    A push may be lost on a connection that breaks, so the score is what the account says once everything is
    acknowledged. Raises GaveUpError, ServerRefusedError (401: the session is over), BrokenAnswerError.
    """
    account = Account(session.server, patience, session.cookie)
    account.me()
    picture = Picture()
    connection = SocketConnection(session.server, session.cookie, picture.take)
    fixes: list[GpsFix] = [fix for fix, _ in walk.fixes_by_segment]
    try:
        phone = Phone(connection, session.device_id, patience, batch_fixes_max)
        played = phone.play(fixes, speed=speed, on_progress=on_progress)
        totals = account.me().totals
        picture.wait_for(totals, LAST_PUSHES_S)
    finally:
        connection.close()
    segments = segment_reports(walk, played.verdicts)
    return PlayedWalk(WalkReport(segments, played, totals, tuple(account.my_offers()), picture.hints), picture)

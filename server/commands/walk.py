"""`jokajobs walk`: a phone plays a recorded walk into a running server."""

import re
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import click

from game_rules.geo import LatLon
from game_rules.limits import DEFAULT_LIMITS
from game_rules.play.limits import MAX_FIXES_PER_BATCH
from server.commands.terminal import json_text, say, tell
from server.simulator.failures import BrokenAnswerError, GaveUpError, ServerRefusedError
from server.simulator.gpx import Walk, WalkFileError, read_walk
from server.simulator.move import ended_at, moved_to, span
from server.simulator.patience import Patience
from server.simulator.phone import BATCH_FIXES_MAX
from server.simulator.play import PlayedWalk, play_walk, start_session
from server.simulator.report import refusals_in_words, report_as_json, report_in_words
from server.simulator.session import Session, SessionFileError, load_or_start

DEFAULT_SERVER = "http://localhost:8000"


class WrongInputError(click.ClickException):
    """A file or an argument that cannot be used: one line, and exit code 2."""

    exit_code = 2


def walk_command(
    utc_now: Callable[[], datetime],
    start_session: Callable[[str, Patience], Session] = start_session,
    play_walk: Callable[..., PlayedWalk] = play_walk,
) -> click.Command:
    """The command. `utc_now` is the clock, aware; the other two are what talks to the server."""

    @click.command("walk")
    @click.argument("gpx_file", metavar="FILE.gpx", type=click.Path(path_type=Path))
    @click.option("--at", "start", metavar="LAT,LON", help="Move the walk: its first fix stands here. [WGS 84 degrees]")
    @click.option(
        "--ended-at",
        "end",
        metavar="TIME",
        help="When the last fix was taken, such as 2026-05-01T14:30+02:00.  [default: now, when playing ends]",
    )
    @click.option(
        "--speed",
        type=float,
        metavar="X",
        help="Play X seconds of the walk per second; 1 is a live walk.  [default: as fast as acknowledged]",
    )
    @click.option(
        "--session",
        "session_file",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Go on as the player kept here, or keep the new one.  [default: a new guest each time]",
    )
    @click.option("--server", metavar="URL", help=f"The server.  [default: the session's, or {DEFAULT_SERVER}]")
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
    @click.option(
        "--patience",
        "patience_s",
        type=float,
        metavar="S",
        default=60.0,
        show_default=True,
        help="Give up when the server takes nothing for this many seconds.",
    )
    @click.option(
        "--batch",
        "batch_fixes_max",
        type=int,
        metavar="N",
        default=BATCH_FIXES_MAX,
        show_default=True,
        help="Send at most N fixes in one message.",
    )
    def walk(  # noqa: PLR0913 - the options of a command
        *,
        gpx_file: Path,
        start: str | None,
        end: str | None,
        speed: float | None,
        session_file: Path | None,
        server: str | None,
        as_json: bool,
        patience_s: float,
        batch_fixes_max: int,
    ) -> None:
        """Play the recorded walk in FILE.gpx as a phone would, as a new guest.

        Played at full speed it is an offline walk being brought home. The times between fixes are kept.
        """
        _check_positive("--speed", speed)
        _check_positive("--patience", patience_s)
        if not 1 <= batch_fixes_max <= MAX_FIXES_PER_BATCH:
            raise WrongInputError(f"--batch must be a number from 1 to {MAX_FIXES_PER_BATCH}, not {batch_fixes_max}")
        now = utc_now()
        recorded = _walk_to_play(gpx_file, start, end, speed, now)
        _tell_what_is_left_out(recorded, now)
        patience = Patience(patience_s)
        length = len(recorded.fixes_by_segment)
        try:
            session = _session(session_file, server, lambda url: start_session(url, patience))
            with click.progressbar(length=length, label="Walking", show_pos=True, file=sys.stderr) as bar:
                played = play_walk(
                    recorded,
                    session,
                    patience,
                    speed=speed,
                    batch_fixes_max=batch_fixes_max,
                    on_progress=bar.update,
                )
        except SessionFileError as error:
            raise WrongInputError(str(error)) from error
        except ServerRefusedError as error:
            if session_file is not None and error.status == 401:
                raise WrongInputError(
                    f"the server does not know the session in {session_file}; delete it to start as a new guest"
                ) from error
            raise click.ClickException(str(error)) from error
        except (GaveUpError, BrokenAnswerError) as error:
            raise click.ClickException(str(error)) from error
        for line in refusals_in_words(played.report.played):
            say(line)
        if played.picture.not_understood:
            say(f"pushed, but not as the protocol says: {', '.join(played.picture.not_understood)}")
        for line in [json_text(report_as_json(played.report))] if as_json else report_in_words(played.report):
            tell(line)

    return walk


def _walk_to_play(gpx_file: Path, start: str | None, end: str | None, speed: float | None, now: datetime) -> Walk:
    try:
        walk = read_walk(gpx_file)
        if start is not None:
            walk = moved_to(walk, _position(start))
        return ended_at(walk, _time(end) if end is not None else _end_of_play(walk, now, speed))
    except WalkFileError as error:
        raise WrongInputError(str(error)) from error
    except OverflowError as error:
        raise WrongInputError("--ended-at lies outside the calendar for a walk of this length") from error


def _session(session_file: Path | None, server: str | None, start_on: Callable[[str], Session]) -> Session:
    wanted = _server_url(server) if server is not None else None
    if session_file is None:
        return start_on(wanted or DEFAULT_SERVER)
    session = load_or_start(session_file, lambda: start_on(wanted or DEFAULT_SERVER))
    if wanted is not None and session.server != wanted:
        raise WrongInputError(f"{session_file} holds a session of {session.server}, not of {wanted}")
    return session


def _tell_what_is_left_out(walk: Walk, now: datetime) -> None:
    for name in walk.skipped_tracks:
        say(f"skipped the track {name}: its points have no times")
    if walk.points_skipped:
        say(f"skipped {walk.points_skipped} points without a time or a valid position")
    stale_before = now - timedelta(seconds=DEFAULT_LIMITS.stale_after_s)
    stale = sum(fix.taken_at < stale_before for fix, _ in walk.fixes_by_segment)
    if stale:
        say(f"{stale} fixes are more than a day old: the server will find them stale")


def _end_of_play(walk: Walk, started_at: datetime, speed: float | None) -> datetime:
    """Now, or with a speed the earliest end at which no fix is sent before it was taken: at speed 1 each is live."""
    if speed is None:
        return started_at
    return started_at + span(walk) / max(speed, 1.0)


def _check_positive(option: str, value: float | None) -> None:
    if value is not None and not 0 < value < float("inf"):
        raise WrongInputError(f"{option} must be a number above 0, not {value:g}")


def _position(text: str) -> LatLon:
    lat, _, lon = text.partition(",")
    try:
        return LatLon(float(lat), float(lon))
    except ValueError as error:
        raise WrongInputError(f"--at takes a position such as 50.4219,2.7786 in degrees, not {text!r}") from error


def _time(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise WrongInputError(f"--ended-at takes a time such as 2026-05-01T14:30+02:00, not {text!r}") from error
    if time.tzinfo is None:
        raise WrongInputError(f"--ended-at needs an offset, such as {text}Z or {text}+02:00")
    return time


def _server_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not re.fullmatch(r"[^@\s]+", parts.netloc) or parts.query:
        raise WrongInputError(f"--server takes an address such as {DEFAULT_SERVER}, not {text!r}")
    return text.rstrip("/")

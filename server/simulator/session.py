"""The session file: lets a later walk, or a second phone at the same time, go on as the same player."""

import fcntl
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID


class SessionFileError(Exception):
    """The session file cannot be used; the text is one line that says why."""


@dataclass(frozen=True, slots=True)
class Session:
    """A player on a server (its URL), by the value of the session cookie, and the device that walks."""

    server: str
    cookie: str
    device_id: UUID


def load_session(path: Path) -> Session | None:
    """The session kept in `path`; None without such a file. Raises SessionFileError when it is not one."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Session(str(kept["server"]), str(kept["cookie"]), UUID(kept["device_id"]))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SessionFileError(f"cannot read {path}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SessionFileError(f"{path} is not a session file; delete it to start as a new guest") from error


def save_session(path: Path, session: Session) -> None:
    """Writes `path` whole or not at all, readable by its owner only. Raises SessionFileError when it cannot."""
    kept = {"server": session.server, "cookie": session.cookie, "device_id": str(session.device_id)}
    try:
        # mkstemp makes the file for its owner only (0600).
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(kept, file)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SessionFileError(f"cannot write {path}: {error.strerror}") from error


def load_or_start(path: Path, start: Callable[[], Session]) -> Session:
    """The session kept in `path`, or the one that `start` returns, then kept there.

    Two phones that start at once with one file end up as one player: the second waits for the first.
    """
    with _alone_in(path.parent):
        kept = load_session(path)
        if kept is not None:
            return kept
        started = start()
        save_session(path, started)
        return started


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    # The folder is what gets locked: a lock file would stay behind, and the session file is replaced, not rewritten.
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise SessionFileError(f"cannot use {folder} for the session file: {error.strerror}") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

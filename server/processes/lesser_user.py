"""Gives root's rights up once they are no longer needed: who breaks into a server gets what its user may, and no more.

The user is the one that PostgreSQL runs as: whoever may administer the private cluster can act as that user anyway.
"""

import os
import pwd
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from server.settings import PROJECT_ROOT, Settings

_USER = "postgres"
_READ_AT_RUN_TIME = ("server", "game_rules", "seed_data", "webclient/dist")


def give_up_root(settings: Settings) -> str | None:
    """Goes on as the lesser user for good when this process is root's. Returns what to tell the operator, if anything.

    Stays root, and says so, where that user cannot read what has to be read later. Call it before threads are started
    that must not be root's, and before anything foreign is read.
    """
    if os.geteuid() != 0:
        return None
    try:
        user = pwd.getpwnam(_USER)
    except KeyError:
        return _warning(f"there is no user {_USER} to go on as", "start it as an ordinary user")
    closed = _first_closed(user, _needed(settings))
    if closed is not None:
        return _warning(
            f"user {_USER} cannot read {closed}",
            "open that to others (chmod), move it to a folder such as /srv, or start as an ordinary user",
        )
    os.setgroups([])
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)
    os.umask(0o077)
    # PostgreSQL's library and others look there, and give up when root's folder is closed to them.
    os.environ |= {"HOME": user.pw_dir, "USER": user.pw_name, "LOGNAME": user.pw_name}
    return f"Started as root, running as user {_USER}."


def _warning(reason: str, remedy: str) -> str:
    return f"WARNING: running as root, so that a break-in here is one into the whole machine: {reason}; {remedy}."


def _needed(settings: Settings) -> Iterator[Path]:
    yield from (file for file in (settings.vapid_private_key_file, settings.pmtiles_file) if file is not None)
    yield from (Path(sys.executable).resolve(), Path(os.__file__))
    # The folder somebody stands in ("") and the checkout itself hold much that is nobody's to import.
    for imported_from in {Path(name).resolve() for name in sys.path if name} - {PROJECT_ROOT}:
        if imported_from.is_dir():
            yield imported_from
            yield from (entry for entry in imported_from.iterdir() if not entry.name.startswith("."))
    for name in _READ_AT_RUN_TIME:
        for folder, _, files in os.walk(PROJECT_ROOT / name):
            yield Path(folder)
            yield from (Path(folder, file) for file in files)


def _first_closed(user: pwd.struct_passwd, paths: Iterable[Path]) -> Path | None:
    groups, group = os.getgroups(), os.getegid()
    os.setgroups([])
    os.setegid(user.pw_gid)
    os.seteuid(user.pw_uid)
    try:
        return next((path for path in paths if not _is_readable(path)), None)
    finally:
        os.seteuid(0)
        os.setegid(group)
        os.setgroups(groups)


def _is_readable(path: Path) -> bool:
    try:
        wanted = os.R_OK | os.X_OK if path.is_dir() else os.R_OK
    except PermissionError:
        return False
    return os.access(path, wanted, effective_ids=True)

"""Locks on files, which the kernel gives back for a process that dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def share(lock: int) -> None:
    """Waits until nobody holds the opened lock for itself alone, and holds it with others."""
    fcntl.flock(lock, fcntl.LOCK_SH)


def open_lock(path: Path) -> int:
    """Opens a lock file, made where it is missing. Closing what is returned gives the lock back."""
    # Not inherited by programs we start (Python's default): PostgreSQL must not hold our locks when we are gone.
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


@contextmanager
def exclusively(path: Path) -> Iterator[None]:
    """Waits until nobody else holds the lock at `path`, and holds it while the context is open."""
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def is_last_user(users: int) -> bool:
    """Takes the opened lock for itself alone; False where another process shares it."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

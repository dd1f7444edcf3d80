"""The four kinds of kill: each ends its part with SIGKILL at a moment, and has it run again as an operator's machine
would."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from threading import Event
from time import monotonic, sleep

from tests.faults.notes import RECOVERS_WITHIN_S
from tests.faults.world import World
from tests.support.postgres import postmaster_of

_COMMIT_WITHIN_S = 10.0
"""Under load there are several in each second; where none is seen, the kill falls at any moment."""


@dataclass(frozen=True, slots=True)
class Kill:
    """One end of a part: the moment it hit, when, and what has to go through again."""

    moment: str
    at_s: float
    back: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A part that is killed. `strike`, told the number of the kill, ends it and has it run again."""

    name: str
    strike: Callable[[World, int, Random], Kill]


def _kill_server(world: World, number: int, random: Random) -> Kill:
    victim = number % 2
    server, order = world.servers[victim], world.order_of(victim)
    moment = random.choice(("before fixes", "after fixes", "before messages", "after messages", "any"))
    if moment == "any":
        server.kill()
    else:
        _write_whole(order, moment)
        assert server.wait_for_end(RECOVERS_WITHIN_S) == -signal.SIGKILL
    at_s = monotonic()
    server.start()
    return Kill(moment, at_s, (f"fixes at {victim}", f"messages at {victim}"))


def _write_whole(path: Path, words: str) -> None:
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(words)
    unfinished.rename(path)


def _kill_worker(world: World, _number: int, random: Random) -> Kill:
    moment = random.choice((*_OVER, "any"))
    if moment == "any":
        world.worker.kill()
    else:
        _kill_worker_when_asked(world, moment)
    at_s = monotonic()
    world.worker.start()
    return Kill(moment, at_s, ("mails",))


_OVER = ("before a mail", "over a mail", "over a push")


def _kill_worker_when_asked(world: World, moment: str) -> None:
    """Kills the worker when it is about to hand something on, or has done so and does not know."""
    outside = world.service if moment == "over a push" else world.post
    hook = "before_taking" if moment == "before a mail" else "before_answering"
    usual, dead = getattr(outside, hook), Event()

    def kill() -> None:
        if not dead.is_set():
            world.worker.kill()
            dead.set()
        usual()

    setattr(outside, hook, kill)
    try:
        assert dead.wait(RECOVERS_WITHIN_S), f"the worker had nothing to do: {moment}"
    finally:
        setattr(outside, hook, usual)


def _kill_postgresql(world: World, _number: int, _random: Random) -> Kill:
    """Kills the postmaster and all its processes, while one of them is in a COMMIT. A server brings it back."""
    postmaster = postmaster_of(world.home)
    family = _children_of(postmaster)
    deadline_s = monotonic() + _COMMIT_WITHIN_S
    in_commit = None
    while in_commit is None and monotonic() < deadline_s:
        family = _children_of(postmaster)
        in_commit = next((pid for pid in family if _is_in_commit(pid)), None)
    at_s = monotonic()
    for pid in (*filter(None, [in_commit]), postmaster, *family):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return Kill("in a COMMIT" if in_commit else "any", at_s, _EVERYTHING_WRITTEN)


_EVERYTHING_WRITTEN = ("fixes at 0", "fixes at 1", "messages at 0", "messages at 1")


def _children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _is_in_commit(pid: int) -> bool:
    """Tells it from the title that PostgreSQL gives its processes: `postgres: NAME: USER DATABASE [local] COMMIT`."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0 ").endswith(b" COMMIT")
    return False


def _kill_redis(world: World, _number: int, random: Random) -> Kill:
    world.redis.kill()
    at_s = monotonic()
    away_s = random.uniform(0.0, 1.0)
    sleep(away_s)
    world.redis.start()
    return Kill("any", at_s, ("pushes to 0", "pushes to 1"))


SERVER, WORKER, POSTGRESQL, REDIS = KINDS = (
    Kind("server", _kill_server),
    Kind("worker", _kill_worker),
    Kind("PostgreSQL", _kill_postgresql),
    Kind("Redis", _kill_redis),
)

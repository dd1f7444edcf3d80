"""One run: clients ask on and on, a part is killed again and again, and in the end the histories are checked."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from random import Random
from threading import Event
from time import monotonic, sleep
from typing import Protocol

from sqlalchemy import Engine, text

from tests.faults.errands import FeedWishes, MailWishes, PushWishes
from tests.faults.history import Fault, Finding, Verdict
from tests.faults.kills import Kind
from tests.faults.notes import Pulse, ends_all
from tests.faults.talkers import Talk
from tests.faults.walkers import Walker
from tests.faults.world import World

SENT = ("fixes: discoveries", "messages", "jobs: mails", "jobs: yeses to Jokers", "jobs: offers of a feed")

_JOBS_DONE_WITHIN_S = 900.0
"""A job that failed while the database was away is tried again after 4, 16, 64 … seconds."""

_LONGEST_QUIET_S = 0.8
"""Between the moment when everything goes through again and the next kill."""


class Client(Protocol):
    """Asks in threads of its own, and compares afterwards."""

    @property
    def pulses(self) -> Sequence[str]:
        """The names of what has to go through before the next kill."""

    def runs(self) -> list[Callable[[Event], None]]:
        """All that is done until it is enough, each in its own thread."""

    def finish(self) -> None:
        """Called once all is well again and nobody asks any more."""

    def verdicts(self, engine: Engine) -> Mapping[str, Verdict]:
        """By the name of a promise, how it was held."""


@dataclass(slots=True)
class Run:
    """The outcome for one kind of kill. `came_again` counts mails that arrived once more, as they may."""

    kind: str
    moments: Counter[str] = field(default_factory=Counter)
    recovered_s: list[float] = field(default_factory=list)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    came_again: int = 0

    @property
    def kills(self) -> int:
        return len(self.recovered_s)

    @property
    def sent(self) -> dict[str, Verdict]:
        """The verdicts on what clients sent; the others are on what they were told and shown of it."""
        return {name: self.verdicts[name] for name in SENT}

    @property
    def findings(self) -> list[tuple[str, Finding]]:
        return [(name, finding) for name, verdict in self.verdicts.items() for finding in verdict.findings]

    def count(self, fault: Fault) -> int:
        return sum(verdict.count(fault) for verdict in self.verdicts.values())


def run(
    world: World,
    kind: Kind,
    *,
    kills: int,
    seed: int = 1,
    until_s: float = inf,
    say: Callable[[str], None] = lambda _: None,
) -> Run:
    """Kills so many times under load, the last time before `until_s` of the clock.

    Raises AssertionError when something does not come back, or a client breaks.
    """
    pulse, random, outcome = Pulse(), Random(seed), Run(kind.name)
    mails = MailWishes(world.servers, world.post, pulse)
    world.post.before_answering = mails.note_arrival
    clients: list[Client] = [
        *(Walker(world.servers, number, pulse) for number in range(2)),
        Talk(world.servers, world.scene, pulse),
        mails,
        PushWishes(world.servers, world.service),
        FeedWishes(world.web, world.open_unit),
    ]
    everything = [name for client in clients for name in client.pulses]
    with _asking(clients) as enough:
        for number in range(kills):
            if number and monotonic() > until_s:
                break
            pulse.wait_for(everything, after_s=monotonic())
            sleep(random.uniform(0.0, _LONGEST_QUIET_S))
            kill = kind.strike(world, number, random)
            outcome.moments[kill.moment] += 1
            outcome.recovered_s.append(pulse.wait_for(kill.back, after_s=kill.at_s) - kill.at_s)
            say(f"{kind.name} {number + 1}/{kills}: {kill.moment}, back after {outcome.recovered_s[-1]:.1f} s")
            assert not enough.is_set(), "a client broke"
        pulse.wait_for(everything, after_s=monotonic())
    for client in clients:
        client.finish()
    _wait_for_jobs(world.engine)
    for client in clients:
        outcome.verdicts.update(_joined(outcome.verdicts, client.verdicts(world.engine)))
    outcome.came_again = mails.came_again
    return outcome


@contextmanager
def _asking(clients: Sequence[Client]) -> Iterator[Event]:
    """Lets all ask while the block runs. Raises what a client failed with."""
    enough = Event()
    parts = [part for client in clients for part in client.runs()]

    def ask(part: Callable[[Event], None]) -> None:
        with ends_all(enough):
            part(enough)

    with ThreadPoolExecutor(len(parts)) as pool:
        asking = [pool.submit(ask, part) for part in parts]
        try:
            yield enough
        finally:
            enough.set()
            for one in asking:
                one.result()


def _wait_for_jobs(engine: Engine) -> None:
    """Waits until a worker has done what was put down by these clients."""
    waiting = text(
        "select count(*) from procrastinate_jobs where status in ('todo', 'doing') "
        "and task_name in ('deliver_mail', 'push_notification', 'import_feeds')"
    )
    deadline_s = monotonic() + _JOBS_DONE_WITHIN_S
    while True:
        with engine.connect() as connection:
            left = connection.scalar(waiting)
        if not left:
            return
        assert monotonic() < deadline_s, f"{left} jobs are still waiting"
        sleep(0.1)


def _joined(known: Mapping[str, Verdict], more: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """Adds the verdicts of a client to those of others on the same promise."""
    return {name: known[name] + verdict if name in known else verdict for name, verdict in more.items()}

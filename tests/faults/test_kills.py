"""A few kills of each part under load: all that was told holds, and a server that tells too early is found out.

`./dev faults` does the same a hundred times; see docs/faults.md.
"""

from collections.abc import Iterator
from random import Random

import pytest

from tests.faults.history import Fault
from tests.faults.kills import KINDS, Kill, Kind
from tests.faults.runs import SENT, run
from tests.faults.world import World, running_world
from tests.support.postgres import is_without_local_postgresql
from tests.support.waiting import wait_until

KILLS = {"server": 2, "worker": 2, "PostgreSQL": 1, "Redis": 1}

pytestmark = pytest.mark.skipif(is_without_local_postgresql(), reason="only a PostgreSQL of our own may be killed")


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with running_world() as world:
        yield world


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_was_told_holds_through_kills_of_the(kind: Kind, world: World) -> None:
    outcome = run(world, kind, kills=KILLS[kind.name])
    assert outcome.findings == []
    assert outcome.kills == KILLS[kind.name]
    assert all(outcome.verdicts[name].acknowledged for name in SENT), "a load that nobody acknowledges shows nothing"


@pytest.mark.parametrize(
    ("left_out", "broken", "whole"),
    [("fixes", "fixes: discoveries", "messages"), ("messages", "messages", "fixes: discoveries")],
)
def test_a_server_that_acknowledges_before_it_commits_is_found_out(
    world: World, left_out: str, broken: str, whole: str
) -> None:
    """Shows that the comparison above can fail."""

    def leave_out_a_commit(world: World, number: int, random: Random) -> Kill:
        order = world.order_of(0)
        order.write_text(f"acknowledged {left_out}")
        wait_until(lambda: not order.exists())
        return Kill("acknowledged", 0.0, (f"{left_out} at 0",))

    outcome = run(world, Kind("server that is wrong", leave_out_a_commit), kills=1)
    assert outcome.verdicts[broken].count(Fault.LOST) == 1
    assert outcome.verdicts[whole].findings == ()

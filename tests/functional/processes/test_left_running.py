"""Workers that tests split off are no children of theirs: what is left of them is found all the same."""

from pathlib import Path

import pytest

from tests.support.databases import NewDatabase
from tests.support.running.commands import no_command_left_running, start_worker
from tests.support.waiting import end_of

pytestmark = pytest.mark.usefixtures("commands")


def test_a_worker_that_a_test_leaves_running_is_told_of(new_database: NewDatabase, tmp_path: Path) -> None:
    env = {"DATABASE_URL": new_database("left_running")}
    left = []
    with (
        pytest.raises(AssertionError, match=r"a test left this running: \['worker'\]"),
        no_command_left_running(),
    ):
        left.append(start_worker(env, tmp_path / "log"))
    left[0].kill()
    end_of(left[0], "a worker that was killed")

"""For each action: what a device was shown, with what it is then told, is what it would be shown anew.

The server's half: what it shows and tells is what is written in `tests/data/law`, and nothing is forgotten there. The
client's half applies it, with the client's own reducers: `webclient/tests/law.test.ts`.
"""

from collections.abc import Iterator

import pytest

from server.http.plumbing.operation_ids import OPERATION_IDS
from server.schemas.protocol import FROM_CLIENT, HELP_FROM_CLIENT, HELP_TO_CLIENT, TO_CLIENT
from server.services.ports import JobName
from tests.integration.law.actions import ACTIONS
from tests.integration.law.exempt import CHANGES_NOTHING, NOT_A_CHANGE, TOLD_LATER
from tests.integration.law.stage import Stage
from tests.integration.law.triples import played, written
from tests.support.databases import NewDatabase

PLAYED = {name.partition(",")[0] for _, name in ACTIONS}


@pytest.fixture(scope="module")
def stage(new_database: NewDatabase) -> Iterator[Stage]:
    stage = Stage(new_database("law"))
    yield stage
    stage.close()


@pytest.mark.parametrize(("module", "name"), sorted(ACTIONS))
def test_what_the_server_shows_and_tells_is_what_is_written(stage: Stage, module: str, name: str) -> None:
    seen, known = played(stage, module, name), written(module)[name]
    assert seen == known, "if it is meant so: python -m tests.integration.law"


def test_nothing_is_written_that_is_not_played() -> None:
    modules = {module for module, _ in ACTIONS}
    assert {(module, name) for module in modules for name in written(module)} == ACTIONS.keys()


def test_every_action_is_played_or_says_why_not() -> None:
    messages = {one.name for one in (*FROM_CLIENT, *HELP_FROM_CLIENT)}
    operations = {name for (method, _), name in OPERATION_IDS.items() if method != "GET"}
    all_there_are = messages | operations | {job.value for job in JobName} | {"clock"}
    excused = CHANGES_NOTHING.keys() | TOLD_LATER.keys()
    assert PLAYED | excused == all_there_are
    assert not PLAYED & excused


def test_every_event_is_told_in_one_of_them_or_says_why_not() -> None:
    told = {
        news["event"]
        for module in {module for module, _ in ACTIONS}
        for viewers in written(module).values()
        for viewer in viewers
        for news in viewer["told"]
        if "event" in news
    }
    events = {one.name for one in (*TO_CLIENT, *HELP_TO_CLIENT)}
    assert told | NOT_A_CHANGE.keys() == events
    assert not told & NOT_A_CHANGE.keys()

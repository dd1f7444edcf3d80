"""The list of actions: each is played once, by people who have the town for themselves."""

from collections.abc import Callable

from tests.integration.law.stage import Stage

Action = Callable[[Stage], None]

ACTIONS: dict[tuple[str, str], Action] = {}
"""By the module that tells of it, and the name: of a message, an operation of the HTTP API, a job or the clock."""


def action(name: str) -> Callable[[Action], Action]:
    """Names an action; what stands behind a comma tells several of one name apart."""

    def keep(play: Action) -> Action:
        key = play.__module__.rpartition(".")[2], name
        assert key not in ACTIONS, name
        ACTIONS[key] = play
        return play

    return keep

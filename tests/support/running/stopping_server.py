"""The command line as it ships, but that it is told to stop at a chosen moment: three times, as by an impatient person.

JOKAJOBS_TEST_STOPS_AT names the moment: `import:MODULE`, when that is about to be imported, or `MODULE:FUNCTION`, when
that has returned; two, with a semicolon between, for who asks again while it ends. JOKAJOBS_TEST_ASKS names the
signals, such as `SIGINT,SIGTERM`.
"""

import os
import signal
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

STOPS_AT = "JOKAJOBS_TEST_STOPS_AT"
ASKS = "JOKAJOBS_TEST_ASKS"

MOMENTS = (
    "import:gevent.monkey",
    "import:click",
    "import:server.app",
    "import:server.http.web",
    "server.commands.game_server:migrate",
    "server.commands.served_game:create_app",
    "server.serving.web_server:QuietServer.start",
    "server.commands.served_game:_announce;server.serving.web_server:QuietServer.stop",
)
"""Of a server, from its first moment to its last."""

WORKER_MOMENTS = (
    "import:click",
    "import:server.jobs.worker",
    "server.commands.worker:migrate",
    "server.commands.worker:job_app",
    # Before its connections are open, and once it works.
    "server.jobs.worker:_work",
    "server.jobs.worker:_take_over_from_the_dead;server.processes.interrupts:ignore_signals",
)
COMMAND_MOMENTS = ("import:click", "import:sqlalchemy", "server.commands.database:migrate")
"""Likewise, of a worker and of a command that is over soon."""


class _Finder(MetaPathFinder):
    """Is asked for each module before it is imported."""

    def __init__(self, wanted: str, path: str | None) -> None:
        self._wanted, self._path = wanted, path

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._wanted:
            return None
        if self._path is None:
            _ask()
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        assert spec is not None
        assert spec.loader is not None
        spec.loader = _Changing(spec.loader, self._path)
        return spec


class _Changing(Loader):
    """Loads a module, and has a function of it ask once it has returned."""

    def __init__(self, loader: Loader, path: str) -> None:
        self._loader, self._path = loader, path

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        owner: Any = module
        *outer, name = self._path.split(".")
        for part in outer:
            owner = getattr(owner, part)
        function = getattr(owner, name)

        def then_ask(*args: Any, **options: Any) -> Any:
            result = function(*args, **options)
            _ask()
            return result

        setattr(owner, name, then_ask)


def _ask() -> None:
    for name in os.environ[ASKS].split(","):
        os.kill(os.getpid(), signal.Signals[name])


def _main() -> None:
    # Nothing that this would import is imported: the command line finds everything as if it had been started itself.
    for moment in os.environ[STOPS_AT].split(";"):
        module, _, path = moment.partition(":")
        sys.meta_path.insert(0, _Finder(path, None) if module == "import" else _Finder(module, path))
    from server.cli import main  # noqa: PLC0415

    main()


if __name__ == "__main__":
    _main()

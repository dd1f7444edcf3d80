"""The server as it ships, save that it is told to stop at a chosen moment of its start.

JOKAJOBS_TEST_STOPS_AT names a moment of MOMENTS; SIGTERM arrives just after it.
"""

import os
import signal
from importlib import import_module
from typing import Any

STOPS_AT = "JOKAJOBS_TEST_STOPS_AT"

MOMENTS = {
    "migrated": ("server.commands.serve", "migrate"),
    "wired": ("server.commands.serve", "create_app"),
    "listening": ("server.serving.web_server", "QuietServer.start"),
    "announced": ("server.commands.serve", "_announce"),
}
"""Module and function whose end is the moment."""


def _stop_after(module_name: str, path: str) -> None:
    owner: Any = import_module(module_name)
    *outer, name = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    function = getattr(owner, name)

    def then_stop(*args: Any, **options: Any) -> Any:
        result = function(*args, **options)
        os.kill(os.getpid(), signal.SIGTERM)
        return result

    setattr(owner, name, then_stop)


def _main() -> None:
    from gevent import monkey  # noqa: PLC0415 - tests import this file for its constants

    monkey.patch_all()
    from server.cli import main  # noqa: PLC0415

    _stop_after(*MOMENTS[os.environ[STOPS_AT]])
    main()


if __name__ == "__main__":
    _main()

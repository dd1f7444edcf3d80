"""The server as it ships, save that it waits less: its tests need not.

JOKAJOBS_TEST_SECONDS holds, by the name of a constant, the seconds that it has instead: `HEAD_S=0.2 IDLE_S=5`.
"""

import os
import sys
from pathlib import Path

SECONDS = "JOKAJOBS_TEST_SECONDS"
IMPATIENT = (sys.executable, str(Path(__file__)), "serve", "--no-seed", "--no-worker")


def _main() -> None:
    from gevent import monkey  # noqa: PLC0415 - tests import this file for its constants

    monkey.patch_all()
    from server.cli import main  # noqa: PLC0415
    from server.realtime import socket_server  # noqa: PLC0415
    from server.serving import connections  # noqa: PLC0415

    for setting in os.environ[SECONDS].split():
        name, _, seconds = setting.partition("=")
        (owner,) = (module for module in (connections, socket_server) if hasattr(module, name))
        setattr(owner, name, float(seconds))
    main()


if __name__ == "__main__":
    _main()

"""The server as it ships, save that it ends at the next COMMIT of a kind when it is ordered to.

An order is a file, JOKAJOBS_TEST_ORDER, with a moment and what the COMMIT carries: `before fixes` ends it just before
the next COMMIT of fixes, `after messages` just after one of a message: the acknowledgement and the events never leave.

`acknowledged fixes` is a mistake that a test with such a server has to find: the COMMIT is left out, its
acknowledgement leaves, and the server lives on.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any
from weakref import WeakSet

ORDER = "JOKAJOBS_TEST_ORDER"
ORDERED = (sys.executable, str(Path(__file__)), "serve", "--no-seed", "--no-worker")


def _obey(order: Path) -> None:
    from server.persistence.calls.conversations import Conversations  # noqa: PLC0415 - once gevent has taken over
    from server.persistence.play.walking_days import WalkingDays  # noqa: PLC0415
    from server.persistence.unit_of_work import UnitOfWork  # noqa: PLC0415

    commit = UnitOfWork.commit
    writers: WeakSet[Any] = WeakSet()
    """The repositories that have written something to be committed."""

    def noting(method: Any) -> Any:
        def write(repository: Any, *args: Any) -> Any:
            writers.add(repository)
            return method(repository, *args)

        return write

    def commit_or_end(unit: UnitOfWork) -> None:
        parts = {"fixes": unit.walking_days, "messages": unit.conversations}
        carried = {name for name, repository in parts.items() if repository in writers}
        moment, _, what = order.read_text().partition(" ") if carried and order.exists() else ("", "", "")
        if what not in carried:
            commit(unit)
            return
        order.unlink()
        if moment == "acknowledged":
            return
        if moment == "after":
            commit(unit)
        os.kill(os.getpid(), signal.SIGKILL)

    WalkingDays.keep = noting(WalkingDays.keep)  # type: ignore[method-assign]
    Conversations.add_message = noting(Conversations.add_message)  # type: ignore[method-assign]
    UnitOfWork.commit = commit_or_end  # type: ignore[assignment, method-assign]


def _main() -> None:
    from gevent import monkey  # noqa: PLC0415 - tests import this file for its constants

    # What `main` does first of all; patching the unit of work imports the database's driver earlier than that.
    monkey.patch_all()
    from server.cli import main  # noqa: PLC0415

    _obey(Path(os.environ[ORDER]))
    main()


if __name__ == "__main__":
    _main()

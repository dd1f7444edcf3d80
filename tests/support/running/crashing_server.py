"""The server as it ships, save that it kills itself at a chosen COMMIT, as a power cut would.

JOKAJOBS_TEST_DIES=before:3 ends it just before its third COMMIT of fixes, after:3 just after it: what follows a
COMMIT, the acknowledgement and the events, never leaves. Without the variable it lives on.
"""

import os
import signal
from itertools import count
from typing import Any

DIES = "JOKAJOBS_TEST_DIES"


def _die_at_commit(when: str, number: int) -> None:
    from server.persistence.play.walking_days import WalkingDays  # noqa: PLC0415
    from server.persistence.unit_of_work import UnitOfWork  # noqa: PLC0415 - only once gevent has taken over

    commit, keep = UnitOfWork.commit, WalkingDays.keep
    numbers = count(1)
    of_fixes: set[int] = set()

    def keep_and_note(days: WalkingDays, *args: Any) -> None:
        of_fixes.add(id(days))
        keep(days, *args)

    def commit_or_die(unit: UnitOfWork) -> None:
        # Starting a server commits, too, some seven times: only what carries fixes is counted.
        carries_fixes = id(unit.walking_days) in of_fixes
        of_fixes.discard(id(unit.walking_days))
        is_the_one = carries_fixes and next(numbers) == number
        if is_the_one and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        commit(unit)
        if is_the_one and when == "after":
            os.kill(os.getpid(), signal.SIGKILL)

    WalkingDays.keep = keep_and_note  # type: ignore[assignment, method-assign]
    UnitOfWork.commit = commit_or_die  # type: ignore[assignment, method-assign]


def _main() -> None:
    from gevent import monkey  # noqa: PLC0415 - tests import this file for its constant

    # What `main` does first of all; patching the unit of work imports the database's driver earlier than that.
    monkey.patch_all()
    from server.cli import main  # noqa: PLC0415

    if DIES in os.environ:
        when, _, number = os.environ[DIES].partition(":")
        _die_at_commit(when, int(number))
    main()


if __name__ == "__main__":
    _main()

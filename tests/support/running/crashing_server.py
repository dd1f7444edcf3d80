"""The server as it ships, save that it kills itself at a chosen COMMIT, as a power cut would.

JOKAJOBS_TEST_DIES=before:3 ends it just before its third COMMIT of fixes, after:3 just after it: what follows a
COMMIT, the acknowledgement and the events, never leaves. Without the variable it lives on.

acknowledged:3 is the mistake that a test with such a server has to find: the third COMMIT of fixes is left out, their
acknowledgement leaves, and then the server ends.

any:3 lets it live on after the third, for a test that ends it whenever the signal arrives.

Into the file JOKAJOBS_TEST_LAST_WORDS it writes, before all that, the mark of the newest fix of the COMMIT.
"""

import os
import signal
from datetime import date
from itertools import count
from pathlib import Path
from uuid import UUID
from weakref import WeakKeyDictionary

DIES = "JOKAJOBS_TEST_DIES"
LAST_WORDS = "JOKAJOBS_TEST_LAST_WORDS"
_UNTIL_AN_ACKNOWLEDGEMENT_HAS_LEFT_S = 0.5


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_at_commit(when: str, number: int, last_words: Path) -> None:
    import gevent  # noqa: PLC0415 - here and below: only once gevent has taken over

    from server.persistence.play.walking_days import UsedDay, WalkingDays  # noqa: PLC0415
    from server.persistence.unit_of_work import UnitOfWork  # noqa: PLC0415

    commit, keep = UnitOfWork.commit, WalkingDays.keep
    numbers = count(1)
    marks: WeakKeyDictionary[WalkingDays, str] = WeakKeyDictionary()
    """The newest fixes, by the repository of the unit of work that writes them."""

    def keep_and_note(days: WalkingDays, player: UUID, device: UUID, day: date, *used: UsedDay) -> None:
        keep(days, player, device, day, *used)
        marks[days] = (used[-1].last_fix or b"").hex()

    def commit_or_die(unit: UnitOfWork) -> None:
        # Starting a server commits, too, and its clock each second: only what carries fixes is counted.
        mark = marks.pop(unit.walking_days, None)
        if mark is None or next(numbers) != number:
            commit(unit)
            return
        last_words.write_text(mark)
        if when == "acknowledged":
            gevent.spawn_later(_UNTIL_AN_ACKNOWLEDGEMENT_HAS_LEFT_S, _die)
            return
        if when != "before":
            commit(unit)
        if when != "any":
            _die()

    WalkingDays.keep = keep_and_note  # type: ignore[assignment, method-assign]
    UnitOfWork.commit = commit_or_die  # type: ignore[assignment, method-assign]


def _main() -> None:
    from gevent import monkey  # noqa: PLC0415 - tests import this file for its constant

    # What `main` does first of all; patching the unit of work imports the database's driver earlier than that.
    monkey.patch_all()
    from server.cli import main  # noqa: PLC0415

    if DIES in os.environ:
        when, _, number = os.environ[DIES].partition(":")
        _die_at_commit(when, int(number), Path(os.environ[LAST_WORDS]))
    main()


if __name__ == "__main__":
    _main()

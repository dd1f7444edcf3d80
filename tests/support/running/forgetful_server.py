"""The server as it ships, save that a request which has committed finds no database any more.

The header `Test-Commits: 2` lets it commit twice: what a request commits on its way, as a code that was tried, comes
before what it is for.
"""

import sys
from pathlib import Path

COMMITS = "Test-Commits"
FORGETFUL = (sys.executable, str(Path(__file__)), "serve", "--no-seed", "--no-worker")


def _lose_the_database_after_commits() -> None:
    from flask import g, has_request_context, request  # noqa: PLC0415 - here and below: once gevent has taken over

    from server.persistence.unit_of_work import StorageUnavailable, UnitOfWork  # noqa: PLC0415

    enter, commit = UnitOfWork.__enter__, UnitOfWork.commit

    def enter_or_fail(unit: UnitOfWork) -> UnitOfWork:
        if (
            has_request_context()
            and COMMITS in request.headers
            and g.get("commits", 0) >= int(request.headers[COMMITS])
        ):
            raise StorageUnavailable("lost after a commit")
        return enter(unit)

    def count_commit(unit: UnitOfWork) -> None:
        commit(unit)
        if has_request_context():
            g.commits = g.get("commits", 0) + 1

    UnitOfWork.__enter__ = enter_or_fail  # type: ignore[assignment, method-assign]
    UnitOfWork.commit = count_commit  # type: ignore[assignment, method-assign]


def _main() -> None:
    from gevent import monkey  # noqa: PLC0415 - tests import this file for its constants

    monkey.patch_all()
    from server.cli import main  # noqa: PLC0415

    _lose_the_database_after_commits()
    main()


if __name__ == "__main__":
    _main()

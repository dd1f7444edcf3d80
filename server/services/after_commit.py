"""Work that follows a COMMIT: it may fail, and the answer stays what it is, because what was committed stays done."""

import logging
from types import TracebackType

from server.services.ports import StorageUnavailable

log = logging.getLogger(__name__)


class after_commit:  # noqa: N801 - it is used as a statement is, like contextlib.suppress
    """A context that logs whatever fails inside, and lets go on what follows it."""

    def __init__(self, what: str) -> None:
        """`what` is a noun phrase for the log, such as "a push"."""
        self._what = what

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if isinstance(error, StorageUnavailable):
            log.warning("%s failed after a commit: the database does not answer", self._what)
        elif isinstance(error, Exception):
            log.error("%s failed after a commit", self._what, exc_info=error)
        return isinstance(error, Exception)

"""Does the same for many, each in its turn, so that one which always fails keeps no other from it."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from server.services.ports import StorageUnavailable

log = logging.getLogger(__name__)

Subject = TypeVar("Subject")
Result = TypeVar("Result")


class SomeFailedError(Exception):
    """Some of many failed, as the log says; the others are done. Whoever runs the job counts it as failed."""


def one_by_one(what: str, subjects: Iterable[Subject], do: Callable[[Subject], Result]) -> list[Result]:
    """Returns the results of `do` for each of `subjects`, in order.

    What fails is logged as `what`, a noun phrase. Raises SomeFailedError in the end if any did, and StorageUnavailable
    at once: without a database no other one can be done.
    """
    results, failures = [], 0
    for subject in subjects:
        try:
            results.append(do(subject))
        except StorageUnavailable:
            raise
        except Exception:
            log.exception("one of many failed: %s", what)
            failures += 1
    if failures:
        raise SomeFailedError(f"{what}: {failures} failed, {len(results)} done")
    return results

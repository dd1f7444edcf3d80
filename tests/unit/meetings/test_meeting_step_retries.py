"""A step of a meeting is tried again: for ever while the database is away, and some times after any other error."""

import pytest
from procrastinate.jobs import Job

from server.jobs.tasks import OfMeetingSteps
from server.services.ports import JobName, StorageUnavailable


def job(attempts: int) -> Job:
    return Job(queue="default", lock=None, queueing_lock=None, task_name=JobName.MEETING_STEP.value, attempts=attempts)


@pytest.mark.parametrize(
    ("error", "attempts", "is_tried_again"),
    [
        (StorageUnavailable(), 0, True),
        (StorageUnavailable(), 5_000, True),
        (KeyError(), 0, True),
        (KeyError(), 7, True),
        (KeyError(), 8, False),
        (KeyError(), 5_000, False),
    ],
)
def test_a_step_is_given_up_only_for_an_error_that_no_try_mends(
    error: Exception, attempts: int, *, is_tried_again: bool
) -> None:
    decision = OfMeetingSteps().get_retry_decision(exception=error, job=job(attempts))
    assert (decision is not None) is is_tried_again

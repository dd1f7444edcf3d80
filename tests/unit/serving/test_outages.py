"""However long something is away, the log has two lines of it."""

import logging

import pytest
from procrastinate.exceptions import ConnectorException

from server.jobs.worker import WithoutTracebacksOfOutages
from server.processes.outages import OutageLog
from server.services.ports import StorageUnavailable


def test_an_outage_is_told_when_it_begins_and_when_it_ends(caplog: pytest.LogCaptureFixture) -> None:
    outage = OutageLog(logging.getLogger("test"), "calls wait")
    outage.worked()
    assert caplog.messages == []
    for _ in range(3_600):
        outage.failed()
    assert caplog.messages == ["calls wait"]
    outage.worked()
    outage.worked()
    assert caplog.messages == ["calls wait", "over after 3600 tries: calls wait"]
    outage.failed()
    assert caplog.messages[2:] == ["calls wait"]


def record_of(error: Exception) -> logging.LogRecord:
    return logging.LogRecord(
        "procrastinate", logging.ERROR, "worker.py", 1, "a side task failed", None, (type(error), error, None)
    )


def test_the_librarys_tracebacks_of_an_outage_are_left_out_and_others_stay() -> None:
    outage = WithoutTracebacksOfOutages()
    assert not outage.filter(record_of(ConnectorException()))
    waiting, wrong = record_of(StorageUnavailable()), record_of(ValueError())
    assert outage.filter(waiting)
    assert waiting.exc_info is None
    assert outage.filter(wrong)
    assert wrong.exc_info is not None

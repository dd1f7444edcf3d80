"""One of many that always fails keeps no other from its turn."""

import pytest

from server.services.one_by_one import SomeFailedError, one_by_one
from server.services.ports import StorageUnavailable


def test_the_others_are_done_and_the_job_fails_in_the_end(caplog: pytest.LogCaptureFixture) -> None:
    done: list[int] = []

    def invert(number: int) -> None:
        done.append(12 // number)

    with pytest.raises(SomeFailedError, match="numbers: 1 failed, 2 done"):
        one_by_one("numbers", [3, 0, 4], invert)
    assert done == [4, 3]
    assert "one of many failed: numbers" in caplog.text


def test_results_come_in_order() -> None:
    assert one_by_one("numbers", [3, 1, 2], str) == ["3", "1", "2"]


def test_without_a_database_no_other_is_tried() -> None:
    tried: list[int] = []

    def away(number: int) -> None:
        tried.append(number)
        raise StorageUnavailable

    with pytest.raises(StorageUnavailable):
        one_by_one("numbers", [1, 2], away)
    assert tried == [1]

"""The table of faults says what was found, and a page keeps one line for each part."""

from collections import Counter

import pytest

from tests.faults.history import Attempt, Kept, Outcome, check
from tests.faults.report import HEADER, at_most, details, row, with_row
from tests.faults.runs import SENT, Run

ATTEMPTS = [
    Attempt("talk", "a", Outcome.ACKNOWLEDGED, 1.0, 1.5),
    Attempt("talk", "b", Outcome.UNKNOWN, 2.0, 2.5),
    Attempt("talk", "c", Outcome.ACKNOWLEDGED, 3.0, 3.5),
]
NOTHING = check([], [])


def outcome(*kept: str) -> Run:
    verdicts = dict.fromkeys(SENT, NOTHING) | {"messages": check(ATTEMPTS, [Kept("talk", one) for one in kept])}
    return Run("worker", Counter({"any": 3}), [1.0, 4.0, 2.0], verdicts)


def test_a_line_says_what_was_acknowledged_what_had_no_answer_and_what_was_found() -> None:
    good = "| worker | 3 | 2 | 1 | 1 | 0 | 0 | 0 | 2.0 s | 4.0 s | 4.0 s | `abc` |"
    assert row(outcome("a", "b", "c"), "abc") == good
    assert row(outcome("a", "x", "x"), "abc").startswith("| worker | 3 | 2 | 1 | 0 | 1 | 1 | 1 |")


def test_what_broke_a_promise_is_told_with_its_id() -> None:
    told = "\n".join(details(outcome("a")))
    assert "LOST messages: c of talk acknowledged at 3.500 s" in told
    assert "any 3" in told


def test_the_share_of_the_values_is_counted_from_the_smallest() -> None:
    assert at_most(list(range(1, 101)), 0.95) == 95
    assert at_most([3.0], 0.95) == 3.0
    assert at_most([2.0, 1.0], 0.95) == 2.0


def test_a_page_keeps_the_newest_line_of_each_part() -> None:
    page = f"# Faults\n\n{HEADER}\n| server | 1 |\n| worker | 2 |\n\nNote.\n"
    assert with_row(page, "| worker | 3 |") == f"# Faults\n\n{HEADER}\n| server | 1 |\n| worker | 3 |\n\nNote.\n"
    assert with_row(page, "| Redis | 4 |").endswith("| worker | 2 |\n| Redis | 4 |\n\nNote.\n")
    with pytest.raises(ValueError, match="no table"):
        with_row("# Faults\n", "| worker | 3 |")

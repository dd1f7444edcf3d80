"""The checker of histories finds what is wrong, and nothing else."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.faults.history import Attempt, Fault, Kept, Outcome, Verdict, check

ACKNOWLEDGED, REFUSED, UNKNOWN = Outcome.ACKNOWLEDGED, Outcome.REFUSED, Outcome.UNKNOWN
ALL_KEPT = ("a", "b", "c")


def sent(id_: str, at_s: float, outcome: Outcome = ACKNOWLEDGED, **more: str) -> Attempt:
    """Answered half a second later."""
    return Attempt("talk", id_, outcome, at_s, at_s + 0.5, **more)


def kept(*ids: str, stream: str = "talk") -> list[Kept]:
    return [Kept(stream, id_) for id_ in ids]


def faults(verdict: Verdict) -> list[tuple[Fault, str]]:
    return [(finding.fault, finding.id) for finding in verdict.findings]


THREE = [sent("a", 1), sent("b", 2), sent("c", 3)]


def test_a_history_in_which_all_is_well_has_no_finding() -> None:
    verdict = check(THREE, kept(*ALL_KEPT))
    assert (verdict.findings, verdict.acknowledged) == ((), 3)


def test_an_acknowledged_one_that_is_not_there_is_lost() -> None:
    assert faults(check(THREE, kept("a", "c"))) == [(Fault.LOST, "b")]


def test_what_is_promised_at_most_once_may_be_missing_and_is_never_doubled() -> None:
    assert faults(check(THREE, kept("a", "c"), may_be_missing={"b"})) == []
    assert faults(check(THREE, kept("a", "b", "b", "c"), may_be_missing={"b"})) == [(Fault.DOUBLED, "b")]


def test_one_that_nobody_sent_is_found() -> None:
    assert faults(check(THREE, kept("a", "b", "x", "c"))) == [(Fault.UNSENT, "x")]


def test_the_id_of_another_stream_is_another_one() -> None:
    verdict = check([sent("a", 1)], kept("a", stream="other"))
    assert faults(verdict) == [(Fault.LOST, "a"), (Fault.UNSENT, "a")]


def test_one_that_is_there_twice_is_found() -> None:
    assert (Fault.DOUBLED, "b") in faults(check(THREE, kept("a", "b", "c", "b")))
    assert faults(check(THREE, kept("a", "b", "b", "c"))) == [(Fault.DOUBLED, "b")]


def test_one_that_stands_behind_a_later_one_is_found() -> None:
    assert faults(check(THREE, kept("a", "c", "b"))) == [(Fault.SWAPPED, "b")]
    assert faults(check(THREE, kept("c", "a", "b"))) == [(Fault.SWAPPED, "a"), (Fault.SWAPPED, "b")]


def test_two_that_were_under_way_at_once_have_no_order() -> None:
    overlapping = [sent("a", 1), sent("b", 1.4)]
    assert faults(check(overlapping, kept("b", "a"))) == []
    one_after_the_other = [sent("a", 1), sent("b", 1.6)]
    assert faults(check(one_after_the_other, kept("b", "a"))) == [(Fault.SWAPPED, "a")]


def test_one_without_an_answer_may_be_there_or_not_once() -> None:
    history = [sent("a", 1), sent("b", 2, UNKNOWN)]
    there, absent = check(history, kept("a", "b")), check(history, kept("a"))
    assert (there.findings, there.unknown, there.unknown_kept) == ((), 1, 1)
    assert (absent.findings, absent.unknown, absent.unknown_kept) == ((), 1, 0)
    assert faults(check(history, kept("a", "b", "b"))) == [(Fault.DOUBLED, "b")]


def test_one_without_an_answer_stands_in_no_order_until_it_is_sent() -> None:
    late = [sent("a", 1, UNKNOWN), sent("b", 2)]
    assert faults(check(late, kept("b", "a"))) == []
    early = [sent("a", 1), sent("b", 2, UNKNOWN)]
    assert faults(check(early, kept("b", "a"))) == [(Fault.SWAPPED, "a")]


def test_one_that_was_refused_is_not_there() -> None:
    history = [sent("a", 1, REFUSED)]
    assert faults(check(history, [])) == []
    assert faults(check(history, kept("a"))) == [(Fault.REFUSED, "a")]


def test_attempts_at_one_action_are_summed_up() -> None:
    again = [sent("a", 1, UNKNOWN), sent("a", 2, REFUSED), sent("a", 3)]
    verdict = check(again, [])
    assert faults(verdict) == [(Fault.LOST, "a")]
    assert (verdict.acknowledged, verdict.unknown, verdict.attempts_unknown) == (1, 0, 1)
    not_known = check([sent("a", 1, UNKNOWN), sent("a", 2, REFUSED)], kept("a"))
    assert (not_known.findings, not_known.unknown) == ((), 1)


def test_another_content_or_another_place_than_told_is_found() -> None:
    history = [sent("a", 1, content="Bonjour", told="1")]
    assert faults(check(history, [Kept("talk", "a", "Bonjour", "1")])) == []
    assert faults(check(history, [Kept("talk", "a", "Bonsoir", "1")])) == [(Fault.CHANGED, "a")]
    assert faults(check(history, [Kept("talk", "a", "Bonjour", "2")])) == [(Fault.CHANGED, "a")]


OUTCOMES = st.lists(st.sampled_from(list(Outcome)), max_size=12)


@given(OUTCOMES, st.data())
def test_whatever_a_right_store_keeps_is_no_finding_and_each_change_of_it_is_one(
    outcomes: list[Outcome], data: st.DataObject
) -> None:
    history = [sent(str(number), number, outcome) for number, outcome in enumerate(outcomes)]
    there = [
        one.id
        for one in history
        if one.outcome is ACKNOWLEDGED or (one.outcome is UNKNOWN and data.draw(st.booleans()))
    ]
    assert check(history, kept(*there)).findings == ()
    acknowledged = [one.id for one in history if one.outcome is ACKNOWLEDGED]
    for missing in acknowledged:
        assert faults(check(history, kept(*(one for one in there if one != missing)))) == [(Fault.LOST, missing)]
    for twice in there:
        assert (Fault.DOUBLED, twice) in faults(check(history, kept(*there, twice)))
    for first, second in pairwise(acknowledged):
        swapped = [{first: second, second: first}.get(one, one) for one in there]
        assert Fault.SWAPPED in {fault for fault, _ in faults(check(history, kept(*swapped)))}

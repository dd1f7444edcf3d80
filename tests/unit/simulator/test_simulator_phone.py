"""The phone keeps what is not acknowledged, sends it again, and repeats as context what it was asked to."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.geo import destination
from game_rules.gps import GpsFix
from game_rules.play.fixes import fixes_to_repeat
from server.simulator.failures import BrokenAnswerError, GaveUpError, TryAgainError
from server.simulator.phone import BATCH_SPAN_S, OUTCOME_UNKNOWN_PAUSE_S, Phone, PlayedFixes
from tests.support.simulated_server import (
    LIEVIN,
    NOON,
    SEAL,
    Clock,
    Disturbance,
    SimulatedServer,
    answer_lost,
    answered_with,
    message_lost,
    problem,
    straight_walk,
    verdicts_undisturbed,
)

DEVICE = UUID(int=7)


def play(server: SimulatedServer, fixes: list[GpsFix], clock: Clock | None = None, **options: Any) -> PlayedFixes:
    return Phone(server, DEVICE, (clock or Clock()).patience()).play(fixes, **options)


def test_a_walk_is_sent_oldest_first_a_hundred_fixes_at_a_time() -> None:
    server, fixes = SimulatedServer(), straight_walk(250)
    played = play(server, fixes)
    assert [len(message.fixes) for message in server.messages] == [100, 100, 50]
    assert [fix.to_fix() for message in server.messages for fix in message.fixes] == fixes
    assert {message.device_id for message in server.messages} == {DEVICE}
    assert played.verdicts == verdicts_undisturbed(fixes)
    assert (played.connections, played.refusals) == (1, [])


def test_shorter_messages_get_the_same_verdicts() -> None:
    server, fixes = SimulatedServer(), straight_walk(7)
    played = Phone(server, DEVICE, Clock().patience(), batch_fixes_max=3).play(fixes)
    assert [len(message.fixes) for message in server.messages] == [3, 3, 1]
    assert played.verdicts == verdicts_undisturbed(fixes)


def test_no_fixes_need_no_connection() -> None:
    server = SimulatedServer()
    assert play(server, []).verdicts == []
    assert server.opened == 0


def test_progress_is_told_batch_by_batch() -> None:
    told: list[int] = []
    play(SimulatedServer(), straight_walk(130), on_progress=told.append)
    assert told == [100, 30]


@pytest.mark.parametrize("disturbance", [message_lost, answer_lost])
def test_an_unacknowledged_batch_is_sent_again_unchanged_on_a_new_connection(disturbance: Disturbance) -> None:
    server, fixes = SimulatedServer(None, disturbance), straight_walk(250)
    played = play(server, fixes)
    assert server.messages[1] == server.messages[2]
    assert [len(message.fixes) for message in server.messages] == [100, 100, 100, 50]
    assert played.connections == server.opened == 2
    assert played.verdicts == verdicts_undisturbed(fixes)


def test_a_server_that_restarts_is_waited_for_with_growing_pauses() -> None:
    clock = Clock()
    play(SimulatedServer(failing_opens=6), straight_walk(3), clock)
    assert clock.waits == [0.25, 0.5, 1, 2, 4, 5]


def test_the_phone_gives_up_when_its_patience_is_over() -> None:
    clock = Clock()
    with pytest.raises(GaveUpError, match=r"gave up after trying for 60 s: nobody is there"):
        play(SimulatedServer(failing_opens=1000), straight_walk(3), clock)
    assert clock.now_s == 60


def test_patience_begins_anew_with_each_batch_that_gets_through() -> None:
    clock = Clock()
    often_lost = [message_lost] * 12
    server = SimulatedServer(*often_lost, None, *often_lost, None)
    play(server, straight_walk(200), clock)
    assert clock.now_s > 60


def test_a_problem_to_retry_is_waited_out_and_the_same_batch_sent_again() -> None:
    clock = Clock()
    busy = answered_with(problem("too_many_requests", retryable=True, retry_after_s=7.5))
    server, fixes = SimulatedServer(busy), straight_walk(10)
    played = play(server, fixes, clock)
    assert clock.waits == [7.5]
    assert server.messages[0] == server.messages[1]
    assert played.connections == 1
    assert played.verdicts == verdicts_undisturbed(fixes)


def test_a_problem_to_retry_without_a_time_is_retried_after_a_while() -> None:
    clock = Clock()
    busy = answered_with(problem("storage_unavailable", retryable=True))
    play(SimulatedServer(busy, busy, busy), straight_walk(10), clock)
    assert clock.waits == [0.25, 0.5, 1]


def test_a_problem_to_retry_too_late_is_not_waited_for() -> None:
    clock = Clock()
    busy = answered_with(problem("too_many_requests", retryable=True, retry_after_s=61))
    with pytest.raises(GaveUpError, match="too_many_requests"):
        play(SimulatedServer(busy), straight_walk(10), clock)
    assert clock.waits == []


def test_a_final_problem_takes_the_batch_out_of_the_buffer_and_is_counted() -> None:
    refusal = problem("malformed_message", retryable=False)
    server, fixes = SimulatedServer(None, answered_with(refusal)), straight_walk(250)
    played = play(server, fixes)
    assert [len(message.fixes) for message in server.messages] == [100, 100, 50]
    assert played.verdicts[100:200] == [None] * 100
    assert None not in played.verdicts[:100] + played.verdicts[200:]
    assert [(one.fixes, one.problem) for one in played.refusals] == [(100, refusal)]


def test_a_batch_whose_outcome_nobody_knows_is_sent_once_more() -> None:
    clock, broken = Clock(), answered_with(problem("internal_error", retryable=False))
    server, fixes = SimulatedServer(broken), straight_walk(10)
    played = play(server, fixes, clock)
    assert clock.waits == [OUTCOME_UNKNOWN_PAUSE_S]
    assert server.messages[0] == server.messages[1]
    assert (played.verdicts, played.refusals) == (verdicts_undisturbed(fixes), [])


def test_a_batch_that_breaks_the_server_twice_is_dropped_and_counted() -> None:
    broken = problem("internal_error", retryable=False)
    server = SimulatedServer(answered_with(broken), answered_with(broken))
    played = play(server, straight_walk(10))
    assert len(server.messages) == 2
    assert [(one.fixes, one.problem) for one in played.refusals] == [(10, broken)]


def test_after_a_refused_batch_the_context_is_still_that_of_the_last_one_accepted() -> None:
    refused = answered_with(problem("malformed_message", retryable=False))
    server = SimulatedServer(None, refused)
    play(server, straight_walk(250))
    assert server.messages[1].context == server.messages[2].context
    assert server.messages[1].context


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "thanks",
        {"ok": True},
        {"ok": False, "problem": "no"},
        {"ok": True, "verdicts": ["ok"], "repeat": [], "totals": {}},
    ],
)
def test_an_answer_that_the_protocol_does_not_know_ends_the_walk(answer: object) -> None:
    with pytest.raises(BrokenAnswerError):
        play(SimulatedServer(lambda _server, _message: answer), straight_walk(2))


def _acknowledged_with(change: dict[str, object]) -> Disturbance:
    def disturbance(server: SimulatedServer, message: Any) -> object:
        verdicts, repeat, _ = server.record(message)
        totals = dict.fromkeys(("points", "level", "points_at_level", "points_at_next_level"), 0)
        totals |= dict.fromkeys(("cells_lifted", "offers_discovered", "offers_visited"), 0)
        sealed = {"context_seal": SEAL, "held_back": [], "version": 1}
        return {"ok": True, "verdicts": verdicts, "repeat": repeat, **sealed, "totals": totals} | change

    return disturbance


def test_too_few_verdicts_end_the_walk() -> None:
    with pytest.raises(BrokenAnswerError, match="2 fixes were answered with 1 verdicts"):
        play(SimulatedServer(_acknowledged_with({"verdicts": ["ok"]})), straight_walk(2))


@pytest.mark.parametrize(("place", "fits"), [(-1, False), (0, True), (1, True), (2, False)])
def test_only_fixes_that_were_sent_can_be_asked_for_again(place: int, fits: bool) -> None:
    server = SimulatedServer(_acknowledged_with({"repeat": [place]}))
    if fits:
        play(server, straight_walk(2))
    else:
        with pytest.raises(BrokenAnswerError, match="a wish to repeat others"):
            play(server, straight_walk(2))


def test_at_a_speed_no_fix_is_sent_before_its_turn_nor_much_later() -> None:
    clock, fixes = Clock(), straight_walk(60, every_s=5)
    sent_at_s: list[float] = []

    class Watched(SimulatedServer):
        def ask(self, event: str, payload: dict[str, Any]) -> object:
            sent_at_s.extend([clock.now_s] * len(payload["fixes"]))
            return super().ask(event, payload)

    play(Watched(), fixes, clock, speed=10)
    due_s = [number * 5 / 10 for number in range(60)]
    delays_s = [sent - due for sent, due in zip(sent_at_s, due_s, strict=True)]
    assert min(delays_s) >= 0
    assert max(delays_s) <= BATCH_SPAN_S
    assert clock.now_s == pytest.approx(due_s[-1])


def test_what_became_due_while_the_server_was_away_is_sent_in_order_afterwards() -> None:
    clock, fixes = Clock(), straight_walk(300, every_s=1)
    server = SimulatedServer(*[message_lost] * 5)
    played = play(server, fixes, clock, speed=60)
    accepted = [fix.to_fix() for message in server.messages[5:] for fix in message.fixes]
    assert accepted == fixes
    assert played.verdicts == verdicts_undisturbed(fixes)


moves = st.lists(
    st.tuples(
        st.sampled_from([1, 3, 11, 40]),
        st.sampled_from([0, 5, 30, 400, 20_000]),
        st.sampled_from([5, 30, 80]),
        st.sampled_from([0, 90, 250]),
    ),
    min_size=1,
    max_size=350,
)
disturbances = st.lists(st.sampled_from([None, message_lost, answer_lost]), max_size=12)


@given(moves, disturbances)
def test_the_context_is_what_the_rules_ask_to_repeat_and_a_disturbed_walk_is_judged_like_an_undisturbed_one(
    steps: list[tuple[int, int, int, int]], disturbed: list[Disturbance | None]
) -> None:
    position, taken_at = LIEVIN, NOON - timedelta(hours=6)
    fixes: list[GpsFix] = []
    for seconds, length_m, accuracy_m, direction_deg in steps:
        position, taken_at = destination(position, direction_deg, length_m), taken_at + timedelta(seconds=seconds)
        fixes.append(GpsFix(position, accuracy_m, taken_at))
    server = SimulatedServer(*disturbed)
    played = play(server, fixes)
    for message, track in zip(server.messages, server.tracks_before, strict=True):
        assert tuple(fix.to_judged() for fix in message.context) == fixes_to_repeat(track)
    assert played.verdicts == verdicts_undisturbed(fixes)


def test_only_failures_worth_another_try_are_retried() -> None:
    tries: list[int] = []

    def fails() -> None:
        tries.append(1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Clock().patience().retry(fails)
    assert len(tries) == 1


def test_with_a_limit_of_a_quarter_second_there_is_one_more_try() -> None:
    clock = Clock()

    def fails() -> None:
        raise TryAgainError("away")

    with pytest.raises(GaveUpError, match=r"0\.25 s: away"):
        clock.patience(0.25).retry(fails)
    assert clock.waits == [0.25]

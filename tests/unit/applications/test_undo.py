"""The time in which a step that ends something can be undone."""

from datetime import UTC, datetime, timedelta

import pytest

from game_rules.applications.application import (
    ApplicationAction,
    ApplicationState,
    restored_state,
    version_after,
)
from game_rules.offers.lifecycle import (
    OfferAction,
    OfferActor,
    OfferMove,
    OfferState,
    ended_at,
    restorable_until,
    restored_offer_state,
)
from game_rules.refusals import RefusalReason, Refused
from game_rules.undo import UNDO_MINUTES, is_undoable, undo_until, undone_before

DONE = datetime(2026, 6, 2, 8, tzinfo=UTC)
UNTIL = DONE + timedelta(minutes=UNDO_MINUTES)
A_MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(("now", "expected"), [(UNTIL - A_MOMENT, True), (UNTIL, False), (UNTIL + A_MOMENT, False)])
def test_ten_minutes_and_no_moment_more(now: datetime, expected: bool) -> None:
    assert undo_until(DONE) == UNTIL
    assert is_undoable(DONE, now) is expected
    assert (undone_before(now) < DONE) is expected


def test_an_application_comes_back_to_where_it_was() -> None:
    sent = (ApplicationAction.SEND, ApplicationState.SENT, DONE)
    met = (ApplicationAction.MEET, ApplicationState.MET, DONE)
    withdrawn = (ApplicationAction.WITHDRAW, ApplicationState.WITHDRAWN, DONE)
    assert restored_state([sent, withdrawn], DONE) is ApplicationState.SENT
    assert restored_state([sent, met, withdrawn], UNTIL - A_MOMENT) is ApplicationState.MET
    for moves, now in (([sent, withdrawn], UNTIL), ([sent, met], DONE), ([sent, withdrawn, sent], DONE)):
        with pytest.raises(Refused) as refused:
            restored_state(moves, now)
        assert refused.value.reason is RefusalReason.NOT_ALLOWED_NOW


def test_a_withdrawal_that_was_undone_is_no_version() -> None:
    send, meet, withdraw, restore = (
        ApplicationAction.SEND,
        ApplicationAction.MEET,
        ApplicationAction.WITHDRAW,
        ApplicationAction.RESTORE,
    )
    assert version_after([send, meet, withdraw, restore]) == version_after([send, meet])
    assert version_after([send, withdraw, send]) == 3


def move(action: OfferAction | None, to_state: OfferState, actor: OfferActor = OfferActor.EMPLOYER) -> OfferMove:
    return OfferMove(action, actor, to_state, DONE)


PUBLISHED = move(OfferAction.PUBLISH, OfferState.PUBLISHED, OfferActor.RULES)
PAUSED = move(OfferAction.PAUSE, OfferState.PAUSED)
SUBMITTED = move(OfferAction.SUBMIT, OfferState.SUBMITTED)
FILLED = move(OfferAction.FILL, OfferState.FILLED)
WITHDRAWN = move(OfferAction.WITHDRAW, OfferState.WITHDRAWN)


@pytest.mark.parametrize(
    ("moves", "was_published", "is_vetted", "expected"),
    [
        ([PUBLISHED, FILLED], True, True, OfferState.PUBLISHED),
        ([PUBLISHED, PAUSED, WITHDRAWN], True, True, OfferState.PAUSED),
        ([move(None, OfferState.PUBLISHED, OfferActor.FEED), FILLED], True, True, OfferState.PUBLISHED),
        ([WITHDRAWN], False, True, OfferState.DRAFT),
        ([FILLED], True, True, OfferState.PUBLISHED),
        ([SUBMITTED, WITHDRAWN], False, False, OfferState.SUBMITTED),
        ([SUBMITTED, WITHDRAWN], False, True, OfferState.DRAFT),
    ],
)
def test_an_offer_comes_back_to_where_it_was(
    moves: list[OfferMove], was_published: bool, is_vetted: bool, expected: OfferState
) -> None:
    state = restored_offer_state(moves, UNTIL - A_MOMENT, was_published=was_published, is_vetted=is_vetted)
    assert state is expected
    assert restorable_until(moves, UNTIL - A_MOMENT) == UNTIL
    assert restorable_until(moves, UNTIL) is None


@pytest.mark.parametrize(
    "moves",
    [
        [],
        [PUBLISHED],
        [PUBLISHED, FILLED, move(OfferAction.RESTORE, OfferState.PUBLISHED)],
        [PUBLISHED, move(OfferAction.WITHDRAW, OfferState.WITHDRAWN, OfferActor.ORGANISER)],
        [PUBLISHED, move(OfferAction.EXPIRE, OfferState.EXPIRED, OfferActor.CLOCK)],
    ],
)
def test_only_what_its_employer_ended_comes_back(moves: list[OfferMove]) -> None:
    assert ended_at(moves) is None
    with pytest.raises(Refused) as refused:
        restored_offer_state(moves, DONE, was_published=True, is_vetted=True)
    assert refused.value.reason is RefusalReason.NOT_ALLOWED_NOW

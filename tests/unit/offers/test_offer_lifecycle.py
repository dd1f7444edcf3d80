"""The life of an offer: what may become of it, who may decide it, and what a feed leaves alone."""

from contextlib import suppress
from datetime import date, timedelta

import pytest

from game_rules.offers.lifecycle import OfferAction, OfferActor, OfferState, next_offer_state, state_from_feed
from game_rules.refusals import RefusalReason, Refused

TODAY = date(2026, 6, 3)


def reachable(state: OfferState, actors: set[OfferActor]) -> dict[tuple[OfferAction, OfferActor], OfferState]:
    moves = {}
    for action in OfferAction:
        for actor in actors:
            with suppress(Refused):
                moves[action, actor] = next_offer_state(state, action, actor)
    return moves


def test_a_move_that_is_not_allowed_is_refused_by_name() -> None:
    with pytest.raises(Refused) as refused:
        next_offer_state(OfferState.DRAFT, OfferAction.PUBLISH, OfferActor.ORGANISER)
    assert refused.value.reason is RefusalReason.NOT_ALLOWED_NOW


def test_an_offer_is_written_checked_published_paused_resumed_and_filled() -> None:
    state = OfferState.DRAFT
    for action, actor, expected in (
        (OfferAction.SUBMIT, OfferActor.EMPLOYER, OfferState.SUBMITTED),
        (OfferAction.SEND_BACK, OfferActor.ORGANISER, OfferState.DRAFT),
        (OfferAction.SUBMIT, OfferActor.EMPLOYER, OfferState.SUBMITTED),
        (OfferAction.PUBLISH, OfferActor.ORGANISER, OfferState.PUBLISHED),
        (OfferAction.PAUSE, OfferActor.EMPLOYER, OfferState.PAUSED),
        (OfferAction.RESUME, OfferActor.EMPLOYER, OfferState.PUBLISHED),
        (OfferAction.EXPIRE, OfferActor.CLOCK, OfferState.EXPIRED),
        (OfferAction.EXTEND, OfferActor.EMPLOYER, OfferState.PUBLISHED),
        (OfferAction.FILL, OfferActor.EMPLOYER, OfferState.FILLED),
    ):
        state = next_offer_state(state, action, actor)
        assert state is expected


def test_nobody_publishes_their_own_offer() -> None:
    employer = {OfferActor.EMPLOYER}
    assert OfferState.PUBLISHED not in reachable(OfferState.DRAFT, employer).values()
    assert OfferState.PUBLISHED not in reachable(OfferState.SUBMITTED, employer).values()


def test_the_rules_publish_what_was_submitted_and_fill_what_has_no_opening_left() -> None:
    assert next_offer_state(OfferState.SUBMITTED, OfferAction.PUBLISH, OfferActor.RULES) is OfferState.PUBLISHED
    fillable = {OfferState.PUBLISHED, OfferState.PAUSED, OfferState.EXPIRED}
    for state in set(OfferState) - {OfferState.SUBMITTED}:
        filled = {(OfferAction.FILL, OfferActor.RULES): OfferState.FILLED} if state in fillable else {}
        assert reachable(state, {OfferActor.RULES}) == filled


@pytest.mark.parametrize("state", [OfferState.FILLED, OfferState.WITHDRAWN])
def test_what_is_filled_or_withdrawn_stays_so(state: OfferState) -> None:
    assert reachable(state, set(OfferActor)) == {}


def test_the_clock_only_lets_expire() -> None:
    for state in OfferState:
        assert set(reachable(state, {OfferActor.CLOCK}).values()) <= {OfferState.EXPIRED}


def test_what_an_organiser_withdrew_no_employer_brings_back() -> None:
    withdrawn = next_offer_state(OfferState.PUBLISHED, OfferAction.WITHDRAW, OfferActor.ORGANISER)
    assert reachable(withdrawn, {OfferActor.EMPLOYER}) == {}


@pytest.mark.parametrize(
    ("days_left", "known", "expected"),
    [
        (0, None, OfferState.PUBLISHED),
        (-1, None, OfferState.EXPIRED),
        (-1, OfferState.PUBLISHED, OfferState.EXPIRED),
        (-1, OfferState.PAUSED, OfferState.EXPIRED),
        (0, OfferState.EXPIRED, OfferState.PUBLISHED),
        (0, OfferState.PUBLISHED, OfferState.PUBLISHED),
        (-1, OfferState.EXPIRED, OfferState.EXPIRED),
    ],
)
def test_a_feed_publishes_what_is_new_and_follows_its_dates(
    days_left: int, known: OfferState | None, expected: OfferState
) -> None:
    assert state_from_feed(known, TODAY + timedelta(days=days_left), TODAY) is expected


@pytest.mark.parametrize(
    "decided",
    [OfferState.DRAFT, OfferState.SUBMITTED, OfferState.PAUSED, OfferState.FILLED, OfferState.WITHDRAWN],
)
def test_a_feed_undoes_no_decision_of_people(decided: OfferState) -> None:
    assert state_from_feed(decided, TODAY, TODAY) is decided


def test_a_feed_keeps_to_the_moves_that_are_allowed_to_it() -> None:
    for known in OfferState:
        for expires_on in (TODAY, TODAY - timedelta(days=1)):
            state = state_from_feed(known, expires_on, TODAY)
            assert state is known or state in reachable(known, {OfferActor.FEED}).values()

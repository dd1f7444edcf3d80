"""The life of an application: what may become of it, who may decide it, and how long an answer is waited for."""

from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from game_rules.applications.application import (
    ANSWERS,
    UNANSWERED,
    UNDER_WAY,
    Answer,
    Application,
    ApplicationAction,
    ApplicationActor,
    ApplicationState,
    Interest,
    RefusalGround,
    answers_allowed,
    clean_answer,
    clean_interest,
    closes_on,
    is_given_up,
    is_reminder_due,
    next_application_state,
)
from game_rules.applications.interview import InterviewPlace, NewInterview
from game_rules.limits import DEFAULT_LIMITS
from game_rules.refusals import RefusalReason, Refused
from game_rules.text_limits import APPLICATION_REPLY_MAX_CHARS, APPLICATION_TEXT_MAX_CHARS

PARIS = ZoneInfo("Europe/Paris")
# Half past eleven in the evening in UTC is the next day in Paris.
SENT = Application(
    id=UUID(int=1),
    offer_id=UUID(int=2),
    player_id=UUID(int=3),
    state=ApplicationState.SENT,
    first_name="Inès",
    can_do="Je sais vendre.",
    available="Le matin",
    questions=(),
    answers=(),
    sent_at=datetime(2026, 6, 2, 23, 30, tzinfo=UTC),
    changed_at=datetime(2026, 6, 2, 23, 30, tzinfo=UTC),
)
SENT_ON = date(2026, 6, 3)


def reachable(state: ApplicationState, actors: set[ApplicationActor]) -> dict[ApplicationAction, ApplicationState]:
    moves = {}
    for action in ApplicationAction:
        for actor in actors:
            with suppress(Refused):
                moves[action] = next_application_state(state, action, actor)
    return moves


def test_an_application_is_read_answered_and_leads_to_a_job() -> None:
    state = ApplicationState.SENT
    for action, expected in (
        (ApplicationAction.SEE, ApplicationState.SEEN),
        (ApplicationAction.PHONE, ApplicationState.PHONE),
        (ApplicationAction.PROPOSE_MEETING, ApplicationState.MEETING_PROPOSED),
        (ApplicationAction.MEET, ApplicationState.MET),
        (ApplicationAction.HIRE, ApplicationState.HIRED),
    ):
        state = next_application_state(state, action, ApplicationActor.EMPLOYER)
        assert state is expected


def test_being_hired_is_the_end() -> None:
    assert reachable(ApplicationState.HIRED, set(ApplicationActor)) == {}


def test_who_withdrew_hears_no_more_and_may_apply_again() -> None:
    assert reachable(ApplicationState.WITHDRAWN, set(ApplicationActor)) == {
        ApplicationAction.SEND: ApplicationState.SENT
    }


@pytest.mark.parametrize("state", [ApplicationState.REFUSED, ApplicationState.NOT_NOW, ApplicationState.CLOSED])
def test_only_good_news_opens_again_what_was_over(state: ApplicationState) -> None:
    assert set(reachable(state, set(ApplicationActor)).values()) - {state} == {
        ApplicationState.MEETING_PROPOSED,
        ApplicationState.PHONE,
    }


def test_nobody_applies_twice() -> None:
    for state in set(ApplicationState) - {ApplicationState.WITHDRAWN}:
        with pytest.raises(Refused) as refused:
            next_application_state(state, ApplicationAction.SEND, ApplicationActor.PLAYER)
        assert refused.value.reason is RefusalReason.ALREADY_APPLIED


def test_nobody_moves_what_is_another_ones() -> None:
    for state in ApplicationState:
        of_player = reachable(state, {ApplicationActor.PLAYER})
        assert set(of_player) <= {
            ApplicationAction.SEND,
            ApplicationAction.REMIND,
            ApplicationAction.RESPOND,
            ApplicationAction.WITHDRAW,
        }
        assert not set(reachable(state, {ApplicationActor.EMPLOYER})) & set(of_player)
        assert set(reachable(state, {ApplicationActor.CLOCK})) <= {ApplicationAction.CLOSE}
    with pytest.raises(Refused) as refused:
        next_application_state(ApplicationState.MET, ApplicationAction.HIRE, ApplicationActor.PLAYER)
    assert refused.value.reason is RefusalReason.NOT_ALLOWED_NOW


def test_the_clock_closes_only_what_nobody_answered_and_a_filled_offer_all_that_is_under_way() -> None:
    for state in ApplicationState:
        assert (ApplicationAction.CLOSE in reachable(state, {ApplicationActor.CLOCK})) is (state in UNANSWERED)
        assert (ApplicationAction.FILL in reachable(state, {ApplicationActor.EMPLOYER})) is (state in UNDER_WAY)


def test_a_minor_is_not_asked_to_talk_on_the_phone() -> None:
    for state in ApplicationState:
        to_adult, to_minor = (answers_allowed(state, to_minor=is_minor) for is_minor in (False, True))
        assert to_minor == tuple(answer for answer in to_adult if answer is not ApplicationState.PHONE)


def test_an_employer_is_shown_the_answers_that_are_allowed() -> None:
    for state in ApplicationState:
        moves = reachable(state, {ApplicationActor.EMPLOYER})
        assert answers_allowed(state, to_minor=False) == tuple(
            answer for answer, action in ANSWERS.items() if action in moves
        )
    assert answers_allowed(ApplicationState.SENT, to_minor=False) == (
        ApplicationState.MEETING_PROPOSED,
        ApplicationState.PHONE,
        ApplicationState.REFUSED,
        ApplicationState.MET,
    )


@pytest.mark.parametrize(
    ("ground", "reply"), [(None, None), (None, "Désolé"), (RefusalGround.OTHER, None), (RefusalGround.OTHER, " ")]
)
def test_a_refusal_says_why(ground: RefusalGround | None, reply: str | None) -> None:
    with pytest.raises(Refused) as refused:
        clean_answer(Answer(ApplicationState.REFUSED, ground, reply))
    assert refused.value.reason is RefusalReason.REFUSAL_REASON_NEEDED


def test_a_ground_of_the_list_is_enough_and_another_one_has_words() -> None:
    for answer in (
        Answer(ApplicationState.REFUSED, RefusalGround.SCHEDULE),
        Answer(ApplicationState.REFUSED, RefusalGround.OTHER, "Nous déménageons."),
    ):
        assert clean_answer(answer) == answer


def test_only_a_refusal_has_a_ground() -> None:
    answer = Answer(ApplicationState.MET, RefusalGround.SCHEDULE, " À lundi ! ")
    assert clean_answer(answer) == Answer(ApplicationState.MET, None, "À lundi !")


def test_an_invitation_says_when_and_where_or_which_number_and_nothing_else_does() -> None:
    interview = NewInterview(datetime(2026, 6, 4, 8, tzinfo=UTC), InterviewPlace.OFFER)
    for state in (ApplicationState.MEETING_PROPOSED, ApplicationState.PHONE):
        with pytest.raises(Refused) as refused:
            clean_answer(Answer(state))
        assert refused.value.reason is RefusalReason.SLOT_INVALID
    both = Answer(ApplicationState.MET, interview=interview, phone="+33321000000")
    assert clean_answer(replace(both, state=ApplicationState.MEETING_PROPOSED)).phone is None
    assert clean_answer(replace(both, state=ApplicationState.PHONE)).interview is None
    assert clean_answer(both) == Answer(ApplicationState.MET)


def test_only_what_somebody_can_do_has_to_be_said() -> None:
    said = Interest(" Inès ", "Je sais\u202e vendre.\r\n", " ", ("Oui", ""))
    assert clean_interest(said) == Interest("Inès", "Je sais vendre.", "", ("Oui", ""))
    with pytest.raises(Refused) as refused:
        clean_interest(replace(said, can_do=" "))
    assert refused.value.reason is RefusalReason.INVALID_TEXT


@pytest.mark.parametrize(("length", "is_taken"), [(500, True), (501, False)])
def test_a_text_has_as_many_characters_as_the_limits_say(length: int, *, is_taken: bool) -> None:
    assert APPLICATION_TEXT_MAX_CHARS == APPLICATION_REPLY_MAX_CHARS == 500
    for clean in (
        lambda text: clean_interest(Interest("Inès", "Vendre", text, ())),
        lambda text: clean_interest(Interest("Inès", "Vendre", "", (text,))),
        lambda text: clean_answer(Answer(ApplicationState.MET, None, text)),
    ):
        with nullcontext() if is_taken else pytest.raises(Refused):
            clean(length * "x")


def test_after_ten_local_days_without_an_answer_the_player_may_ask_again() -> None:
    due_on = SENT_ON + timedelta(days=DEFAULT_LIMITS.application_reminder_after_days)
    assert not is_reminder_due(SENT, due_on - timedelta(days=1), PARIS)
    assert is_reminder_due(SENT, due_on, PARIS)
    assert is_reminder_due(replace(SENT, state=ApplicationState.SEEN), due_on, PARIS)
    assert not is_reminder_due(replace(SENT, state=ApplicationState.PHONE), due_on, PARIS)


def test_nobody_is_asked_to_ask_twice() -> None:
    asked = replace(SENT, reminded_on=SENT_ON + timedelta(days=11))
    assert not is_reminder_due(asked, SENT_ON + timedelta(days=15), PARIS)


def test_after_three_weeks_the_wait_is_over_unless_somebody_answered() -> None:
    last_day = SENT_ON + timedelta(days=DEFAULT_LIMITS.application_closes_after_days)
    assert closes_on(SENT, PARIS) == last_day
    assert not is_given_up(SENT, last_day, PARIS)
    assert is_given_up(SENT, last_day + timedelta(days=1), PARIS)
    assert not is_given_up(replace(SENT, state=ApplicationState.PHONE), last_day + timedelta(days=1), PARIS)


@pytest.mark.parametrize(("asked_after_days", "closes_after_days"), [(10, 21), (14, 21), (15, 22), (21, 28)])
def test_who_asked_again_gets_a_week_for_the_answer(asked_after_days: int, closes_after_days: int) -> None:
    asked = replace(SENT, reminded_on=SENT_ON + timedelta(days=asked_after_days))
    assert closes_on(asked, PARIS) == SENT_ON + timedelta(days=closes_after_days)

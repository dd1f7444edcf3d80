"""Every refusal and failure has one stable, complete problem."""

import re

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from game_rules.refusals import RefusalReason, Refused
from server.errors import PROBLEM_CODES, Failure, ProblemCode, problem, problem_of_refusal, problem_of_validation
from server.schemas.base import Incoming
from server.schemas.offers.employer_offers import PlaceIn
from tests.support.hostile_words import CLEANED, KEPT, OBEYED


@pytest.mark.parametrize("reason", RefusalReason)
def test_every_refusal_of_the_rules_has_a_problem_of_its_name(reason: RefusalReason) -> None:
    told = problem_of_refusal(Refused(reason))
    assert told.code == reason.value
    assert 400 <= told.status < 600


@pytest.mark.parametrize("code", PROBLEM_CODES)
def test_every_code_has_a_title_words_and_an_address(code: ProblemCode) -> None:
    told = problem(code)
    assert told.code == code.value
    assert told.type == f"/problems/{code.value}"
    assert re.match(r"[A-Z].*[^.]$", told.title)
    assert re.match(r".*[.!]$", told.detail)
    assert 400 <= told.status < 600
    assert told.errors == []


@pytest.mark.parametrize("code", PROBLEM_CODES)
def test_what_may_be_sent_again_says_when_and_nothing_else_does(code: ProblemCode) -> None:
    told = problem(code)
    assert told.retryable is (told.retry_after_s is not None)
    assert told.retryable is (told.status in {429, 503})


def test_no_two_codes_share_a_title() -> None:
    titles = [problem(code).title for code in PROBLEM_CODES]
    assert len(set(titles)) == len(titles)


def test_what_happened_here_replaces_the_general_words() -> None:
    told = problem(Failure.TOO_MANY_REQUESTS, detail="Slowly.", retry_after_s=2.5)
    assert (told.detail, told.retry_after_s) == ("Slowly.", 2.5)
    assert told.title == problem(Failure.TOO_MANY_REQUESTS).title


class _Secret(BaseModel):
    latitudes: dict[str, float]


def test_a_value_at_fault_is_named_by_pointer_and_not_repeated() -> None:
    with pytest.raises(ValidationError) as raised:
        _Secret.model_validate({"latitudes": {"a/b~c": "50.4291 north"}})
    told = problem_of_validation(raised.value)
    assert (told.code, told.status) == ("validation_failed", 422)
    # RFC 6901: ~ is written ~0, / is written ~1.
    assert [error.pointer for error in told.errors] == ["/latitudes/a~1b~0c"]
    assert "50.4291" not in told.model_dump_json()


@pytest.mark.parametrize("words", [*KEPT, *CLEANED, "W" * 5_000])
def test_no_problem_repeats_what_was_sent_and_a_foreign_name_is_told_in_a_short_line(words: str) -> None:
    for sent in (
        {"type": words},
        {"type": "door", "lat": [words], "lon": [words]},
        {"type": "commune", "insee": words},
    ):
        with pytest.raises(ValidationError) as raised:
            TypeAdapter[Incoming](PlaceIn).validate_python(sent)
        assert words not in repr(problem_of_validation(raised.value))
    with pytest.raises(ValidationError) as raised:
        TypeAdapter[Incoming](PlaceIn).validate_python({"type": "door", "lat": 50, "lon": 2, words: 1})
    (error,) = problem_of_validation(raised.value).errors
    assert (error.code, error.pointer[:6]) == ("extra_forbidden", "/door/")
    assert not set(error.pointer) & (OBEYED | {"\n"})
    assert len(error.pointer) < 150


def test_a_problem_says_which_tags_there_are() -> None:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter[Incoming](PlaceIn).validate_python({"type": "tent"})
    (error,) = problem_of_validation(raised.value).errors
    assert error.detail == "Input should have one of these as its 'type': 'door', 'commune', 'home'"

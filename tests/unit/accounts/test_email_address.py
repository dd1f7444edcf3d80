"""One mailbox has one spelling, and what is no address is refused without being repeated."""

import pytest
from pydantic import ValidationError

from server.schemas.email_address import normalise_email
from server.schemas.http import CodeIn


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("zoe@example.org", "zoe@example.org"),
        ("  Zoe.Martin@Example.ORG ", "zoe.martin@example.org"),
        ("zoe@bücher.example.org", "zoe@xn--bcher-kva.example.org"),
        ("zoe@XN--BCHER-KVA.example.org", "zoe@xn--bcher-kva.example.org"),
        ("zoe+jeu@example.org", "zoe+jeu@example.org"),
    ],
)
def test_an_address_has_one_spelling(typed: str, kept: str) -> None:
    assert normalise_email(typed) == kept
    assert normalise_email(kept) == kept


@pytest.mark.parametrize(
    "typed", ["", "zoe", "zoe@", "@example.org", "zoe@example", "a@b@example.org", "zoé@example.org"]
)
def test_what_is_no_address_is_refused_without_being_repeated(typed: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        CodeIn(email=typed)
    (error,) = refusal.value.errors(include_url=False, include_input=False, include_context=False)
    assert error["msg"] == "this is not an e-mail address"

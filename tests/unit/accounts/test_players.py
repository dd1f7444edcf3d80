"""Players: who may be one, and the name they go by."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.people.limits import DISPLAY_NAME_MAX_CHARS
from game_rules.people.players import AgeBand, Consent, check_age, clean_display_name, merge_consents
from game_rules.refusals import RefusalReason, Refused


def test_a_child_under_15_is_refused_by_a_name_that_the_client_can_explain() -> None:
    with pytest.raises(Refused) as refusal:
        check_age(AgeBand.UNDER_15)
    assert refusal.value.reason is RefusalReason.TOO_YOUNG


@pytest.mark.parametrize("band", [AgeBand.FROM_15_TO_17, AgeBand.FROM_18])
def test_from_15_on_everybody_may_play(band: AgeBand) -> None:
    check_age(band)


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("Zoé", "Zoé"),
        ("  Jean \t Michel\n", "Jean Michel"),
        ("Anne\u00a0Laure", "Anne Laure"),
        ("Lé\u200bo", "Lé o"),
        ("\u202eoeL", "oeL"),
        ("Nadia\x00", "Nadia"),
        ("Ömer 🚶", "Ömer 🚶"),
    ],
)
def test_a_name_keeps_its_letters_and_loses_what_cannot_be_seen(given_name: str, name: str) -> None:
    assert clean_display_name(given_name) == name


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u200b", "\n"])
def test_an_empty_name_is_refused(name: str) -> None:
    with pytest.raises(Refused) as refusal:
        clean_display_name(name)
    assert refusal.value.reason is RefusalReason.INVALID_NAME


def test_a_name_may_be_as_long_as_the_limit_and_not_longer() -> None:
    longest = "a" * DISPLAY_NAME_MAX_CHARS
    assert clean_display_name(longest[:-1]) == longest[:-1]
    assert clean_display_name(longest) == longest
    assert clean_display_name(f"  {longest}  ") == longest
    with pytest.raises(Refused):
        clean_display_name(longest + "a")


@given(st.text(max_size=60))
def test_a_clean_name_is_printable_and_stays_as_it_is(name: str) -> None:
    try:
        cleaned = clean_display_name(name)
    except Refused:
        return
    assert cleaned.isprintable()
    assert clean_display_name(cleaned) == cleaned


_days = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 4))
_consents = st.builds(
    lambda version, given_on, withdrawn_on: Consent(version if given_on else None, given_on, withdrawn_on),
    st.sampled_from(["1", "2"]),
    _days,
    _days,
)


@given(_consents, _consents, _consents)
def test_consents_merge_in_any_order_and_a_withdrawal_stands(a: Consent, b: Consent, c: Consent) -> None:
    merged = merge_consents(merge_consents(a, b), c)
    assert merged == merge_consents(a, merge_consents(c, b))
    assert merged.allows_positions == all(one.allows_positions for one in (a, b, c))

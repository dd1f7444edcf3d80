"""Offers that do not say when they begin, and offers that are over."""

from game_rules.kinds import OfferKind
from game_rules.people.players import Language
from game_rules.wording.check import blocks, check_wording
from tests.unit.wording.findings import TODAY, YESTERDAY, rules_of, words_in


def test_an_offer_says_when_it_begins() -> None:
    def rules(**changes: object) -> set[str]:
        words = words_in(**{"kind": OfferKind.JOB, "title": "Fleuriste", **changes})  # type: ignore[arg-type]
        return rules_of(check_wording(words, TODAY, Language.FRENCH))

    assert rules() == {"start_missing"}
    assert rules(description="À pourvoir dès que possible.") == set()
    assert rules(description="À partir du 1er septembre.") == set()
    assert rules(starts_on=TODAY) == set()
    assert rules(starts_on=YESTERDAY) == {"start_over"}
    assert rules(kind=OfferKind.IMMERSION) == set()


def test_what_is_over_blocks() -> None:
    def blocked(**changes: object) -> bool:
        words = words_in(**{"kind": OfferKind.EVENT, "title": "Forum", "event_starts_on": TODAY, **changes})  # type: ignore[arg-type]
        return blocks(check_wording(words, TODAY, Language.FRENCH))

    assert not blocked()
    assert not blocked(expires_on=TODAY)
    assert blocked(expires_on=YESTERDAY)
    assert blocked(event_starts_on=YESTERDAY)
    assert blocked(event_starts_on=None)

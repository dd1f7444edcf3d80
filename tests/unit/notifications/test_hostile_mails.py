"""Our mails about people, organisations, offers and places have their words in place, and are else the same."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from game_rules.meetings.meeting import Meeting, MeetingRole, MeetingState
from game_rules.offers.lifecycle import OfferAction
from game_rules.organisations.organisation import OrganisationAction
from game_rules.people.players import Language
from server.texts import meetings as meeting_texts
from server.texts import offers as offer_texts
from server.texts import organisations as organisation_texts
from server.texts.meetings import MeetingMail
from tests.support.factories import START, organisation
from tests.support.hostile_words import CLEANED, EVALUATED, KEPT
from tests.support.scenes.help import LIBRARY

LINK = "https://play.example.org/#a=b"
PLAIN = "Zoé-Zoé"
"""Stands in none of the sentences."""
MEETING = Meeting(
    id=UUID(int=1),
    call_id=UUID(int=2),
    asker_id=UUID(int=3),
    joker_id=UUID(int=4),
    place_id=LIBRARY.id,
    starts_at=START,
    ends_at=START + timedelta(hours=1),
    zone=ZoneInfo("Europe/Paris"),
    state=MeetingState.CONFIRMED,
    proposed_by=MeetingRole.ASKER,
    proposed_at=START,
)

Text = Callable[[Language, str], tuple[str, str]]


def about_place(what: MeetingMail) -> Text:
    return lambda language, words: meeting_texts.meeting_mail(what, language, MEETING, replace(LIBRARY, name=words))


def about_decision(action: OrganisationAction) -> Text:
    return lambda language, words: organisation_texts.decision_text(language, action, words, words, LINK, None)


def about_offer(action: OfferAction) -> Text:
    return lambda language, words: offer_texts.decision_text(language, action, words, words)


TEXTS: dict[str, Text] = {
    **{f"meeting {what}": about_place(what) for what in MeetingMail},
    **{
        f"organisation {action}": about_decision(action)
        for action in OrganisationAction
        if action not in {OrganisationAction.REGISTER, OrganisationAction.EDIT}
    },
    **{
        f"offer {action}": about_offer(action)
        for action in (OfferAction.PUBLISH, OfferAction.SEND_BACK, OfferAction.WITHDRAW)
    },
    "alert": lambda language, words: meeting_texts.contact_alert(
        language, words, MEETING, replace(LIBRARY, name=words), came=True, team=True
    ),
    "alert, never came": lambda language, words: meeting_texts.contact_alert(
        language, words, MEETING, replace(LIBRARY, name=words), came=False, team=False
    ),
    "all well": lambda language, words: meeting_texts.all_well_mail(
        language, MEETING, replace(LIBRARY, name=words), LINK, START
    ),
    "relief": lambda language, words: meeting_texts.contact_relief(language, words, came=True),
    "offer ends": lambda language, words: offer_texts.ending_text(language, words, date(2026, 6, 3), LINK),
    "invitation": lambda language, words: organisation_texts.invitation_text(language, words, LINK),
    "new owner": lambda language, words: organisation_texts.new_owner_text(language, words, LINK),
    "to verify": lambda _, words: organisation_texts.to_verify_text(organisation(name=words), LINK),
    "unanswered": lambda _, words: organisation_texts.unanswered_text(organisation(name=words), 2, LINK),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_mail_says_the_words_where_another_one_says_a_plain_name(name: str) -> None:
    for language in Language:
        plain = TEXTS[name](language, PLAIN)
        assert PLAIN in "".join(plain)
        for words in (*KEPT, *CLEANED):
            said = TEXTS[name](language, words)
            assert said == tuple(one.replace(PLAIN, words) for one in plain)
            assert EVALUATED not in "".join(said)

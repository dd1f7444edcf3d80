"""A Joker's own: their words, their counts, and whether one is there, on a real database."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from game_rules.jokers.joker import About, JokerAction
from game_rules.jokers.limits import JOKER_CHARTER_VERSION
from game_rules.jokers.profile import JokerCard, JokerTally
from game_rules.limits import DEFAULT_LIMITS
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from server.live.campaign import LiveCampaign
from server.live.live import Live
from server.services.calls.close_conversation import close_conversation
from server.services.calls.joker_card import read_joker_card
from server.services.calls.jokers_there import is_joker_there
from server.services.jokers.manage_joker import change_help
from server.services.jokers.presence import refresh_live_jokers
from server.services.jokers.profile import read_tally
from server.services.jokers.vet import list_jokers
from server.services.meetings.decide_on_joker import decide_on_joker
from server.services.ports import OpenUnit
from tests.support.contexts import context_at
from tests.support.factories import START
from tests.support.scenes.help import EVERYTHING, HelpScene


@pytest.fixture
def scene(open_unit: OpenUnit) -> HelpScene:
    return HelpScene(open_unit)


MARYSE = About("Électricienne retraitée", "Liévin", "Trente ans de chantiers, et l’envie de transmettre.")


def test_a_jokers_own_words_are_read_by_whom_they_answer_and_by_nobody_else(scene: HelpScene) -> None:
    joker_id = scene.joker(offered=replace(EVERYTHING, about=MARYSE))
    asker_id = scene.player()
    call_id = scene.conversation(asker_id, joker_id)
    card = read_joker_card(context_at(scene.open_unit, player_id=asker_id), call_id)
    assert card == JokerCard(joker_id, MARYSE, identity_checked=False)
    for other_id in (joker_id, scene.player("Sacha")):
        with pytest.raises(Refused, match=RefusalReason.CALL_NOT_FOUND.value):
            read_joker_card(context_at(scene.open_unit, player_id=other_id), call_id)
    (vetted,) = list_jokers(context_at(scene.open_unit))
    assert vetted.joker.help.about == MARYSE


def test_nothing_is_read_of_somebody_who_is_a_joker_no_more(scene: HelpScene) -> None:
    joker_id = scene.joker(offered=replace(EVERYTHING, about=MARYSE))
    asker_id = scene.player()
    call_id = scene.conversation(asker_id, joker_id)
    decide_on_joker(
        context_at(scene.open_unit, campaign=scene.campaign), joker_id, JokerAction.SUSPEND, reason="Une plainte"
    )
    assert read_joker_card(context_at(scene.open_unit, player_id=asker_id), call_id).about == About()


@pytest.mark.parametrize(
    "about",
    [
        About(introduction="Appelle-moi au 06 12 34 56 78"),
        About(trade="Électricien, snap : momo62"),
        About(commune="12 rue des Lilas, Lens"),
    ],
)
def test_a_jokers_own_words_hold_no_contact_data(scene: HelpScene, about: About) -> None:
    with pytest.raises(Refused, match=RefusalReason.CONTACT_DATA_FOR_MINOR.value):
        scene.applicant(offered=replace(EVERYTHING, about=about))
    joker_id = scene.joker()
    with pytest.raises(Refused, match=RefusalReason.CONTACT_DATA_FOR_MINOR.value):
        change_help(
            context_at(scene.open_unit, player_id=joker_id), replace(EVERYTHING, about=about), JOKER_CHARTER_VERSION
        )


def test_a_joker_reads_how_often_they_answered_and_helped(scene: HelpScene) -> None:
    joker_id = scene.joker()
    for number, helped in enumerate((True, False, None)):
        asker_id = scene.player(f"Camille {number}")
        call_id = scene.conversation(asker_id, joker_id)
        for _ in range(2):
            close_conversation(
                context_at(scene.open_unit, campaign=scene.campaign, player_id=asker_id), call_id, helped=helped
            )
    assert read_tally(context_at(scene.open_unit, player_id=joker_id)) == JokerTally(answered=3, thanked=1)
    with pytest.raises(Refused, match=RefusalReason.NOT_A_JOKER.value):
        read_tally(context_at(scene.open_unit, player_id=scene.player()))


def test_a_player_reads_whether_a_joker_would_see_a_call(scene: HelpScene) -> None:
    adult_id, minor_id = scene.player(), scene.player("Sacha", AgeBand.FROM_15_TO_17)
    live = Live(campaign=LiveCampaign())

    def there(player_id: UUID, now: datetime = START) -> bool:
        context = context_at(scene.open_unit, now, campaign=scene.campaign, live=live, player_id=player_id)
        refresh_live_jokers(context)
        return is_joker_there(context)

    assert not there(adult_id)
    joker_id = scene.joker()
    assert (there(adult_id), there(minor_id), there(joker_id)) == (True, False, False)
    scene.joker("Maryse", for_minors=True)
    assert there(minor_id)
    assert not there(adult_id, START + timedelta(seconds=DEFAULT_LIMITS.joker_gone_after_s))

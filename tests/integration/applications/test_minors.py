"""A minor and an employer: what either is told of the other, and what does not go out."""

from dataclasses import replace
from uuid import UUID

import pytest

from game_rules.applications.application import ApplicationState, Interest, RefusalGround
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from game_rules.wording.contact_data import ContactDataFound
from server.services.accounts.correct_age import correct_age
from server.services.organisations.membership import admit_adult
from server.services.ports import OpenUnit
from tests.support.contexts import context_at
from tests.support.factories import START
from tests.support.scenes.applications import INTEREST, ApplicationScene, days_later

MINOR = AgeBand.FROM_15_TO_17
WORDS = replace(INTEREST, available="Le matin")
PHONE, MEETING_PROPOSED = ApplicationState.PHONE, ApplicationState.MEETING_PROPOSED


@pytest.fixture
def scene(open_unit: OpenUnit) -> ApplicationScene:
    return ApplicationScene(open_unit)


def refused(reason: RefusalReason) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"^{reason.value}$")


def applied(scene: ApplicationScene, age_band: AgeBand = AgeBand.FROM_18) -> UUID:
    """The id of a new application without a number in it."""
    return scene.apply(scene.walker("Sacha", age_band=age_band), interest=WORDS).view.application.id


def test_an_employer_reads_that_an_applicant_is_a_minor_and_cannot_ask_them_to_phone(scene: ApplicationScene) -> None:
    minor = applied(scene, MINOR)
    applied(scene)
    assert {view.application.id for view in scene.read_by(scene.member) if view.is_of_minor} == {minor}
    with refused(RefusalReason.CONTACT_DATA_FOR_MINOR):
        scene.answer(minor, PHONE, days_later(1))
    assert scene.answer(minor, MEETING_PROPOSED, days_later(1)).view.application.state is MEETING_PROPOSED


def test_the_mail_says_mineur_and_offers_no_phone(scene: ApplicationScene) -> None:
    applied(scene, MINOR)
    applied(scene)
    texts = [mail.text for mail in scene.mails()]
    assert sorted(("moins de 18 ans" in text, "téléphone" in text) for text in texts) == [(False, True), (True, False)]


@pytest.mark.parametrize(
    ("interest", "pointer"),
    [
        (replace(WORDS, first_name="Sacha 0612345678"), "/first_name"),
        (replace(WORDS, can_do="O6 12 34 56 78"), "/can_do"),
        (replace(WORDS, available="snap: sacha62"), "/available"),
        (replace(WORDS, answers=("sacha@exemple.fr", *WORDS.answers[1:])), "/answers/0"),
    ],
)
def test_a_minor_is_asked_before_contact_data_goes_to_an_employer(
    scene: ApplicationScene, interest: Interest, pointer: str
) -> None:
    minor_id = scene.walker("Sacha", age_band=MINOR)
    with pytest.raises(ContactDataFound) as found:
        scene.apply(minor_id, interest=interest)
    assert list(found.value.found) == [pointer]
    sent = scene.apply(minor_id, interest=replace(interest, confirmed=True))
    assert scene.apply(minor_id, interest=interest).view.application == sent.view.application


def test_an_adult_leaves_a_number_unasked(scene: ApplicationScene) -> None:
    scene.apply(scene.walker(), interest=replace(WORDS, available="06 12 34 56 78"))


@pytest.mark.parametrize(
    "reply", ["Appelez le 06 12 34 56 78", "Viens chez moi", "snap: fournil62", "12 rue du Moulin"]
)
def test_an_employer_cannot_send_a_minor_a_number_or_an_address(scene: ApplicationScene, reply: str) -> None:
    minor, adult = applied(scene, MINOR), applied(scene)
    for state, ground in ((MEETING_PROPOSED, None), (ApplicationState.REFUSED, RefusalGround.OTHER)):
        with pytest.raises(ContactDataFound) as found:
            scene.answer(minor, state, days_later(1), ground=ground, reply=reply)
        assert list(found.value.found) == ["/reply"]
    scene.answer(adult, MEETING_PROPOSED, days_later(1), reply=reply)
    scene.answer(minor, MEETING_PROPOSED, days_later(1), reply="Venez mardi à 10 h au magasin")


def test_whoever_said_they_are_under_18_is_kept_out_until_it_is_corrected(scene: ApplicationScene) -> None:
    minor_id = scene.player("Sacha", "sacha@example.org", MINOR)
    context = context_at(scene.open_unit, START, account_id=scene.account_of(minor_id))
    with refused(RefusalReason.EMPLOYER_MUST_BE_ADULT):
        admit_adult(context)
    assert correct_age(context, "sacha@example.org", AgeBand.FROM_18)
    admit_adult(context)
    assert not correct_age(context, "nobody@example.org", AgeBand.FROM_18)
    with refused(RefusalReason.TOO_YOUNG):
        correct_age(context, "sacha@example.org", AgeBand.UNDER_15)

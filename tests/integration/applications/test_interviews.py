"""An employer proposes when and where to meet, and the one who applied answers in the game."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, text

from game_rules.applications.application import ApplicationState, RefusalGround
from game_rules.applications.interview import RESPONSES_PER_HOUR_MAX, InterviewPlace, NewInterview, Response
from game_rules.applications.interview_reminders import InterviewReminder
from game_rules.applications.views import AnswerOvertaken
from game_rules.notifications.notification import NotificationKind
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from game_rules.wording.contact_data import ContactDataFound
from server.schemas.applications import ApplicationOut
from server.services.applications.interview_reminders import remind_of_interview
from server.services.ports import Mail, OpenUnit
from tests.support.contexts import context_at
from tests.support.factories import START
from tests.support.scenes.applications import BAKERY, INTEREST, LINKS, ApplicationScene, at_the_bakery

PHONE, MEETING_PROPOSED = ApplicationState.PHONE, ApplicationState.MEETING_PROPOSED
MINOR = AgeBand.FROM_15_TO_17


@pytest.fixture
def scene(open_unit: OpenUnit) -> ApplicationScene:
    return ApplicationScene(open_unit)


def refused(reason: RefusalReason) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"^{reason.value}$")


def applied(scene: ApplicationScene, age_band: AgeBand = AgeBand.FROM_18) -> tuple[UUID, UUID]:
    """Somebody, and their application."""
    player_id = scene.walker("Sacha", age_band=age_band)
    interest = replace(INTEREST, available="Le matin")
    return player_id, scene.apply(player_id, interest=interest).view.application.id


def responses(scene: ApplicationScene) -> list[Mail]:
    """Mails about what somebody says to an invitation."""
    return [mail for mail in scene.mails() if "s’intéresse" not in mail.subject]


def somewhere(hour_utc: int, address: str = "12 rue du Moulin, Lens") -> NewInterview:
    at = at_the_bakery().starts_at.replace(hour=hour_utc)
    return NewInterview(at, InterviewPlace.ADDRESS, address=address)


def test_who_applied_reads_when_and_where_and_says_yes_and_the_employer_is_mailed(scene: ApplicationScene) -> None:
    player_id, application_id = applied(scene)
    scene.answer(application_id, MEETING_PROPOSED)
    (mine,) = scene.mine(player_id)
    assert mine.application.interview is not None
    assert mine.application.interview.starts_at == at_the_bakery().starts_at
    assert mine.application.interview.place == BAKERY.organisation.name
    scene.respond(player_id, application_id, Response.YES)
    scene.respond(player_id, application_id, Response.YES)
    (read,) = scene.read_by(scene.member)
    assert (read.application.state, read.application.response) == (MEETING_PROPOSED, Response.YES)
    (mail,) = responses(scene)
    assert mail.subject == "Inès : oui, d’accord · Vente en boulangerie"
    assert "samedi 6 juin à 10 h" in mail.text


def test_another_time_and_a_question_have_words(scene: ApplicationScene) -> None:
    player_id, application_id = applied(scene)
    scene.answer(application_id, PHONE)
    assert scene.mine(player_id)[0].application.phone == BAKERY.phone
    for response in (Response.OTHER_TIME, Response.QUESTION):
        with refused(RefusalReason.INVALID_TEXT):
            scene.respond(player_id, application_id, response, " ")
    scene.respond(player_id, application_id, Response.OTHER_TIME, "Plutôt jeudi ?")
    (mail,) = responses(scene)
    assert "> Plutôt jeudi ?" in mail.text


def test_a_yes_to_what_was_changed_since_is_not_taken(scene: ApplicationScene) -> None:
    player_id, application_id = applied(scene)
    scene.answer(application_id, MEETING_PROPOSED)
    version = scene.version_of(application_id)
    scene.respond(player_id, application_id, Response.YES)
    scene.answer(application_id, MEETING_PROPOSED, interview=somewhere(12))
    (mine,) = scene.mine(player_id)
    assert mine.application.response is None, "what was agreed to is over"
    with pytest.raises(AnswerOvertaken):
        scene.respond(player_id, application_id, Response.YES, version=version)


def test_only_an_invitation_is_responded_to(scene: ApplicationScene) -> None:
    player_id, application_id = applied(scene)
    with refused(RefusalReason.NOT_ALLOWED_NOW):
        scene.respond(player_id, application_id, Response.YES)
    scene.answer(application_id, MEETING_PROPOSED)
    with refused(RefusalReason.APPLICATION_NOT_FOUND):
        scene.respond(scene.walker(), application_id, Response.YES)
    scene.withdraw(player_id, application_id)
    (mine,) = scene.mine(player_id)
    shown = ApplicationOut.of(mine)
    assert (shown.interview, shown.response) == (None, None)


def test_nobody_fills_an_employers_mailbox_with_responses(scene: ApplicationScene) -> None:
    player_id, application_id = applied(scene)
    scene.answer(application_id, MEETING_PROPOSED)
    for number in range(RESPONSES_PER_HOUR_MAX):
        scene.respond(player_id, application_id, Response.QUESTION, f"Question {number} ?")
    with refused(RefusalReason.TOO_MANY_PROPOSALS):
        scene.respond(player_id, application_id, Response.YES)
    scene.respond(player_id, application_id, Response.YES, now=START + timedelta(hours=1))


def test_an_adult_is_asked_anywhere_and_a_minor_to_no_address_that_somebody_wrote(scene: ApplicationScene) -> None:
    _, adult = applied(scene)
    _, minor = applied(scene, MINOR)
    scene.answer(adult, MEETING_PROPOSED, interview=somewhere(20))
    with refused(RefusalReason.PRIVATE_PLACE):
        scene.answer(minor, MEETING_PROPOSED, interview=somewhere(9))


@pytest.mark.parametrize(
    ("hour_utc", "reason"),
    [
        (5, RefusalReason.PLACE_CLOSED),
        (6, None),
        (17, None),
        (18, RefusalReason.PLACE_CLOSED),
        (20, RefusalReason.PLACE_CLOSED),
    ],
)
def test_a_minor_is_asked_to_the_employers_in_its_hours_until_an_hour_before_it_closes(
    scene: ApplicationScene, hour_utc: int, reason: RefusalReason | None
) -> None:
    _, minor = applied(scene, MINOR)
    interview = NewInterview(at_the_bakery().starts_at.replace(hour=hour_utc), InterviewPlace.OFFER)
    if reason is None:
        scene.answer(minor, MEETING_PROPOSED, interview=interview)
    else:
        with refused(reason):
            scene.answer(minor, MEETING_PROPOSED, interview=interview)


def test_a_place_that_the_campaign_does_not_have_is_none(scene: ApplicationScene) -> None:
    _, application_id = applied(scene)
    unknown = NewInterview(at_the_bakery().starts_at, InterviewPlace.PUBLIC, UUID(int=7))
    with refused(RefusalReason.PLACE_NOT_STAFFED):
        scene.answer(application_id, MEETING_PROPOSED, interview=unknown)


def test_of_an_offer_without_a_door_nobody_is_sent_to_a_home(scene: ApplicationScene) -> None:
    _, application_id = applied(scene)
    scene.run("update offer set location_precision = 'commune', position = null")
    with refused(RefusalReason.PRIVATE_PLACE):
        scene.answer(application_id, MEETING_PROPOSED)


@pytest.mark.parametrize(
    ("ahead", "reason"),
    [
        (timedelta(minutes=59), RefusalReason.SLOT_TOO_SOON),
        (timedelta(hours=1), None),
        (timedelta(days=60), None),
        (timedelta(days=60, minutes=1), RefusalReason.SLOT_TOO_FAR),
    ],
)
def test_an_interview_is_neither_past_nor_in_a_far_year(
    scene: ApplicationScene, ahead: timedelta, reason: RefusalReason | None
) -> None:
    _, application_id = applied(scene)
    interview = NewInterview(START + ahead, InterviewPlace.OFFER)
    if reason is None:
        scene.answer(application_id, MEETING_PROPOSED, interview=interview)
    else:
        with refused(reason):
            scene.answer(application_id, MEETING_PROPOSED, interview=interview)


def test_a_minor_is_asked_before_their_number_goes_to_the_employer(scene: ApplicationScene) -> None:
    player_id, application_id = applied(scene, MINOR)
    scene.answer(application_id, MEETING_PROPOSED)
    words = "Mon 06 12 34 56 78 ?"
    with pytest.raises(ContactDataFound) as found:
        scene.respond(player_id, application_id, Response.QUESTION, words)
    assert list(found.value.found) == ["/words"]
    scene.respond(player_id, application_id, Response.QUESTION, words, confirmed=True)


def reminded(scene: ApplicationScene, player_id: UUID) -> int:
    """Counts the lines that remind somebody of an interview."""
    with scene.open_unit() as unit:
        kinds = [line.kind for line in unit.notifications.all_of(player_id)]
    return kinds.count(NotificationKind.INTERVIEW_REMINDER)


def remind(scene: ApplicationScene, application_id: UUID, reminder: InterviewReminder) -> None:
    """Does what a worker does when the time has come."""
    starts_at = at_the_bakery().starts_at
    before = timedelta(days=1) if reminder is InterviewReminder.DAY_BEFORE else timedelta(hours=1)
    context = context_at(scene.open_unit, starts_at - before, campaign=scene.campaign, links=LINKS)
    remind_of_interview(context, application_id, starts_at, reminder)


def test_both_sides_of_an_interview_are_reminded_once_the_day_before_and_once_an_hour_before(
    scene: ApplicationScene, connection: Connection
) -> None:
    player_id, application_id = applied(scene)
    scene.answer(application_id, MEETING_PROPOSED)
    remind(scene, application_id, InterviewReminder.DAY_BEFORE)
    assert reminded(scene, player_id) == 0, "nobody has agreed to it yet"
    scene.respond(player_id, application_id, Response.YES)
    jobs = connection.execute(
        text("select args->>'reminder', scheduled_at from procrastinate_jobs where task_name = 'remind_of_interview'")
    ).all()
    starts_at = at_the_bakery().starts_at
    assert {tuple(job) for job in jobs} == {
        ("day_before", starts_at - timedelta(days=1)),
        ("hour_before", starts_at - timedelta(hours=1)),
    }
    for reminder in (*InterviewReminder, *InterviewReminder):
        remind(scene, application_id, reminder)
    assert reminded(scene, player_id) == 2
    told = [mail for mail in scene.mails() if mail.subject.startswith("Votre rencontre avec Inès")]
    assert len(told) == 2
    assert "samedi 6 juin à 10 h" in told[0].text


@pytest.mark.parametrize("end", ["withdrawn", "refused", "moved", "no"])
def test_nobody_is_reminded_of_an_interview_that_is_off(scene: ApplicationScene, end: str) -> None:
    player_id, application_id = applied(scene)
    scene.answer(application_id, MEETING_PROPOSED)
    scene.respond(player_id, application_id, Response.YES)
    match end:
        case "withdrawn":
            scene.withdraw(player_id, application_id)
        case "refused":
            scene.answer(application_id, ApplicationState.REFUSED, ground=RefusalGround.POSITION_FILLED)
        case "moved":
            scene.answer(application_id, MEETING_PROPOSED, interview=somewhere(12))
        case "no":
            scene.respond(player_id, application_id, Response.NO)
    remind(scene, application_id, InterviewReminder.HOUR_BEFORE)
    assert reminded(scene, player_id) == 0

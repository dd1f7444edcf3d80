"""Somebody is interested: what they and the employer see of it, who else sees it, and how waiting ends."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from game_rules.applications.application import ApplicationState, RefusalGround
from game_rules.applications.views import AnswerOvertaken
from game_rules.limits import DEFAULT_LIMITS
from game_rules.offers.lifecycle import OfferState
from game_rules.organisations.organisation import OrganisationState
from game_rules.play.outcomes import PointsAwarded
from game_rules.privacy.retention import APPLICATION_KEPT_DAYS
from game_rules.refusals import RefusalReason, Refused
from server.services.accounts.merge_players import merge_guest
from server.services.applications.answer_links import TAP_ANSWERS, AnswerLink, answer_link_in
from server.services.applications.close import close_for_filled
from server.services.applications.saved_offers import forget_saved_offer, read_saved_offers, save_offer
from server.services.links import LinkPurpose
from server.services.ports import OpenUnit
from server.services.privacy.enforce_retention import enforce_retention
from tests.support.contexts import context_at
from tests.support.factories import START
from tests.support.scenes.applications import (
    BAKERY,
    INTEREST,
    LINKS,
    ApplicationScene,
    days_later,
    links_in,
    local_day,
    view_told,
)

LIMITS = DEFAULT_LIMITS
LINK_MAX_CHARS = 200
MET, PHONE, REFUSED = ApplicationState.MET, ApplicationState.PHONE, ApplicationState.REFUSED
MEETING_PROPOSED, CLOSED = ApplicationState.MEETING_PROPOSED, ApplicationState.CLOSED


@pytest.fixture
def scene(open_unit: OpenUnit) -> ApplicationScene:
    return ApplicationScene(open_unit)


def refusal(call: object, *args: object, **options: object) -> RefusalReason:
    with pytest.raises(Refused) as refused:
        call(*args, **options)  # type: ignore[operator]
    return refused.value.reason


def test_an_application_reaches_the_members_in_the_players_words_and_is_answered(scene: ApplicationScene) -> None:
    player_id = scene.walker()
    sent = scene.apply(player_id)
    assert (sent.events[0].player_id, view_told(sent.events[0])) == (player_id, sent.view)
    (read,) = scene.read_by(scene.member)
    assert read.application.interest == INTEREST
    assert (read.application.questions, read.offer.title) == (BAKERY.questions, BAKERY.title)
    application_id = read.application.id
    assert view_told(scene.see(application_id, days_later(1)).events[0]).application.state is ApplicationState.SEEN
    answered = scene.answer(application_id, MEETING_PROPOSED, days_later(2), reply="Mardi à 10 h ?")
    assert [one.player_id for one in answered.events] == [player_id]
    (mine,) = scene.mine(player_id)
    assert (mine.application.state, mine.application.reply) == (MEETING_PROPOSED, "Mardi à 10 h ?")
    assert (mine.application.seen_at, mine.application.answered_at) == (days_later(1), days_later(2))
    assert [one.action.value for one in mine.changes] == ["send", "see", "propose_meeting"]
    assert (mine.offer.phone, scene.inbox(player_id)) == (BAKERY.phone, ["application_answered"])


def test_the_mail_has_the_words_and_one_link_for_each_answer(scene: ApplicationScene) -> None:
    application_id = scene.applied(scene.walker())
    (mail,) = scene.mails()
    assert mail.subject == "Inès s’intéresse à votre offre : Vente en boulangerie"
    for words in (INTEREST.can_do, INTEREST.available, *BAKERY.questions, *INTEREST.answers):
        assert words in mail.text
    read = [LINKS.read_one_tap(link.rpartition("/")[2], 60) for link in links_in(mail)]
    assert {purpose for purpose, _ in read} == {LinkPurpose.ANSWER_APPLICATION}
    assert [answer_link_in(payload) for _, payload in read] == [
        AnswerLink(scene.member, application_id, 1, tap) for tap in TAP_ANSWERS
    ]
    assert all(len(link) < LINK_MAX_CHARS for link in links_in(mail)), "mail programs break long ones"


def test_at_night_the_mail_waits_for_the_morning(scene: ApplicationScene) -> None:
    scene.applied(scene.walker(), START + timedelta(hours=12))
    with scene.open_unit() as unit, unit.driver_connection().cursor() as cursor:
        cursor.execute("select scheduled_at from procrastinate_jobs where task_name = 'deliver_mail'")
        assert [at for (at,) in cursor.fetchall()] == [START + timedelta(hours=20)]


def test_nobody_but_the_members_reads_it_or_answers(scene: ApplicationScene) -> None:
    player_id = scene.walker()
    application_id = scene.applied(player_id)
    stranger = scene.account_of(scene.player("Paul", "paul@example.org"))
    for account_id in (stranger, scene.account_of(player_id)):
        assert refusal(scene.read_by, account_id) is RefusalReason.OFFER_NOT_FOUND
        assert refusal(scene.see, application_id, by=account_id) is RefusalReason.APPLICATION_NOT_FOUND
        assert refusal(scene.answer, application_id, PHONE, by=account_id) is RefusalReason.APPLICATION_NOT_FOUND
    assert refusal(scene.withdraw, scene.player(), application_id) is RefusalReason.APPLICATION_NOT_FOUND
    assert scene.mails("paul@example.org") == []


@pytest.mark.parametrize("state", [OrganisationState.SUSPENDED, OrganisationState.PENDING])
def test_an_organisation_that_is_not_verified_reads_nothing(scene: ApplicationScene, state: OrganisationState) -> None:
    player_id = scene.walker()
    application_id = scene.applied(player_id)
    scene.run("update organisation set state = :state", state=state.value)
    assert refusal(scene.read_by, scene.member) is RefusalReason.OFFER_NOT_FOUND
    assert refusal(scene.answer, application_id, PHONE) is RefusalReason.APPLICATION_NOT_FOUND
    assert scene.mine(player_id)[0].offer.phone is None, "nobody is sent there to call"
    assert scene.look_after(days_later(1)) == 1
    assert scene.mine(player_id)[0].application.state is CLOSED


def test_the_same_words_twice_are_one_application_and_other_words_are_refused(scene: ApplicationScene) -> None:
    player_id = scene.walker()
    first, again = scene.apply(player_id), scene.apply(player_id)
    assert first.view == again.view
    assert len(scene.mails()) == 1
    other = replace(INTEREST, can_do="Autre chose")
    assert refusal(scene.apply, player_id, interest=other) is RefusalReason.ALREADY_APPLIED


def test_who_took_it_back_is_seen_no_more_and_may_apply_anew(scene: ApplicationScene) -> None:
    player_id = scene.walker()
    application_id = scene.applied(player_id)
    scene.withdraw(player_id, application_id)
    assert scene.read_by(scene.member) == []
    with pytest.raises(AnswerOvertaken) as overtaken:
        scene.answer(application_id, PHONE)
    assert overtaken.value.view.application.state is ApplicationState.WITHDRAWN
    assert refusal(scene.see, application_id) is RefusalReason.APPLICATION_NOT_FOUND
    assert scene.apply(player_id, days_later(1)).view.application.id == application_id
    (read,) = scene.read_by(scene.member)
    assert (read.application.state, read.application.sent_at) == (ApplicationState.SENT, days_later(1))


def test_only_what_was_found_and_is_open_and_has_readers_can_be_applied_for(scene: ApplicationScene) -> None:
    assert refusal(scene.apply, scene.player()) is RefusalReason.OFFER_NOT_DISCOVERED
    player_id = scene.walker()
    for answers in ((), ("Oui", "Non")):
        wrong = replace(INTEREST, answers=answers)
        assert refusal(scene.apply, player_id, interest=wrong) is RefusalReason.ANSWERS_DO_NOT_FIT
    scene.run("update offer set state = :state", state=OfferState.PAUSED.value)
    assert refusal(scene.apply, player_id) is RefusalReason.OFFER_NOT_OPEN
    scene.run("update offer set state = :state", state=OfferState.PUBLISHED.value)
    scene.run("delete from organisation_member")
    assert refusal(scene.apply, player_id) is RefusalReason.APPLICATIONS_NOT_TAKEN


def test_nobody_applies_more_often_in_a_day_than_the_limits_say(scene: ApplicationScene) -> None:
    player_id = scene.walker()
    for number in range(LIMITS.applications_per_day_max):
        scene.withdraw(player_id, scene.applied(player_id, START + timedelta(minutes=number)))
    hour_later = START + timedelta(hours=1)
    assert refusal(scene.apply, player_id, hour_later) is RefusalReason.TOO_MANY_APPLICATIONS
    scene.apply(player_id, days_later(1) + timedelta(minutes=1))


def test_the_same_answer_twice_tells_once_and_words_can_be_added(scene: ApplicationScene) -> None:
    player_id = scene.walker()
    application_id = scene.applied(player_id)
    assert len(scene.answer(application_id, PHONE).events) == 1
    assert scene.answer(application_id, PHONE, days_later(1)).events == ()
    with_words = scene.answer(application_id, PHONE, days_later(1), reply="Appelle avant midi.")
    assert (len(with_words.events), with_words.view.application.reply) == (1, "Appelle avant midi.")
    assert scene.answer(application_id, PHONE, days_later(2)).view.application.reply == "Appelle avant midi."


def test_the_second_of_two_answers_is_shown_the_first_and_asked(scene: ApplicationScene) -> None:
    player_id = scene.walker()
    application_id = scene.applied(player_id)
    scene.see(application_id)
    (read,) = scene.read_by(scene.member)
    scene.answer(application_id, MEETING_PROPOSED, reply="Mardi à 10 h", version=read.version)
    with pytest.raises(AnswerOvertaken) as overtaken:
        scene.answer(application_id, REFUSED, ground=RefusalGround.SCHEDULE, version=read.version)
    stands = overtaken.value.view
    assert (stands.application.state, stands.application.reply) == (MEETING_PROPOSED, "Mardi à 10 h")
    assert scene.mine(player_id)[0].application.state is MEETING_PROPOSED
    scene.answer(application_id, REFUSED, ground=RefusalGround.SCHEDULE, version=stands.version)
    assert scene.mine(player_id)[0].application.state is REFUSED


def test_an_answer_whose_acknowledgement_was_lost_is_sent_again(scene: ApplicationScene) -> None:
    application_id = scene.applied(scene.walker())
    version = scene.version_of(application_id)
    scene.answer(application_id, PHONE, version=version)
    assert scene.answer(application_id, PHONE, version=version).events == ()


def test_neither_asking_again_nor_the_end_of_waiting_overtakes_an_answer(scene: ApplicationScene) -> None:
    player_id = scene.walker()
    application_id = scene.applied(player_id)
    version, due = scene.version_of(application_id), LIMITS.application_reminder_after_days
    scene.remind(player_id, application_id, days_later(due))
    scene.look_after(days_later(due + 60))
    assert scene.mine(player_id)[0].application.state is CLOSED
    scene.answer(application_id, PHONE, days_later(due + 61), version=version)


def test_an_answer_to_what_was_taken_back_and_sent_anew_is_asked_about(scene: ApplicationScene) -> None:
    player_id = scene.walker()
    application_id = scene.applied(player_id)
    version = scene.version_of(application_id)
    scene.withdraw(player_id, application_id)
    scene.apply(player_id, days_later(1))
    assert refusal(scene.answer, application_id, PHONE, version=version) is RefusalReason.EDIT_CONFLICT


def test_a_refusal_has_its_reason_and_good_news_takes_it_away(scene: ApplicationScene) -> None:
    application_id = scene.applied(scene.walker())
    assert refusal(scene.answer, application_id, REFUSED) is RefusalReason.REFUSAL_REASON_NEEDED
    refused = scene.answer(application_id, REFUSED, ground=RefusalGround.SCHEDULE)
    assert refused.view.application.refusal_reason is RefusalGround.SCHEDULE
    assert refusal(scene.answer, application_id, MET) is RefusalReason.NOT_ALLOWED_NOW
    assert scene.answer(application_id, PHONE).view.application.refusal_reason is None


def test_a_guest_is_answered_in_the_game_alone_until_they_have_an_address(scene: ApplicationScene) -> None:
    scene.apply(scene.walker("Camille"))
    scene.apply(scene.walker("Sacha", "sacha@example.org"), days_later(1))
    assert [one.is_reachable for one in scene.read_by(scene.member)] == [False, True]


def test_after_ten_days_the_player_is_told_once_and_asking_again_gives_points_once(scene: ApplicationScene) -> None:
    player_id = scene.walker()
    application_id = scene.applied(player_id)
    due = LIMITS.application_reminder_after_days
    assert scene.look_after(days_later(due - 1)) == 0
    assert refusal(scene.remind, player_id, application_id, days_later(due - 1)) is RefusalReason.NOT_ALLOWED_NOW
    assert scene.look_after(days_later(due)) == 1
    assert scene.look_after(days_later(due)) == 0
    assert scene.inbox(player_id) == ["application_unanswered"]
    assert scene.mine(player_id, days_later(due))[0].is_reminder_due
    reminded = scene.remind(player_id, application_id, days_later(due + 5))
    awarded = [one.event for one in reminded.events if isinstance(one.event, PointsAwarded)]
    assert [entry.points for event in awarded for entry in event.entries] == [LIMITS.points_reminder]
    assert scene.remind(player_id, application_id, days_later(due + 6)).events == ()
    (mine,) = scene.mine(player_id, days_later(due + 6))
    assert (mine.is_reminder_due, mine.closes_on) == (False, local_day(due + 5 + 7))
    assert [mail.subject for mail in scene.mails()][1:] == ["Inès attend votre réponse : Vente en boulangerie"]
    assert scene.inbox(player_id) == []


def test_what_nobody_answers_is_closed_kindly_and_a_late_answer_still_counts(scene: ApplicationScene) -> None:
    player_id = scene.walker()
    application_id = scene.applied(player_id)
    last = LIMITS.application_closes_after_days
    scene.look_after(days_later(last))
    assert scene.mine(player_id)[0].application.state is ApplicationState.SENT
    assert scene.look_after(days_later(last + 1)) == 1
    assert scene.look_after(days_later(last + 1)) == 0
    (mine,) = scene.mine(player_id)
    assert (mine.application.state, mine.changes[-1].actor.value) == (CLOSED, "clock")
    assert scene.inbox(player_id) == ["application_closed"]
    assert scene.answer(application_id, PHONE, days_later(last + 2)).view.application.state is PHONE


def test_when_an_offer_is_filled_all_who_still_hoped_are_told(scene: ApplicationScene) -> None:
    waiting, invited, hired, refused = (scene.walker() for _ in range(4))
    ids = {player_id: scene.applied(player_id) for player_id in (waiting, invited, hired, refused)}
    scene.answer(ids[invited], MEETING_PROPOSED)
    scene.answer(ids[hired], MEETING_PROPOSED)
    scene.hire(ids[hired])
    scene.answer(ids[refused], REFUSED, ground=RefusalGround.EXPERIENCE)
    with context_at(scene.open_unit, days_later(3), campaign=scene.campaign).unit() as unit:
        close_for_filled(unit, BAKERY.id)
        unit.commit()
    for player_id in (waiting, invited):
        assert scene.inbox(player_id) == ["offer_filled"]
        assert scene.mine(player_id)[0].changes[-1].action.value == "fill"
    states = [scene.mine(player_id)[0].application.state for player_id in (waiting, invited, hired, refused)]
    assert states == [CLOSED, CLOSED, ApplicationState.HIRED, REFUSED]


def test_offers_say_how_fast_their_organisation_answers_or_that_it_does_not(scene: ApplicationScene) -> None:
    def told(days: float) -> tuple[int | None, bool]:
        one = scene.load(days_later(days)).offers.by_id[BAKERY.id]
        return one.answers_within_days, one.is_silent

    ids = [scene.applied(scene.walker()) for _ in range(3)]
    for application_id, days in zip(ids[:2], (0.5, 2.5), strict=True):
        scene.answer(application_id, PHONE, days_later(days))
    assert told(9) == (None, False), "the third may still be answered"
    assert told(LIMITS.application_reminder_after_days) == (3, False)
    for _ in range(2):
        scene.applied(scene.walker())
    scene.look_after(days_later(LIMITS.application_closes_after_days + 1))
    assert told(LIMITS.application_closes_after_days + 1) == (None, True)


def test_an_offer_takes_applications_where_somebody_reads_them(scene: ApplicationScene) -> None:
    assert scene.campaign.offers.by_id[BAKERY.id].takes_applications
    scene.run("delete from organisation_member")
    assert not scene.load().offers.by_id[BAKERY.id].takes_applications


def test_applications_are_kept_no_longer_after_their_end_than_promised(scene: ApplicationScene) -> None:
    player_id = scene.walker(email="camille@example.org")
    scene.answer(scene.applied(player_id), REFUSED, days_later(1), ground=RefusalGround.EXPERIENCE)
    kept = 1 + APPLICATION_KEPT_DAYS
    assert enforce_retention(context_at(scene.open_unit, days_later(kept) - timedelta(seconds=1))).applications == 0
    assert len(scene.mine(player_id)) == 1
    assert enforce_retention(context_at(scene.open_unit, days_later(kept))).applications == 1
    assert scene.mine(player_id) == []


def test_a_guest_who_signs_in_takes_along_what_they_sent_and_kept(scene: ApplicationScene) -> None:
    guest_id, own_id = scene.walker(), scene.walker("Sacha", "sacha@example.org")
    application_id = scene.applied(guest_id)
    save_offer(context_at(scene.open_unit, campaign=scene.campaign, player_id=guest_id), BAKERY.id)
    merge(scene, guest_id, own_id)
    assert [one.application.id for one in scene.mine(own_id)] == [application_id]
    assert read_saved_offers(context_at(scene.open_unit, player_id=own_id)) == [BAKERY.id]


@pytest.mark.parametrize("answered", ["guest", "own"])
def test_of_two_applications_of_one_person_the_one_that_moved_last_stays(
    scene: ApplicationScene, answered: str
) -> None:
    players = {"guest": scene.walker(), "own": scene.walker("Sacha", "sacha@example.org")}
    ids = {who: scene.applied(player_id) for who, player_id in players.items()}
    scene.answer(ids[answered], PHONE, days_later(1))
    merge(scene, players["guest"], players["own"])
    assert [one.application.id for one in scene.mine(players["own"])] == [ids[answered]]


def merge(scene: ApplicationScene, guest_id: UUID, own_id: UUID) -> None:
    with context_at(scene.open_unit).unit() as unit:
        guest, own = unit.accounts.player(guest_id), unit.accounts.player(own_id)
        assert guest is not None
        assert own is not None
        merge_guest(unit, guest, into=own)
        unit.commit()


def test_offers_are_kept_for_later_once_found(scene: ApplicationScene) -> None:
    player_id = scene.walker()
    assert save_offer(context_at(scene.open_unit, campaign=scene.campaign, player_id=player_id), BAKERY.id) == [
        BAKERY.id
    ]
    assert save_offer(
        context_at(scene.open_unit, days_later(1), campaign=scene.campaign, player_id=player_id), BAKERY.id
    ) == [BAKERY.id]
    assert refusal(save_offer, context_at(scene.open_unit, campaign=scene.campaign, player_id=player_id), uuid4()) is (
        RefusalReason.OFFER_NOT_DISCOVERED
    )
    assert forget_saved_offer(context_at(scene.open_unit, player_id=player_id), BAKERY.id) == []
    assert forget_saved_offer(context_at(scene.open_unit, player_id=player_id), BAKERY.id) == []
    assert read_saved_offers(context_at(scene.open_unit, player_id=player_id)) == []

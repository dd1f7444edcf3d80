"""A tap that ends something is undone before anybody has heard of it; later it is not."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from game_rules.applications.application import ApplicationState
from game_rules.applications.interview import Response
from game_rules.applications.views import AnswerOvertaken
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from game_rules.undo import undo_until
from server.schemas.applications import ApplicationOut, EmployerApplicationOut
from server.services.applications.close import close_for_filled
from server.services.applications.hire import finish_overdue_hires
from server.services.ports import OpenUnit
from tests.support.contexts import context_at
from tests.support.factories import START
from tests.support.scenes.applications import BAKERY, INTEREST, MEMBER_MAIL, ApplicationScene

HIRED, MET, WITHDRAWN = ApplicationState.HIRED, ApplicationState.MET, ApplicationState.WITHDRAWN
MEETING_PROPOSED = ApplicationState.MEETING_PROPOSED
DUE = undo_until(START)
JUST_BEFORE = DUE - timedelta(seconds=1)


@pytest.fixture
def scene(open_unit: OpenUnit) -> ApplicationScene:
    return ApplicationScene(open_unit)


@pytest.fixture
def player_id(scene: ApplicationScene) -> UUID:
    return scene.walker()


@pytest.fixture
def met(scene: ApplicationScene, player_id: UUID) -> UUID:
    """An application of somebody who came and was met."""
    application_id = scene.applied(player_id)
    scene.answer(application_id, MET)
    return application_id


def refusal(call: object, *args: object, **options: object) -> RefusalReason:
    with pytest.raises(Refused) as refused:
        call(*args, **options)  # type: ignore[operator]
    return refused.value.reason


def told(scene: ApplicationScene, player_id: UUID) -> ApplicationOut:
    (mine,) = scene.mine(player_id)
    return ApplicationOut.of(mine)


def read(scene: ApplicationScene) -> EmployerApplicationOut:
    (one,) = scene.read_by(scene.member)
    return EmployerApplicationOut.of(one)


def test_who_is_hired_hears_of_it_when_it_cannot_be_undone_any_more(
    scene: ApplicationScene, player_id: UUID, met: UUID
) -> None:
    before = told(scene, player_id)
    held = scene.answer(met, HIRED, reply="Bienvenue !")
    assert held.events == ()
    assert told(scene, player_id) == before, "nobody is told that they are hired and then not"
    shown = read(scene)
    assert (shown.state, shown.can, shown.hire and (shown.hire.told_at, shown.hire.reply)) == (
        MET,
        [],
        (DUE, "Bienvenue !"),
    )
    assert scene.answer(met, HIRED).events == (), "the same tap again"
    assert not scene.finish_hire(met, JUST_BEFORE)
    assert scene.finish_hire(met, DUE)
    assert not scene.finish_hire(met, DUE), "a job may run twice"
    after = told(scene, player_id)
    assert (after.state, after.reply, after.version) == (HIRED, "Bienvenue !", before.version + 1)
    assert scene.inbox(player_id) == ["application_answered"]
    assert read(scene).hire is None


def test_the_news_has_its_own_job(scene: ApplicationScene, met: UUID) -> None:
    scene.answer(met, HIRED)
    with scene.open_unit() as unit:
        jobs = unit._session.execute(
            text("select args->>'application_id', scheduled_at from procrastinate_jobs where task_name = 'finish_hire'")
        ).all()
    assert [(UUID(application_id), at) for application_id, at in jobs] == [(met, DUE)]


def test_a_hire_is_undone_and_nothing_was_told(scene: ApplicationScene, player_id: UUID, met: UUID) -> None:
    before, inbox = told(scene, player_id), scene.inbox(player_id)
    scene.answer(met, HIRED)
    for _ in range(2):
        undone = scene.undo_hire(met, JUST_BEFORE)
        assert (undone.events, undone.view.application.hire) == ((), None)
    assert not scene.finish_hire(met, DUE)
    assert (told(scene, player_id), scene.inbox(player_id)) == (before, inbox)
    assert HIRED in read(scene).can


def test_once_it_is_told_a_hire_stands(scene: ApplicationScene, met: UUID) -> None:
    scene.answer(met, HIRED)
    assert refusal(scene.undo_hire, met, DUE) is RefusalReason.NOT_ALLOWED_NOW, "the job is late, the time is over"
    scene.finish_hire(met, DUE)
    assert refusal(scene.undo_hire, met, DUE) is RefusalReason.NOT_ALLOWED_NOW


def test_a_colleague_is_shown_the_hire_and_undoes_it_first(scene: ApplicationScene, met: UUID) -> None:
    scene.answer(met, HIRED)
    with pytest.raises(AnswerOvertaken) as overtaken:
        scene.answer(met, ApplicationState.NOT_NOW)
    assert overtaken.value.view.application.hire is not None
    assert overtaken.value.view.answers == ()
    scene.undo_hire(met, JUST_BEFORE)
    assert scene.answer(met, ApplicationState.NOT_NOW).view.application.state is ApplicationState.NOT_NOW
    with pytest.raises(AnswerOvertaken):
        scene.undo_hire(met, JUST_BEFORE, version=2)


def test_who_withdraws_meanwhile_is_told_nothing(scene: ApplicationScene, player_id: UUID, met: UUID) -> None:
    scene.answer(met, HIRED)
    scene.withdraw(player_id, met)
    with pytest.raises(AnswerOvertaken):
        scene.undo_hire(met, START)
    assert not scene.finish_hire(met, DUE)
    assert (told(scene, player_id).state, scene.inbox(player_id)) == (WITHDRAWN, [])
    assert scene.restore(player_id, met, JUST_BEFORE).view.application.hire is None


def test_an_offer_filled_meanwhile_leaves_the_hired_one_hired(
    scene: ApplicationScene, player_id: UUID, met: UUID
) -> None:
    scene.answer(met, HIRED)
    with context_at(scene.open_unit, DUE, campaign=scene.campaign).unit() as unit:
        close_for_filled(unit, BAKERY.id)
        unit.commit()
    assert scene.finish_hire(met, DUE)
    assert told(scene, player_id).state is HIRED


def test_of_a_suspended_organisation_nobody_is_hired(scene: ApplicationScene, player_id: UUID, met: UUID) -> None:
    scene.answer(met, HIRED)
    scene.run("update organisation set state = 'suspended' where id = :id", id=BAKERY.organisation.id)
    assert not scene.finish_hire(met, DUE)
    assert told(scene, player_id).state is MET


def test_a_hire_whose_job_came_to_nothing_is_told_within_the_hour(scene: ApplicationScene, met: UUID) -> None:
    scene.answer(met, HIRED)
    assert finish_overdue_hires(context_at(scene.open_unit, JUST_BEFORE)) == 0
    assert finish_overdue_hires(context_at(scene.open_unit, DUE)) == 1
    assert finish_overdue_hires(context_at(scene.open_unit, DUE)) == 0


def test_a_withdrawal_is_undone_and_all_is_as_it_was(scene: ApplicationScene, player_id: UUID) -> None:
    application_id = scene.applied(player_id)
    scene.answer(application_id, MEETING_PROPOSED, reply="Demande Paule.")
    scene.respond(player_id, application_id, Response.YES)
    before, seen, mails = told(scene, player_id), read(scene), len(scene.mails(MEMBER_MAIL))
    scene.withdraw(player_id, application_id)
    withdrawn = told(scene, player_id)
    assert (withdrawn.state, withdrawn.restorable_until, withdrawn.interview) == (WITHDRAWN, DUE, None)
    assert scene.read_by(scene.member) == []
    for _ in range(2):
        scene.restore(player_id, application_id, JUST_BEFORE)
        after = told(scene, player_id)
        assert after.model_dump(exclude={"changes"}) == before.model_dump(exclude={"changes"})
        assert [one.action.value for one in after.changes[-2:]] == ["withdraw", "restore"]
    assert (read(scene), len(scene.mails(MEMBER_MAIL))) == (seen, mails), "the employer has noticed nothing"
    assert scene.answer(application_id, MET, version=seen.version).view.application.state is MET


def test_a_minor_who_comes_back_says_yes_to_the_interview_anew(scene: ApplicationScene) -> None:
    player_id = scene.walker("Camille", age_band=AgeBand.FROM_15_TO_17)
    interest = replace(INTEREST, available="Le matin")
    application_id = scene.apply(player_id, interest=interest).view.application.id
    scene.answer(application_id, MEETING_PROPOSED)
    scene.run("update application set response = 'yes' where id = :id", id=application_id)
    scene.withdraw(player_id, application_id)
    scene.restore(player_id, application_id, JUST_BEFORE)
    after = told(scene, player_id)
    assert (after.state, after.interview is None, after.response) == (MEETING_PROPOSED, False, None)


@pytest.mark.parametrize(("now", "is_in_time"), [(JUST_BEFORE, True), (DUE, False)])
def test_a_withdrawal_is_undone_for_ten_minutes(
    scene: ApplicationScene, player_id: UUID, now: datetime, is_in_time: bool
) -> None:
    application_id = scene.applied(player_id)
    scene.withdraw(player_id, application_id)
    if is_in_time:
        assert scene.restore(player_id, application_id, now).view.application.state is ApplicationState.SENT
    else:
        assert refusal(scene.restore, player_id, application_id, now) is RefusalReason.NOT_ALLOWED_NOW


def test_nobody_comes_back_to_an_offer_that_is_over(scene: ApplicationScene, player_id: UUID) -> None:
    application_id = scene.applied(player_id)
    scene.withdraw(player_id, application_id)
    scene.run("update offer set state = 'filled' where id = :id", id=BAKERY.id)
    assert refusal(scene.restore, player_id, application_id) is RefusalReason.OFFER_NOT_OPEN
    assert refusal(scene.restore, scene.player(), application_id) is RefusalReason.APPLICATION_NOT_FOUND


def test_an_application_sent_anew_is_not_restored_to_the_old_one(scene: ApplicationScene, player_id: UUID) -> None:
    application_id = scene.applied(player_id)
    scene.answer(application_id, MEETING_PROPOSED)
    scene.withdraw(player_id, application_id)
    scene.apply(player_id)
    assert scene.restore(player_id, application_id).view.application.state is ApplicationState.SENT
    assert told(scene, player_id).interview is None

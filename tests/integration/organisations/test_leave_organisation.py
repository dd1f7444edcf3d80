"""Whoever answers for an organisation goes: somebody else takes over, or its offers go too. And races for its seats."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import sessionmaker

from game_rules.notifications.notification import NotificationKind
from game_rules.offers.lifecycle import OfferState
from game_rules.organisations.organisation import Organisation, OrganisationAction, OrganisationState
from game_rules.people.players import AgeBand, Language, Player, Role
from game_rules.people.wishes import Wishes
from game_rules.refusals import RefusalReason, Refused
from server.live.live import Live
from server.live.walkers import Walkers
from server.persistence.engine import connect
from server.services.accounts.merge_players import merge_guest
from server.services.accounts.sign_in_guest import NewGuest, sign_in_guest
from server.services.events.register import register_for_event
from server.services.notifications.inbox import read_inbox
from server.services.offers.leave_organisation import remove_member
from server.services.organisations.team import set_owner
from server.services.organisations.vet import list_organisations
from server.services.ports import OpenUnit
from server.services.privacy.erase_account import erase_account
from server.services.territory.store_territory import store_offers
from tests.support.contexts import ORGANISER_MAIL, context_at
from tests.support.databases import NewDatabase
from tests.support.factories import START, moment, offer
from tests.support.scenes.campaigns import store_territory
from tests.support.scenes.offers import OfferScene
from tests.support.scenes.organisations import SIRET, OrganisationScene
from tests.support.waiting import together


@pytest.fixture
def scene(open_unit: OpenUnit) -> OrganisationScene:
    store_territory(open_unit, [])
    return OrganisationScene(open_unit)


def erase(scene: OrganisationScene, player: Player) -> None:
    erase_account(context_at(scene.open_unit, moment(60), live=Live(walkers=Walkers()), player=player))


def leave(scene: OrganisationScene, player: Player, organisation_id: UUID) -> None:
    account_id = player.account_id
    remove_member(context_at(scene.open_unit, moment(60), account_id=account_id), organisation_id, account_id)


def publish(scene: OrganisationScene, organisation: Organisation, *titles: str) -> None:
    store_offers(
        context_at(scene.open_unit), [replace(offer(title=title), organisation=organisation) for title in titles]
    )


def published(scene: OrganisationScene) -> set[str]:
    with scene.open_unit() as unit:
        return {one.offer.title for one in unit.offers.current(START.date()) if one.state is OfferState.PUBLISHED}


@pytest.mark.parametrize("go", [lambda scene, player, _: erase(scene, player), leave])
def test_when_nobody_answers_any_more_offers_are_withdrawn_and_the_organiser_is_told(
    scene: OrganisationScene, connection: Connection, go: Callable[..., None]
) -> None:
    owner = scene.account()
    organisation_id = scene.verified(owner, siret=SIRET)
    with scene.open_unit() as unit:
        kept = unit.organisations.organisation(organisation_id)
    assert kept is not None
    publish(scene, kept, "Vente", "Fournil")
    connection.execute(text("update offer set state = 'paused' where title = 'Fournil'"))
    token = scene.invite(owner, organisation_id, "invited@example.org")
    assert published(scene) == {"Vente"}

    go(scene, owner, organisation_id)

    assert published(scene) == set()
    log = connection.execute(text("select action, actor, to_state, reason from offer_transition order by id")).all()
    assert [tuple(row) for row in log] == 2 * [
        ("withdraw", "employer", "withdrawn", "Plus personne ne répond pour cette structure.")
    ]
    *_, mail = scene.mails_to(ORGANISER_MAIL)
    assert mail.subject == "Plus personne ne répond pour Fournil du terril"
    assert "Offres retirées : 2" in mail.text
    (left,) = list_organisations(context_at(scene.open_unit))
    assert left.members == ()
    with pytest.raises(Refused) as refused:
        scene.accept(scene.account(), token)
    assert refused.value.reason is RefusalReason.INVITATION_INVALID
    assert scene.register(scene.account(), siret=SIRET).organisation.state is OrganisationState.PENDING


def test_offers_of_others_and_of_those_who_stay_are_left_alone(scene: OrganisationScene) -> None:
    owner, other = scene.account(), scene.account()
    own, others = scene.verified(owner), scene.verified(other, name="Ferronnerie du marais")
    scene.join(owner, own)
    for organisation_id, title in ((own, "Fournil"), (others, "Ferronnerie")):
        with scene.open_unit() as unit:
            kept = unit.organisations.organisation(organisation_id)
        assert kept is not None
        publish(scene, kept, title)
    erase(scene, owner)
    assert published(scene) == {"Fournil", "Ferronnerie"}


def test_when_the_last_owner_is_erased_whoever_is_there_longest_becomes_one_and_is_told(
    scene: OrganisationScene,
) -> None:
    owner = scene.account()
    organisation_id = scene.register(owner).organisation.id
    newer = scene.join(owner, organisation_id, now=START + timedelta(days=2))
    older = scene.join(owner, organisation_id, now=START + timedelta(days=1))
    erase(scene, owner)
    assert scene.owners(organisation_id) == {older.account_id: True, newer.account_id: False}
    (told,) = scene.mails_to(older.email)
    assert told.subject == "Vous êtes responsable de Fournil du terril"
    assert scene.mails_to(newer.email) == []


def test_those_who_come_to_an_event_are_told_when_nobody_answers_any_more(open_unit: OpenUnit) -> None:
    posted = OfferScene(open_unit)
    event_id = posted.forum(phone="+33600000000")
    player = posted.guest(event_id)
    register_for_event(context_at(open_unit, player_id=player.id), event_id)
    erase(posted.people, posted.owner)
    assert [one.kind for one in read_inbox(context_at(open_unit, player_id=player.id), None).notifications] == [
        NotificationKind.EVENT_CALLED_OFF
    ]
    with open_unit() as unit:
        gone = unit.posted_offers.offer(event_id)
    assert gone is not None
    assert (gone.state, gone.draft.phone) == (OfferState.WITHDRAWN, None)


def test_an_invitation_goes_with_the_account_it_was_sent_to(scene: OrganisationScene) -> None:
    owner, invited = scene.account(), scene.account()
    organisation_id = scene.register(owner).organisation.id
    assert invited.email is not None
    token = scene.invite(owner, organisation_id, invited.email)
    erase(scene, invited)
    with pytest.raises(Refused):
        scene.accept(scene.account(), token)


def test_a_guest_who_becomes_one_with_a_member_changes_nothing_for_the_organisation(scene: OrganisationScene) -> None:
    owner = scene.account()
    organisation_id = scene.register(owner).organisation.id
    arrived = sign_in_guest(
        context_at(
            scene.open_unit,
        ),
        NewGuest(name="Camille", language=Language.FRENCH, age_band=AgeBand.FROM_18, wishes=Wishes()),
    )
    with context_at(scene.open_unit).unit() as unit:
        merge_guest(unit, arrived.player, into=owner)
        unit.commit()
    assert scene.owners(organisation_id) == {owner.account_id: True}
    assert Role.EMPLOYER in scene.roles(owner)


def test_what_an_organiser_decided_stays_without_them(scene: OrganisationScene, connection: Connection) -> None:
    owner, organiser = scene.account(), scene.account()
    organisation_id = scene.register(owner).organisation.id
    scene.decide(organisation_id, OrganisationAction.VERIFY, account_id=organiser.account_id)
    erase(scene, organiser)
    row = connection.execute(text("select account_id, to_state from organisation_transition order by id desc")).first()
    assert row is not None
    assert tuple(row) == (None, "verified")


@pytest.fixture(scope="module")
def committed(new_database: NewDatabase) -> Iterator[OrganisationScene]:
    """On a database of its own, where COMMIT is COMMIT."""
    engine: Engine = connect(new_database("organisation_race"), pool_size=8)
    sessions = sessionmaker(engine, expire_on_commit=False)
    yield OrganisationScene(OpenUnit(sessions))
    engine.dispose()


def at_once(*what: Callable[[], object]) -> list[RefusalReason | None]:
    """Does all of it in the same instant; what each was refused."""
    barrier = Barrier(len(what))

    def one(do: Callable[[], object]) -> RefusalReason | None:
        together(barrier)
        try:
            do()
        except Refused as refused:
            return refused.reason
        return None

    with ThreadPoolExecutor(len(what)) as pool:
        return list(pool.map(one, what))


def test_of_those_who_register_one_siret_at_once_one_gets_it(committed: OrganisationScene) -> None:
    people = [committed.account() for _ in range(6)]
    answers = at_once(*(lambda who=who: committed.register(who, siret=SIRET) for who in people))
    assert sorted(answers, key=str) == [None, *5 * [RefusalReason.SIRET_TAKEN]]


def test_of_those_who_accept_one_invitation_at_once_one_gets_in(committed: OrganisationScene) -> None:
    owner, people = committed.account(), [committed.account() for _ in range(6)]
    organisation_id = committed.register(owner).organisation.id
    token = committed.invite(owner, organisation_id, "invited@example.org")
    answers = at_once(*(lambda who=who: committed.accept(who, token) for who in people))
    assert sorted(answers, key=str) == [None, *5 * [RefusalReason.INVITATION_INVALID]]
    assert len(committed.owners(organisation_id)) == 2


def test_two_owners_who_leave_at_once_do_not_leave_a_member_behind_without_one(committed: OrganisationScene) -> None:
    owner = committed.account()
    organisation_id = committed.register(owner).organisation.id
    second, member = committed.join(owner, organisation_id), committed.join(owner, organisation_id)
    set_owner(
        context_at(committed.open_unit, account_id=owner.account_id), organisation_id, second.account_id, is_owner=True
    )
    answers = at_once(
        lambda: leave(committed, owner, organisation_id), lambda: leave(committed, second, organisation_id)
    )
    assert sorted(answers, key=str) == [None, RefusalReason.LAST_OWNER]
    assert sorted(committed.owners(organisation_id).values()) == [False, True]
    assert member.account_id in committed.owners(organisation_id)

"""Registering, inviting, accepting, leaving, and what an organiser decides, on a real database."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, text

from game_rules.organisations.limits import (
    INVITATION_DAYS,
    INVITATIONS_PER_ORGANISATION_MAX,
    ORGANISATIONS_PER_ACCOUNT_MAX,
)
from game_rules.organisations.organisation import OrganisationAction, OrganisationKind, OrganisationState
from game_rules.people.players import Language, Role
from game_rules.refusals import RefusalReason, Refused
from server.services.offers.leave_organisation import remove_member
from server.services.organisations.membership import own_organisations, own_team
from server.services.organisations.register import OrganisationWords, edit_organisation
from server.services.organisations.team import invite, set_owner, withdraw_invitation
from server.services.organisations.vet import list_organisations
from server.services.ports import OpenUnit
from tests.support.contexts import BASE_URL, ORGANISER_MAIL, context_at
from tests.support.factories import START, moment, offer, organisation
from tests.support.scenes.campaigns import store_territory
from tests.support.scenes.organisations import SIRET, OrganisationScene


@pytest.fixture
def scene(open_unit: OpenUnit) -> OrganisationScene:
    return OrganisationScene(open_unit)


def refused(reason: RefusalReason, what: Callable[[], object]) -> None:
    with pytest.raises(Refused) as refusal:
        what()
    assert refusal.value.reason is reason


def test_who_registers_owns_it_and_waits_for_an_organiser(scene: OrganisationScene, connection: Connection) -> None:
    owner = scene.account()
    own = scene.register(owner, name="Fournil du terril", siret=SIRET)

    assert (own.organisation.state, own.is_owner) == (OrganisationState.PENDING, True)
    assert own_organisations(context_at(scene.open_unit, account_id=owner.account_id)) == [own]
    assert scene.roles(owner) == {Role.PLAYER, Role.EMPLOYER}
    (mail,) = scene.mails_to(ORGANISER_MAIL)
    assert mail.subject == "À vérifier : Fournil du terril"
    assert SIRET in mail.text
    assert f"{BASE_URL}/organiser/structures" in mail.text
    row = connection.execute(text("select action, actor, account_id, to_state from organisation_transition")).one()
    assert tuple(row) == ("register", "member", owner.account_id, "pending")


def test_a_siret_belongs_to_one_organisation_until_it_is_declined(scene: OrganisationScene) -> None:
    first, second = scene.account(), scene.account()
    wrong = scene.register(first, siret=SIRET).organisation
    refused(RefusalReason.SIRET_TAKEN, lambda: scene.register(second, siret=SIRET))

    scene.decide(wrong.id, OrganisationAction.DECLINE, "Ce n’est pas votre numéro.")
    right = scene.register(second, siret=SIRET).organisation
    words = OrganisationWords(wrong.name, wrong.kind, SIRET)
    refused(
        RefusalReason.SIRET_TAKEN,
        lambda: edit_organisation(context_at(scene.open_unit, account_id=first.account_id), wrong.id, words),
    )
    (still,) = own_organisations(context_at(scene.open_unit, account_id=first.account_id))
    assert still.organisation.state is OrganisationState.DECLINED
    assert scene.decide(right.id, OrganisationAction.VERIFY).organisation.siret == SIRET


def test_an_organisation_that_waits_cannot_take_the_number_of_another(scene: OrganisationScene) -> None:
    scene.register(scene.account(), siret=SIRET)
    owner = scene.account()
    waiting = scene.register(owner).organisation
    words = OrganisationWords(waiting.name, waiting.kind, SIRET)
    refused(
        RefusalReason.SIRET_TAKEN,
        lambda: edit_organisation(context_at(scene.open_unit, account_id=owner.account_id), waiting.id, words),
    )


def test_what_was_declined_is_corrected_and_waits_again(scene: OrganisationScene) -> None:
    owner = scene.account()
    organisation_id = scene.register(owner, name="Fournil").organisation.id
    scene.decide(organisation_id, OrganisationAction.DECLINE, "Quel fournil ?")
    words = OrganisationWords("Fournil du terril", OrganisationKind.ASSOCIATION, None)
    own = edit_organisation(context_at(scene.open_unit, moment(1), account_id=owner.account_id), organisation_id, words)
    assert (own.organisation.name, own.organisation.state, own.reason) == (
        "Fournil du terril",
        OrganisationState.PENDING,
        None,
    )
    assert [mail.subject for mail in scene.mails_to(ORGANISER_MAIL)] == [
        "À vérifier : Fournil",
        "À vérifier : Fournil du terril",
    ]


def test_nobody_answers_for_more_organisations_than_one_can(scene: OrganisationScene) -> None:
    owner, other = scene.account(), scene.account()
    token = scene.invite(other, scene.register(other).organisation.id, "invited@example.org")
    for _ in range(ORGANISATIONS_PER_ACCOUNT_MAX):
        scene.register(owner)
    refused(RefusalReason.TOO_MANY_ORGANISATIONS, lambda: scene.register(owner))
    refused(RefusalReason.TOO_MANY_ORGANISATIONS, lambda: scene.accept(owner, token))


def test_an_invitation_makes_whoever_has_the_mail_a_member_once(
    scene: OrganisationScene, connection: Connection
) -> None:
    owner, invited, late = scene.account(), scene.account(), scene.account()
    organisation_id = scene.register(owner).organisation.id
    token = scene.invite(owner, organisation_id, "invited@example.org")
    kept = connection.execute(text("select token_sha256 from organisation_invitation")).scalar_one()
    assert token.encode() not in kept

    scene.accept(invited, token)
    assert scene.owners(organisation_id) == {owner.account_id: True, invited.account_id: False}
    assert Role.EMPLOYER in scene.roles(invited)
    refused(RefusalReason.INVITATION_INVALID, lambda: scene.accept(late, token))
    refused(RefusalReason.INVITATION_INVALID, lambda: scene.accept(late, "made-up"))
    assert Role.EMPLOYER not in scene.roles(late)


def test_a_member_who_opens_an_invitation_of_theirs_does_not_use_it_up(scene: OrganisationScene) -> None:
    owner, invited = scene.account(), scene.account()
    token = scene.invite(owner, scene.register(owner).organisation.id, "invited@example.org")
    scene.accept(owner, token)
    scene.accept(invited, token)


def test_the_second_invitation_to_an_address_makes_the_first_one_useless(scene: OrganisationScene) -> None:
    owner, invited = scene.account(), scene.account()
    organisation_id = scene.register(owner).organisation.id
    first = scene.invite(owner, organisation_id, "invited@example.org")
    second = scene.invite(owner, organisation_id, "invited@example.org", START + timedelta(seconds=1))
    (waiting,) = own_team(context_at(scene.open_unit, account_id=owner.account_id), organisation_id).invitations
    assert waiting.created_at == START + timedelta(seconds=1)
    refused(RefusalReason.INVITATION_INVALID, lambda: scene.accept(invited, first))
    scene.accept(invited, second)


@pytest.mark.parametrize(("seconds_before_the_end", "works"), [(1, True), (0, False)])
def test_an_invitation_works_for_fourteen_days(
    scene: OrganisationScene, seconds_before_the_end: float, *, works: bool
) -> None:
    owner, invited = scene.account(), scene.account()
    organisation_id = scene.register(owner).organisation.id
    token = scene.invite(owner, organisation_id, "invited@example.org")
    then = START + timedelta(days=INVITATION_DAYS, seconds=-seconds_before_the_end)
    assert (
        bool(own_team(context_at(scene.open_unit, then, account_id=owner.account_id), organisation_id).invitations)
        is works
    )
    if works:
        scene.accept(invited, token, then)
    else:
        refused(RefusalReason.INVITATION_INVALID, lambda: scene.accept(invited, token, then))


def test_an_invitation_that_was_taken_back_opens_nothing(scene: OrganisationScene) -> None:
    owner = scene.account()
    organisation_id = scene.register(owner).organisation.id
    token = scene.invite(owner, organisation_id, "invited@example.org")
    (waiting,) = own_team(context_at(scene.open_unit, account_id=owner.account_id), organisation_id).invitations
    for _ in range(2):
        team = withdraw_invitation(
            context_at(scene.open_unit, account_id=owner.account_id), organisation_id, waiting.id
        )
        assert team.invitations == ()
    refused(RefusalReason.INVITATION_INVALID, lambda: scene.accept(scene.account(), token))


def test_a_member_gets_no_invitation(scene: OrganisationScene) -> None:
    owner = scene.account()
    organisation_id = scene.register(owner).organisation.id
    assert owner.email is not None
    team = invite(context_at(scene.open_unit, account_id=owner.account_id), organisation_id, owner.email)
    assert team.invitations == ()
    assert scene.mails_to(owner.email) == []


def test_open_invitations_are_counted_and_those_to_the_same_address_count_once(scene: OrganisationScene) -> None:
    owner = scene.account()
    organisation_id = scene.register(owner).organisation.id
    for number in range(INVITATIONS_PER_ORGANISATION_MAX):
        scene.invite(owner, organisation_id, f"invited{number}@example.org")
    scene.invite(owner, organisation_id, "invited0@example.org")
    refused(
        RefusalReason.TOO_MANY_INVITATIONS,
        lambda: scene.invite(owner, organisation_id, "one-more@example.org"),
    )


def test_only_owners_invite_and_remove_and_strangers_see_nothing(scene: OrganisationScene) -> None:
    owner, stranger = scene.account(), scene.account()
    organisation_id = scene.register(owner).organisation.id
    member = scene.join(owner, organisation_id)

    def as_one(account_id: UUID) -> list[Callable[[], object]]:
        return [
            lambda: invite(context_at(scene.open_unit, account_id=account_id), organisation_id, "a@example.org"),
            lambda: withdraw_invitation(context_at(scene.open_unit, account_id=account_id), organisation_id, uuid4()),
            lambda: set_owner(
                context_at(scene.open_unit, account_id=account_id), organisation_id, account_id, is_owner=True
            ),
            lambda: remove_member(
                context_at(scene.open_unit, account_id=account_id), organisation_id, owner.account_id
            ),
        ]

    for what in as_one(member.account_id):
        refused(RefusalReason.OWNER_NEEDED, what)
    for what in as_one(stranger.account_id):
        refused(RefusalReason.NOT_A_MEMBER, what)
    refused(
        RefusalReason.NOT_A_MEMBER,
        lambda: own_team(context_at(scene.open_unit, account_id=stranger.account_id), organisation_id),
    )
    refused(
        RefusalReason.ORGANISATION_NOT_FOUND,
        lambda: own_team(context_at(scene.open_unit, account_id=owner.account_id), uuid4()),
    )


def test_the_last_owner_stays_while_there_are_others_and_hands_over_first(scene: OrganisationScene) -> None:
    owner = scene.account()
    organisation_id = scene.register(owner).organisation.id
    member = scene.join(owner, organisation_id)

    def leave() -> object:
        return remove_member(
            context_at(scene.open_unit, account_id=owner.account_id), organisation_id, owner.account_id
        )

    refused(RefusalReason.LAST_OWNER, leave)
    refused(
        RefusalReason.LAST_OWNER,
        lambda: set_owner(
            context_at(scene.open_unit, account_id=owner.account_id), organisation_id, owner.account_id, is_owner=False
        ),
    )
    set_owner(
        context_at(scene.open_unit, account_id=owner.account_id), organisation_id, member.account_id, is_owner=True
    )
    assert leave() is None
    assert scene.owners(organisation_id) == {member.account_id: True}
    assert scene.roles(owner) == {Role.PLAYER}


def test_who_is_removed_is_out_at_once(scene: OrganisationScene) -> None:
    owner = scene.account()
    organisation_id = scene.register(owner).organisation.id
    member = scene.join(owner, organisation_id)
    team = remove_member(context_at(scene.open_unit, account_id=owner.account_id), organisation_id, member.account_id)
    assert team is not None
    assert [one.account_id for one in team.members] == [owner.account_id]
    assert own_organisations(context_at(scene.open_unit, account_id=member.account_id)) == []
    assert scene.roles(member) == {Role.PLAYER}


@pytest.mark.parametrize("language", Language)
def test_members_are_written_what_was_decided_why_and_how_to_answer(
    scene: OrganisationScene, language: Language
) -> None:
    owner = scene.account(language=language)
    organisation_id = scene.register(owner).organisation.id
    organiser = scene.account()
    decisions = (
        (OrganisationAction.VERIFY, None),
        (OrganisationAction.SUSPEND, "Des plaintes."),
        (OrganisationAction.REINSTATE, None),
    )
    for seconds, (action, reason) in enumerate(decisions):
        vetted = scene.decide(organisation_id, action, reason, account_id=organiser.account_id, now=moment(seconds))
        assert vetted.reason == reason
    verified, suspended, _ = scene.mails_to(owner.email)
    assert "Fournil du terril" in verified.subject
    assert f"{BASE_URL}/recruter" in verified.text
    assert "Des plaintes." in suspended.text
    assert ORGANISER_MAIL in suspended.text


@pytest.mark.parametrize("action", [OrganisationAction.DECLINE, OrganisationAction.SUSPEND])
@pytest.mark.parametrize("reason", [None, "  "])
def test_a_decision_against_somebody_has_a_reason(
    scene: OrganisationScene, action: OrganisationAction, reason: str | None
) -> None:
    organisation_id = scene.register(scene.account()).organisation.id
    refused(RefusalReason.INVALID_TEXT, lambda: scene.decide(organisation_id, action, reason))


def test_who_is_suspended_invites_nobody(scene: OrganisationScene) -> None:
    owner = scene.account()
    organisation_id = scene.verified(owner)
    scene.decide(organisation_id, OrganisationAction.SUSPEND, "Des plaintes.")
    refused(RefusalReason.NOT_ALLOWED_NOW, lambda: scene.invite(owner, organisation_id, "a@example.org"))


def test_an_organiser_sees_what_people_registered_and_finds_what_a_feed_brought(scene: OrganisationScene) -> None:
    store_territory(scene.open_unit, [offer()])
    owner = scene.account("Zoé")
    organisation_id = scene.register(owner, name="Fournil du terril").organisation.id
    (listed,) = list_organisations(context_at(scene.open_unit))
    assert (listed.organisation.id, listed.registered_at) == (organisation_id, START)
    assert [member.email for member in listed.members] == [owner.email]

    (found,) = list_organisations(context_at(scene.open_unit), name="démonstration")
    assert (found.organisation.id, found.registered_at, found.members) == (organisation().id, None, ())
    assert found.published_offers == 1
    assert list_organisations(context_at(scene.open_unit), name="%") == []
    assert list_organisations(context_at(scene.open_unit), states=[OrganisationState.VERIFIED]) == []
    scene.decide(organisation().id, OrganisationAction.SUSPEND, "Des plaintes.")
    assert [one.organisation.id for one in list_organisations(context_at(scene.open_unit))] == [
        organisation_id,
        organisation().id,
    ]

"""Somebody registers the organisation they answer for; nothing of it is public before an organiser has looked."""

from dataclasses import dataclass
from uuid import UUID

from game_rules.organisations.limits import ORGANISATIONS_PER_ACCOUNT_MAX
from game_rules.organisations.members import OwnOrganisation
from game_rules.organisations.organisation import (
    Organisation,
    OrganisationAction,
    OrganisationActor,
    OrganisationKind,
    OrganisationState,
    next_organisation_state,
)
from game_rules.people.players import Role
from game_rules.refusals import RefusalReason, Refused
from server.persistence.ids import new_id
from server.persistence.organisations.repository import OrganisationMove
from server.services.context import Context, Unit
from server.services.organisations.mails import mail_organiser_to_verify
from server.services.organisations.membership import member_of


@dataclass(frozen=True, slots=True)
class OrganisationWords:
    """An organisation as its members describe it; the SIRET has been checked."""

    name: str
    kind: OrganisationKind
    siret: str | None


def register_organisation(context: Context, words: OrganisationWords) -> OwnOrganisation:
    """Keeps the organisation, with the account as its owner, and tells the organiser.

    Raises Refused(siret_taken | too_many_organisations | not_signed_in).
    """
    state = next_organisation_state(None, OrganisationAction.REGISTER, OrganisationActor.MEMBER)
    organisation = Organisation(
        new_id(context.now), words.name, words.kind, is_demo=False, siret=words.siret, state=state
    )
    with context.unit() as unit:
        if not unit.organisations.add(organisation):
            raise Refused(RefusalReason.SIRET_TAKEN)
        lock_for_one_more(unit)
        unit.organisations.add_member(organisation.id, context.account_id, context.now.date(), is_owner=True)
        unit.accounts.grant(context.account_id, Role.EMPLOYER, context.now.date())
        _log(unit, organisation.id, OrganisationAction.REGISTER, state)
        mail_organiser_to_verify(unit, organisation)
        (own,) = unit.organisations.of_account(context.account_id, organisation.id)
        unit.commit()
    return own


def edit_organisation(context: Context, organisation_id: UUID, words: OrganisationWords) -> OwnOrganisation:
    """Corrects what an organiser has yet to verify, or has declined: that one then waits again.

    Raises Refused(organisation_not_found | not_a_member | not_allowed_now | siret_taken).
    """
    with context.unit() as unit:
        organisation = unit.organisations.lock(organisation_id)
        member_of(unit, organisation_id, context.account_id)
        assert organisation is not None  # noqa: S101 - it has a member
        state = next_organisation_state(organisation.state, OrganisationAction.EDIT, OrganisationActor.MEMBER)
        if not unit.organisations.describe(organisation_id, words.name, words.kind, words.siret):
            raise Refused(RefusalReason.SIRET_TAKEN)
        _log(unit, organisation_id, OrganisationAction.EDIT, state)
        (own,) = unit.organisations.of_account(context.account_id, organisation_id)
        if organisation.state is OrganisationState.DECLINED:
            mail_organiser_to_verify(unit, own.organisation)
        unit.commit()
    return own


def lock_for_one_more(unit: Unit) -> None:
    """Locks the player whose account joins an organisation, which is locked already: of two that an account joins at
    once the second is counted after the first, and nobody joins who leaves for good.

    Raises Refused(too_many_organisations) for who answers for as many as one can, Refused(not_signed_in) for who left.
    """
    if unit.accounts.lock_player_of_account(unit.account_id) is None:
        raise Refused(RefusalReason.NOT_SIGNED_IN)
    if len(unit.organisations.ids_of_account(unit.account_id)) >= ORGANISATIONS_PER_ACCOUNT_MAX:
        raise Refused(RefusalReason.TOO_MANY_ORGANISATIONS)


def _log(unit: Unit, organisation_id: UUID, action: OrganisationAction, state: OrganisationState) -> None:
    move = OrganisationMove(action, OrganisationActor.MEMBER, state, unit.account_id)
    moved = unit.organisations.move(organisation_id, move, unit.now)
    if not moved:
        raise Refused(RefusalReason.SIRET_TAKEN)

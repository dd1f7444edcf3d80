"""Checks of who may act for an organisation: its members; some of it, only its owners."""

from uuid import UUID

from game_rules.organisations.members import Member, OrganisationTeam, OwnOrganisation
from game_rules.people.encounters import is_minor
from game_rules.refusals import RefusalReason, Refused
from server.services.context import Context, Unit


def admit_adult(context: Context) -> None:
    """Keeps minors out of the recruiter's space. Raises Refused(employer_must_be_adult) for somebody whose account says
    that they are under 18; an organiser corrects one that is mistaken."""
    with context.unit() as unit:
        if is_minor(unit.accounts.age_band(context.account_id)):
            raise Refused(RefusalReason.EMPLOYER_MUST_BE_ADULT)


def member_of(unit: Unit, organisation_id: UUID, account_id: UUID) -> Member:
    """The account as a member. Raises Refused(organisation_not_found | not_a_member)."""
    member = unit.organisations.member(organisation_id, account_id)
    if member is not None:
        return member
    if unit.organisations.organisation(organisation_id) is None:
        raise Refused(RefusalReason.ORGANISATION_NOT_FOUND)
    raise Refused(RefusalReason.NOT_A_MEMBER)


def owner_of(unit: Unit, organisation_id: UUID, account_id: UUID) -> Member:
    """The account as an owner. Raises Refused(organisation_not_found | not_a_member | owner_needed)."""
    member = member_of(unit, organisation_id, account_id)
    if not member.is_owner:
        raise Refused(RefusalReason.OWNER_NEEDED)
    return member


def own_organisations(context: Context) -> list[OwnOrganisation]:
    """Those that the account answers for, by name."""
    with context.unit() as unit:
        return unit.organisations.of_account(context.account_id)


def own_team(context: Context, organisation_id: UUID) -> OrganisationTeam:
    """One of them, with everybody who answers for it. Raises Refused(organisation_not_found | not_a_member)."""
    with context.unit() as unit:
        return team_of(unit, context.account_id, organisation_id)


def team_of(unit: Unit, account_id: UUID, organisation_id: UUID) -> OrganisationTeam:
    """The same, as it stands in the caller's unit."""
    member_of(unit, organisation_id, account_id)
    (own,) = unit.organisations.of_account(account_id, organisation_id)
    return OrganisationTeam(
        own,
        unit.organisations.members(organisation_id),
        unit.invitations.of_organisation(organisation_id, unit.now),
    )

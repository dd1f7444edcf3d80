"""Somebody leaves an organisation; with the last one its offers go."""

from uuid import UUID

from game_rules.offers.lifecycle import OfferAction, OfferActor, actions_allowed, next_offer_state
from game_rules.organisations.members import OrganisationTeam, check_owner_stays, heir_of
from game_rules.organisations.organisation import Organisation
from game_rules.people.players import Role
from server.persistence.offers.posted import Move
from server.services.context import Context, Unit
from server.services.events.news import notify_of_its_end
from server.services.organisations.mails import mail_new_owner, mail_organiser_unanswered
from server.services.organisations.membership import member_of, owner_of, team_of


def remove_member(context: Context, organisation_id: UUID, account_id: UUID) -> OrganisationTeam | None:
    """Takes somebody out: an owner anybody, and everybody themselves; then there is nothing left to show, None.

    Whoever goes last leaves nobody to answer, see `abandon`.
    Raises Refused(organisation_not_found | not_a_member | owner_needed | last_owner).
    """
    with context.unit() as unit:
        organisation = unit.organisations.lock(organisation_id)
        if context.account_id == account_id:
            member_of(unit, organisation_id, context.account_id)
        else:
            owner_of(unit, organisation_id, context.account_id)
            member_of(unit, organisation_id, account_id)
        assert organisation is not None  # noqa: S101 - it has a member
        members = unit.organisations.members(organisation_id)
        check_owner_stays(members, account_id)
        unit.organisations.remove_member(organisation_id, account_id)
        if not unit.organisations.ids_of_account(account_id):
            unit.accounts.take_back(account_id, Role.EMPLOYER)
        if len(members) == 1:
            abandon(unit, organisation, account_id)
        team = None if context.account_id == account_id else team_of(unit, context.account_id, organisation_id)
        unit.commit()
    return team


NOBODY_ANSWERS = "Plus personne ne répond pour cette structure."
"""The reason of the withdrawal, for organisers: in the campaign's language."""


def leave_all(unit: Unit, account_id: UUID) -> None:
    """Takes somebody who leaves for good out of all their organisations, in the caller's unit.

    Nobody can be kept: where they were the last owner, whoever is there longest becomes one and is told.
    """
    for organisation_id in unit.organisations.ids_of_account(account_id):
        organisation = unit.organisations.lock(organisation_id)
        if organisation is None:
            continue
        members = unit.organisations.members(organisation_id)
        heir = heir_of(members, account_id)
        unit.organisations.remove_member(organisation_id, account_id)
        if heir is not None:
            unit.organisations.set_owner(organisation_id, heir.account_id, is_owner=True)
            mail_new_owner(unit, heir, organisation.name)
        elif all(member.account_id == account_id for member in members):
            abandon(unit, organisation, None)


def abandon(unit: Unit, organisation: Organisation, account_id: UUID | None) -> None:
    """Withdraws every offer that somebody would have to answer for, and forgets numbers and invitations.

    `account_id` is who left, None for who is about to be erased. The SIRET is free again: whoever comes next registers
    anew, and an organiser looks anew. Those who applied are told by the job that looks after them.
    """
    withdrawn = 0
    for offer in unit.posted_offers.lock_of_organisation(organisation.id):
        if OfferAction.WITHDRAW not in actions_allowed(offer.state, OfferActor.EMPLOYER):
            continue
        state = next_offer_state(offer.state, OfferAction.WITHDRAW, OfferActor.EMPLOYER)
        move = Move(OfferAction.WITHDRAW, OfferActor.EMPLOYER, state, account_id, NOBODY_ANSWERS)
        unit.posted_offers.move(offer.id, move, unit.now)
        notify_of_its_end(unit, offer, unit.now)
        withdrawn += 1
    unit.organisations.forget_contacts(organisation.id)
    unit.invitations.remove_all(organisation.id)
    mail_organiser_unanswered(unit, organisation, withdrawn)

"""Nobody is left to answer for an organisation: its offers go, and the organiser is told."""

from datetime import datetime
from uuid import UUID

from game_rules.offers.lifecycle import OfferAction, OfferActor, actions_allowed, next_offer_state
from game_rules.organisations.members import heir_of
from game_rules.organisations.organisation import Organisation
from server.persistence.offers.posted import Move
from server.services.events.news import tell_of_its_end
from server.services.organisations.desk import OrganisationDesk, mail_new_owner, mail_organiser_unanswered
from server.services.ports import UnitOfWork

NOBODY_ANSWERS = "Plus personne ne répond pour cette structure."
"""The reason of the withdrawal, for organisers: in the campaign's language."""


def leave_all(unit: UnitOfWork, desk: OrganisationDesk, account_id: UUID, now: datetime) -> None:
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
            mail_new_owner(unit, desk, heir, organisation.name, now)
        elif all(member.account_id == account_id for member in members):
            abandon(unit, desk, organisation, None, now)


def abandon(
    unit: UnitOfWork, desk: OrganisationDesk, organisation: Organisation, account_id: UUID | None, now: datetime
) -> None:
    """Withdraws every offer that somebody would have to answer for, and forgets numbers and invitations.

    `account_id` is who left, None for who is about to be erased. The SIRET is free again: whoever comes next registers
    anew, and an organiser looks anew. Those who applied are told by the job that looks after them.
    """
    withdrawn = 0
    for seen in unit.posted_offers.of_organisation(organisation.id):
        offer = unit.posted_offers.lock(seen.id)
        if offer is None or OfferAction.WITHDRAW not in actions_allowed(offer.state, OfferActor.EMPLOYER):
            continue
        state = next_offer_state(offer.state, OfferAction.WITHDRAW, OfferActor.EMPLOYER)
        move = Move(OfferAction.WITHDRAW, OfferActor.EMPLOYER, state, account_id, NOBODY_ANSWERS)
        unit.posted_offers.move(offer.id, move, now)
        tell_of_its_end(unit, desk.jobs, offer, now)
        withdrawn += 1
    unit.organisations.forget_contacts(organisation.id)
    unit.invitations.remove_all(organisation.id)
    mail_organiser_unanswered(unit, desk, organisation, withdrawn, now)

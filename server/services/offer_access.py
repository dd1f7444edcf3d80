"""Which offers somebody may see and change as one of an organisation's people."""

from uuid import UUID

from game_rules.posted_offers import PostedOffer
from game_rules.refusals import RefusalReason, Refused
from server.services.ports import UnitOfWork


def check_member(unit: UnitOfWork, organisation_id: UUID, account_id: UUID) -> None:
    """Raises Refused(organisation_not_found | not_a_member)."""
    if not unit.posted_offers.has_organisation(organisation_id):
        raise Refused(RefusalReason.ORGANISATION_NOT_FOUND)
    if not unit.posted_offers.is_member(organisation_id, account_id):
        raise Refused(RefusalReason.NOT_A_MEMBER)


def offer_of(unit: UnitOfWork, offer_id: UUID, account_id: UUID) -> PostedOffer:
    """The offer, for one of its organisation's people. Raises Refused(offer_not_found) for anybody else."""
    return _theirs(unit, unit.posted_offers.offer(offer_id), account_id)


def lock_offer_of(unit: UnitOfWork, offer_id: UUID, account_id: UUID, version: int | None = None) -> PostedOffer:
    """The same, locked; `version` is the one that the editor has seen, None asks for none.

    Raises Refused(offer_not_found | edit_conflict).
    """
    offer = _theirs(unit, unit.posted_offers.lock(offer_id), account_id)
    if version is not None:
        offer.check_version(version)
    return offer


def _theirs(unit: UnitOfWork, offer: PostedOffer | None, account_id: UUID) -> PostedOffer:
    # One answer for both: a draft is nobody else's business.
    if offer is None or not unit.posted_offers.is_member(offer.organisation.id, account_id):
        raise Refused(RefusalReason.OFFER_NOT_FOUND)
    return offer

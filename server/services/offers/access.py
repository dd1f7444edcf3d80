"""Which offers somebody may see and change as one of an organisation's people."""

from uuid import UUID

from game_rules.offers.posted import PostedOffer
from game_rules.refusals import RefusalReason, Refused
from server.services.context import Unit


def offer_of(unit: Unit, offer_id: UUID, account_id: UUID) -> PostedOffer:
    """The offer, for one of its organisation's people. Raises Refused(offer_not_found) for anybody else."""
    return _theirs(unit, unit.posted_offers.offer(offer_id), account_id)


def lock_offer_of(unit: Unit, offer_id: UUID, account_id: UUID, version: int | None = None) -> PostedOffer:
    """The same, locked; `version` is the one that the editor has seen, None asks for none.

    Raises Refused(offer_not_found | edit_conflict).
    """
    offer = _theirs(unit, unit.posted_offers.lock(offer_id), account_id)
    if version is not None:
        offer.check_version(version)
    return offer


def _theirs(unit: Unit, offer: PostedOffer | None, account_id: UUID) -> PostedOffer:
    # One answer for both: a draft is nobody else's business.
    if offer is None or unit.organisations.member(offer.organisation.id, account_id) is None:
        raise Refused(RefusalReason.OFFER_NOT_FOUND)
    return offer

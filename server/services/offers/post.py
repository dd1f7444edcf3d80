"""Somebody writes a new offer of their organisation: a draft, which nobody else sees."""

from datetime import datetime
from uuid import UUID

from game_rules.offers.drafts import AtDoor, AtHome, InCommune, OfferDraft
from server.persistence.ids import new_id
from server.services.offers.place import commune_of, settled
from server.services.organisations.membership import member_of
from server.services.ports import OpenUnit


def post_offer(
    open_unit: OpenUnit,
    account_id: UUID,
    organisation_id: UUID,
    draft: OfferDraft,
    place: AtDoor | AtHome | InCommune | None,
    now: datetime,
) -> UUID:
    """Keeps the draft at `place` and returns its id.

    Raises Refused(organisation_not_found | not_a_member), and OfferIncomplete for a place in no known commune.
    """
    with open_unit() as unit:
        member_of(unit, organisation_id, account_id)
        draft, offer_id = settled(unit, draft, place), new_id(now)
        unit.posted_offers.add(offer_id, organisation_id, draft, commune_of(unit, draft), account_id, now)
        unit.commit()
    return offer_id

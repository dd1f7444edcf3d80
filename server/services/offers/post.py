"""Somebody writes a new offer of their organisation: a draft, which nobody else sees."""

from uuid import UUID

from game_rules.offers.drafts import AtDoor, AtHome, InCommune, OfferDraft
from server.persistence.ids import new_id
from server.services.context import Context
from server.services.offers.place import commune_of, resolve_place
from server.services.organisations.membership import member_of


def post_offer(
    context: Context, organisation_id: UUID, draft: OfferDraft, place: AtDoor | AtHome | InCommune | None
) -> UUID:
    """Keeps the draft at `place` and returns its id.

    Raises Refused(organisation_not_found | not_a_member), and OfferIncomplete for a place in no known commune.
    """
    with context.unit() as unit:
        member_of(unit, organisation_id, context.account_id)
        draft, offer_id = resolve_place(unit, draft, place), new_id(context.now)
        unit.posted_offers.add(
            offer_id, organisation_id, draft, commune_of(unit, draft), context.account_id, context.now
        )
        unit.commit()
    return offer_id

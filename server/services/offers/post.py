"""Somebody writes a new offer of their organisation: a draft, which nobody else sees."""

from uuid import UUID, uuid5

from game_rules.offers.drafts import AtDoor, AtHome, InCommune, OfferDraft
from game_rules.offers.lifecycle import OfferState
from game_rules.offers.posted import PostedOfferView
from game_rules.refusals import RefusalReason, Refused
from server.persistence.ids import new_id
from server.services.context import Context
from server.services.offers.access import lock_offer_of
from server.services.offers.place import commune_of, resolve_place
from server.services.offers.views import own_offer
from server.services.organisations.membership import member_of


def post_offer(
    context: Context,
    organisation_id: UUID,
    draft: OfferDraft,
    place: AtDoor | AtHome | InCommune | None,
    client_id: UUID | None = None,
) -> PostedOfferView:
    """Keeps the draft at `place`. What was sent with a `client_id` and is sent again is one draft, with the last words.

    Raises Refused(organisation_not_found | not_a_member), Refused(edit_conflict) when the draft is none any more, and
    OfferIncomplete for a place in no known commune.
    """
    with context.unit() as unit:
        member_of(unit, organisation_id, context.account_id)
        draft = resolve_place(unit, draft, place)
        commune = commune_of(unit, draft)
        offer_id = uuid5(organisation_id, str(client_id)) if client_id is not None else new_id(context.now)
        if not unit.posted_offers.add(offer_id, organisation_id, draft, commune, context.account_id, context.now):
            if lock_offer_of(unit, offer_id, context.account_id).state is not OfferState.DRAFT:
                raise Refused(RefusalReason.EDIT_CONFLICT)
            unit.posted_offers.write(offer_id, draft, commune)
        view = own_offer(unit, offer_id)
        unit.commit()
    return view

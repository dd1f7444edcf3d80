"""Offers as the people of their organisation, and organisers, look at them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from game_rules.offers.findable import why_hidden
from game_rules.offers.lifecycle import EDITABLE, OfferState, restorable_until
from game_rules.offers.posted import OfferCounts, PostedOffer, PostedOfferView, actions_on
from game_rules.people.players import Language
from game_rules.undo import undo_until, undone_before
from server.services.context import Context, Unit
from server.services.offers.access import offer_of
from server.services.offers.wording import findings_in
from server.services.organisations.membership import member_of

_ON_THEIR_WAY = frozenset({OfferState.DRAFT, OfferState.SUBMITTED})
"""Whose wording is checked for a list: what is public has passed, and what is over is nobody's to change."""

_ENDED = frozenset({OfferState.FILLED, OfferState.WITHDRAWN})


def list_offers(context: Context, organisation_id: UUID) -> list[PostedOfferView]:
    """All of an organisation, the newest first. Raises Refused(organisation_not_found | not_a_member)."""
    with context.unit() as unit:
        member_of(unit, organisation_id, context.player.account_id)
        return _views(unit, unit.posted_offers.of_organisation(organisation_id), context.player.language, _ON_THEIR_WAY)


def read_offer(context: Context, offer_id: UUID) -> PostedOfferView:
    """One of theirs. Raises Refused(offer_not_found)."""
    with context.unit() as unit:
        return own_offer(unit, offer_id)


def own_offer(unit: Unit, offer_id: UUID) -> PostedOfferView:
    """The same, as the caller's unit has changed it."""
    player = unit.context.player
    (view,) = _views(unit, [offer_of(unit, offer_id, player.account_id)], player.language, EDITABLE)
    return view


def list_submitted(context: Context, language: Language) -> list[PostedOfferView]:
    """Those that wait for an organiser, whoever has waited longest first."""
    with context.unit() as unit:
        return _views(unit, unit.posted_offers.submitted(), language, _ON_THEIR_WAY)


def _views(
    unit: Unit, offers: Sequence[PostedOffer], language: Language, checked: Collection[OfferState]
) -> list[PostedOfferView]:
    counts = unit.posted_offers.counts([offer.id for offer in offers])
    today = unit.today
    moves = unit.posted_offers.moves_of([offer.id for offer in offers if offer.state in _ENDED])
    restorable = {offer_id: until for offer_id in moves if (until := restorable_until(moves[offer_id], unit.now))}
    posters = unit.posters.revoked_since([offer.id for offer in offers], undone_before(unit.now))
    return [
        PostedOfferView(
            offer=offer,
            counts=counts.get(offer.id, OfferCounts()),
            findings=findings_in(unit, offer.draft, language) if offer.state in checked else (),
            can=actions_on(offer, is_restorable=offer.id in restorable),
            is_public=why_hidden(offer.state, offer.draft.expires_on, today, offer.organisation.state) is None,
            restorable_until=restorable.get(offer.id),
            poster_restorable_until=undo_until(posters[offer.id]) if offer.id in posters else None,
        )
        for offer in offers
    ]

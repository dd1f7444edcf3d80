"""Offers as the people of their organisation, and organisers, look at them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from game_rules.offers.findable import why_hidden
from game_rules.offers.lifecycle import EDITABLE, OfferState
from game_rules.offers.posted import OfferCounts, PostedOffer, PostedOfferView, actions_on
from game_rules.people.players import Language, Player
from server.services.offers.access import offer_of
from server.services.offers.place import zone_of
from server.services.offers.wording import findings_in
from server.services.organisations.membership import member_of
from server.services.ports import OpenUnit, UnitOfWork

_ON_THEIR_WAY = frozenset({OfferState.DRAFT, OfferState.SUBMITTED})
"""Whose wording is checked for a list: what is public has passed, and what is over is nobody's to change."""


def list_offers(open_unit: OpenUnit, member: Player, organisation_id: UUID, now: datetime) -> list[PostedOfferView]:
    """All of an organisation, the newest first. Raises Refused(organisation_not_found | not_a_member)."""
    with open_unit() as unit:
        member_of(unit, organisation_id, member.account_id)
        return _views(unit, unit.posted_offers.of_organisation(organisation_id), member.language, now, _ON_THEIR_WAY)


def read_offer(open_unit: OpenUnit, member: Player, offer_id: UUID, now: datetime) -> PostedOfferView:
    """One of theirs. Raises Refused(offer_not_found)."""
    with open_unit() as unit:
        (view,) = _views(unit, [offer_of(unit, offer_id, member.account_id)], member.language, now, EDITABLE)
        return view


def list_submitted(open_unit: OpenUnit, language: Language, now: datetime) -> list[PostedOfferView]:
    """Those that wait for an organiser, whoever has waited longest first."""
    with open_unit() as unit:
        return _views(unit, unit.posted_offers.submitted(), language, now, _ON_THEIR_WAY)


def _views(
    unit: UnitOfWork, offers: Sequence[PostedOffer], language: Language, now: datetime, checked: Collection[OfferState]
) -> list[PostedOfferView]:
    counts = unit.posted_offers.counts([offer.id for offer in offers])
    zone = zone_of(unit, now)
    today = now.astimezone(zone).date()
    return [
        PostedOfferView(
            offer=offer,
            counts=counts.get(offer.id, OfferCounts()),
            findings=findings_in(offer.draft, now, zone, language) if offer.state in checked else (),
            can=actions_on(offer),
            is_public=why_hidden(offer.state, offer.draft.expires_on, today, offer.organisation.state) is None,
        )
        for offer in offers
    ]

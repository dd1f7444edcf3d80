"""A draft is handed in. What a verified organisation writes is public at once; the rest waits until it is verified."""

from dataclasses import replace
from uuid import UUID

from game_rules.offers.drafts import OfferIncomplete, check_complete, last_day_of
from game_rules.offers.lifecycle import OfferAction, OfferActor, next_offer_state
from game_rules.offers.posted import PostedOffer, PostedOfferView, WordingBlocked
from game_rules.organisations.organisation import OrganisationState
from game_rules.people.players import Language
from server.persistence.offers.posted import Move
from server.services.context import Context, Unit
from server.services.offers.access import lock_offer_of
from server.services.offers.place import PlacementContext, placement_context
from server.services.offers.views import own_offer
from server.services.offers.wording import check_words


def submit_offer(context: Context, offer_id: UUID, version: int) -> PostedOfferView:
    """Checks that the draft is complete and says nothing that must not be said, and hands it in.

    Raises Refused(offer_not_found | edit_conflict | not_allowed_now), OfferIncomplete, WordingBlocked.
    """
    with context.unit() as unit:
        offer = lock_offer_of(unit, offer_id, context.player.account_id, version)
        submitted = next_offer_state(offer.state, OfferAction.SUBMIT, OfferActor.EMPLOYER)
        placement = placement_context(unit)
        _check(unit, offer, placement, context.player.language)
        move = Move(OfferAction.SUBMIT, OfferActor.EMPLOYER, submitted, context.player.account_id)
        unit.posted_offers.move(offer_id, move, context.now)
        if offer.organisation.state is OrganisationState.VERIFIED:
            publish(unit, replace(offer, state=submitted), OfferActor.RULES, placement)
        view = own_offer(unit, offer_id)
        unit.commit()
    return view


def publish_waiting(unit: Unit, organisation_id: UUID) -> int:
    """Publishes what waits for the organisation to be verified, in the caller's unit, and counts it.

    Call it once the organisation is verified, the first time or again. What is out of date by now waits for an
    organiser.
    """
    placement, count = placement_context(unit), 0
    for offer in unit.posted_offers.lock_submitted_of(organisation_id):
        try:
            _check(unit, offer, placement, Language.FRENCH)
        except (OfferIncomplete, WordingBlocked):
            continue
        publish(unit, offer, OfferActor.RULES, placement)
        count += 1
    return count


def publish(
    unit: Unit, offer: PostedOffer, actor: OfferActor, placement: PlacementContext, account_id: UUID | None = None
) -> None:
    """From now on, or from the campaign's first day, it can be found, until its last day. The caller holds its lock.

    Raises Refused(not_allowed_now).
    """
    published = next_offer_state(offer.state, OfferAction.PUBLISH, actor)
    last_day = last_day_of(offer.draft, placement.first_day, placement.zone)
    move = Move(OfferAction.PUBLISH, actor, published, account_id)
    unit.posted_offers.move(offer.id, move, unit.now, expires_on=last_day)


def _check(unit: Unit, offer: PostedOffer, placement: PlacementContext, language: Language) -> None:
    check_complete(offer.draft, placement.locator_of(offer.id), unit.now, placement.zone)
    check_words(unit, offer.draft, language)

"""A draft is handed in. What a verified organisation writes is public at once; the rest waits until it is verified."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from game_rules.offers.drafts import OfferIncomplete, check_complete, last_day_of
from game_rules.offers.lifecycle import OfferAction, OfferActor, next_offer_state
from game_rules.offers.posted import PostedOffer, WordingBlocked
from game_rules.organisations.organisation import OrganisationState
from game_rules.people.players import Language, Player
from server.persistence.offers.posted import Move
from server.services.offers.access import lock_offer_of
from server.services.offers.place import Surroundings, surroundings
from server.services.offers.wording import check_words
from server.services.ports import OpenUnit, UnitOfWork


def submit_offer(open_unit: OpenUnit, editor: Player, offer_id: UUID, version: int, now: datetime) -> None:
    """Checks that the draft is complete and says nothing that must not be said, and hands it in.

    Raises Refused(offer_not_found | edit_conflict | not_allowed_now), OfferIncomplete, WordingBlocked.
    """
    with open_unit() as unit:
        offer = lock_offer_of(unit, offer_id, editor.account_id, version)
        submitted = next_offer_state(offer.state, OfferAction.SUBMIT, OfferActor.EMPLOYER)
        around = surroundings(unit, now)
        _check(offer, around, now, editor.language)
        move = Move(OfferAction.SUBMIT, OfferActor.EMPLOYER, submitted, editor.account_id)
        unit.posted_offers.move(offer_id, move, now)
        if offer.organisation.state is OrganisationState.VERIFIED:
            publish(unit, replace(offer, state=submitted), OfferActor.RULES, around, now)
        unit.commit()


def publish_waiting(unit: UnitOfWork, organisation_id: UUID, now: datetime) -> int:
    """Publishes what waits for the organisation to be verified, in the caller's unit, and counts it.

    Call it once the organisation is verified, the first time or again. What is out of date by now waits for an
    organiser.
    """
    around, count = surroundings(unit, now), 0
    for offer in unit.posted_offers.lock_submitted_of(organisation_id):
        try:
            _check(offer, around, now, Language.FRENCH)
        except (OfferIncomplete, WordingBlocked):
            continue
        publish(unit, offer, OfferActor.RULES, around, now)
        count += 1
    return count


def publish(
    unit: UnitOfWork,
    offer: PostedOffer,
    actor: OfferActor,
    around: Surroundings,
    now: datetime,
    account_id: UUID | None = None,
) -> None:
    """From now on it can be found, until its last day. The caller holds its lock. Raises Refused(not_allowed_now)."""
    published = next_offer_state(offer.state, OfferAction.PUBLISH, actor)
    last_day = last_day_of(offer.draft, now.astimezone(around.zone).date(), around.zone)
    move = Move(OfferAction.PUBLISH, actor, published, account_id)
    unit.posted_offers.move(offer.id, move, now, expires_on=last_day)


def _check(offer: PostedOffer, around: Surroundings, now: datetime, language: Language) -> None:
    check_complete(offer.draft, around.locator_of(offer.id), now, around.zone)
    check_words(offer.draft, now, around.zone, language)

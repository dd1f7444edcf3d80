"""An organiser decides about an offer: publish, send back, withdraw."""

from uuid import UUID

from game_rules.offers.drafts import check_complete
from game_rules.offers.lifecycle import OfferAction, OfferActor, OfferState, next_offer_state
from game_rules.offers.posted import PostedOffer
from game_rules.organisations.organisation import OrganisationState
from game_rules.refusals import RefusalReason, Refused
from game_rules.text_limits import REASON_MAX_CHARS
from game_rules.texts import clean_text
from server.persistence.offers.posted import Move
from server.services.context import Context, Unit
from server.services.events.news import notify_of_its_end
from server.services.offers.mails import mail_members_of_decision
from server.services.offers.place import placement_context
from server.services.offers.submit import publish


def decide_on_offer(
    context: Context, account_id: UUID | None, offer_id: UUID, action: OfferAction, *, reason: str | None
) -> None:
    """Publishes, sends back or withdraws, as an organiser; members are told the reason, publishing may do without one.

    Raises Refused(offer_not_found | not_allowed_now | invalid_text), OfferIncomplete for what is out of date.
    """
    if reason is not None or action is not OfferAction.PUBLISH:
        reason = clean_text(reason or "", REASON_MAX_CHARS)
    with context.unit() as unit:
        offer = unit.posted_offers.lock(offer_id)
        if offer is None:
            raise Refused(RefusalReason.OFFER_NOT_FOUND)
        state = next_offer_state(offer.state, action, OfferActor.ORGANISER)
        if action is OfferAction.PUBLISH:
            _publish(unit, offer, account_id)
        else:
            unit.posted_offers.move(
                offer_id, Move(action, OfferActor.ORGANISER, state, account_id, reason), context.now
            )
            notify_players_of_move(unit, offer, state)
        mail_members_of_decision(unit, offer, action, reason)
        unit.commit()


def decide_on_offer_in(unit: Unit, offer_id: UUID, action: OfferAction, reason: str) -> None:
    """Sends back or withdraws in the caller's unit, in the name of its organiser."""
    offer = unit.posted_offers.lock(offer_id)
    if offer is None:
        raise Refused(RefusalReason.OFFER_NOT_FOUND)
    state = next_offer_state(offer.state, action, OfferActor.ORGANISER)
    account_id = unit.context.organiser.account_id
    unit.posted_offers.move(offer_id, Move(action, OfferActor.ORGANISER, state, account_id, reason), unit.now)
    notify_players_of_move(unit, offer, state)
    mail_members_of_decision(unit, offer, action, reason)


def _publish(unit: Unit, offer: PostedOffer, account_id: UUID | None) -> None:
    # An organiser looks at the organisation first: nothing of it is public before.
    if offer.organisation.state is not OrganisationState.VERIFIED:
        raise Refused(RefusalReason.NOT_ALLOWED_NOW)
    placement = placement_context(unit)
    check_complete(offer.draft, placement.locator_of(offer.id), unit.now, placement.zone)
    publish(unit, offer, OfferActor.ORGANISER, placement, account_id)


def notify_players_of_move(unit: Unit, offer: PostedOffer, state: OfferState) -> None:
    if state is OfferState.WITHDRAWN:
        notify_of_its_end(unit, offer, unit.now)

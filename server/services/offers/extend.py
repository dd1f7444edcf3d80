"""An offer stays longer: asked for in the app, or with one tap on the mail before its end."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from game_rules.offers.drafts import extended_until
from game_rules.offers.lifecycle import OfferAction, OfferActor, next_offer_state
from game_rules.offers.posted import PostedOffer, PostedOfferView
from game_rules.people.players import Language
from game_rules.refusals import RefusalReason, Refused
from server.persistence.offers.posted import Move
from server.services.context import Context, Unit
from server.services.offers.access import lock_offer_of, offer_of
from server.services.offers.views import own_offer


@dataclass(frozen=True, slots=True)
class ExtendLink:
    """The content of a mail's link: whose mail, which offer, and the last day that it had."""

    account_id: UUID
    offer_id: UUID
    expires_on: date


@dataclass(frozen=True, slots=True)
class Extension:
    """A link's effect, now or past. `until` is None where the offer has been extended, or changed, since the mail."""

    title: str
    language: Language
    until: date | None


def extend_offer(context: Context, offer_id: UUID, version: int, until: date | None) -> PostedOfferView:
    """Moves its last day to `until`, or by a month; one that has expired can be found again.

    Raises Refused(offer_not_found | edit_conflict | not_allowed_now | event_over), OfferIncomplete.
    """
    with context.unit() as unit:
        _extend(unit, lock_offer_of(unit, offer_id, context.account_id, version), context.account_id, until)
        view = own_offer(unit, offer_id)
        unit.commit()
    return view


def look_at_link(context: Context, link: ExtendLink) -> Extension:
    """Tells what the link would do. Changes nothing. Raises Refused as below."""
    with context.unit() as unit:
        offer = offer_of(unit, link.offer_id, link.account_id)
        until = _until(unit, offer, None) if _is_as_mailed(offer, link) else None
        return Extension(offer.draft.title, _language(unit, link), until)


def follow_link(context: Context, link: ExtendLink) -> Extension:
    """Extends by a month what has not been extended since the mail: a link that is followed twice does it once.

    Raises Refused(offer_not_found) for whoever has left the organisation, Refused(not_allowed_now) for what is filled
    or withdrawn.
    """
    with context.unit() as unit:
        offer = lock_offer_of(unit, link.offer_id, link.account_id)
        until = _extend(unit, offer, link.account_id, None) if _is_as_mailed(offer, link) else None
        language = _language(unit, link)
        unit.commit()
    return Extension(offer.draft.title, language, until)


def _is_as_mailed(offer: PostedOffer, link: ExtendLink) -> bool:
    return offer.draft.expires_on == link.expires_on


def _extend(unit: Unit, offer: PostedOffer, account_id: UUID, until: date | None) -> date:
    state = next_offer_state(offer.state, OfferAction.EXTEND, OfferActor.EMPLOYER)
    last_day = _until(unit, offer, until)
    move = Move(OfferAction.EXTEND, OfferActor.EMPLOYER, state, account_id)
    unit.posted_offers.move(offer.id, move, unit.now, expires_on=last_day)
    return last_day


def _until(unit: Unit, offer: PostedOffer, until: date | None) -> date:
    next_offer_state(offer.state, OfferAction.EXTEND, OfferActor.EMPLOYER)
    if offer.draft.event is not None:
        # An event ends when it ends: its times can be changed.
        raise Refused(RefusalReason.NOT_ALLOWED_NOW)
    today = unit.today
    return extended_until(until, offer.draft.expires_on, today)


def _language(unit: Unit, link: ExtendLink) -> Language:
    player = unit.accounts.player_of_account(link.account_id)
    return player.language if player else Language.FRENCH

"""One of an organisation's people changes what an offer says. What others can see stays fit to be seen."""

from dataclasses import replace
from uuid import UUID

from game_rules.offers.drafts import AtDoor, AtHome, InCommune, OfferDraft, check_complete, last_day_of
from game_rules.offers.lifecycle import OfferState, check_editable
from game_rules.offers.posted import PostedOfferView
from server.services.context import Context
from server.services.events.news import notify_of_new_times
from server.services.events.promote_waitlist import promote_waitlist
from server.services.offers.access import lock_offer_of
from server.services.offers.place import commune_of, placement_context, resolve_place
from server.services.offers.views import own_offer
from server.services.offers.wording import check_words


def edit_offer(
    context: Context, offer_id: UUID, version: int, draft: OfferDraft, place: AtDoor | AtHome | InCommune | None
) -> PostedOfferView:
    """Replaces all that the offer says. Of two editors at once the second is refused and can look at both versions.

    A draft may be as unfinished as it likes; anything else has to stay complete. New seats of an event go to those who
    wait, and whoever registered is told of new times.

    Raises Refused(offer_not_found | edit_conflict | not_allowed_now), OfferIncomplete, WordingBlocked.
    """
    with context.unit() as unit:
        before = lock_offer_of(unit, offer_id, context.player.account_id, version)
        check_editable(before.state)
        draft = resolve_place(unit, draft, place)
        if before.state is not OfferState.DRAFT:
            placement = placement_context(unit)
            check_complete(draft, placement.locator_of(offer_id), context.now, placement.zone)
            check_words(unit, draft, context.player.language)
            draft = replace(draft, expires_on=last_day_of(draft, placement.first_day, placement.zone))
        unit.posted_offers.write(offer_id, draft, commune_of(unit, draft))
        if draft.event is not None:
            promote_waitlist(unit, offer_id, draft.event)
            notify_of_new_times(unit, before, draft.event)
        view = own_offer(unit, offer_id)
        unit.commit()
    return view

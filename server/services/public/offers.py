"""Offers that everybody may read: those that can be found now and that are ours to tell."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from uuid import UUID

from game_rules.dates import is_over
from game_rules.offers.lifecycle import OfferActor, OfferState
from game_rules.offers.public import EndedOffer, PublicOffer, is_republished, public_offer
from game_rules.refusals import RefusalReason, Refused
from game_rules.web_addresses import web_address
from server.services.context import Context
from server.services.ports import Attachment, CalendarEntry, CalendarStatus


@dataclass(frozen=True, slots=True)
class ElsewhereOffer:
    """An offer that a feed brought: it is told by its source, at `url`."""

    url: str


@dataclass(frozen=True, slots=True)
class OffersPage:
    """One page of the list, counted from 1."""

    offers: tuple[PublicOffer, ...]
    number: int
    has_next: bool


def list_public_offers(context: Context, *, page: int, per_page: int) -> OffersPage:
    """The newest first; a page beyond the last is empty."""
    start = (page - 1) * per_page
    found = _current(context)[start : start + per_page + 1] if context.campaign else ()
    return OffersPage(tuple(found[:per_page]), page, has_next=len(found) > per_page)


def read_public_offer(context: Context, offer_id: UUID) -> PublicOffer | ElsewhereOffer | EndedOffer:
    """The offer as everybody may read it, where else it is told, or that it is over.

    Raises Refused(offer_not_found) for what never was public, and for what is not at the moment.
    """
    if context.campaign is not None:
        offer = context.campaign.offers.by_id.get(offer_id)
        if offer is not None and offer.is_current_on(context.today):
            if is_republished(offer):
                return public_offer(offer)
            if (url := web_address(offer.source_url)) is not None:
                return ElsewhereOffer(url)
            raise Refused(RefusalReason.OFFER_NOT_FOUND)
        return _ended(context, offer_id)
    raise Refused(RefusalReason.OFFER_NOT_FOUND)


def calendar_file(context: Context, offer: PublicOffer, page_url: str) -> Attachment:
    """A public event for a calendar: its commune, or its address where that is public.

    Raises Refused(offer_not_found) for what has no hours.
    """
    if offer.event is None:
        raise Refused(RefusalReason.OFFER_NOT_FOUND)
    address = offer.address
    return context.calendar.write(
        CalendarEntry(
            id=offer.id,
            sequence=0,
            status=CalendarStatus.CONFIRMED,
            starts_at=offer.event.starts_at,
            ends_at=offer.event.ends_at,
            zone=context.running.record.zone,
            changed_at=offer.changed_at or offer.event.starts_at,
            summary=offer.title,
            description=f"{offer.organisation}\n{page_url}",
            location=(address.text if address else None) or offer.commune_name or "",
            position=address.position if address else None,
            alarms_before_s=(context.limits.meeting_reminder_day_s,),
            is_public=True,
        )
    )


def _current(context: Context) -> list[PublicOffer]:
    today = context.today
    return [offer for offer in context.running.public_offers if not is_over(offer.expires_on, today)]


def _ended(context: Context, offer_id: UUID) -> EndedOffer:
    with context.unit() as unit:
        was = unit.ended_offers.find(offer_id)
    if was is None or not is_republished(was.offer):
        raise Refused(RefusalReason.OFFER_NOT_FOUND)
    last_day = was.offer.expires_on
    over_since = datetime.combine(last_day + timedelta(days=1), time(), context.running.zone) if last_day else None
    state, ended_at = was.state, was.moved_at or was.offer.changed_at
    if state is OfferState.PUBLISHED:
        state, ended_at = OfferState.EXPIRED, over_since
    ends = [moment for moment in (ended_at, over_since) if moment and moment <= context.now]
    if not ends:
        raise Refused(RefusalReason.OFFER_NOT_FOUND)
    by_organiser = state is OfferState.WITHDRAWN and was.moved_by is OfferActor.ORGANISER
    return EndedOffer(replace(public_offer(was.offer), openings=None), state, min(ends), may_be_told=not by_organiser)

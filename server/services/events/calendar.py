"""An event that a player has discovered, as a file for their calendar."""

from uuid import UUID

from game_rules.offers.offer import LocationPrecision, Offer
from game_rules.people.players import Language
from game_rules.refusals import RefusalReason, Refused
from server.services.context import Context
from server.services.ports import Attachment, CalendarEntry, CalendarStatus


def download_event(context: Context, offer_id: UUID) -> Attachment:
    """As it stands now. Raises Refused(offer_not_discovered | offer_not_open)."""
    with context.unit() as unit:
        if offer_id not in unit.achievements.discoveries(context.player.id):
            raise Refused(RefusalReason.OFFER_NOT_DISCOVERED)
        posted = unit.posted_offers.offer(offer_id)
    offer = context.campaign.offers.by_id.get(offer_id) if context.campaign else None
    if context.campaign is None or posted is None or offer is None or offer.event is None:
        raise Refused(RefusalReason.OFFER_NOT_OPEN)
    return context.calendar.write(
        CalendarEntry(
            id=offer.id,
            sequence=posted.version,
            status=CalendarStatus.CONFIRMED,
            starts_at=offer.event.starts_at,
            ends_at=offer.event.ends_at,
            zone=context.campaign.record.zone,
            changed_at=context.now,
            summary=offer.title,
            description=_description(context.player.language, offer),
            location=", ".join(part for part in (offer.address, offer.commune_name) if part),
            position=offer.position,
            alarms_before_s=(context.limits.meeting_reminder_day_s, context.limits.meeting_reminder_hour_s),
        )
    )


def _description(language: Language, offer: Offer) -> str:
    said = [offer.organisation.name]
    if offer.location_precision is LocationPrecision.COMMUNE:
        said.append("Lieu exact : à demander." if language is Language.FRENCH else "Exact place: ask the organisation.")
    return "\n".join(said)

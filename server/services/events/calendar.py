"""An event that a player has discovered, as a file for their calendar."""

from datetime import datetime, tzinfo
from uuid import UUID
from zoneinfo import ZoneInfo

from game_rules.offers.offer import LocationPrecision, Offer
from game_rules.people.players import Language, Player
from game_rules.refusals import RefusalReason, Refused
from server.live.world import World
from server.services.desks import MeetingDesk
from server.services.ports import Attachment, CalendarEntry, CalendarStatus, OpenUnit


def download_event(
    open_unit: OpenUnit, desk: MeetingDesk, world: World | None, player: Player, offer_id: UUID, now: datetime
) -> Attachment:
    """As it stands now. Raises Refused(offer_not_discovered | offer_not_open)."""
    with open_unit() as unit:
        if offer_id not in unit.achievements.discoveries(player.id):
            raise Refused(RefusalReason.OFFER_NOT_DISCOVERED)
        posted = unit.posted_offers.offer(offer_id)
    offer = world.offers.by_id.get(offer_id) if world else None
    if world is None or posted is None or offer is None or offer.event is None:
        raise Refused(RefusalReason.OFFER_NOT_OPEN)
    return desk.calendar.write(
        CalendarEntry(
            id=offer.id,
            sequence=posted.version,
            status=CalendarStatus.CONFIRMED,
            starts_at=offer.event.starts_at,
            ends_at=offer.event.ends_at,
            zone=_zone(world.zone),
            changed_at=now,
            summary=offer.title,
            description=_description(player.language, offer),
            location=", ".join(part for part in (offer.address, offer.commune_name) if part),
            position=offer.position,
            alarms_before_s=(desk.limits.meeting_reminder_day_s, desk.limits.meeting_reminder_hour_s),
        )
    )


def _zone(zone: tzinfo) -> ZoneInfo:
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC")


def _description(language: Language, offer: Offer) -> str:
    said = [offer.organisation.name]
    if offer.location_precision is LocationPrecision.COMMUNE:
        said.append("Lieu exact : à demander." if language is Language.FRENCH else "Exact place: ask the organisation.")
    return "\n".join(said)

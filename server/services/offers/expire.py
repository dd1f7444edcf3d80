"""The clock ends what is over, asks about what is about to end, and gives seats that were left."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.offers.limits import OFFER_REMINDER_DAYS
from game_rules.offers.reminders import reminder_due
from server.services.events.give_seats import fill_free_seats
from server.services.links import Links
from server.services.offers.mails import mail_members_of_end
from server.services.offers.place import zone_of
from server.services.ports import JobQueue, OpenUnit


@dataclass(frozen=True, slots=True)
class Ended:
    """Numbers of offers that ended, and of those for which somebody was asked."""

    expired: int
    reminded: int


def expire_offers(
    open_unit: OpenUnit, jobs: JobQueue, links: Links, now: datetime, limits: Limits = DEFAULT_LIMITS
) -> Ended:
    """Call it every hour; again changes nothing. Players see nothing of a day that is over in the meantime either."""
    with open_unit() as unit:
        today = now.astimezone(zone_of(unit, now)).date()
        expired = unit.posted_offers.expire_due(today, now)
        unit.commit()
    reminded = 0
    with open_unit() as unit:
        for offer in unit.posted_offers.ending_by(today + timedelta(days=max(OFFER_REMINDER_DAYS)), today):
            expires_on, since = offer.draft.expires_on, offer.published_at
            if expires_on is None or since is None:
                continue
            days_before = reminder_due(expires_on, since.astimezone(zone_of(unit, now)).date(), today)
            if days_before is not None and unit.posted_offers.note_reminder(offer.id, expires_on, days_before):
                mail_members_of_end(unit, jobs, links, offer, expires_on, now, limits)
                reminded += 1
        unit.commit()
    fill_free_seats(open_unit, jobs, now, limits)
    return Ended(expired, reminded)

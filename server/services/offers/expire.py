"""The clock ends what is over, asks about what is about to end, and gives seats that were left."""

from dataclasses import dataclass
from datetime import timedelta

from game_rules.offers.limits import OFFER_REMINDER_DAYS
from game_rules.offers.reminders import reminder_due
from server.services.context import Context
from server.services.events.promote_waitlist import fill_free_seats
from server.services.offers.mails import mail_members_of_end


@dataclass(frozen=True, slots=True)
class ExpiryReport:
    """Numbers of offers that ended, and of those for which somebody was asked."""

    expired: int
    reminded: int


def expire_offers(context: Context) -> ExpiryReport:
    """Call it every hour; again changes nothing. Players see nothing of a day that is over in the meantime either."""
    with context.unit() as unit:
        today = unit.today
        expired = unit.posted_offers.expire_due(today, context.now)
        unit.commit()
    reminded = 0
    with context.unit() as unit:
        for offer in unit.posted_offers.ending_by(today + timedelta(days=max(OFFER_REMINDER_DAYS)), today):
            expires_on, since = offer.draft.expires_on, offer.published_at
            if expires_on is None or since is None:
                continue
            days_before = reminder_due(expires_on, since.astimezone(unit.zone).date(), today)
            if days_before is not None and unit.posted_offers.note_reminder(offer.id, expires_on, days_before):
                mail_members_of_end(unit, offer, expires_on)
                reminded += 1
        unit.commit()
    fill_free_seats(context)
    return ExpiryReport(expired, reminded)

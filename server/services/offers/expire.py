"""The clock ends what is over, asks about what is about to end, and gives seats that were left."""

from dataclasses import dataclass
from datetime import timedelta

from game_rules.offers.limits import OFFER_REMINDER_DAYS
from game_rules.offers.posted import PostedOffer
from game_rules.offers.reminders import reminder_due
from server.services.context import Context
from server.services.events.promote_waitlist import fill_free_seats
from server.services.offers.mails import mail_members_of_end
from server.services.one_by_one import one_by_one


@dataclass(frozen=True, slots=True)
class ExpiryReport:
    """Numbers of offers that ended, and of those for which somebody was asked."""

    expired: int
    reminded: int


def expire_offers(context: Context) -> ExpiryReport:
    """Call it every hour; again changes nothing. Players see nothing of a day that is over in the meantime either.

    Raises SomeFailedError when everything else is done.
    """
    with context.unit() as unit:
        expired = unit.posted_offers.expire_due(unit.today, context.now)
        unit.commit()
    fill_free_seats(context)
    with context.unit() as unit:
        today = unit.today
        ending = unit.posted_offers.ending_by(today + timedelta(days=max(OFFER_REMINDER_DAYS)), today)
    reminded = one_by_one("reminders of offers that end", ending, lambda offer: _remind(context, offer))
    return ExpiryReport(expired, sum(reminded))


def _remind(context: Context, offer: PostedOffer) -> bool:
    """A unit for each: one that cannot be written keeps no other from its people."""
    expires_on, since = offer.draft.expires_on, offer.published_at
    if expires_on is None or since is None:
        return False
    with context.unit() as unit:
        days_before = reminder_due(expires_on, since.astimezone(unit.zone).date(), unit.today)
        if days_before is None or not unit.posted_offers.note_reminder(offer.id, expires_on, days_before):
            return False
        mail_members_of_end(unit, offer, expires_on)
        unit.commit()
    return True

"""Reminders to the people of an organisation that an offer of theirs is about to end."""

from datetime import date

from game_rules.offers.limits import OFFER_REMINDER_DAYS


def reminder_due(expires_on: date, published_on: date, today: date) -> int | None:
    """Picks the mail that is due on the local day `today`, by the days before the end that it stands for; None is none.

    A mail that was missed is made up for until the next one is due. Nobody is reminded of what they published after the
    mail would have gone out.
    """
    days_left = (expires_on - today).days
    due = [days for days in OFFER_REMINDER_DAYS if 0 <= days_left <= days < (expires_on - published_on).days]
    return min(due, default=None)

"""Keeps the promise of README's table "What is kept of people": what is there too long goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from game_rules.limits import NOTIFICATION_KEPT_DAYS, OUTBOX_MAIL_KEPT_DAYS
from server.services.ports import OpenUnit


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much went."""

    sessions: int
    codes: int
    mails: int
    guests: int
    notifications: int


def enforce_retention(open_unit: OpenUnit, now: datetime) -> Forgotten:
    """Deletes ended sessions, dead codes, old mails and notifications, and guests whom no session can open any more."""
    with open_unit() as unit:
        forgotten = Forgotten(
            sessions=unit.retention.forget_sessions(ended_by=now),
            codes=unit.retention.forget_codes(expired_by=now),
            mails=unit.retention.forget_mails(written_by=now - timedelta(days=OUTBOX_MAIL_KEPT_DAYS)),
            guests=unit.retention.forget_guests_without_session(),
            notifications=unit.retention.forget_notifications(created_by=now - timedelta(days=NOTIFICATION_KEPT_DAYS)),
        )
        unit.commit()
    return forgotten

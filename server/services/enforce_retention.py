"""Keeps the promise of README's table "What is kept of people": what is there too long goes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from game_rules.limits import OUTBOX_MAIL_KEPT_DAYS
from server.services.depart import depart
from server.services.ports import OpenUnit


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much went."""

    sessions: int = 0
    codes: int = 0
    mails: int = 0
    guests: int = 0


def enforce_retention(open_unit: OpenUnit, now: datetime) -> Forgotten:
    """Deletes ended sessions, dead codes, old mails, and guests whom no session can open any more."""
    with open_unit() as unit:
        forgotten = Forgotten(
            sessions=unit.retention.forget_sessions(ended_by=now),
            codes=unit.retention.forget_codes(expired_by=now),
            mails=unit.retention.forget_mails(written_by=now - timedelta(days=OUTBOX_MAIL_KEPT_DAYS)),
        )
        unit.commit()
    return replace(forgotten, guests=_forget_guests(open_unit, now))


def _forget_guests(open_unit: OpenUnit, now: datetime) -> int:
    """One after the other, each in a unit of its own: nobody who talked with one of them waits for all."""
    count = 0
    while True:
        with open_unit() as unit:
            guest = unit.retention.lock_guest_without_session()
            if guest is None:
                return count
            account_id, player_id = guest
            # Nobody is told: here are no sockets, and their next snapshot shows it.
            depart(unit, None, player_id, now)
            unit.accounts.remove(account_id)
            unit.commit()
        count += 1

"""Seats of an event that have become free go to those who have waited longest."""

from datetime import datetime
from uuid import UUID

from game_rules.event_seats import who_moves_up
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.notifications import NotificationKind
from game_rules.offers import EventTimes
from server.services.notify import notify
from server.services.ports import JobQueue, UnitOfWork


def give_seats(
    unit: UnitOfWork,
    jobs: JobQueue,
    offer_id: UUID,
    event: EventTimes,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> None:
    """Moves up whoever a seat is free for, and tells them. The caller holds the offer's lock and commits.

    Nobody gets a seat in what has begun: they could not be there in time.
    """
    if event.starts_at <= now:
        return
    lucky = who_moves_up(unit.event_registrations.of_event(offer_id), event.seats)
    if not lucky:
        return
    unit.event_registrations.give_seats(offer_id, lucky)
    for player_id in lucky:
        notify(
            unit,
            jobs,
            player_id,
            NotificationKind.EVENT_SEAT_FREE,
            offer_id,
            now,
            occasion=now.isoformat(),
            starts_at=event.starts_at,
            limits=limits,
        )

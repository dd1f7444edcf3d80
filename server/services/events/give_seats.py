"""Seats of an event that have become free go to those who have waited longest."""

from datetime import datetime
from uuid import UUID

from game_rules.events.seats import who_moves_up
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.notifications.notification import NotificationKind
from game_rules.offers.offer import EventTimes
from server.services.notifications.notify import notify
from server.services.ports import JobQueue, OpenUnit, UnitOfWork


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


def fill_free_seats(open_unit: OpenUnit, jobs: JobQueue, now: datetime, limits: Limits = DEFAULT_LIMITS) -> None:
    """Of all events to come: whoever sat there has left for good, or turned out to be somebody else who sits there.

    Each event in a unit of its own, after theirs: whoever changes an offer locks it before any player.
    """
    with open_unit() as unit:
        waited_for = unit.event_registrations.waited_for(now)
    for offer_id in waited_for:
        with open_unit() as unit:
            offer = unit.posted_offers.lock(offer_id)
            if offer is not None and offer.draft.event is not None:
                give_seats(unit, jobs, offer_id, offer.draft.event, now, limits)
                unit.commit()

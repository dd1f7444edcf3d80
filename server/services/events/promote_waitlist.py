"""Seats of an event that have become free go to those who have waited longest."""

from uuid import UUID

from game_rules.events.seats import next_in_waitlist
from game_rules.notifications.notification import NotificationKind
from game_rules.offers.content import EventTimes
from server.services.after_commit import after_commit
from server.services.context import Context, Unit
from server.services.notifications.notify import Notice, notify


def promote_waitlist(unit: Unit, offer_id: UUID, event: EventTimes) -> tuple[UUID, ...]:
    """Moves up whoever a seat is free for, and notifies them: returns who they are. The caller holds the offer's lock
    and commits.

    Nobody gets a seat in what has begun: they could not be there in time.
    """
    if event.starts_at <= unit.now:
        return ()
    lucky = next_in_waitlist(unit.event_registrations.of_event(offer_id), event.seats)
    if not lucky:
        return ()
    unit.event_registrations.promote_waitlist(offer_id, lucky)
    for player_id in lucky:
        notify(
            unit,
            player_id,
            Notice(
                NotificationKind.EVENT_SEAT_FREE, offer_id, occasion=unit.now.isoformat(), starts_at=event.starts_at
            ),
        )
    return lucky


def fill_free_seats(context: Context) -> None:
    """Of all events to come: whoever sat there has left for good, or turned out to be somebody else who sits there.

    Each event in a unit of its own, after theirs: whoever changes an offer locks it before any player. One that fails
    is logged and tried again in the next hour; it keeps no seat from the others.
    """
    with context.unit() as unit:
        waited_for = unit.event_registrations.waited_for(context.now)
    for offer_id in waited_for:
        with after_commit("giving free seats of an event"), context.unit() as unit:
            offer = unit.posted_offers.lock(offer_id)
            if offer is not None and offer.draft.event is not None:
                promote_waitlist(unit, offer_id, offer.draft.event)
                unit.commit()

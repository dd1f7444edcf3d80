"""Tells those who registered for an event that it is at another time, or not at all."""

from datetime import datetime

from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.notifications.notification import NotificationKind
from game_rules.offers.offer import EventTimes
from game_rules.offers.posted import PostedOffer
from server.services.notifications.notify import notify
from server.services.ports import JobQueue, UnitOfWork


def tell_of_new_times(
    unit: UnitOfWork,
    jobs: JobQueue,
    before: PostedOffer,
    event: EventTimes,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> None:
    """In the caller's unit; `before` is the offer as they knew it."""
    known = before.draft.event
    if known is not None and (known.starts_at, known.ends_at) != (event.starts_at, event.ends_at):
        _tell(unit, jobs, before, NotificationKind.EVENT_MOVED, event.starts_at, now, limits)


def tell_of_its_end(
    unit: UnitOfWork, jobs: JobQueue, offer: PostedOffer, now: datetime, limits: Limits = DEFAULT_LIMITS
) -> None:
    """In the caller's unit: an event that was to come has been withdrawn."""
    event = offer.draft.event
    if event is not None and event.ends_at > now:
        _tell(unit, jobs, offer, NotificationKind.EVENT_CALLED_OFF, event.starts_at, now, limits)


def _tell(
    unit: UnitOfWork,
    jobs: JobQueue,
    offer: PostedOffer,
    kind: NotificationKind,
    starts_at: datetime,
    now: datetime,
    limits: Limits,
) -> None:
    for one in unit.event_registrations.of_event(offer.id):
        notify(
            unit,
            jobs,
            one.player_id,
            kind,
            offer.id,
            now,
            occasion=now.isoformat(),
            starts_at=starts_at,
            limits=limits,
        )

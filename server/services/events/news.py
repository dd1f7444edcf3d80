"""Tells those who registered for an event that it is at another time, or not at all."""

from datetime import datetime

from game_rules.notifications.notification import NotificationKind
from game_rules.offers.content import EventTimes
from game_rules.offers.posted import PostedOffer
from server.services.context import Unit
from server.services.notifications.notify import Notice, notify


def notify_of_new_times(unit: Unit, before: PostedOffer, event: EventTimes) -> None:
    """In the caller's unit; `before` is the offer as they knew it."""
    known = before.draft.event
    if known is not None and (known.starts_at, known.ends_at) != (event.starts_at, event.ends_at):
        _tell(unit, before, NotificationKind.EVENT_MOVED, event.starts_at, unit.now)


def notify_of_its_end(unit: Unit, offer: PostedOffer, ended_at: datetime) -> None:
    """In the caller's unit: an event that was to come has been withdrawn at `ended_at`. Told again it changes
    nothing."""
    event = offer.draft.event
    if event is not None and event.ends_at > ended_at:
        _tell(unit, offer, NotificationKind.EVENT_CALLED_OFF, event.starts_at, ended_at)


def _tell(unit: Unit, offer: PostedOffer, kind: NotificationKind, starts_at: datetime, when: datetime) -> None:
    for one in unit.event_registrations.of_event(offer.id):
        notify(unit, one.player_id, Notice(kind, offer.id, occasion=when.isoformat(), starts_at=starts_at))

"""Somebody's inbox, and what they want to hear of outside of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from game_rules.notifications.limits import NOTIFICATIONS_PER_PAGE
from game_rules.notifications.notification import Notification, QuietHours, Setting, complete_settings
from server.services.context import Context, Unit


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Lines, the newest first; `more` says that older ones follow, `unread` counts all of the inbox."""

    notifications: tuple[Notification, ...]
    more: bool
    unread: int


def read_inbox(context: Context, before: UUID | None) -> InboxPage:
    """A page of what is older than the line `before`; nothing is marked by that."""
    with context.unit() as unit:
        found = unit.notifications.page(context.player_id, before, NOTIFICATIONS_PER_PAGE + 1)
        unread = unit.notifications.unread(context.player_id)
    return InboxPage(tuple(found[:NOTIFICATIONS_PER_PAGE]), len(found) > NOTIFICATIONS_PER_PAGE, unread)


def mark_inbox_read(context: Context, *, up_to: UUID | None = None, subject_id: UUID | None = None) -> int:
    """Marks a line and all older ones, or all that lead to one subject. Returns how many are unread after that."""
    with context.unit() as unit:
        if up_to is not None:
            unit.notifications.mark_read_up_to(context.player_id, up_to, context.now)
        if subject_id is not None:
            unit.notifications.mark_read_of(subject_id, context.now, player_id=context.player_id)
        unread = unit.notifications.unread(context.player_id)
        unit.commit()
    return unread


@dataclass(frozen=True, slots=True)
class Preferences:
    """Choices of what is told outside the app, one for each kind, and when nothing is."""

    settings: list[Setting]
    quiet_hours: QuietHours | None


def notification_preferences(context: Context) -> Preferences:
    """The player's choices."""
    with context.unit() as unit:
        return _preferences(unit)


def change_notification_settings(context: Context, changed: Sequence[Setting]) -> Preferences:
    """Keeps those that are named; returns all choices."""
    with context.unit() as unit:
        unit.notifications.store_settings(context.player_id, changed)
        preferences = _preferences(unit)
        unit.commit()
    return preferences


def change_quiet_hours(context: Context, hours: QuietHours | None) -> Preferences:
    """Replaces the player's quiet hours, with None by none; returns all choices."""
    with context.unit() as unit:
        unit.notifications.store_quiet_hours(context.player_id, hours)
        preferences = _preferences(unit)
        unit.commit()
    return preferences


def _preferences(unit: Unit) -> Preferences:
    settings = complete_settings(unit.notifications.settings(unit.player_id))
    return Preferences(settings, unit.notifications.quiet_hours([unit.player_id]).get(unit.player_id))

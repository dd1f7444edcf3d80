"""Tells somebody something: a line in their inbox, and the ways out of the app that may follow.

Whoever is told while a transaction of theirs rolls back was not told: line and jobs are part of the caller's unit.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.notifications.events import InboxRead, NotificationAdded
from game_rules.notifications.notification import Channel, Notification, NotificationKind, channels_of
from server.persistence.ids import new_id
from server.services.context import Context, Unit
from server.services.ports import Job, JobName, StorageUnavailable

log = logging.getLogger(__name__)

_TOLD_AT_ONCE = 500
"""Lines that one round tells at most."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A line for somebody's inbox. `subject_id` is the call, meeting, offer or Joker that it leads to.

    `occasion` tells several of one kind and subject apart, such as two reminders of one meeting. `about` is the other
    person, whose first name is shown.
    """

    kind: NotificationKind
    subject_id: UUID
    about: UUID | None = None
    occasion: str = ""
    starts_at: datetime | None = None


def notify(unit: Unit, player_id: UUID, notice: Notice) -> UUID | None:
    """Puts a line into the player's inbox, in the caller's unit; doing so again changes nothing. Returns the new line's
    id.

    Open apps are told within a second of the commit, see `new_notification_events`: by whichever server they are
    connected to, also when a worker notified. A push and a mail follow where the person wants them, see
    `deliver_notification`.
    """
    line = Notification(
        id=new_id(unit.now),
        player_id=player_id,
        kind=notice.kind,
        subject_id=notice.subject_id,
        created_at=unit.now,
        about_id=notice.about,
        starts_at=notice.starts_at,
    )
    if not unit.notifications.add(line, notice.occasion):
        return None
    arguments = {"notification_id": str(line.id)}
    unit.jobs.defer(unit, Job(JobName.PUSH_NOTIFICATION, arguments))
    if Channel.MAIL in channels_of(notice.kind):
        not_before = unit.now + timedelta(seconds=unit.limits.mail_after_s)
        unit.jobs.defer(unit, Job(JobName.MAIL_NOTIFICATION, arguments, not_before=not_before))
    return line.id


def new_notification_events(context: Context) -> tuple[AddressedEvent, ...]:
    """Takes what open apps have to be told of inboxes. Each line is told by one server, once.

    Asked for every second, not returned by `notify`: a worker has no sockets, and servers do not know each other. Lines
    that cannot be read are left to the inbox: they would keep all later ones back.
    """
    try:
        return _take_new(context)
    except StorageUnavailable:
        raise
    except Exception:
        log.exception("new lines of inboxes could not be told, and are skipped")
        with context.unit() as unit:
            unit.notifications.skip_untold(context.now, _TOLD_AT_ONCE)
            unit.commit()
        return ()


def _take_new(context: Context) -> tuple[AddressedEvent, ...]:
    with context.unit() as unit:
        lines = unit.notifications.take_untold(context.now, _TOLD_AT_ONCE)
        unread = {player_id: unit.notifications.unread(player_id) for player_id in {one.player_id for one in lines}}
        unit.commit()
    added = [one for one in lines if one.read_at is None]
    reading = unread.keys() - {one.player_id for one in added}
    return (
        *(AddressedEvent(one.player_id, NotificationAdded(one, unread[one.player_id])) for one in added),
        *(AddressedEvent(player_id, InboxRead(player_id, unread[player_id])) for player_id in sorted(reading)),
    )

"""Notifications: of what, in which ways, and when. The inbox in the app is the truth; pushes and mails point at it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from game_rules.limits import DEFAULT_LIMITS, Limits


class NotificationKind(StrEnum):
    """Kinds of notifications. Their words are made from the kind, in the reader's language, where they are shown."""

    CALL_WAITING_FOR_YOU = "call_waiting_for_you"
    CALL_ANSWERED = "call_answered"
    MESSAGE_RECEIVED = "message_received"
    MEETING_PROPOSED = "meeting_proposed"
    MEETING_CONFIRMED = "meeting_confirmed"
    MEETING_CANCELLED = "meeting_cancelled"
    MEETING_LATE = "meeting_late"
    MEETING_REMINDER = "meeting_reminder"
    MEETING_ALL_WELL = "meeting_all_well"
    JOKER_APPROVED = "joker_approved"
    JOKER_DECLINED = "joker_declined"
    JOKER_SUSPENDED = "joker_suspended"
    IDENTITY_CHECKED = "identity_checked"
    IDENTITY_WITHDRAWN = "identity_withdrawn"
    REPORT_SETTLED = "report_settled"
    CASE_OPENED = "case_opened"
    MEASURE_TAKEN = "measure_taken"
    MEASURE_LIFTED = "measure_lifted"
    APPEAL_DECIDED = "appeal_decided"
    EVENT_SEAT_FREE = "event_seat_free"
    EVENT_MOVED = "event_moved"
    EVENT_CALLED_OFF = "event_called_off"
    APPLICATION_ANSWERED = "application_answered"
    INTERVIEW_REMINDER = "interview_reminder"
    APPLICATION_UNANSWERED = "application_unanswered"
    APPLICATION_CLOSED = "application_closed"
    OFFER_FILLED = "offer_filled"


class Channel(StrEnum):
    """A way out of the app. What is turned off there still stands in the inbox."""

    PUSH = "push"
    MAIL = "mail"


NO_MAIL = frozenset(
    {
        NotificationKind.CALL_WAITING_FOR_YOU,
        NotificationKind.CALL_ANSWERED,
        NotificationKind.MEETING_LATE,
        NotificationKind.MEETING_ALL_WELL,
        NotificationKind.CASE_OPENED,
    }
)
"""A mail is read hours later, when these have long passed. Organisers, and those who are asked whether all is well, are
written to at once, and not in this way."""

RINGS_AT_NIGHT = frozenset({NotificationKind.CASE_OPENED, NotificationKind.MEETING_ALL_WELL})
"""Somebody may be in danger: only organisers are told of a case, and only who agreed to meet at that hour is asked."""


def channels_of(kind: NotificationKind) -> frozenset[Channel]:
    """The ways that a kind can go; each is on until somebody turns it off."""
    return frozenset({Channel.PUSH} if kind in NO_MAIL else {Channel.PUSH, Channel.MAIL})


@dataclass(frozen=True, slots=True)
class Setting:
    """Somebody's choice for one kind of notification. `mail` is False for a kind that goes without mails."""

    kind: NotificationKind
    push: bool
    mail: bool

    def allows(self, channel: Channel) -> bool:
        return self.push if channel is Channel.PUSH else self.mail


DEFAULT_SETTINGS: Mapping[NotificationKind, Setting] = MappingProxyType(
    {kind: Setting(kind, push=True, mail=Channel.MAIL in channels_of(kind)) for kind in NotificationKind}
)


def complete_settings(chosen: Iterable[Setting]) -> list[Setting]:
    """A setting for each kind: the chosen ones, and the defaults for the rest."""
    chosen_by_kind = {one.kind: one for one in chosen}
    settings = []
    for kind, default in DEFAULT_SETTINGS.items():
        one = chosen_by_kind.get(kind, default)
        settings.append(Setting(kind, push=one.push, mail=one.mail and default.mail))
    return settings


@dataclass(frozen=True, slots=True)
class Notification:
    """A line of somebody's inbox.

    `subject_id` is what it leads to: the call (and conversation), the meeting, the application, the offer, or for a
    Joker's own matters the Joker. `about_id` is the other person, if there is one, and `about_name` their name now.
    `starts_at` is when the meeting or event begins that it tells of.
    """

    id: UUID
    player_id: UUID
    kind: NotificationKind
    subject_id: UUID
    created_at: datetime
    read_at: datetime | None = None
    about_id: UUID | None = None
    about_name: str | None = None
    starts_at: datetime | None = None


def quiet_ends(moment: datetime, zone: tzinfo, limits: Limits = DEFAULT_LIMITS) -> datetime:
    """Returns when the quiet hours around `moment` are over, UTC; `moment` itself when it is in none.

    Hours are those of the clock on the wall: the night in which the clocks change is an hour shorter or longer.
    """
    local = moment.astimezone(zone)
    if limits.quiet_until_hour <= local.hour < limits.quiet_from_hour:
        return moment
    day = local.date() if local.hour < limits.quiet_until_hour else local.date() + timedelta(days=1)
    return datetime.combine(day, time(limits.quiet_until_hour), zone).astimezone(UTC)


def push_due_at(created_at: datetime, zone: tzinfo, limits: Limits = DEFAULT_LIMITS) -> datetime:
    """Returns when a push may ring: at once, but not at night."""
    return quiet_ends(created_at, zone, limits)


def mail_due_at(created_at: datetime, zone: tzinfo, limits: Limits = DEFAULT_LIMITS) -> datetime:
    """Returns when a mail may follow: a while after the push could ring, and not at night: phones ring for mails."""
    waited = push_due_at(created_at, zone, limits) + timedelta(seconds=limits.mail_after_s)
    return quiet_ends(waited, zone, limits)


def push_lives_for_s(kind: NotificationKind, limits: Limits = DEFAULT_LIMITS) -> float:
    """Returns for how many seconds a push service keeps a push for a phone that is switched off."""
    return limits.push_of_call_lives_s if kind is NotificationKind.CALL_WAITING_FOR_YOU else limits.push_lives_s

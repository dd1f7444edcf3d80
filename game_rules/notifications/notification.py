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


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Hours without pushes and mails, as somebody chose: local, from `starts` to before `ends`, also over midnight."""

    starts: time
    ends: time

    def check_rest_of_day(self, limits: Limits = DEFAULT_LIMITS) -> None:
        """Raises ValueError where they and the game's own quiet hours leave less than an hour of the day."""
        day = datetime(2000, 1, 1, tzinfo=UTC)
        minutes = (day + timedelta(minutes=one) for one in range(24 * 60))
        free = sum(not self.holds_at(at, UTC) and quiet_ends(at, UTC, limits) == at for at in minutes)
        if free < _FREE_MINUTES_MIN:
            raise ValueError("the quiet hours leave no hour of the day in which anything can be told")

    def holds_at(self, moment: datetime, zone: tzinfo) -> bool:
        """Tells whether `moment` is in them."""
        local = moment.astimezone(zone).time()
        if self.starts < self.ends:
            return self.starts <= local < self.ends
        return local >= self.starts or local < self.ends

    def end_after(self, moment: datetime, zone: tzinfo) -> datetime:
        """Returns when they are over next, UTC."""
        local = moment.astimezone(zone)
        day = local.date() if local.time() < self.ends else local.date() + timedelta(days=1)
        return datetime.combine(day, self.ends, zone).astimezone(UTC)


_FREE_MINUTES_MIN = 60


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


ABOUT_A_MEETING = frozenset(
    {
        NotificationKind.MEETING_REMINDER,
        NotificationKind.MEETING_LATE,
        NotificationKind.MEETING_CANCELLED,
        NotificationKind.INTERVIEW_REMINDER,
        NotificationKind.APPLICATION_ANSWERED,
    }
)
"""Somebody agreed to be somewhere: what changes about it does not wait for their own quiet hours to end. An answer to
an application can call an interview off."""


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


def push_due_at(
    created_at: datetime, zone: tzinfo, limits: Limits = DEFAULT_LIMITS, own: QuietHours | None = None
) -> datetime:
    """Returns when a push may ring: at once, but neither at night nor in the person's own quiet hours."""
    due_at = quiet_ends(created_at, zone, limits)
    while own is not None and own.holds_at(due_at, zone):
        due_at = quiet_ends(own.end_after(due_at, zone), zone, limits)
    return due_at


def mail_due_at(
    created_at: datetime, zone: tzinfo, limits: Limits = DEFAULT_LIMITS, own: QuietHours | None = None
) -> datetime:
    """Returns when a mail may follow: a while after the push could ring, and not at night: phones ring for mails."""
    waited = push_due_at(created_at, zone, limits, own) + timedelta(seconds=limits.mail_after_s)
    return push_due_at(waited, zone, limits, own)


def push_lives_for_s(kind: NotificationKind, limits: Limits = DEFAULT_LIMITS) -> float:
    """Returns for how many seconds a push service keeps a push for a phone that is switched off."""
    return limits.push_of_call_lives_s if kind is NotificationKind.CALL_WAITING_FOR_YOU else limits.push_lives_s

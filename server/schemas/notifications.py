"""Payloads of the inbox, of what somebody wants outside of it, and of browsers that want pushes."""

from base64 import urlsafe_b64decode
from datetime import time
from typing import Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from game_rules.notifications.limits import PUSH_ENDPOINT_MAX_CHARS
from game_rules.notifications.notification import (
    Channel,
    Notification,
    NotificationKind,
    QuietHours,
    Setting,
    channels_of,
)
from server.schemas.base import ClockTime, Incoming, Outgoing


class NotificationOut(Outgoing):
    """A line of the inbox. Clients make its words from `kind`, in their language."""

    id: UUID
    kind: NotificationKind
    subject_id: UUID = Field(
        description="What it leads to: a call and its conversation, a meeting, an application, or the player for a "
        "Joker's own matters."
    )
    name: str | None = Field(description="First name of the other person, if there is one and they are still here.")
    starts_at: AwareDatetime | None = Field(description="When the meeting begins that it tells of.")
    created_at: AwareDatetime
    read_at: AwareDatetime | None

    @classmethod
    def of(cls, notification: Notification) -> Self:
        return cls(
            id=notification.id,
            kind=notification.kind,
            subject_id=notification.subject_id,
            name=notification.about_name,
            starts_at=notification.starts_at,
            created_at=notification.created_at,
            read_at=notification.read_at,
        )


class NotificationAddedOut(Outgoing):
    """`notification`: a new line in the inbox, told once it is there, maybe by another server or a worker."""

    notification: NotificationOut
    unread: int = Field(description="Unread lines of the inbox, this one included.")


class InboxOut(Outgoing):
    """A page of the inbox, the newest first."""

    notifications: list[NotificationOut]
    more: bool = Field(description="Older ones follow: ask again with before = the id of the last of these.")
    unread: int = Field(description="Of the whole inbox.")


class InboxReadIn(Incoming):
    """Lines that have been read: everything up to a line, or everything about one subject. One of the two."""

    up_to: UUID | None = Field(default=None, description="This line and all older ones.")
    subject_id: UUID | None = Field(default=None, description="All that lead there, such as a conversation now open.")

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.up_to is None) == (self.subject_id is None):
            raise ValueError("name either up_to or subject_id")
        return self


class UnreadOut(Outgoing):
    """The number of unread lines of the inbox."""

    unread: int


class SettingIn(Incoming):
    """Somebody's choice for one kind of notification outside the app."""

    kind: NotificationKind
    push: bool
    mail: bool = Field(default=True, description="Without effect for a kind that goes without mails.")

    def to_setting(self) -> Setting:
        return Setting(self.kind, push=self.push, mail=self.mail)


class SettingsIn(Incoming):
    """Changes those kinds that are named."""

    settings: list[SettingIn] = Field(max_length=len(NotificationKind))


class SettingOut(Outgoing):
    """Somebody's choice for one kind of notification outside the app; the inbox has it either way."""

    kind: NotificationKind
    push: bool
    mail: bool | None = Field(description="null for a kind that goes without mails: it would come too late.")

    @classmethod
    def of(cls, setting: Setting) -> Self:
        goes_by_mail = Channel.MAIL in channels_of(setting.kind)
        return cls(kind=setting.kind, push=setting.push, mail=setting.mail if goes_by_mail else None)


class QuietHoursIn(Incoming):
    """Hours in which I want no push and no mail, in the campaign's local time. Those of the night hold anyway."""

    starts: ClockTime = Field(description="HH:MM.")
    ends: ClockTime = Field(description="HH:MM; not included. Before `starts` is over midnight.")

    @model_validator(mode="after")
    def _leaves_an_hour(self) -> Self:
        self.to_quiet_hours().check_rest_of_day()
        return self

    def to_quiet_hours(self) -> QuietHours:
        return QuietHours(time.fromisoformat(self.starts), time.fromisoformat(self.ends))


class QuietHoursOut(Outgoing):
    """Hours in which I want no push and no mail."""

    starts: str
    ends: str

    @classmethod
    def of(cls, hours: QuietHours) -> Self:
        return cls(starts=f"{hours.starts:%H:%M}", ends=f"{hours.ends:%H:%M}")


class SettingsOut(Outgoing):
    """One setting for each kind."""

    settings: list[SettingOut]
    quiet_hours: QuietHoursOut | None = Field(description="Beside those of the night; null is none.")
    has_address: bool = Field(description="Without an e-mail address (a guest) no mail goes out.")


class PushKeyOut(Outgoing):
    """The `applicationServerKey` of `PushManager.subscribe()`."""

    public_key: str | None = Field(description="Base64url; null on a server that sends no pushes.")


class PushKeysIn(Incoming):
    """The browser's own keys (RFC 8291), base64url: a point of P-256 and 16 secret bytes."""

    p256dh: str = Field(pattern=r"^B[A-P][A-Za-z0-9_-]{85}=?$")
    auth: str = Field(pattern=r"^[A-Za-z0-9_-]{22}={0,2}$")

    def p256dh_bytes(self) -> bytes:
        return _bytes_of(self.p256dh)

    def auth_bytes(self) -> bytes:
        return _bytes_of(self.auth)


class PushSubscriptionIn(Incoming):
    """A browser's `PushSubscription`, as its toJSON() makes it. Sent again it is kept once."""

    endpoint: str = Field(min_length=1, max_length=PUSH_ENDPOINT_MAX_CHARS)
    keys: PushKeysIn
    expirationTime: float | None = Field(default=None, description="Not used: a dead one is noticed by sending.")  # noqa: N815


class PushEndpointIn(Incoming):
    """Names a subscription."""

    endpoint: str = Field(min_length=1, max_length=PUSH_ENDPOINT_MAX_CHARS)


class PushSubscribedOut(Outgoing):
    """The subscription is kept, as long as the session is open."""

    ok: Literal[True] = True


def _bytes_of(text: str) -> bytes:
    bare = text.rstrip("=")
    return urlsafe_b64decode(bare + "=" * (-len(bare) % 4))

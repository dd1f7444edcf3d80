"""/api/me/notifications and what belongs to it: the inbox, what one wants outside of it, and browsers for pushes."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from game_rules.people.players import Player
from game_rules.refusals import RefusalReason, Refused
from server.http.plumbing.answers import json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.session import current_player, player_context
from server.schemas.notifications import (
    InboxOut,
    InboxReadIn,
    NotificationOut,
    PushEndpointIn,
    PushKeyOut,
    PushSubscribedOut,
    PushSubscriptionIn,
    QuietHoursIn,
    QuietHoursOut,
    SettingOut,
    SettingsIn,
    SettingsOut,
    UnreadOut,
)
from server.schemas.problems import Problem
from server.services.app_context import AppContext
from server.services.notifications.inbox import (
    Preferences,
    change_notification_settings,
    change_quiet_hours,
    mark_inbox_read,
    notification_preferences,
    read_inbox,
)
from server.services.notifications.push_subscriptions import subscribe, unsubscribe

_PROBLEMS: dict[str | int | HTTPStatus, type[BaseModel] | dict[Any, Any] | None] = {HTTPStatus.UNAUTHORIZED: Problem}
_TAG = Tag(name="notifications")


class InboxQuery(BaseModel):
    """The place in the inbox from which to read on."""

    before: UUID | None = Field(default=None, description="Only lines older than this one.")


def notifications_blueprint(app: AppContext, *, push_key: str | None, push_to_any_host: bool) -> ApiBlueprint:
    """`push_key` is what browsers subscribe with; None on a server that sends no pushes."""
    api = ApiBlueprint("notifications", __name__, url_prefix="/api", abp_tags=[_TAG])

    @api.get("/me/notifications", responses={HTTPStatus.OK: InboxOut, **_PROBLEMS})
    def read_notifications(query: InboxQuery) -> Response:
        """My notifications, the newest first. Reading marks nothing."""
        page = read_inbox(player_context(app), query.before)
        lines = [NotificationOut.of(one) for one in page.notifications]
        return json_answer(InboxOut(notifications=lines, more=page.more, unread=page.unread))

    @api.post("/me/notifications/read", responses={HTTPStatus.OK: UnreadOut, **_PROBLEMS})
    def mark_notifications_read(body: InboxReadIn) -> Response:
        """I have read that."""
        unread = mark_inbox_read(player_context(app), up_to=body.up_to, subject_id=body.subject_id)
        return json_answer(UnreadOut(unread=unread))

    @api.get("/me/notification-settings", responses={HTTPStatus.OK: SettingsOut, **_PROBLEMS})
    def read_notification_settings() -> Response:
        """My settings for notifications outside the app, for each kind."""
        player = current_player(app)
        return _settings(player, notification_preferences(player_context(app)))

    @api.put("/me/notification-settings", responses={HTTPStatus.OK: SettingsOut, **_PROBLEMS})
    def write_notification_settings(body: SettingsIn) -> Response:
        """Change what I want outside the app."""
        player = current_player(app)
        changed = [one.to_setting() for one in body.settings]
        return _settings(player, change_notification_settings(player_context(app), changed))

    @api.put("/me/quiet-hours", responses={HTTPStatus.OK: SettingsOut, **_PROBLEMS})
    def write_quiet_hours(body: QuietHoursIn) -> Response:
        """Tell me nothing outside the app in these hours, but what changes about a meeting of mine."""
        player = current_player(app)
        return _settings(player, change_quiet_hours(player_context(app), body.to_quiet_hours()))

    @api.delete("/me/quiet-hours", responses={HTTPStatus.OK: SettingsOut, **_PROBLEMS})
    def delete_quiet_hours() -> Response:
        """I have no quiet hours but those of the night."""
        player = current_player(app)
        return _settings(player, change_quiet_hours(player_context(app), None))

    @api.get("/push-key", responses={HTTPStatus.OK: PushKeyOut})
    def read_push_key() -> Response:
        """The key to subscribe to pushes with."""
        return json_answer(PushKeyOut(public_key=push_key))

    @api.post(
        "/me/push-subscriptions",
        responses={HTTPStatus.CREATED: PushSubscribedOut, HTTPStatus.CONFLICT: Problem, **_PROBLEMS},
    )
    def add_push_subscription(body: PushSubscriptionIn) -> Response:
        """Send me pushes to this browser until I sign out of it."""
        context = player_context(app)
        if push_key is None:
            raise Refused(RefusalReason.PUSH_NOT_SET_UP)
        subscribe(
            context,
            endpoint=body.endpoint,
            p256dh=body.keys.p256dh_bytes(),
            auth=body.keys.auth_bytes(),
            to_any_host=push_to_any_host,
        )
        return json_answer(PushSubscribedOut(), HTTPStatus.CREATED)

    @api.delete("/me/push-subscriptions", responses={HTTPStatus.NO_CONTENT: None, **_PROBLEMS})
    def remove_push_subscription(body: PushEndpointIn) -> Response:
        """No more pushes to this browser."""
        unsubscribe(player_context(app), body.endpoint)
        return Response(status=HTTPStatus.NO_CONTENT)

    return api


def _settings(player: Player, chosen: Preferences) -> Response:
    lines, hours = [SettingOut.of(one) for one in chosen.settings], chosen.quiet_hours
    quiet_hours = QuietHoursOut.of(hours) if hours else None
    return json_answer(SettingsOut(settings=lines, quiet_hours=quiet_hours, has_address=player.email is not None))

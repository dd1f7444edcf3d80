"""The ways out of the app: a push at once, a mail when nobody has looked. Never at night.

A job may run again after a worker died. A push is therefore written down before it leaves and never begun twice: one
that may have left counts as left, since the inbox has it anyway. A mail has the notification's own id, so that the
outbox gets it once and every copy of it is the same mail.
"""

import json
import logging
from datetime import datetime
from uuid import UUID

from game_rules.calls.call import UNANSWERED
from game_rules.notifications.notification import (
    ABOUT_A_MEETING,
    RINGS_AT_NIGHT,
    Channel,
    Notification,
    NotificationKind,
    QuietHours,
    complete_settings,
    mail_due_at,
    push_due_at,
    push_lives_for_s,
)
from game_rules.people.players import Language
from server.services.context import Context, Unit
from server.services.mail import queue_mail
from server.services.ports import (
    Job,
    JobName,
    Mail,
    PushMessage,
    PushNotTaken,
    PushSubscription,
    WebPush,
)
from server.texts.notifications import notification_text

log = logging.getLogger(__name__)


def push_notification(context: Context, web_push: WebPush, notification_id: UUID) -> None:
    """Sends it to each browser of the player that wants pushes; in quiet hours it is put off to their end.

    Raises PushNotTaken when a push service wants to be asked again later.
    """
    with context.unit() as unit:
        line = _wanted(unit, notification_id, Channel.PUSH)
        if line is None:
            return
        due_at = push_due_at(context.now, unit.zone, context.limits, _own_quiet_hours(unit, line))
        if due_at > context.now and line.kind not in RINGS_AT_NIGHT:
            _put_off(unit, JobName.PUSH_NOTIFICATION, notification_id, due_at)
            return
        player = unit.accounts.player(line.player_id)
        browsers = unit.push_subscriptions.of_player(line.player_id, context.now)
    if player is None:
        return
    message = push_message(context, line, player.language)
    again: PushNotTaken | None = None
    for browser in browsers:
        try:
            _push(context, web_push, line, browser, message)
        except PushNotTaken as refusal:
            again = refusal
    if again is not None:
        raise again


def mail_notification(context: Context, notification_id: UUID) -> None:
    """Has a mail sent, once, when the line is still unread and no push of it went out."""
    with context.unit() as unit:
        line = _wanted(unit, notification_id, Channel.MAIL)
        if line is None or unit.notifications.was_pushed(notification_id):
            return
        due_at = mail_due_at(line.created_at, unit.zone, context.limits, _own_quiet_hours(unit, line))
        if due_at > context.now:
            _put_off(unit, JobName.MAIL_NOTIFICATION, notification_id, due_at)
            return
        player = unit.accounts.player(line.player_id)
        if player is None or player.email is None or not unit.notifications.claim_mail(notification_id, context.now):
            return
        subject, text = notification_text(player.language, line.kind)
        queue_mail(unit, Mail(line.id, player.email, subject, text, context.now))
        unit.commit()


def push_message(context: Context, line: Notification, language: Language) -> PushMessage:
    """Makes the message to a push service: the kind, ids and a first name. The browser makes words of it."""
    content = {
        "id": str(line.id),
        "kind": line.kind.value,
        "subject_id": str(line.subject_id),
        "name": line.about_name,
        "language": language.value,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # A topic has at most 32 characters (RFC 8030, 5.4): a UUID's digits just fit.
    return PushMessage(text, topic=line.id.hex, lives_for_s=push_lives_for_s(line.kind, context.limits))


def _push(
    context: Context, web_push: WebPush, line: Notification, browser: PushSubscription, message: PushMessage
) -> None:
    with context.unit() as unit:
        if not unit.notifications.claim_push(line.id, browser.id):
            return
        unit.commit()
    try:
        web_push.send(browser, message)
    except PushNotTaken as refusal:
        with context.unit() as unit:
            if refusal.browser_is_gone:
                unit.push_subscriptions.remove(browser.id)
            elif refusal.for_good:
                log.warning("a push was dropped: %s", refusal)
                unit.notifications.settle_push(line.id, browser.id, sent=False)
            else:
                unit.notifications.release_push(line.id, browser.id)
            unit.commit()
        if not refusal.for_good:
            raise
        return
    with context.unit() as unit:
        unit.notifications.settle_push(line.id, browser.id, sent=True)
        unit.commit()


def _wanted(unit: Unit, notification_id: UUID, channel: Channel) -> Notification | None:
    """The line if it still is news to somebody who wants it that way."""
    line = unit.notifications.notification(notification_id)
    if line is None or line.read_at is not None:
        return None
    settings = {one.kind: one for one in complete_settings(unit.notifications.settings(line.player_id))}
    if not settings[line.kind].allows(channel):
        return None
    if line.kind is NotificationKind.CALL_WAITING_FOR_YOU:
        call = unit.calls.call(line.subject_id)
        if call is None or call.state not in UNANSWERED:
            return None
    return line


def _own_quiet_hours(unit: Unit, line: Notification) -> QuietHours | None:
    if line.kind in ABOUT_A_MEETING:
        return None
    return unit.notifications.quiet_hours([line.player_id]).get(line.player_id)


def _put_off(unit: Unit, name: JobName, notification_id: UUID, due_at: datetime) -> None:
    unit.jobs.defer(unit, Job(name, {"notification_id": str(notification_id)}, not_before=due_at))
    unit.commit()

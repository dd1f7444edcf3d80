"""The ways out of the app: a push at once, a mail when nobody has looked. Never at night.

A job may run again after a worker died. A push is therefore written down before it leaves and never begun twice: one
that may have left counts as left, since the inbox has it anyway. A mail has the notification's own id, so that the
outbox gets it once and every copy of it is the same mail.
"""

import json
import logging
from datetime import UTC, datetime, tzinfo
from uuid import UUID

from game_rules.calls.call import UNANSWERED
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.notifications.notification import (
    Channel,
    Notification,
    NotificationKind,
    complete_settings,
    mail_due_at,
    push_due_at,
    push_lives_for_s,
)
from game_rules.people.players import Language
from server.services.mail import queue_mail
from server.services.notifications.mails import notification_text
from server.services.ports import (
    Job,
    JobName,
    JobQueue,
    Mail,
    OpenUnit,
    PushMessage,
    PushNotTaken,
    PushSubscription,
    UnitOfWork,
    WebPush,
)

log = logging.getLogger(__name__)


def push_notification(
    open_unit: OpenUnit,
    jobs: JobQueue,
    web_push: WebPush,
    notification_id: UUID,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> None:
    """Sends it to each browser of the player that wants pushes; in quiet hours it is put off to their end.

    Raises PushNotTaken when a push service wants to be asked again later.
    """
    with open_unit() as unit:
        line = _wanted(unit, notification_id, Channel.PUSH)
        if line is None:
            return
        due_at = push_due_at(now, _zone(unit, now), limits)
        if due_at > now:
            _put_off(unit, jobs, JobName.PUSH_NOTIFICATION, notification_id, due_at)
            return
        player = unit.accounts.player(line.player_id)
        browsers = unit.push_subscriptions.of_player(line.player_id, now)
    if player is None:
        return
    message = push_message(line, player.language, limits)
    again: PushNotTaken | None = None
    for browser in browsers:
        try:
            _push(open_unit, web_push, line, browser, message)
        except PushNotTaken as refusal:
            again = refusal
    if again is not None:
        raise again


def mail_notification(
    open_unit: OpenUnit, jobs: JobQueue, notification_id: UUID, now: datetime, limits: Limits = DEFAULT_LIMITS
) -> None:
    """Has a mail sent, once, when the line is still unread and no push of it went out."""
    with open_unit() as unit:
        line = _wanted(unit, notification_id, Channel.MAIL)
        if line is None or unit.notifications.was_pushed(notification_id):
            return
        due_at = mail_due_at(line.created_at, _zone(unit, now), limits)
        if due_at > now:
            _put_off(unit, jobs, JobName.MAIL_NOTIFICATION, notification_id, due_at)
            return
        player = unit.accounts.player(line.player_id)
        if player is None or player.email is None or not unit.notifications.claim_mail(notification_id, now):
            return
        subject, text = notification_text(player.language, line.kind)
        queue_mail(unit, jobs, Mail(line.id, player.email, subject, text, now))
        unit.commit()


def push_message(line: Notification, language: Language, limits: Limits = DEFAULT_LIMITS) -> PushMessage:
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
    return PushMessage(text, topic=line.id.hex, lives_for_s=push_lives_for_s(line.kind, limits))


def _push(
    open_unit: OpenUnit, web_push: WebPush, line: Notification, browser: PushSubscription, message: PushMessage
) -> None:
    with open_unit() as unit:
        if not unit.notifications.claim_push(line.id, browser.id):
            return
        unit.commit()
    try:
        web_push.send(browser, message)
    except PushNotTaken as refusal:
        with open_unit() as unit:
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
    with open_unit() as unit:
        unit.notifications.settle_push(line.id, browser.id, sent=True)
        unit.commit()


def _wanted(unit: UnitOfWork, notification_id: UUID, channel: Channel) -> Notification | None:
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


def _zone(unit: UnitOfWork, now: datetime) -> tzinfo:
    campaign = unit.world.running_campaign(now.date())
    return campaign.zone if campaign else UTC


def _put_off(unit: UnitOfWork, jobs: JobQueue, name: JobName, notification_id: UUID, due_at: datetime) -> None:
    jobs.defer(unit, Job(name, {"notification_id": str(notification_id)}, not_before=due_at))
    unit.commit()

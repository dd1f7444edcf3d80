"""The jobs by name, and how often each is tried again."""

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from procrastinate import App, BaseRetryStrategy, RetryDecision, RetryStrategy
from procrastinate.connector import BaseAsyncConnector
from procrastinate.jobs import Job as ProcrastinateJob

from game_rules.applications.interview_reminders import InterviewReminder
from game_rules.meetings.meeting import MeetingStep
from game_rules.privacy.retention import FINISHED_JOB_KEPT_DAYS
from server.services.app_context import AppContext
from server.services.applications.close import look_after_waiting
from server.services.applications.hire import finish_hire, finish_overdue_hires
from server.services.applications.interview_reminders import remind_of_interview
from server.services.applications.move_offer import finish_offer_end
from server.services.calls.undelivered_messages import check_message_arrived
from server.services.cases.judge import bring_up_overlooked
from server.services.feeds.import_feeds import import_feeds
from server.services.mail import deliver_mail
from server.services.meetings.advance import advance_meeting
from server.services.notifications.deliver import mail_notification, push_notification
from server.services.offers.expire import expire_offers
from server.services.play.walking_alarms import report_days_beyond
from server.services.ports import (
    Feed,
    JobName,
    Mailer,
    MailNotTaken,
    PushNotTaken,
    StorageUnavailable,
    WebPush,
)
from server.services.privacy.enforce_retention import enforce_retention

_MAIL_ATTEMPTS = 8
_MAIL_WAIT_BASE_S = 4
"""After 4 s, 16 s, 64 s … and 18 hours: a mail server that is away for a night costs no mail."""


_STEP_WAIT_S = 10
"""Between two tries of a step of a meeting."""

_HOURLY = "17 * * * *"
"""A machine that is switched off at night has its hours too; nothing is kept an hour longer than it may be."""

_FEEDS = "41 * * * *"
"""Every hour: an offer that is filled or new should not wait for tomorrow, and one look an hour burdens nobody."""

log = logging.getLogger(__name__)


class OfMeetingSteps(BaseRetryStrategy):
    """Tries without an end while the database is away: a missing check-out is not forgotten because of a night.

    After any other error it tries as often as for a mail, before the step is given up and shown.
    """

    def get_retry_decision(self, *, exception: BaseException, job: ProcrastinateJob) -> RetryDecision | None:
        """See `BaseRetryStrategy`."""
        if isinstance(exception, StorageUnavailable):
            return RetryDecision(retry_in={"seconds": _STEP_WAIT_S})
        patiently = RetryStrategy(max_attempts=_MAIL_ATTEMPTS, exponential_wait=_MAIL_WAIT_BASE_S)
        return patiently.get_retry_decision(exception=exception, job=job)


def job_app(
    connector: BaseAsyncConnector,
    app_context: AppContext,
    mailer: Mailer,
    web_push: WebPush | None,
    feeds: Sequence[Feed],
) -> App:
    """The worker's application, with all jobs. `web_push` is None where no pushes are sent."""
    app = App(connector=connector)
    patiently = RetryStrategy(
        max_attempts=_MAIL_ATTEMPTS,
        exponential_wait=_MAIL_WAIT_BASE_S,
        retry_exceptions={MailNotTaken, PushNotTaken, StorageUnavailable},
    )

    @app.task(name=JobName.DELIVER_MAIL.value, retry=patiently)
    def deliver(*, mail_id: str) -> None:
        deliver_mail(app_context.context(), mailer, UUID(mail_id))

    @app.task(name=JobName.MEETING_STEP.value, retry=OfMeetingSteps())
    def take_meeting_step(*, meeting_id: str, step: str) -> None:
        advance_meeting(app_context.context(), UUID(meeting_id), MeetingStep(step))

    @app.task(name=JobName.PUSH_NOTIFICATION.value, retry=patiently)
    def push(*, notification_id: str) -> None:
        if web_push is not None:
            push_notification(app_context.context(), web_push, UUID(notification_id))

    @app.task(name=JobName.MAIL_NOTIFICATION.value, retry=patiently)
    def write(*, notification_id: str) -> None:
        mail_notification(app_context.context(), UUID(notification_id))

    @app.task(name=JobName.CHECK_MESSAGE_ARRIVED.value, retry=patiently)
    def check(*, call_id: str, sequence: str) -> None:
        check_message_arrived(app_context.context(), UUID(call_id), int(sequence))

    @app.task(name=JobName.REMIND_OF_INTERVIEW.value, retry=patiently)
    def remind(*, application_id: str, starts_at: str, reminder: str) -> None:
        remind_of_interview(
            app_context.context(),
            UUID(application_id),
            datetime.fromisoformat(starts_at),
            InterviewReminder(reminder),
        )

    @app.task(name=JobName.FINISH_HIRE.value, retry=patiently)
    def tell_of_hire(*, application_id: str) -> None:
        finish_hire(app_context.context(), UUID(application_id))

    @app.task(name=JobName.FINISH_OFFER_END.value, retry=patiently)
    def tell_of_end(*, offer_id: str) -> None:
        finish_offer_end(app_context.context(), UUID(offer_id))

    @app.periodic(cron=_HOURLY)
    @app.task(name=JobName.LOOK_AFTER_WAITING.value, queueing_lock=JobName.LOOK_AFTER_WAITING.value)
    def look_after_those_who_wait(timestamp: int) -> None:  # noqa: ARG001
        count = finish_overdue_hires(app_context.context()) + look_after_waiting(app_context.context())
        log.info("applications told or closed: %d", count)

    @app.periodic(cron=_HOURLY)
    @app.task(name=JobName.ENFORCE_RETENTION.value, queueing_lock=JobName.ENFORCE_RETENTION.value)
    def forget(timestamp: int) -> None:  # noqa: ARG001 - procrastinate's word for the hour that is due
        forgotten = enforce_retention(app_context.context())
        log.info("retention: %s", forgotten)

    @app.task(
        name=JobName.IMPORT_FEEDS.value,
        queueing_lock=JobName.IMPORT_FEEDS.value,
        lock=JobName.IMPORT_FEEDS.value,
        retry=patiently,
    )
    def bring_offers_in(timestamp: int) -> None:  # noqa: ARG001
        import_feeds(app_context.context, feeds)

    if feeds:
        # Only who has some puts it down; who has none may still be given it.
        app.periodic(cron=_FEEDS)(bring_offers_in)

    @app.periodic(cron=_HOURLY)
    @app.task(name=JobName.EXPIRE_OFFERS.value, queueing_lock=JobName.EXPIRE_OFFERS.value)
    def expire(timestamp: int) -> None:  # noqa: ARG001
        ended = expire_offers(app_context.context())
        log.info("offers: %s", ended)

    @app.periodic(cron=_HOURLY)
    @app.task(name=JobName.REPORT_WALKING_DAYS.value, queueing_lock=JobName.REPORT_WALKING_DAYS.value)
    def report_walks(timestamp: int) -> None:  # noqa: ARG001
        report_days_beyond(app_context.context())

    @app.periodic(cron=_HOURLY)
    @app.task(name=JobName.BRING_UP_CASES.value, queueing_lock=JobName.BRING_UP_CASES.value)
    def bring_up_cases(timestamp: int) -> None:  # noqa: ARG001
        count = bring_up_overlooked(app_context.context())
        log.info("cases brought up again: %d", count)

    @app.periodic(cron=_HOURLY)
    @app.task(name=JobName.FORGET_FINISHED_JOBS.value, queueing_lock=JobName.FORGET_FINISHED_JOBS.value)
    async def forget_jobs(timestamp: int) -> None:  # noqa: ARG001
        await app.job_manager.delete_old_jobs(
            nb_hours=24 * FINISHED_JOB_KEPT_DAYS, include_failed=True, include_cancelled=True, include_aborted=True
        )

    return app

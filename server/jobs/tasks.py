"""The jobs by name, and how often each is tried again."""

from uuid import UUID

from procrastinate import App, RetryStrategy
from procrastinate.connector import BaseAsyncConnector

from server.services.deliver_mail import deliver_mail
from server.services.ports import JobName, Mailer, MailNotTaken, OpenUnit, StorageUnavailable

_MAIL_ATTEMPTS = 8
_MAIL_WAIT_BASE_S = 4
"""After 4 s, 16 s, 64 s … and 18 hours: a mail server that is away for a night costs no mail."""


def job_app(connector: BaseAsyncConnector, open_unit: OpenUnit, mailer: Mailer) -> App:
    """The worker's application, with all jobs."""
    app = App(connector=connector)
    patiently = RetryStrategy(
        max_attempts=_MAIL_ATTEMPTS,
        exponential_wait=_MAIL_WAIT_BASE_S,
        retry_exceptions={MailNotTaken, StorageUnavailable},
    )

    @app.task(name=JobName.DELIVER_MAIL.value, retry=patiently)
    def deliver(*, mail_id: str) -> None:
        deliver_mail(open_unit, mailer, UUID(mail_id))

    return app

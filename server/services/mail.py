"""A mail is put into the outbox with what it tells of, and handed on by a job.

At least once: whoever dies between sending and forgetting sends it again, as the same mail.
"""

import logging
from datetime import datetime
from uuid import UUID

from server.services.context import Context, Unit
from server.services.ports import (
    Delivery,
    Job,
    JobName,
    Mail,
    Mailer,
    MailNotTaken,
)

log = logging.getLogger(__name__)


def queue_mail(unit: Unit, mail: Mail, *, not_before: datetime | None = None, is_urgent: bool = False) -> None:
    """Has the mail sent once the caller's transaction is committed, and not otherwise."""
    unit.mail_outbox.add(mail)
    arguments = {"mail_id": str(mail.id)}
    unit.jobs.defer(unit, Job(JobName.DELIVER_MAIL, arguments, not_before=not_before, is_urgent=is_urgent))


def deliver_mail(context: Context, mailer: Mailer, mail_id: UUID) -> None:
    """Sends the mail and forgets it; one that is gone was sent, or its reader has left.

    A mail that is refused for good is dropped. Raises MailNotTaken for one to try again later.
    """
    with context.unit() as unit:
        mail = unit.mail_outbox.mail(mail_id)
    if mail is None:
        return
    try:
        if mailer.send(mail) is Delivery.KEPT:
            return
    except MailNotTaken as refusal:
        if not refusal.for_good:
            raise
        log.warning("a mail was dropped: %s", refusal)
    with context.unit() as unit:
        unit.mail_outbox.remove(mail_id)
        unit.commit()

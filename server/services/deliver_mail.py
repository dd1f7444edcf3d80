"""Hands one mail of the outbox on. At least once: whoever dies between the two may send it again, as the same mail."""

import logging
from uuid import UUID

from server.services.ports import Delivery, Mailer, MailNotTaken, OpenUnit

log = logging.getLogger(__name__)


def deliver_mail(open_unit: OpenUnit, mailer: Mailer, mail_id: UUID) -> None:
    """Sends the mail and forgets it; one that is gone was sent, or its reader has left.

    A mail that is refused for good is dropped. Raises MailNotTaken for one to try again later.
    """
    with open_unit() as unit:
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
    with open_unit() as unit:
        unit.mail_outbox.remove(mail_id)
        unit.commit()

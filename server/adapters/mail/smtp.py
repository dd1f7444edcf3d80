"""Hands mails to an SMTP server (RFC 5321). Never logs an address or a text, nor lets one into an error."""

import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from game_rules.texts import one_line
from server.adapters.mail.smtp_server import SmtpServer
from server.services.ports import Attachment, Delivery, Mail, MailNotTaken

_TIMEOUT_S = 20.0
_FAILED_FOR_GOOD = 500


class SmtpMailer:
    """A connection per mail: they are few, and an idle one is dropped by the other side anyway."""

    def __init__(self, server: SmtpServer, from_address: str) -> None:
        self._server = server
        self._from = from_address

    def send(self, mail: Mail) -> Delivery:
        """Returns when the server has taken the mail. Raises MailNotTaken."""
        try:
            with self._open() as smtp:
                self._introduce(smtp)
                smtp.send_message(self._message(mail))
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise MailNotTaken(
                f"recipient refused ({codes[0]})", for_good=all(code >= _FAILED_FOR_GOOD for code in codes)
            ) from None
        except smtplib.SMTPDataError as error:
            raise MailNotTaken(f"refused ({error.smtp_code})", for_good=error.smtp_code >= _FAILED_FOR_GOOD) from None
        except (smtplib.SMTPException, OSError) as error:
            # Wrong passwords and certificates are mended by the operator, and the mail then goes out.
            raise MailNotTaken(f"{self._server.host}: {type(error).__name__}", for_good=False) from None
        return Delivery.HANDED_ON

    def _open(self) -> smtplib.SMTP:
        server = self._server
        if server.tls_from_the_start:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT_S, context=ssl.create_default_context())
        return smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT_S)

    def _introduce(self, smtp: smtplib.SMTP) -> None:
        server = self._server
        if not server.tls_from_the_start and not server.is_this_machine:
            # Raises where the server offers none: a code in the clear is worse than a late one.
            smtp.starttls(context=ssl.create_default_context())
        if server.user:
            smtp.login(server.user, server.password)

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage()
        message["From"] = Address("Jokajobs", addr_spec=self._from)
        message["To"] = Address(addr_spec=mail.to_address)
        message["Subject"] = one_line(mail.subject)
        message["Date"] = format_datetime(mail.written_at)
        message["Message-ID"] = f"<{mail.id}@{self._from.rpartition('@')[2]}>"
        # RFC 3834: nobody's "I am on holiday" comes back.
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        if mail.attachment is not None:
            _attach(message, mail.attachment)
        return message


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    media_type, *parameters = (part.strip() for part in attachment.media_type.split(";"))
    message.add_attachment(
        attachment.text,
        subtype=media_type.removeprefix("text/"),
        filename=attachment.name,
        params=dict(parameter.split("=", 1) for parameter in parameters),
    )

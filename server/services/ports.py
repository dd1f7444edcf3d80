"""What services ask of the outside."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from server.persistence.mail_outbox import Mail
from server.persistence.unit_of_work import StorageUnavailable, UnitOfWork

__all__ = [
    "Clock",
    "Delivery",
    "Mail",
    "MailNotTaken",
    "Mailer",
    "OpenUnit",
    "StorageUnavailable",
    "UnitOfWork",
]

OpenUnit = Callable[[], UnitOfWork]
"""Opens a unit of work: `with open_unit() as unit: ...; unit.commit()`."""

Clock = Callable[[], datetime]
"""The server's time, aware, in UTC."""


class Delivery(StrEnum):
    """What became of a mail that a mailer took."""

    HANDED_ON = "handed_on"
    """A mail server has it: we need it no longer."""
    KEPT = "kept"
    """It waits in the outbox for whoever develops."""


class MailNotTaken(Exception):  # noqa: N818 - it tells a state, as StorageUnavailable does
    """The mail server did not take the mail. `for_good`: it never will. Names no address and no text."""

    def __init__(self, reason: str, *, for_good: bool) -> None:
        super().__init__(reason)
        self.for_good = for_good


class Mailer(Protocol):
    """Sends mails."""

    def send(self, mail: Mail) -> Delivery:
        """Hands `mail` on. Raises MailNotTaken."""

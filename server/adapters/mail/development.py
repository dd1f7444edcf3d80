"""Mails without an SMTP server: they stay in the outbox table, and the console says that one waits there."""

from collections.abc import Callable

from server.services.ports import Delivery, Mail


class DevelopmentMailer:
    """Keeps every mail where it is. `say` prints one line; it is never given what a mail says or to whom."""

    def __init__(self, say: Callable[[str], None], outbox_url: str) -> None:
        self._say = say
        self._outbox_url = outbox_url

    def send(self, _mail: Mail) -> Delivery:
        """Announces the mail."""
        self._say(f"A mail waits in the outbox: {self._outbox_url}")
        return Delivery.KEPT

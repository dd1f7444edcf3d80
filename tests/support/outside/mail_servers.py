"""A real SMTP server for tests, in a thread of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Condition
from typing import Any

from aiosmtpd.controller import Controller

from tests.support.ports import free_port
from tests.support.waiting import DEADLINE_S, in_vain


class MailServer:
    """Takes mails and keeps them. `answer` is what it says to the next ones: "250 OK" takes them.

    `before_taking` is called when somebody has begun to hand a mail over, `before_answering` once it is in and before
    its sender learns of it.
    """

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.answer = "250 OK"
        self.refused = 0
        self.before_taking: Callable[[], None] = lambda: None
        self.before_answering: Callable[[], None] = lambda: None
        self._changed = Condition()
        self.port = free_port()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        self.before_taking()
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        with self._changed:
            if self.answer.startswith("2"):
                message = message_from_bytes(envelope.content, policy=policy.default)
                assert isinstance(message, EmailMessage)
                self.received.append(message)
            else:
                self.refused += 1
            self._changed.notify_all()
            self.before_answering()
            return self.answer

    def wait_for(self, count: int) -> list[EmailMessage]:
        """The mails received, once there are `count` of them."""
        with self._changed:
            arrived = self._changed.wait_for(lambda: len(self.received) >= count, DEADLINE_S)
            if not arrived:
                in_vain(f"{count} mails", DEADLINE_S, lambda: f"{len(self.received)} came, {self.refused} refused")
            return list(self.received)

    def wait_for_refusal(self) -> None:
        with self._changed:
            if not self._changed.wait_for(lambda: self.refused > 0, DEADLINE_S):
                in_vain("a mail to refuse", DEADLINE_S, lambda: f"{len(self.received)} were taken")


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Runs until the context ends."""
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()

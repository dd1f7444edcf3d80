"""The SMTP server that an operator names, as the settings read it."""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Self
from urllib.parse import unquote, urlsplit

_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """The server to which mails are handed on. `user` is None for a server that asks for none."""

    host: str
    port: int
    tls_from_the_start: bool
    user: str | None = None
    password: str = ""

    @classmethod
    def of_url(cls, url: str) -> Self:
        """Reads smtp://user:password@host:587 (STARTTLS) or smtps://…:465. Raises ValueError, without the password."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
            raise ValueError("it must look like smtp://user:password@host:587 or smtps://user:password@host:465")
        return cls(
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            tls_from_the_start=parts.scheme == "smtps",
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password or ""),
        )

    @property
    def is_this_machine(self) -> bool:
        """Only there may a mail travel in the clear."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

"""Hands messages to browsers' push services (RFC 8030), encrypted (RFC 8291) and signed (RFC 8292).

The services' addresses come from browsers, so that whoever likes may name one: see
`game_rules.notifications.push_endpoints`, and `server.adapters.public_hosts`, which looks at the connection itself. No
redirect is followed, no proxy of the environment asked, and of an answer only the status is read.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import requests
from py_vapid import Vapid02, VapidException
from pywebpush import WebPusher, WebPushException

from server.adapters.public_hosts import NotPublicError, PublicHostsOnly
from server.adapters.push.vapid_key import read_vapid_key
from server.services.ports import PushMessage, PushNotTaken, PushSubscription

_TIMEOUT_S = (5.0, 10.0)
"""To connect, and between two reads."""

_SIGNED_FOR = timedelta(hours=12)
"""A day is the most that RFC 8292 allows."""

_TAKEN = range(200, 300)
_GONE = frozenset({404, 410})
_LATER = frozenset({408, 425, 429, *range(500, 600)})


class WebPushSender:
    """Keeps connections to the services it talks to. `to_any_host` is for a push service on this machine."""

    def __init__(
        self, key_file: Path, contact: str, clock: Callable[[], datetime], *, to_any_host: bool = False
    ) -> None:
        self._vapid = Vapid02(read_vapid_key(key_file))
        self._contact = contact
        self._clock = clock
        self._session = requests.Session()
        self._session.trust_env = False
        if not to_any_host:
            self._session.adapters.clear()
            self._session.mount("https://", PublicHostsOnly())

    def send(self, to: PushSubscription, message: PushMessage) -> None:
        """See `WebPush`."""
        try:
            body = WebPusher(
                {"endpoint": to.endpoint, "keys": {"p256dh": _base64url(to.p256dh), "auth": _base64url(to.auth)}}
            ).encode(message.text.encode(), "aes128gcm")["body"]
            headers = self._headers(to, message)
        except (ValueError, WebPushException, VapidException):
            raise PushNotTaken("no browser made this subscription", for_good=True, browser_is_gone=True) from None
        host = urlsplit(to.endpoint).netloc
        try:
            answer = self._session.post(
                to.endpoint,
                data=body,
                headers=headers,
                timeout=_TIMEOUT_S,
                allow_redirects=False,
                stream=True,
            )
            answer.close()
        except (NotPublicError, requests.exceptions.InvalidSchema):
            raise PushNotTaken(f"{host} is not public", for_good=True, browser_is_gone=True) from None
        except requests.ReadTimeout:
            # It may well have it: better none than two.
            raise PushNotTaken(f"{host} did not answer", for_good=True) from None
        except requests.RequestException as error:
            raise PushNotTaken(f"{host}: {type(error).__name__}", for_good=False) from None
        status = answer.status_code
        if status not in _TAKEN:
            is_gone = status in _GONE
            raise PushNotTaken(
                f"{host} answered {status}", for_good=is_gone or status not in _LATER, browser_is_gone=is_gone
            )

    def _headers(self, to: PushSubscription, message: PushMessage) -> dict[str, str]:
        parts = urlsplit(to.endpoint)
        signed: dict[str, str] = self._vapid.sign(
            {
                "aud": f"{parts.scheme}://{parts.netloc}",
                "exp": int((self._clock() + _SIGNED_FOR).timestamp()),
                "sub": self._contact,
            }
        )
        return {
            **signed,
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(int(message.lives_for_s)),
            "Topic": message.topic,
            # Somebody waits for an answer: it may wake a phone that dozes.
            "Urgency": "high",
        }


def _base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")

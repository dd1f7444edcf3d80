"""A real push service for tests, with browsers that subscribe to it: it checks who sends, and opens what arrives."""

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.support.outside.http_servers import Answer, Request, serving
from tests.support.waiting import DEADLINE_S, in_vain


@dataclass(frozen=True)
class PushBrowser:
    """A browser's part: its keys never leave it."""

    endpoint: str
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def point(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def subscription(self) -> dict[str, Any]:
        """Returns what `PushSubscription.toJSON()` gives."""
        keys = {"p256dh": base64url(self.point), "auth": base64url(self.secret)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}


@dataclass(frozen=True)
class Push:
    """A push that arrived: opened, with the claims of whoever signed it."""

    endpoint: str
    content: dict[str, Any]
    headers: Mapping[str, str]
    claims: dict[str, Any]
    signed_by: str


class PushServer:
    """Answers each push with `status`. `before_answering` is called once one is in, and before its sender learns."""

    def __init__(self) -> None:
        self.received: list[Push] = []
        self.asked = 0
        self.status = 201
        self.before_answering: Callable[[], None] = lambda: None
        self._browsers: dict[str, PushBrowser] = {}
        self._changed = Condition()
        self.url = ""

    def browser(self, name: str = "phone") -> PushBrowser:
        browser = PushBrowser(f"{self.url}/{name}")
        self._browsers[f"/{name}"] = browser
        return browser

    def wait_for(self, count: int) -> list[Push]:
        """Waits until so many pushes have arrived, and returns them."""
        with self._changed:
            arrived = self._changed.wait_for(lambda: len(self.received) >= count, DEADLINE_S)
            if not arrived:
                in_vain(f"{count} pushes", DEADLINE_S, lambda: f"{len(self.received)} came, {self.asked} were sent")
            return list(self.received)

    def answer(self, request: Request) -> Answer:
        """Keeps a push that was sent as it should; raises for any other."""
        with self._changed:
            self.asked += 1
            if self.status == 201:
                self.received.append(self._opened(self._browsers[request.path], request.headers, request.body))
            self._changed.notify_all()
        self.before_answering()
        return Answer(self.status, headers={"Location": f"{self.url}/moved"})

    def _opened(self, browser: PushBrowser, headers: Mapping[str, str], body: bytes) -> Push:
        scheme, _, parameters = headers["Authorization"].partition(" ")
        assert scheme == "vapid"
        token, key = (one.strip().partition("=")[2] for one in sorted(parameters.split(","), reverse=True))
        assert headers["Content-Encoding"] == "aes128gcm"
        content = http_ece.decrypt(body, private_key=browser.key, auth_secret=browser.secret, version="aes128gcm")
        return Push(browser.endpoint, json.loads(content), headers, verified_claims(token, key), key)


@contextmanager
def push_server() -> Iterator[PushServer]:
    """Runs until the context ends."""
    server = PushServer()
    with serving(server.answer) as url:
        server.url = url
        yield server


def verified_claims(token: str, key: str) -> dict[str, Any]:
    """The claims of a JSON Web Token (RFC 7519) signed with ES256. Raises InvalidSignature."""
    header, claims, signature = token.split(".")
    assert json.loads(bytes_of(header))["alg"] == "ES256"
    raw = bytes_of(signature)
    public = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), bytes_of(key))
    public.verify(
        encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:])),
        f"{header}.{claims}".encode(),
        ECDSA(SHA256()),
    )
    opened: dict[str, Any] = json.loads(bytes_of(claims))
    return opened


def base64url(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def bytes_of(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))

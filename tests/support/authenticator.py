"""An authenticator in software: makes passkeys and signs with them as a phone would, and as one would that cheats."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

_USER_PRESENT, _USER_VERIFIED, _HAS_CREDENTIAL = 0x01, 0x04, 0x40
_ES256, _EC2, _P256 = -7, 2, 1


class Authenticator:
    """One passkey. `origin` is what the browser would say; `sign_count` counts up with each signature.

    One that is not `verifies_user` signs for whoever holds it.
    """

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.sign_count = 0
        self.verifies_user = True
        self.credential_id = token_bytes(16)
        self.handle = b""
        self._key = ec.generate_private_key(ec.SECP256R1())

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """Returns a browser's answer to creation options."""
        self.handle = _bytes(options["user"]["id"])
        numbers = self._key.public_key().public_numbers()
        key = {1: _EC2, 3: _ES256, -1: _P256, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        described = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + cbor2.dumps(key)
        told = self._data(options["rp"]["id"], _HAS_CREDENTIAL) + described
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": told})
        client_data = self._client_data("webauthn.create", options["challenge"])
        return self._credential({"clientDataJSON": _text(client_data), "attestationObject": _text(attestation)})

    def sign(self, options: dict[str, Any], *, handle: bytes | None = None) -> dict[str, Any]:
        """Returns a browser's answer to request options; `handle` names another account than the passkey's."""
        self.sign_count += 1
        told = self._data(options["rpId"])
        client_data = self._client_data("webauthn.get", options["challenge"])
        signature = self._key.sign(told + sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        return self._credential(
            {
                "clientDataJSON": _text(client_data),
                "authenticatorData": _text(told),
                "signature": _text(signature),
                "userHandle": _text(self.handle if handle is None else handle),
            }
        )

    def _data(self, host: str, flags: int = 0) -> bytes:
        flags |= _USER_PRESENT | (_USER_VERIFIED if self.verifies_user else 0)
        return sha256(host.encode()).digest() + bytes([flags]) + self.sign_count.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _credential(self, response: dict[str, str]) -> dict[str, Any]:
        name = _text(self.credential_id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def _bytes(value: str) -> bytes:
    return urlsafe_b64decode(value + "=" * (-len(value) % 4))

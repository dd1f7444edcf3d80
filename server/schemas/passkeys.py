"""Payloads of passkeys. What browsers and authenticators say to each other passes through as WebAuthn's own JSON."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from server.schemas.base import Incoming, Outgoing


class PasskeyOptionsOut(Outgoing):
    """The options that a browser needs to make or use a passkey; good for ten minutes, once."""

    options: dict[str, Any] = Field(
        description="For `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`."
    )


class PasskeyIn(Incoming):
    """The browser's answer."""

    credential: dict[str, Any] = Field(description="`PublicKeyCredential.toJSON()`.")


class PasskeyOut(Outgoing):
    """A passkey of the account; days are UTC."""

    id: UUID
    device: str = Field(description='Where it was made, such as "Chrome, Android"; empty when not known.')
    created_on: date
    last_used_on: date | None


class PasskeysOut(Outgoing):
    """All passkeys of the account, the oldest first."""

    passkeys: list[PasskeyOut]


class PasskeyPath(Incoming):
    """Names one passkey."""

    passkey_id: UUID

"""WebAuthn, by the library of that name: what a browser is asked to sign, and whether it did."""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    base64url_to_bytes,
    options_to_json_dict,
    parse_client_data_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from server.services.ports import NewPasskey, PasskeyAnswer, PasskeyRejected

_NAME = "Jokajobs"

_MALFORMED = (WebAuthnException, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
"""What the library raises for an answer that is none: it checks signatures with care, and shapes with less."""


class WebAuthnParty:
    """The relying party of one origin, such as https://play.example.org."""

    def __init__(self, origin: str, host: str) -> None:
        self.origin = origin
        self._host = host

    def creation_options(
        self, challenge: bytes, *, handle: bytes, email: str, known: Sequence[bytes]
    ) -> dict[str, Any]:
        return options_to_json_dict(
            generate_registration_options(
                rp_id=self._host,
                rp_name=_NAME,
                user_id=handle,
                user_name=email,
                challenge=challenge,
                authenticator_selection=AuthenticatorSelectionCriteria(
                    # Found by the phone itself: nobody types who they are.
                    resident_key=ResidentKeyRequirement.REQUIRED,
                    # A passkey is all that is asked for: whoever merely holds the phone must not come in.
                    user_verification=UserVerificationRequirement.REQUIRED,
                ),
                exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
            )
        )

    def request_options(self, challenge: bytes) -> dict[str, Any]:
        return options_to_json_dict(
            generate_authentication_options(
                rp_id=self._host, challenge=challenge, user_verification=UserVerificationRequirement.REQUIRED
            )
        )

    def read(self, credential: dict[str, Any]) -> PasskeyAnswer:
        try:
            response = credential["response"]
            client_data = parse_client_data_json(base64url_to_bytes(response["clientDataJSON"]))
            handle = response.get("userHandle")
            return PasskeyAnswer(
                challenge=client_data.challenge,
                credential_id=base64url_to_bytes(credential["rawId"]),
                handle=base64url_to_bytes(handle) if handle else None,
            )
        except _MALFORMED as error:
            raise PasskeyRejected from error

    def verify_new(self, credential: dict[str, Any], challenge: bytes) -> NewPasskey:
        try:
            verified = verify_registration_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self._host,
                expected_origin=self.origin,
                require_user_verification=True,
            )
        except _MALFORMED as error:
            raise PasskeyRejected from error
        return NewPasskey(verified.credential_id, verified.credential_public_key, verified.sign_count)

    def verify_use(self, credential: dict[str, Any], challenge: bytes, public_key: bytes, sign_count: int) -> int:
        try:
            verified = verify_authentication_response(
                credential=credential,
                expected_challenge=challenge,
                expected_rp_id=self._host,
                expected_origin=self.origin,
                require_user_verification=True,
                credential_public_key=public_key,
                credential_current_sign_count=sign_count,
            )
        except _MALFORMED as error:
            raise PasskeyRejected from error
        return verified.new_sign_count


def relying_party_at(public_url: str | None) -> WebAuthnParty | None:
    """The party of the address where people reach the game; None where browsers have no passkeys.

    They need a host name, not an address of digits, and HTTPS, save on localhost.
    """
    parts = urlsplit(public_url or "")
    host = parts.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        is_name = bool(host)
    else:
        is_name = False
    is_secure = parts.scheme == "https" or host == "localhost"
    return WebAuthnParty(f"{parts.scheme}://{parts.netloc}", host) if is_name and is_secure else None

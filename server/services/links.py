"""Addresses that we send out: each holds a signed token, and does nothing by being opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from secrets import token_bytes

from server.services.ports import OpenUnit, Signer

_KEY_NAME = "links"
_KEY_BYTES = 32
_ONE_TAP, _POSTER = "one_tap", "poster"
"""A token of one kind is no good as one of the other."""


class LinkPurpose(StrEnum):
    """The effect of a mailed link once it is confirmed."""

    EXTEND_OFFER = "extend_offer"
    ANSWER_APPLICATION = "answer_application"
    TRUSTED_CONTACT = "trusted_contact"


@dataclass(frozen=True, slots=True)
class Links:
    """`base` is where this game is reached, without a slash at its end, such as https://play.example.org."""

    signer: Signer
    base: str

    def one_tap(self, purpose: LinkPurpose, payload: Mapping[str, str]) -> str:
        """The address of a page that asks to confirm; mail scanners that open it change nothing."""
        return f"{self.base}/r/{self.signer.sign(_ONE_TAP, {'for': purpose, **payload})}"

    def read_one_tap(self, token: str, max_age_s: float) -> tuple[LinkPurpose, Mapping[str, str]]:
        """Reads what a mailed link is for, and with what. Raises SignatureRefused."""
        payload = dict(self.signer.read(_ONE_TAP, token, max_age_s))
        return LinkPurpose(payload.pop("for")), payload

    def poster(self, payload: Mapping[str, str]) -> str:
        """The address in the code of a poster."""
        return f"{self.base}/p/{self.signer.sign(_POSTER, payload)}"

    def read_poster(self, token: str) -> Mapping[str, str]:
        """Reads what stands in the code of a poster, however old. Raises SignatureRefused."""
        return self.signer.read(_POSTER, token)


def signing_key(open_unit: OpenUnit) -> bytes:
    """The key that all servers and workers of this database sign with."""
    return shared_secret(open_unit, _KEY_NAME)


def shared_secret(open_unit: OpenUnit, name: str) -> bytes:
    """32 bytes that all servers and workers of this database share under `name`, made by whichever asks first."""
    with open_unit() as unit:
        key = unit.secrets.keep(name, token_bytes(_KEY_BYTES))
        unit.commit()
    return key

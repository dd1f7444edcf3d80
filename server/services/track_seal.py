"""Signs the fixes that a device is asked to repeat, so that it cannot invent a past.

The phone keeps its track, and the server a key: no position is stored for it.
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import blake2b
from hmac import compare_digest
from struct import pack
from uuid import UUID

from game_rules.gps import GpsFix
from game_rules.play.fixes import FixVerdict, JudgedFix
from server.services.links import shared_secret
from server.services.ports import OpenUnit

_VERSION = "1"
_KEY_NAME = "tracks"
_SEAL_BYTES = 16
"""128 bits: nobody guesses one, and it is 22 characters in each message."""
_MARK_BYTES = 8
"""Tells the fixes of one device from each other, and nobody without the key where or when one was."""
_NUMBER_OF_VERDICT = {verdict: number for number, verdict in enumerate(FixVerdict)}


class TrackSeal:
    """Seals and marks of one database's servers, which share `key`."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def seal(self, device_id: UUID, context: Sequence[JudgedFix]) -> str:
        """Returns the seal of `context`, in this order, for this device: a guest who signs in walks on with it."""
        parts = [device_id.bytes]
        parts += [_packed(judged.fix) + bytes((_NUMBER_OF_VERDICT[judged.verdict],)) for judged in context]
        digest = blake2b(b"".join(parts), key=self._key, digest_size=_SEAL_BYTES, person=b"context").digest()
        return f"{_VERSION}.{urlsafe_b64encode(digest).rstrip(b'=').decode()}"

    def is_sealed(self, seal: str | None, device_id: UUID, context: Sequence[JudgedFix]) -> bool:
        """Tells whether `seal` is that of `context`."""
        expected = self.seal(device_id, context)
        return seal is not None and compare_digest(seal.encode(), expected.encode())

    def mark(self, player_id: UUID, device_id: UUID, fix: GpsFix) -> bytes:
        """Returns eight bytes that are the same for the same fix of the same device, and tell nothing of it."""
        message = b"".join((player_id.bytes, device_id.bytes, _packed(fix)))
        return blake2b(message, key=self._key, digest_size=_MARK_BYTES, person=b"fix").digest()


def track_seal(open_unit: OpenUnit) -> TrackSeal:
    """Returns the seal of this database, with a key that is made by the first server that asks for it."""
    return TrackSeal(shared_secret(open_unit, _KEY_NAME))


def _packed(fix: GpsFix) -> bytes:
    # The bits of each number, as they are after any way through JSON.
    return pack(">dddd", fix.taken_at.timestamp(), fix.position.lat, fix.position.lon, fix.horizontal_accuracy_m)

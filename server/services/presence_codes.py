"""Codes by which somebody shows that they are at a meeting: six figures, made of a key and kept nowhere.

One belongs to a meeting and one of its two, the other to a place's desk and a local day.
"""

from datetime import date
from hashlib import blake2b
from hmac import compare_digest
from uuid import UUID

from game_rules.meetings.meeting import CheckInProof, Meeting, MeetingRole
from server.services.links import shared_secret
from server.services.ports import OpenUnit

_KEY_NAME = "presence codes"
_DIGITS = 6
"""Told in one breath. Tries are few (`server/serving/rates.py`), so that nobody guesses one of a million."""


class PresenceCodes:
    """Codes of one database's servers, which share `key`."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of_meeting(self, meeting_id: UUID, role: MeetingRole) -> str:
        """Returns the code that the one in `role` shows the other one."""
        return self._code(b"meeting", meeting_id.bytes + role.value.encode())

    def of_desk(self, place_id: UUID, on: date) -> str:
        """Returns the code that the place's desk has on that local day."""
        return self._code(b"desk", place_id.bytes + on.isoformat().encode())

    def proof_by(self, code: str, meeting: Meeting, role: MeetingRole, on: date) -> CheckInProof | None:
        """Tells what `code` proves of the one in `role` on the local day `on`; None for a wrong one. Each comparison
        takes as long for a wrong code as for a right one."""
        typed = code.encode()
        is_others = compare_digest(typed, self.of_meeting(meeting.id, role.other).encode())
        # An employer's own door has no desk of the game's: this code is of no place, and nobody is told it.
        is_desks = compare_digest(typed, self.of_desk(meeting.place_id or meeting.id, on).encode())
        if is_others:
            return CheckInProof.OTHERS_CODE
        return CheckInProof.DESK_CODE if is_desks else None

    def _code(self, what: bytes, of: bytes) -> str:
        digest = blake2b(of, key=self._key, digest_size=16, person=what).digest()
        # 128 bits: the remainder favours no code.
        return f"{int.from_bytes(digest) % 10**_DIGITS:0{_DIGITS}}"


def presence_codes(open_unit: OpenUnit) -> PresenceCodes:
    """Returns the codes of this database, with a key that is made by the first server that asks for it."""
    return PresenceCodes(shared_secret(open_unit, _KEY_NAME))

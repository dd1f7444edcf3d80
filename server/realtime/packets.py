"""Reading and writing of socket messages.

python-socketio drops what it cannot read without an answer. Here such a message becomes an event of its own where it
can be answered, which the namespace does with a problem; all else raises UnreadableError. No event of the protocol is
binary, and no push asks for an acknowledgement: both are unreadable.
"""

from typing import Any

import orjson
from socketio.packet import BINARY_EVENT, CONNECT, DISCONNECT, EVENT, Packet

from game_rules.wire_limits import MAX_MESSAGE_BYTES

MALFORMED = "\x00malformed"
OVERSIZED = "\x00oversized"
"""Event names that no client can send by accident, for what could not be read."""


RESERVED = "\x00reserved"
RESERVED_EVENTS = frozenset({"connect", "disconnect"})
"""What python-socketio calls handlers with on its own; a client's event of that name must not pass for it."""

_EVENT_TYPES = frozenset({str(EVENT), str(BINARY_EVENT)})


class UnreadableError(ValueError):
    """A packet that is nothing a phone sends, and asks for no answer. The message holds nothing of it."""


class FastJson:
    """orjson with the two functions that python-socketio calls."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        return orjson.dumps(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_: Any) -> Any:
        return orjson.loads(text)


class ForgivingPacket(Packet):  # type: ignore[misc]
    """A packet that reads as an event even where its content is too large, binary, or no JSON."""

    json = FastJson
    data: Any

    @property
    def is_malformed(self) -> bool:
        return self.packet_type == EVENT and bool(self.data == [MALFORMED])

    def decode(self, encoded_packet: Any) -> int:
        """Reads a packet. Returns how many attachments follow it: none, ever. Raises UnreadableError."""
        if not isinstance(encoded_packet, str):
            raise UnreadableError("no text")
        if len(encoded_packet) > MAX_MESSAGE_BYTES:
            self._read_as(OVERSIZED, encoded_packet)
        elif encoded_packet[:1] == str(BINARY_EVENT):
            self._read_as(MALFORMED, encoded_packet)
        else:
            try:
                super().decode(encoded_packet)
            except ValueError:
                self._read_as(MALFORMED, encoded_packet)
        if self.packet_type == EVENT:
            if not _names_an_event(self.data):
                self._read_as(MALFORMED, encoded_packet)
            elif self.data[0] in RESERVED_EVENTS:
                self.data[0] = RESERVED
        elif self.packet_type not in {CONNECT, DISCONNECT}:
            raise UnreadableError("a packet that only a server sends, or none at all")
        return 0

    def _read_as(self, name: str, encoded_packet: str) -> None:
        """Reads only what stands before the content: namespace and the id that the answer needs."""
        if encoded_packet[:1] not in _EVENT_TYPES:
            raise UnreadableError("not an event")
        try:
            super().decode(encoded_packet.partition("[")[0].partition("{")[0])
        except ValueError:
            raise UnreadableError("nothing to answer to") from None
        self.packet_type, self.data = EVENT, [name]


def _names_an_event(data: Any) -> bool:
    return isinstance(data, list) and bool(data) and isinstance(data[0], str)

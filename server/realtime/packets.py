"""How socket messages are read and written.

python-socketio drops what it cannot read without an answer. Here such a message becomes an event of its own, which
the namespace answers with a problem, and the socket lives on.
"""

from typing import Any

import orjson
from socketio.packet import BINARY_EVENT, EVENT, Packet

from game_rules.limits import MAX_MESSAGE_BYTES

MALFORMED = "\x00malformed"
OVERSIZED = "\x00oversized"
"""Event names that no client can send by accident, for what could not be read."""


RESERVED = "\x00reserved"
RESERVED_EVENTS = frozenset({"connect", "disconnect"})
"""What python-socketio calls handlers with on its own; a client's event of that name must not pass for it."""


class FastJson:
    """orjson with the two functions that python-socketio calls."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        return orjson.dumps(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_: Any) -> Any:
        return orjson.loads(text)


class ForgivingPacket(Packet):  # type: ignore[misc]
    """A packet that reads as an event even where its content is too large or no JSON."""

    json = FastJson
    data: Any

    def decode(self, encoded_packet: Any) -> Any:
        if len(encoded_packet) > MAX_MESSAGE_BYTES:
            return self._as_event(OVERSIZED, encoded_packet)
        try:
            attachments = super().decode(encoded_packet)
        except ValueError:
            return self._as_event(MALFORMED, encoded_packet)
        is_event = self.packet_type in {EVENT, BINARY_EVENT}
        if is_event and not _names_an_event(self.data):
            return self._as_event(MALFORMED, encoded_packet)
        if is_event and self.data[0] in RESERVED_EVENTS:
            self.data[0] = RESERVED
        return attachments

    def _as_event(self, name: str, encoded_packet: Any) -> int:
        """Reads only what stands before the content: namespace and the id that the answer needs."""
        if not isinstance(encoded_packet, str) or encoded_packet[:1] not in {str(EVENT), str(BINARY_EVENT)}:
            raise ValueError("not an event")
        super().decode(encoded_packet.partition("[")[0].partition("{")[0])
        self.packet_type, self.data = EVENT, [name]
        return 0


def _names_an_event(data: Any) -> bool:
    return isinstance(data, list) and bool(data) and isinstance(data[0], str)

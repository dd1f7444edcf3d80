"""Socket packets: what can be answered is, and nothing else is ever more than UnreadableError."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from socketio.packet import EVENT

from game_rules.wire_limits import MAX_MESSAGE_BYTES
from server.realtime.packets import MALFORMED, OVERSIZED, RESERVED, ForgivingPacket, UnreadableError


@pytest.mark.parametrize(
    ("encoded", "number", "name"),
    [
        ('2/play,7["gps_fixes",{}]', 7, "gps_fixes"),
        ('2/play,["gps_fixes",{}]', None, "gps_fixes"),
        ('2/play,7["connect"]', 7, RESERVED),
        ('2/play,7{"a":1}', 7, MALFORMED),
        ("2/play,7[", 7, MALFORMED),
        ("2/play,7[NaN]", 7, MALFORMED),
        ('51-/play,7["x",{"_placeholder":true,"num":0}]', 7, MALFORMED),
        ('59999999999-/play,7["x"]', 7, MALFORMED),
        ('2/play,-7["x"]', None, MALFORMED),
        ("2/play," + "9" * 100 + '["x"]', 10**100 - 1, "x"),
    ],
)
def test_an_event_keeps_the_number_that_its_answer_needs(encoded: str, number: int | None, name: str) -> None:
    packet = ForgivingPacket(encoded_packet=encoded)
    assert (packet.packet_type, packet.namespace, packet.id, packet.data[0]) == (EVENT, "/play", number, name)
    assert packet.attachment_count == 0
    assert packet.is_malformed is (name == MALFORMED)


@pytest.mark.parametrize(("more", "name"), [(-1, "x"), (0, "x"), (1, OVERSIZED)])
def test_an_event_has_a_largest_size(more: int, name: str) -> None:
    frame = '2/play,7["x","'
    encoded = frame + "y" * (MAX_MESSAGE_BYTES - len(frame) - 2 + more) + '"]'
    packet = ForgivingPacket(encoded_packet=encoded)
    assert (packet.id, packet.data[0]) == (7, name)


@pytest.mark.parametrize(
    "encoded",
    [
        b"bytes",
        {"a": 1},
        "x",
        "7",
        '3/play,7["x"]',
        '4/play,"x"',
        "61-/play,7[]",
        "2/play," + "1" * 101 + '["x"]',
        '2/play,\u00b2["x"]',
        '599999999999-/play,7["x"]',
        "0/play,{",
        "1/play,[",
        "0" + "x" * MAX_MESSAGE_BYTES,
    ],
)
def test_what_no_phone_sends_is_unreadable(encoded: object) -> None:
    with pytest.raises(UnreadableError):
        ForgivingPacket(encoded_packet=encoded)


@given(st.text(alphabet='0123456789-/,play["{}]:_x\u00b2\x1e', min_size=1))
def test_no_text_breaks_the_reader(encoded: str) -> None:
    try:
        packet = ForgivingPacket(encoded_packet=encoded)
    except UnreadableError:
        return
    assert packet.attachment_count == 0
    assert packet.packet_type != EVENT or isinstance(packet.data[0], str)

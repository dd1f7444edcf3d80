"""Work that follows a COMMIT is logged where it fails, and changes no answer."""

import logging
from uuid import uuid4

import pytest

from game_rules.addressed_events import AddressedEvent
from game_rules.play.outcomes import HintGiven
from server.realtime.publisher import Publisher, room_of
from server.services.after_commit import after_commit
from server.services.ports import StorageUnavailable


def test_what_fails_is_logged_with_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    with after_commit("a push"):
        raise KeyError
    (record,) = caplog.records
    assert record.getMessage() == "a push failed after a commit"
    assert record.exc_info


def test_a_database_that_is_away_is_told_in_a_line(caplog: pytest.LogCaptureFixture) -> None:
    with after_commit("giving free seats"):
        raise StorageUnavailable
    (record,) = caplog.records
    assert (record.levelno, record.exc_info) == (logging.WARNING, None)


def test_the_end_of_the_process_is_not_held_up() -> None:
    with pytest.raises(SystemExit), after_commit("a push"):
        raise SystemExit


class _Sockets:
    """A socket server that cannot reach one room."""

    def __init__(self, broken: str) -> None:
        self.broken = broken
        self.reached: list[str] = []

    def emit(self, _name: str, _payload: object, *, room: str, **_options: object) -> None:
        if room == self.broken:
            raise ConnectionError
        self.reached.append(room)


def test_an_event_that_cannot_be_sent_costs_nobody_theirs(caplog: pytest.LogCaptureFixture) -> None:
    first, second = uuid4(), uuid4()
    sockets = _Sockets(room_of(first))
    publisher = Publisher(sockets)
    events = [AddressedEvent(one, HintGiven(None)) for one in (first, second)]

    publisher.publish_each(events)
    publisher.publish_here(events)
    publisher.publish(first, [HintGiven(None)])

    assert sockets.reached == [room_of(second)] * 2
    assert [record.getMessage() for record in caplog.records] == ["a push of HintGiven failed after a commit"] * 3


def test_an_event_without_a_message_is_logged_and_the_others_are_sent(caplog: pytest.LogCaptureFixture) -> None:
    class Unknown:
        def is_for(self, _player_id: object) -> bool:
            return True

    player_id = uuid4()
    sockets = _Sockets("")
    Publisher(sockets).publish_each(
        [AddressedEvent(player_id, Unknown()), AddressedEvent(player_id, HintGiven(None))]  # type: ignore[arg-type]
    )

    assert sockets.reached == [room_of(player_id)]
    assert "a push of Unknown failed after a commit" in caplog.text

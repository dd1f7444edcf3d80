"""The memory of who walks: bounded, and emptied of whoever is to be forgotten."""

from uuid import UUID

from game_rules.play.fixes import Track
from server.live.walkers import Walkers
from tests.support.factories import fix

DEVICE = UUID(int=99)


def test_of_more_devices_than_there_is_room_for_the_one_silent_for_longest_is_forgotten() -> None:
    walkers, (first, second, third) = Walkers(size=2), (UUID(int=number) for number in (1, 2, 3))
    for player_id in (first, second, first, third):
        walkers.keep_track(player_id, DEVICE, Track())
    assert walkers.track(second, DEVICE) is None
    assert walkers.players() == {first, third}


def test_forgetting_a_player_leaves_nothing_of_any_of_their_devices_and_all_of_others() -> None:
    walkers, gone, other = Walkers(), UUID(int=1), UUID(int=2)
    for player_id in (gone, other):
        for number in (1, 2):
            walkers.keep_track(player_id, UUID(int=number), Track())
        walkers.keep_step(player_id, DEVICE, fix())
        walkers.keep_told_places(player_id, ())
    walkers.forget(gone)
    assert walkers.players() == {other}
    assert walkers.step(other) == (DEVICE, fix())
    assert walkers.track(other, UUID(int=2)) == Track()

"""Jokers and the public places where they are right now, in memory; rebuilt from the database every few seconds."""

from game_rules.play.jokers_nearby import JokerAt


class LiveJokers:
    """Swapped as a whole, so any number of greenlets may read it."""

    def __init__(self) -> None:
        self._at_places: tuple[JokerAt, ...] = ()

    @property
    def at_places(self) -> tuple[JokerAt, ...]:
        return self._at_places

    def replace(self, at_places: tuple[JokerAt, ...]) -> None:
        self._at_places = at_places

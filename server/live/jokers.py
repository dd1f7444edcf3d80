"""Jokers who are there right now, and the public places where some are, in memory; rebuilt from the database every few
seconds."""

from game_rules.play.jokers_nearby import JokerAt, JokerThere


class LiveJokers:
    """Swapped as a whole, so any number of greenlets may read it."""

    def __init__(self) -> None:
        self._at_places: tuple[JokerAt, ...] = ()
        self._there: tuple[JokerThere, ...] = ()

    @property
    def at_places(self) -> tuple[JokerAt, ...]:
        return self._at_places

    @property
    def there(self) -> tuple[JokerThere, ...]:
        """All who would see a call now, at a place or not."""
        return self._there

    def replace(self, at_places: tuple[JokerAt, ...], there: tuple[JokerThere, ...] = ()) -> None:
        self._at_places, self._there = at_places, there

"""Brings this server's world up to date when another process has changed it, and tells whoever is connected here."""

import logging

from game_rules.play.world_changes import compare_offers
from server.realtime.play import PlayNamespace
from server.realtime.publisher import Publisher
from server.services.game import Game, reload_world
from server.services.play.tell_world_change import offers_shown, tell_world_change
from server.services.ports import StorageUnavailable

log = logging.getLogger(__name__)


class WorldTeller:
    """One for each server, called by one greenlet. Each server hears of the change and tells its own sockets."""

    def __init__(self, game: Game, publisher: Publisher, play: PlayNamespace) -> None:
        self._game, self._publisher, self._play = game, publisher, play
        self._told = offers_shown(game.context())

    def follow(self) -> None:
        """Loads the world again and tells what is different since the last time it was told."""
        reload_world(self._game)
        try:
            self._tell()
        except StorageUnavailable:
            log.warning("nobody could be told of changed offers: the database does not answer")
        except Exception:
            # Without this greenlet the server would play on in an old world until somebody restarts it.
            log.exception("open apps could not be told of changed offers")

    def _tell(self) -> None:
        context = self._game.context()
        shown = offers_shown(context)
        differ = compare_offers(self._told, shown)
        here = self._play.players_here()
        news = tell_world_change(context, here, shown, differ)
        self._told = shown
        self._publisher.tell_here(news.offers)
        self._publisher.tell_each(news.hints)

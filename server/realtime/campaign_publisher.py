"""Brings this server's campaign up to date when another process has changed it, and tells whoever is connected here."""

from game_rules.play.offer_changes import compare_offers
from server.realtime.play import PlayNamespace
from server.realtime.publisher import Publisher
from server.services.app_context import AppContext
from server.services.play.campaign_changes import campaign_change, offers_shown
from server.services.territory.load_campaign import load_campaign


class CampaignPublisher:
    """One for each server, called by one greenlet. Each server hears of the change and tells its own sockets."""

    def __init__(self, app: AppContext, publisher: Publisher, play: PlayNamespace) -> None:
        self._app, self._publisher, self._play = app, publisher, play
        self._told = offers_shown(app.context())

    def follow(self) -> None:
        """Loads the campaign again and tells what is different since the last time it was told.

        May raise whatever a broken row or a database that is away raises: the server plays on in the campaign that it
        has, and this is called again.
        """
        load_campaign(self._app.context())
        # Another one: it has the campaign that was just loaded.
        context = self._app.context()
        shown = offers_shown(context)
        differ = compare_offers(self._told, shown)
        here = self._play.players_here()
        news = campaign_change(context, here, shown, differ)
        self._told = shown
        self._publisher.publish_here(news.offers)
        self._publisher.publish_each(news.hints)

"""Work that has to happen without anybody asking: waves, expiry, presence, inboxes. The times are in the database."""

import logging
from time import sleep

from server.processes.outages import OutageLog
from server.realtime.help import HelpNamespace
from server.realtime.publisher import Publisher
from server.services.app_context import AppContext
from server.services.calls.ask_joker import advance_due_calls
from server.services.jokers.presence import note_presence, refresh_live_jokers
from server.services.notifications.notify import new_notification_events
from server.services.ports import StorageUnavailable

log = logging.getLogger(__name__)

_TICK_S = 1.0
"""How late a wave may be."""

_REFRESH_TICKS = 5
"""How often Jokers at places are looked up, in ticks."""

_PRESENCE_TICKS = 30
"""How often open sockets are written down, in ticks: four times in the two minutes after which somebody is gone."""

_TELL_AGAIN_TICKS = 60
"""How often a round that keeps failing is told, in ticks."""


class HelpClock:
    """Any number of servers may run one each: a call that is due is locked by one of them."""

    def __init__(self, app: AppContext, publisher: Publisher, namespace: HelpNamespace) -> None:
        self._app, self._publisher, self._namespace = app, publisher, namespace
        self._is_over = False

    def stop(self) -> None:
        """Makes the round that runs the last one, whatever comes of it."""
        self._is_over = True

    def tick(self, number: int) -> None:
        """One round. May raise StorageUnavailable."""
        app = self._app
        if number % _PRESENCE_TICKS == 0:
            note_presence(app.context(), self._namespace.players_here())
        if number % _REFRESH_TICKS == 0:
            refresh_live_jokers(app.context())
        self._publisher.publish_each(advance_due_calls(app.context()))
        self._publisher.publish_each(new_notification_events(app.context()))

    def run(self) -> None:
        """Returns after `stop`; run it in a greenlet."""
        outage = OutageLog(log, "calls wait: the database does not answer")
        number = 0
        told = -_TELL_AGAIN_TICKS
        while not self._is_over:
            try:
                self.tick(number)
                outage.worked()
            except StorageUnavailable:
                outage.failed()
            except Exception:
                # Without this clock no further wave would be sent until somebody restarts the server.
                if number - told >= _TELL_AGAIN_TICKS and not self._is_over:
                    log.exception("a round of the help clock failed")
                    told = number
            number += 1
            sleep(_TICK_S)

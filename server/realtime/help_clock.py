"""Work that has to happen without anybody asking: waves, expiry, presence, inboxes. The times are in the database."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic, sleep

from server.processes.outages import OutageLog
from server.realtime.help import HelpNamespace
from server.realtime.publisher import Publisher
from server.services.app_context import AppContext
from server.services.calls.ask_joker import advance_due_calls
from server.services.check_health import Finding, HealthCheck
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

_LOG_AGAIN_TICKS = 60
"""Interval at which a duty that keeps failing is logged, in ticks."""

_STUCK_AFTER_S = 60.0
"""A round takes milliseconds; each statement of one that waits for the database is given up after ten seconds."""


@dataclass(slots=True)
class _Duty:
    name: str
    do: Callable[[], None]
    every_ticks: int = 1
    failures: int = field(default=0, init=False)
    """In a row."""


class HelpClock:
    """Any number of servers may run one each: a call that is due is locked by one of them."""

    def __init__(self, app: AppContext, publisher: Publisher, namespace: HelpNamespace) -> None:
        self._app, self._publisher = app, publisher
        self._duties = (
            _Duty("presence", lambda: note_presence(app.context(), namespace.players_here()), _PRESENCE_TICKS),
            _Duty("jokers", lambda: refresh_live_jokers(app.context()), _REFRESH_TICKS),
            _Duty("calls", lambda: publisher.publish_each(advance_due_calls(app.context()))),
            _Duty("inboxes", lambda: publisher.publish_each(new_notification_events(app.context()))),
        )
        self._outage = OutageLog(log, "calls wait: the database does not answer")
        self._round_ended_s = monotonic()
        self._is_over = False

    def stop(self) -> None:
        """Makes the round that runs the last one, whatever comes of it."""
        self._is_over = True

    def finding(self) -> Finding:
        """Tells whether everything that is due is done."""
        silent_s = monotonic() - self._round_ended_s
        failing = [duty.name for duty in self._duties if duty.failures]
        put_aside = len(self._app.live.failed_steps.put_aside(self._app.clock()))
        if silent_s > _STUCK_AFTER_S:
            detail = f"The clock of calls has not gone round for {silent_s:.0f} s: no wave is sent."
        elif failing:
            detail = f"The clock of calls fails at: {', '.join(failing)}. Look at the log."
        elif put_aside:
            detail = f"{put_aside} calls whose step failed are put aside, and tried again. Look at the log."
        else:
            return Finding(HealthCheck.CLOCK, is_ok=True, detail="Calls and inboxes are looked after every second.")
        return Finding(HealthCheck.CLOCK, is_ok=False, detail=detail)

    def tick(self, number: int) -> None:
        """One round. Each duty stands alone: what one of them raises keeps no other from its own."""
        is_away = False
        for duty in self._duties:
            if number % duty.every_ticks:
                continue
            try:
                duty.do()
                duty.failures = 0
            except StorageUnavailable:
                is_away = True
            except Exception:
                # Without this clock no further wave would be sent until somebody restarts the server.
                if duty.failures * duty.every_ticks % _LOG_AGAIN_TICKS == 0 and not self._is_over:
                    # allowed log-text: one of the names above
                    log.exception("the help clock failed at: %s", duty.name)
                duty.failures += 1
        if is_away:
            self._outage.failed()
        else:
            self._outage.worked()
        self._round_ended_s = monotonic()

    def run(self) -> None:
        """Returns after `stop`; run it in a greenlet."""
        number = 0
        while not self._is_over:
            self.tick(number)
            number += 1
            sleep(_TICK_S)

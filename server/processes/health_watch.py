"""Looks after what the server rests on, and never waits long for it. Import it only after gevent has taken over."""

import logging
from collections.abc import Callable, Sequence
from time import monotonic, sleep
from typing import Any, Protocol

import gevent

from server.adapters.health_probes import no_answer_from
from server.services.check_health import Finding, Health, HealthCheck

log = logging.getLogger(__name__)

_DEADLINE_S = 1.5
"""For one look. Docker's health check, and most proxies', wait two seconds and more."""

_FRESH_S = 2.0
"""A younger look serves whoever asks: many who ask cost one look."""

_ROUND_S = 10.0
_FIRST_ROUND_S = 30.0
"""A worker that starts beside the server has to come up first."""


class Probe(Protocol):
    """Looks once at what `checks` name."""

    checks: tuple[HealthCheck, ...]

    def __call__(self) -> list[Finding]: ...


class HealthWatch:
    """Any number of greenlets may ask; they share one look."""

    def __init__(self, probes: Sequence[Probe], own: Sequence[Callable[[], Finding]]) -> None:
        """`own` are findings that the process has without looking: of its campaign and its loops."""
        self._probes = probes
        self._own = own
        self._findings: list[Finding] = []
        self._looked_at_s: float | None = None
        self._looking: Any = None
        self._told: set[HealthCheck] = set()

    def look(self) -> Health:
        """Returns what was found, two seconds ago at most. Takes no longer than the deadline."""
        if self._looked_at_s is None or monotonic() - self._looked_at_s > _FRESH_S:
            if self._looking is None:
                self._looking = gevent.spawn(self._look)
            self._looking.join()
        age_s = 0.0 if self._looked_at_s is None else monotonic() - self._looked_at_s
        return Health([*self._findings, *(find() for find in self._own)], round(age_s, 3))

    def run(self) -> None:
        """Writes into the log what begins and ends to fail. Never returns; run it in a greenlet."""
        sleep(_FIRST_ROUND_S)
        while True:
            try:
                self._tell(self.look())
            except Exception:
                log.exception("nobody could be told how everything is")
            sleep(_ROUND_S)

    def _tell(self, health: Health) -> None:
        for one in health.findings:
            if one.check is HealthCheck.CAMPAIGN:
                continue
            if not one.is_ok and one.check not in self._told:
                log.error("%s: %s", one.check.value, one.detail)
            if one.is_ok and one.check in self._told:
                log.warning("%s: well again", one.check.value)
        self._told = health.failed

    def _look(self) -> None:
        try:
            looks: list[tuple[Probe, Any]] = [(probe, gevent.spawn(probe)) for probe in self._probes]
            gevent.joinall([look for _, look in looks], timeout=_DEADLINE_S)
            found: list[Finding] = []
            for probe, look in looks:
                look.kill(block=False)
                found += look.value or no_answer_from(probe.checks, f"within {_DEADLINE_S} s")
            self._findings, self._looked_at_s = found, monotonic()
        finally:
            self._looking = None


def campaign_finding(is_loaded: Callable[[], bool]) -> Finding:
    """Tells whether a campaign runs."""
    if is_loaded():
        return Finding(HealthCheck.CAMPAIGN, is_ok=True, detail="A campaign runs.")
    return Finding(HealthCheck.CAMPAIGN, is_ok=False, detail="No campaign runs today.")

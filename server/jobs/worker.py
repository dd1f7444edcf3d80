"""Runs jobs until told to stop, and takes over those of workers that died."""

import asyncio
import logging
import signal
from contextlib import suppress

from procrastinate import App
from procrastinate.exceptions import ConnectorException

from server.processes import interrupts
from server.processes.outages import OutageLog
from server.services.ports import StorageUnavailable

log = logging.getLogger(__name__)

_STOP_WITHIN_S = 10.0
_CLOSE_WITHIN_S = 5.0
"""Connections that were told to close while they opened may never do so; who leaves has the loop cancel them."""

_CONCURRENCY = 4
_AGAIN_AFTER_S = 5.0


def run_worker(app: App, *, silence_s: float) -> None:
    """Works until SIGINT or SIGTERM; what runs then may end, within ten seconds. While the database is away it waits.

    A worker that gives no sign of life for `silence_s` counts as dead: another takes its jobs.
    """
    try:
        asyncio.run(_run(app, silence_s))
    finally:
        interrupts.ignore_signals()


class WithoutTracebacksOfOutages(logging.Filter):
    """Leaves out what the library writes in sixty lines when the database is away. For handlers of the root logger."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        if isinstance(error, ConnectorException):
            # It is told below, once.
            return False
        if isinstance(error, StorageUnavailable):
            record.exc_info = record.exc_text = None
        return True


async def _run(app: App, silence_s: float) -> None:
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    waiting = asyncio.create_task(told.wait())
    outage = OutageLog(log, "no work is done: the database does not answer")
    while not told.is_set():
        working = asyncio.create_task(_work(app, silence_s, outage))
        await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if told.is_set():
            working.cancel()
            ended, _ = await asyncio.wait({working}, timeout=_STOP_WITHIN_S + _CLOSE_WITHIN_S)
            if not ended:
                log.warning("the worker's connections did not close, and are left")
                return
        # The library ends its worker without an error when it loses the database.
        with suppress(ConnectorException, asyncio.CancelledError):
            await working
        if not told.is_set():
            outage.failed()
            await asyncio.wait({waiting}, timeout=_AGAIN_AFTER_S)


async def _work(app: App, silence_s: float, outage: OutageLog) -> None:
    try:
        await app.open_async()
        heirs = asyncio.create_task(_take_over_from_the_dead(app, silence_s, outage))
        try:
            await app.run_worker_async(
                concurrency=_CONCURRENCY,
                update_heartbeat_interval=silence_s / 3,
                stalled_worker_timeout=silence_s,
                shutdown_graceful_timeout=_STOP_WITHIN_S,
                install_signal_handlers=False,
            )
        finally:
            heirs.cancel()
    finally:
        # Also of what was told to stop while it opened: the connections' own tasks end in no other way.
        await app.close_async()


async def _take_over_from_the_dead(app: App, silence_s: float, outage: OutageLog) -> None:
    while True:
        try:
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silence_s):
                log.warning("a worker died over job %s (%s): it is run again", job.id, job.task_name)
                await app.job_manager.retry_job(job)
            outage.worked()
        except ConnectorException:
            # The database is away, or another worker was quicker.
            outage.failed()
        except Exception:
            # Without this round the jobs of a worker that died would wait for ever.
            log.exception("jobs of workers that died could not be taken over")
        await asyncio.sleep(silence_s / 3)

"""Runs jobs until told to stop, and takes over those of workers that died."""

import asyncio
import logging

from procrastinate import App
from procrastinate.exceptions import ConnectorException

log = logging.getLogger(__name__)

_STOP_WITHIN_S = 10.0
_CONCURRENCY = 4


def run_worker(app: App, *, silence_s: float) -> None:
    """Works until SIGINT or SIGTERM; what runs then may end, within ten seconds.

    A worker that gives no sign of life for `silence_s` counts as dead: another takes its jobs.
    """
    asyncio.run(_run(app, silence_s))


async def _run(app: App, silence_s: float) -> None:
    async with app.open_async():
        heirs = asyncio.create_task(_take_over_from_the_dead(app, silence_s))
        try:
            await app.run_worker_async(
                concurrency=_CONCURRENCY,
                update_heartbeat_interval=silence_s / 3,
                stalled_worker_timeout=silence_s,
                shutdown_graceful_timeout=_STOP_WITHIN_S,
            )
        finally:
            heirs.cancel()


async def _take_over_from_the_dead(app: App, silence_s: float) -> None:
    while True:
        try:
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silence_s):
                log.warning("a worker died over job %s (%s): it is run again", job.id, job.task_name)
                await app.job_manager.retry_job(job)
        except ConnectorException:
            # The database is away, or another worker was quicker.
            log.warning("the jobs of dead workers could not be looked through; trying again soon")
        await asyncio.sleep(silence_s / 3)

"""Puts jobs down in procrastinate's tables, inside the caller's transaction."""

from procrastinate import App, SyncPsycopgConnector
from procrastinate.exceptions import ConnectorException

from server.services.ports import Job, StorageUnavailable, UnitOfWork

_URGENT = 100
"""Higher is earlier; procrastinate's own default is 0."""


class ProcrastinateQueue:
    """Never opens a connection of its own, and needs no event loop: it serves under gevent too."""

    def __init__(self) -> None:
        self._app = App(connector=SyncPsycopgConnector())

    def defer(self, unit: UnitOfWork, job: Job) -> None:
        """See `JobQueue`."""
        task = self._app.configure_task(
            job.name.value,
            schedule_at=job.not_before,
            priority=_URGENT if job.is_urgent else 0,
            connection=unit.driver_connection(),
        )
        try:
            task.defer(**job.arguments)
        except ConnectorException as error:
            raise StorageUnavailable from error

"""What services ask of the outside."""

from collections.abc import Callable
from datetime import datetime

from server.persistence.unit_of_work import StorageUnavailable, UnitOfWork

__all__ = ["Clock", "OpenUnit", "StorageUnavailable", "UnitOfWork"]

OpenUnit = Callable[[], UnitOfWork]
"""Opens a unit of work: `with open_unit() as unit: ...; unit.commit()`."""

Clock = Callable[[], datetime]
"""The server's time, aware, in UTC."""

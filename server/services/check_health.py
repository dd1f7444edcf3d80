"""Asks the database for a sign of life."""

from server.services.ports import OpenUnit


def check_storage(open_unit: OpenUnit) -> None:
    """Returns when the database answers. Raises StorageUnavailable."""
    with open_unit() as unit:
        unit.ping()

"""Registering for an event: those who have a seat, and those who wait for one."""

from enum import StrEnum


class RegistrationState(StrEnum):
    """Where somebody who registered stands."""

    REGISTERED = "registered"
    WAITING = "waiting"

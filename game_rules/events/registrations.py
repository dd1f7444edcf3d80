"""Registering for an event: those who have a seat, and those who wait for one."""

from enum import StrEnum


class RegistrationState(StrEnum):
    """States of a registration."""

    REGISTERED = "registered"
    WAITING = "waiting"

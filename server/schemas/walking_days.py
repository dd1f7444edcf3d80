"""Payloads of /api/organiser/walking-days."""

from datetime import date
from uuid import UUID

from pydantic import Field

from server.schemas.base import Outgoing


class WalkingDayOut(Outgoing):
    """A player's local day on which something was kept back. It names no place."""

    day: date
    player_id: UUID
    name: str
    new_devices: int = Field(description="Devices that began without a past.")
    discoveries: int
    visits: int


class WalkingDaysOut(Outgoing):
    """The last month's, the latest first."""

    days: list[WalkingDayOut]

"""Events, and whom to tell them."""

from dataclasses import dataclass
from uuid import UUID


class Event:
    """Something that happened, as a player is told it. Each trade has its own; the wire has a message for each."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class AddressedEvent:
    """Something to tell one player, on all their devices."""

    player_id: UUID
    event: Event

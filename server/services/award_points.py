"""Points for something that happens once, outside of walking."""

from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.play.levels import level_of
from game_rules.play.outcomes import LevelReached, PointsAwarded
from game_rules.play.points import LedgerEntry
from server.services.context import Unit


def award(unit: Unit, player_id: UUID, entry: LedgerEntry) -> list[AddressedEvent]:
    """Writes the line, unless the player has it, and says what to tell. The caller holds the player's lock."""
    entries = unit.achievements.add_entries(player_id, [entry])
    if not entries:
        return []
    totals = unit.achievements.totals(player_id)
    events = [AddressedEvent(player_id, PointsAwarded(entries, totals, unit.accounts.version_given(player_id)))]
    if level_of(totals.points - entry.points) < totals.level:
        events.append(AddressedEvent(player_id, LevelReached(totals.level)))
    return events

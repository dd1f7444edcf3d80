"""Points for something that happens once, outside of walking."""

from uuid import UUID

from game_rules.play.levels import level_of
from game_rules.play.outcomes import LevelReached, PointsAwarded
from game_rules.play.points import LedgerEntry
from game_rules.told import Told
from server.services.context import Unit


def award(unit: Unit, player_id: UUID, entry: LedgerEntry) -> list[Told]:
    """Writes the line, unless the player has it, and says what to tell. The caller holds the player's lock."""
    entries = unit.achievements.add_entries(player_id, [entry])
    if not entries:
        return []
    totals = unit.achievements.totals(player_id)
    told = [Told(player_id, PointsAwarded(entries, totals))]
    if level_of(totals.points - entry.points) < totals.level:
        told.append(Told(player_id, LevelReached(totals.level)))
    return told

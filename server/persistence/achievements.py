"""What a player has won: lifted fog, discoveries, and the ledger of points."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from game_rules.events import Totals
from game_rules.fog import FogBlock
from game_rules.geo import Tile
from game_rules.levels import level_of
from game_rules.points import LedgerEntry, PointRule
from game_rules.winnings import Discovery, Winnings
from server.persistence.coverage import lifted_share_by_tile
from server.persistence.tables import DiscoveryRow, FogBlockRow, LedgerEntryRow


class Achievements:
    """Repository bound to one unit of work. Those who write hold the player's lock, see `Accounts.lock_player`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def fog(self, player_id: UUID, blocks: Collection[FogBlock] | None = None) -> dict[FogBlock, int]:
        """The bitmaps of the player's blocks, or of those among `blocks` that have one."""
        query = select(FogBlockRow.x, FogBlockRow.y, FogBlockRow.cells).where(FogBlockRow.player_id == player_id)
        if blocks is not None:
            query = query.where(tuple_(FogBlockRow.x, FogBlockRow.y).in_([(block.x, block.y) for block in blocks]))
        return {FogBlock(x, y): cells for x, y, cells in self._session.execute(query)}

    def lifted_share_by_tile(self) -> dict[Tile, float]:
        """How far the territory has been walked by all players together, see `coverage`."""
        return lifted_share_by_tile(self._session)

    def lift(self, player_id: UUID, masks: Mapping[FogBlock, int]) -> None:
        """Adds the cells of `masks` to the player's fog; what is lifted stays lifted."""
        if not masks:
            return
        upsert = insert(FogBlockRow).values(
            [
                {"player_id": player_id, "x": block.x, "y": block.y, "cells": mask}
                for block, mask in sorted(masks.items())
            ]
        )
        self._session.execute(
            upsert.on_conflict_do_update(
                index_elements=[FogBlockRow.player_id, FogBlockRow.x, FogBlockRow.y],
                set_={"cells": FogBlockRow.cells.op("|")(upsert.excluded.cells)},
            )
        )

    def discoveries(self, player_id: UUID) -> dict[UUID, Discovery]:
        """The player's discoveries by offer id."""
        rows = self._session.execute(
            select(DiscoveryRow.offer_id, DiscoveryRow.discovered_on, DiscoveryRow.visited_on).where(
                DiscoveryRow.player_id == player_id
            )
        )
        return {offer_id: Discovery(discovered_on, visited_on) for offer_id, discovered_on, visited_on in rows}

    def add_discoveries(self, player_id: UUID, found: Mapping[UUID, date]) -> None:
        """Keeps new discoveries by offer id; those known already stay as they are."""
        if found:
            self._session.execute(
                insert(DiscoveryRow)
                .values(
                    [
                        {"player_id": player_id, "offer_id": offer_id, "discovered_on": day, "visited_on": None}
                        for offer_id, day in found.items()
                    ]
                )
                .on_conflict_do_nothing()
            )

    def add_visits(self, player_id: UUID, visits: Mapping[UUID, date]) -> None:
        """Marks discovered offers as visited."""
        for offer_id, day in visits.items():
            self._session.execute(
                update(DiscoveryRow)
                .where(
                    DiscoveryRow.player_id == player_id,
                    DiscoveryRow.offer_id == offer_id,
                    DiscoveryRow.visited_on.is_(None),
                )
                .values(visited_on=day)
            )

    def add_entries(self, player_id: UUID, entries: Sequence[LedgerEntry]) -> tuple[LedgerEntry, ...]:
        """Writes those lines whose (rule, subject) is new to the player and returns them."""
        first = {(entry.rule, entry.subject): entry for entry in reversed(entries)}
        if not first:
            return ()
        written = self._session.execute(
            insert(LedgerEntryRow)
            .values([_line(player_id, entry) for entry in first.values()])
            .on_conflict_do_nothing()
            .returning(LedgerEntryRow.rule, LedgerEntryRow.subject)
        ).all()
        new = {(rule, subject) for rule, subject in written}
        return tuple(entry for key, entry in reversed(first.items()) if key in new)

    def points_for_cells(self, player_id: UUID, day: date) -> int:
        """The points already on the day's line for cells."""
        points = self._session.scalar(
            select(LedgerEntryRow.points).where(
                LedgerEntryRow.player_id == player_id,
                LedgerEntryRow.rule == PointRule.CELLS,
                LedgerEntryRow.subject == day.isoformat(),
            )
        )
        return points or 0

    def grow_cells_entry(self, player_id: UUID, entry: LedgerEntry) -> None:
        """Adds the entry's points to its line, making the line if it is the day's first."""
        upsert = insert(LedgerEntryRow).values(_line(player_id, entry))
        self._session.execute(
            upsert.on_conflict_do_update(
                index_elements=[LedgerEntryRow.player_id, LedgerEntryRow.rule, LedgerEntryRow.subject],
                set_={"points": LedgerEntryRow.points + upsert.excluded.points},
            )
        )

    def totals(self, player_id: UUID) -> Totals:
        """Where the player stands, summed anew."""
        points = (
            select(func.coalesce(func.sum(LedgerEntryRow.points), 0))
            .where(LedgerEntryRow.player_id == player_id)
            .scalar_subquery()
        )
        cells = (
            select(func.coalesce(func.sum(func.bit_count(FogBlockRow.cells)), 0))
            .where(FogBlockRow.player_id == player_id)
            .scalar_subquery()
        )
        found = (
            select(func.count()).select_from(DiscoveryRow).where(DiscoveryRow.player_id == player_id).scalar_subquery()
        )
        visited = select(func.count(DiscoveryRow.visited_on)).where(DiscoveryRow.player_id == player_id)
        row = self._session.execute(select(points, cells, found, visited.scalar_subquery())).one()
        return Totals(
            points=int(row[0]),
            level=level_of(int(row[0])),
            cells_lifted=int(row[1]),
            offers_discovered=row[2],
            offers_visited=row[3],
        )

    def ledger(self, player_id: UUID) -> tuple[LedgerEntry, ...]:
        """All the player's lines, by day."""
        rows = self._session.execute(
            select(LedgerEntryRow.rule, LedgerEntryRow.subject, LedgerEntryRow.points, LedgerEntryRow.earned_on)
            .where(LedgerEntryRow.player_id == player_id)
            .order_by(LedgerEntryRow.earned_on, LedgerEntryRow.rule, LedgerEntryRow.subject)
        )
        return tuple(LedgerEntry(*row) for row in rows)

    def winnings(self, player_id: UUID) -> Winnings:
        """All that the player has won."""
        return Winnings(
            fog=self.fog(player_id),
            discoveries=self.discoveries(player_id),
            ledger={(entry.rule, entry.subject): entry for entry in self.ledger(player_id)},
        )

    def replace_winnings(self, player_id: UUID, winnings: Winnings) -> None:
        """Makes `winnings` all that the player has won; for merging, which loses nothing."""
        for table in (FogBlockRow, DiscoveryRow, LedgerEntryRow):
            self._session.execute(delete(table).where(table.player_id == player_id))
        self.lift(player_id, winnings.fog)
        if winnings.discoveries:
            self._session.execute(
                insert(DiscoveryRow).values(
                    [
                        {
                            "player_id": player_id,
                            "offer_id": offer_id,
                            "discovered_on": found.discovered_on,
                            "visited_on": found.visited_on,
                        }
                        for offer_id, found in winnings.discoveries.items()
                    ]
                )
            )
        self.add_entries(player_id, list(winnings.ledger.values()))


def _line(player_id: UUID, entry: LedgerEntry) -> dict[str, object]:
    return {
        "player_id": player_id,
        "rule": entry.rule,
        "subject": entry.subject,
        "points": entry.points,
        "earned_on": entry.earned_on,
    }

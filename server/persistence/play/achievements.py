"""A player's winnings: lifted fog, discoveries, and the ledger of points."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Table,
    Uuid,
    any_,
    bindparam,
    delete,
    func,
    literal,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.orm import Session

from game_rules.geo import Tile
from game_rules.play.fog import FogBlock
from game_rules.play.levels import level_of
from game_rules.play.outcomes import Totals
from game_rules.play.points import LedgerEntry, PointRule
from game_rules.play.winnings import Discovery, Winnings
from server.persistence.play.coverage import lifted_share_by_tile
from server.persistence.tables.base import core_of
from server.persistence.tables.play import DiscoveryRow, FogBlockRow, LedgerEntryRow

# Statements are built once: for each batch anew, building them took longer than running them.
_fog, _discovery, _ledger = core_of(FogBlockRow), core_of(DiscoveryRow), core_of(LedgerEntryRow)
_of_player: BindParameter[UUID] = bindparam("of_player")


def _sum_for_player(value: ColumnElement[Any], table: Table) -> ScalarSelect[Any]:
    return select(value).where(table.c.player_id == _of_player).scalar_subquery()


def _upsert_fog() -> Insert:
    new = insert(_fog)
    return new.on_conflict_do_update(
        index_elements=[_fog.c.player_id, _fog.c.x, _fog.c.y], set_={"cells": _fog.c.cells.op("|")(new.excluded.cells)}
    )


def _grow_entry() -> Insert:
    new = insert(_ledger)
    return new.on_conflict_do_update(
        index_elements=[_ledger.c.player_id, _ledger.c.rule, _ledger.c.subject],
        set_={"points": _ledger.c.points + new.excluded.points},
    )


_ALL_FOG = select(_fog.c.x, _fog.c.y, _fog.c.cells).where(_fog.c.player_id == _of_player)
_FOG_IN = _ALL_FOG.where(tuple_(_fog.c.x, _fog.c.y).in_(bindparam("in_blocks", expanding=True)))
_LIFT = _upsert_fog()
_DISCOVERIES = select(_discovery.c.offer_id, _discovery.c.discovered_on, _discovery.c.visited_on).where(
    _discovery.c.player_id == _of_player
)
_ADD_DISCOVERIES = insert(_discovery).on_conflict_do_nothing()
_ADD_VISITS = (
    update(_discovery)
    .where(
        _discovery.c.player_id == _of_player,
        _discovery.c.offer_id == bindparam("of_offer"),
        _discovery.c.visited_on.is_(None),
    )
    .values(visited_on=bindparam("day"))
)
_ADD_ENTRIES = insert(_ledger).on_conflict_do_nothing().returning(_ledger.c.rule, _ledger.c.subject)
_GROW_ENTRY = _grow_entry()
_POINTS_OF_ENTRY = select(_ledger.c.points).where(
    _ledger.c.player_id == _of_player,
    _ledger.c.rule == bindparam("of_rule"),
    _ledger.c.subject == bindparam("of_subject"),
)
_TOTALS = select(
    _sum_for_player(func.coalesce(func.sum(_ledger.c.points), 0), _ledger),
    _sum_for_player(func.coalesce(func.sum(func.bit_count(_fog.c.cells)), 0), _fog),
    _sum_for_player(func.count(_discovery.c.offer_id), _discovery),
    _sum_for_player(func.count(_discovery.c.visited_on), _discovery),
)


class Achievements:
    """Repository bound to one unit of work. Those who write hold the player's lock, see `Accounts.lock_player`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def fog(self, player_id: UUID, blocks: Collection[FogBlock] | None = None) -> dict[FogBlock, int]:
        """The bitmaps of the player's blocks, or of those among `blocks` that have one."""
        rows = (
            self._session.execute(_ALL_FOG, {"of_player": player_id})
            if blocks is None
            else self._session.execute(
                _FOG_IN, {"of_player": player_id, "in_blocks": [(block.x, block.y) for block in blocks]}
            )
        )
        return {FogBlock(x, y): cells for x, y, cells in rows}

    def lifted_share_by_tile(self) -> dict[Tile, float]:
        """Returns how far the territory has been walked by all players together, see `coverage`."""
        return lifted_share_by_tile(self._session)

    def lift(self, player_id: UUID, masks: Mapping[FogBlock, int]) -> None:
        """Adds the cells of `masks` to the player's fog; what is lifted stays lifted."""
        if masks:
            self._session.execute(
                _LIFT,
                [
                    {"player_id": player_id, "x": block.x, "y": block.y, "cells": mask}
                    for block, mask in sorted(masks.items())
                ],
            )

    def discoveries(self, player_id: UUID) -> dict[UUID, Discovery]:
        """The player's discoveries by offer id."""
        rows = self._session.execute(_DISCOVERIES, {"of_player": player_id})
        return {offer_id: Discovery(discovered_on, visited_on) for offer_id, discovered_on, visited_on in rows}

    def discovered_by(self, player_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
        """The ids of the offers that each of the players has discovered."""
        found: dict[UUID, set[UUID]] = {player_id: set() for player_id in player_ids}
        rows = self._session.execute(
            select(_discovery.c.player_id, _discovery.c.offer_id).where(
                _discovery.c.player_id == any_(literal(list(player_ids), ARRAY(Uuid)))
            )
        )
        for player_id, offer_id in rows:
            found[player_id].add(offer_id)
        return found

    def discoveries_among(
        self, player_ids: Collection[UUID], offer_ids: Collection[UUID]
    ) -> dict[tuple[UUID, UUID], Discovery]:
        """Finds which of the players have discovered which of the offers, by player and offer."""
        rows = self._session.execute(
            select(_discovery.c.player_id, _discovery.c.offer_id, _discovery.c.discovered_on, _discovery.c.visited_on)
            # One parameter each, however many they are.
            .where(_discovery.c.player_id == any_(literal(list(player_ids), ARRAY(Uuid))))
            .where(_discovery.c.offer_id == any_(literal(list(offer_ids), ARRAY(Uuid))))
        )
        return {(player_id, offer_id): Discovery(found, visited) for player_id, offer_id, found, visited in rows}

    def who_discovered(self, offer_ids: Collection[UUID]) -> set[UUID]:
        """Returns the players who have discovered one of the offers."""
        # One parameter, however many they are.
        among = _discovery.c.offer_id == any_(literal(list(offer_ids), ARRAY(Uuid)))
        return set(self._session.scalars(select(_discovery.c.player_id).where(among)))

    def reassign_discoveries(self, player_id: UUID, to_by_from: Mapping[UUID, UUID]) -> None:
        """Makes what the player has discovered, or visited, among the keys of `to_by_from` a discovery of its value."""
        is_old = (_discovery.c.player_id == player_id) & (
            _discovery.c.offer_id == any_(literal(list(to_by_from), ARRAY(Uuid)))
        )
        old = self._session.execute(delete(_discovery).where(is_old).returning(_discovery)).all()
        for row in sorted(old, key=lambda row: (row.discovered_on, row.offer_id)):
            new = insert(_discovery).values(
                player_id=player_id,
                offer_id=to_by_from[row.offer_id],
                discovered_on=row.discovered_on,
                visited_on=row.visited_on,
            )
            self._session.execute(
                new.on_conflict_do_update(
                    index_elements=["player_id", "offer_id"],
                    set_={"visited_on": func.coalesce(_discovery.c.visited_on, new.excluded.visited_on)},
                )
            )

    def add_discoveries(self, player_id: UUID, found: Mapping[UUID, date]) -> None:
        """Keeps new discoveries by offer id; those known already stay as they are."""
        if found:
            self._session.execute(
                _ADD_DISCOVERIES,
                [
                    {"player_id": player_id, "offer_id": offer_id, "discovered_on": day, "visited_on": None}
                    # In one order, as all who hold on to several offers.
                    for offer_id, day in sorted(found.items())
                ],
            )

    def add_visits(self, player_id: UUID, visits: Mapping[UUID, date]) -> None:
        """Marks discovered offers as visited."""
        if visits:
            self._session.execute(
                _ADD_VISITS,
                [{"of_player": player_id, "of_offer": offer_id, "day": day} for offer_id, day in visits.items()],
            )

    def add_entries(self, player_id: UUID, entries: Sequence[LedgerEntry]) -> tuple[LedgerEntry, ...]:
        """Writes those lines whose (rule, subject) is new to the player and returns them."""
        first = {(entry.rule, entry.subject): entry for entry in reversed(entries)}
        if not first:
            return ()
        written = self._session.execute(_ADD_ENTRIES, [_line(player_id, entry) for entry in first.values()]).all()
        new = {(rule, subject) for rule, subject in written}
        return tuple(entry for key, entry in reversed(first.items()) if key in new)

    def points_for_cells(self, player_id: UUID, day: date) -> int:
        """The points already on the day's line for cells."""
        points = self._session.scalar(
            _POINTS_OF_ENTRY, {"of_player": player_id, "of_rule": PointRule.CELLS, "of_subject": day.isoformat()}
        )
        return points or 0

    def grow_cells_entry(self, player_id: UUID, entry: LedgerEntry) -> None:
        """Adds the entry's points to its line, making the line if it is the day's first."""
        self._session.execute(_GROW_ENTRY, _line(player_id, entry))

    def totals(self, player_id: UUID) -> Totals:
        """Sums up anew where the player stands."""
        points, cells, discovered, visited = self._session.execute(_TOTALS, {"of_player": player_id}).one()
        return Totals(
            points=int(points),
            level=level_of(int(points)),
            cells_lifted=int(cells),
            offers_discovered=discovered,
            offers_visited=visited,
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

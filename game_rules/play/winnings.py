"""All that a player has won, and what becomes of it when two players turn out to be one person.

The laws of merging: its order does not matter; nobody falls below what they had; nothing is paid twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.play.fog import FogBlock
from game_rules.play.points import LedgerEntry, PointRule

LedgerKey = tuple[PointRule, str]


@dataclass(frozen=True, slots=True)
class Discovery:
    """The local days on which an offer was found, and visited if it was."""

    discovered_on: date
    visited_on: date | None


@dataclass(frozen=True, slots=True)
class Winnings:
    """Lifted cells by block, discoveries by offer, ledger lines by rule and subject."""

    fog: Mapping[FogBlock, int]
    discoveries: Mapping[UUID, Discovery]
    ledger: Mapping[LedgerKey, LedgerEntry]


def merge_winnings(one: Winnings, other: Winnings, limits: Limits = DEFAULT_LIMITS) -> Winnings:
    """Merges what both have won together: every cloud, every discovery on its first day, every line once."""
    return Winnings(
        fog={block: one.fog.get(block, 0) | other.fog.get(block, 0) for block in one.fog.keys() | other.fog.keys()},
        discoveries={
            offer_id: _first(one.discoveries.get(offer_id), other.discoveries.get(offer_id))
            for offer_id in one.discoveries.keys() | other.discoveries.keys()
        },
        ledger=_merge_lines(one, other) | _merge_cells(one, other, limits),
    )


def _first(one: Discovery | None, other: Discovery | None) -> Discovery:
    both = [found for found in (one, other) if found is not None]
    visits = [found.visited_on for found in both if found.visited_on is not None]
    return Discovery(min(found.discovered_on for found in both), min(visits, default=None))


def _merge_lines(one: Winnings, other: Winnings) -> dict[LedgerKey, LedgerEntry]:
    """Lines for what happens once. Where both have it, the day is the first, and the points the more given."""
    merged: dict[LedgerKey, LedgerEntry] = {}
    for entry in (*one.ledger.values(), *other.ledger.values()):
        if entry.rule is PointRule.CELLS:
            continue
        key = (entry.rule, entry.subject)
        known = merged.get(key, entry)
        merged[key] = LedgerEntry(
            entry.rule, entry.subject, max(entry.points, known.points), min(entry.earned_on, known.earned_on)
        )
    return merged


def _merge_cells(one: Winnings, other: Winnings, limits: Limits) -> dict[LedgerKey, LedgerEntry]:
    """The days' lines added up, at most the daily most each, less the clouds that both were paid for.

    Cells carry no time, so that nobody knows on which days those were: the newest lines give way first, and never so
    far that the whole is less than what one of the two had.
    """
    own, others = _cells_by_day(one), _cells_by_day(other)
    by_day = {
        day: min(
            max(limits.points_cells_per_day_max, own.get(day, 0), others.get(day, 0)),
            own.get(day, 0) + others.get(day, 0),
        )
        for day in own.keys() | others.keys()
    }
    twice = limits.points_per_cell * sum(
        (mask & other.fog.get(block, 0)).bit_count() for block, mask in one.fog.items()
    )
    spare = sum(by_day.values()) - max(sum(own.values()), sum(others.values()))
    excess = min(twice, spare)
    for day in sorted(by_day, reverse=True):
        taken = min(by_day[day], excess)
        by_day[day] -= taken
        excess -= taken
    return {
        (PointRule.CELLS, day.isoformat()): LedgerEntry(PointRule.CELLS, day.isoformat(), points, day)
        for day, points in by_day.items()
        if points
    }


def _cells_by_day(winnings: Winnings) -> dict[date, int]:
    return {entry.earned_on: entry.points for entry in winnings.ledger.values() if entry.rule is PointRule.CELLS}

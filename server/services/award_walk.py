"""Gives a player what a judged walk won, inside the caller's transaction, and only what was not won before."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from game_rules.event_seats import NOT_REGISTERED, Registered
from game_rules.events import (
    FogLifted,
    LevelReached,
    OfferDiscovered,
    OfferVisited,
    PlayEvent,
    PointsAwarded,
    Totals,
)
from game_rules.fog import FogBlock, FogCell, mask_of, masks_by_block
from game_rules.levels import level_of
from game_rules.limits import Limits
from game_rules.offers import Offer
from game_rules.points import (
    LedgerEntry,
    entry_for_cells,
    entry_for_discovery,
    entry_for_new_commune,
    entry_for_new_domain,
    entry_for_visit,
    is_discovery_paid,
)
from game_rules.walks import WalkOutcome
from server.persistence.unit_of_work import UnitOfWork
from server.services.event_standing import standing_of


@dataclass(frozen=True, slots=True)
class Awards:
    """What is new. `discovered` and `visited` keep the order in which they happened; `standing` is of new events."""

    masks: Mapping[FogBlock, int]
    discovered: tuple[tuple[Offer, date], ...]
    visited: tuple[tuple[UUID, date], ...]
    entries: tuple[LedgerEntry, ...]
    standing: Mapping[UUID, Registered]


def award_walk(unit: UnitOfWork, player_id: UUID, outcome: WalkOutcome, limits: Limits) -> Awards:
    """Writes fog, discoveries, visits and ledger lines. The caller holds the player's lock and commits."""
    new_cells = _new_cells(unit, player_id, outcome.cells)
    masks = masks_by_block(new_cells)
    unit.achievements.lift(player_id, masks)
    entries = list(_pay_cells(unit, player_id, new_cells, limits))

    known = unit.achievements.discoveries(player_id) if outcome.discovered else {}
    discovered = tuple(found for offer_id, found in outcome.discovered.items() if offer_id not in known)
    visited = tuple(
        (offer_id, day)
        for offer_id, day in outcome.visited.items()
        if offer_id not in known or known[offer_id].visited_on is None
    )
    unit.achievements.add_discoveries(player_id, {offer.id: day for offer, day in discovered})
    unit.achievements.add_visits(player_id, dict(visited))

    found = [(offer, day) for offer, day in discovered if is_discovery_paid(offer)]
    earned = [entry_for_discovery(offer.id, day, limits) for offer, day in found]
    earned += [entry_for_new_domain(offer.rome_domain, day, limits) for offer, day in found if offer.rome_domain]
    earned += [entry_for_visit(offer_id, day, limits) for offer_id, day in visited]
    earned += [entry_for_new_commune(insee, day, limits) for insee, day in outcome.communes.items()]
    entries += unit.achievements.add_entries(player_id, earned)
    standing = standing_of(unit, player_id, [offer for offer, _ in discovered])
    return Awards(masks, discovered, visited, tuple(entries), standing)


def award_events(awards: Awards, totals: Totals) -> list[PlayEvent]:
    """What to tell the player of `awards`; `totals` are those after them."""
    events: list[PlayEvent] = [FogLifted(awards.masks)] if awards.masks else []
    events += [
        OfferDiscovered(offer, day, awards.standing.get(offer.id, NOT_REGISTERED)) for offer, day in awards.discovered
    ]
    events += [OfferVisited(offer_id, day) for offer_id, day in awards.visited]
    if awards.entries:
        events.append(PointsAwarded(awards.entries, totals))
        if level_of(totals.points - sum(entry.points for entry in awards.entries)) < totals.level:
            events.append(LevelReached(totals.level))
    return events


def _new_cells(unit: UnitOfWork, player_id: UUID, cells: Mapping[FogCell, date]) -> dict[FogCell, date]:
    if not cells:
        return {}
    before = unit.achievements.fog(player_id, {cell.block for cell in cells})
    return {cell: day for cell, day in cells.items() if not before.get(cell.block, 0) & mask_of(cell.index)}


def _pay_cells(
    unit: UnitOfWork, player_id: UUID, new_cells: Mapping[FogCell, date], limits: Limits
) -> list[LedgerEntry]:
    paid = []
    for day, count in sorted(Counter(new_cells.values()).items()):
        entry = entry_for_cells(count, unit.achievements.points_for_cells(player_id, day), day, limits)
        if entry is not None:
            unit.achievements.grow_cells_entry(player_id, entry)
            paid.append(entry)
    return paid

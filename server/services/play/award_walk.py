"""Gives a player what a judged walk won, inside the caller's transaction, and only what was not won before."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from game_rules.events.seats import NOT_REGISTERED, Registered
from game_rules.offers.offer import Offer
from game_rules.play.addresses import are_at_one_address, first_at_each_address
from game_rules.play.budget import DayUse
from game_rules.play.fog import FogBlock, FogCell, mask_of, masks_by_block
from game_rules.play.levels import level_of
from game_rules.play.outcomes import (
    FogLifted,
    LevelReached,
    OfferDiscovered,
    OfferVisited,
    PlayEvent,
    PointsAwarded,
    Totals,
)
from game_rules.play.points import (
    LedgerEntry,
    entry_for_cells,
    entry_for_discovery,
    entry_for_new_commune,
    entry_for_new_domain,
    entry_for_visit,
    is_discovery_paid,
)
from game_rules.play.walks import WalkOutcome
from game_rules.play.winnings import Discovery
from server.services.context import Unit
from server.services.events.standing import standing_of
from server.services.territory.reassign_found import reassign_found


@dataclass(frozen=True, slots=True)
class Awards:
    """A walk's news. `discovered` and `visited` keep the order in which they happened; `standing` is of new events."""

    masks: Mapping[FogBlock, int]
    discovered: tuple[tuple[Offer, date], ...]
    visited: tuple[tuple[UUID, date], ...]
    doors: int
    """The addresses of the visits: what they use of the day's budget."""
    entries: tuple[LedgerEntry, ...]
    standing: Mapping[UUID, Registered]
    version: int
    """The player's once they are committed."""


def award_walk(unit: Unit, outcome: WalkOutcome, *, used: DayUse | None = None) -> Awards:
    """Writes fog, discoveries, visits and ledger lines. The caller holds the player's lock and commits.

    `used` of the day's budget bounds how many offers are new; None: nothing does. Offers at one address are all found,
    and visited, and paid as one.
    """
    new_cells = _new_cells(unit, outcome.cells)
    masks = masks_by_block([*new_cells, *_new_cells(unit, dict.fromkeys(outcome.cells_beyond, date.min))])
    unit.achievements.lift(unit.player_id, masks)
    entries = list(_pay_cells(unit, new_cells))

    known = locked_discoveries(unit) if outcome.discovered else {}
    new = tuple(found for offer_id, found in outcome.discovered.items() if offer_id not in known)
    discovered = new if used is None else new[: max(0, unit.limits.day_discoveries_max - used.discoveries)]
    found_now = {offer.id for offer, _ in discovered}
    stood_at = [
        (outcome.discovered[offer_id][0], day)
        for offer_id, day in outcome.visited.items()
        if offer_id in found_now or (offer_id in known and known[offer_id].visited_on is None)
    ]
    doors_left = None if used is None else max(0, unit.limits.day_visits_max - used.visits)
    before = _known_offers(unit, known)
    doors = first_at_each_address(stood_at, ((one, known[one.id].visited_on) for one in before))
    counted = doors[:doors_left]
    too_many = doors[len(counted) :]
    visited = tuple(
        (one.id, day) for one, day in stood_at if not any(are_at_one_address(one, no) for no, _ in too_many)
    )
    unit.achievements.add_discoveries(unit.player_id, {offer.id: day for offer, day in discovered})
    unit.achievements.add_visits(unit.player_id, dict(visited))

    payable = [(offer, day) for offer, day in discovered if is_discovery_paid(offer)]
    found_before = ((one, known[one.id].discovered_on) for one in before if is_discovery_paid(one))
    found = first_at_each_address(payable, found_before)
    earned = [entry_for_discovery(offer.id, day, unit.limits) for offer, day in found]
    earned += [entry_for_new_domain(offer.rome_domain, day, unit.limits) for offer, day in found if offer.rome_domain]
    earned += [entry_for_visit(offer.id, day, unit.limits) for offer, day in counted]
    earned += [entry_for_new_commune(insee, day, unit.limits) for insee, day in outcome.communes.items()]
    entries += unit.achievements.add_entries(unit.player_id, earned)
    standing = standing_of(unit, [offer for offer, _ in discovered])
    version = unit.accounts.version_given(unit.player_id)
    return Awards(masks, discovered, visited, len(counted), tuple(entries), standing, version)


def _known_offers(unit: Unit, known: Mapping[UUID, Discovery]) -> list[Offer]:
    """The discovered offers that can still be found."""
    offers = unit.context.running.offers.by_id
    return [offers[offer_id] for offer_id in known if offer_id in offers]


def locked_discoveries(unit: Unit) -> Mapping[UUID, Discovery]:
    """The player's discoveries, by the listings that stand for them in the campaign that is played.

    The caller holds the player's lock, and may commit: a server that has loaded the campaign moves them too, and may
    come to it later than this.
    """
    known = unit.achievements.discoveries(unit.player_id)
    canonical = unit.context.campaign.canonical_by_duplicate if unit.context.campaign else {}
    old = {offer_id: canonical[offer_id] for offer_id in known.keys() & canonical.keys()}
    if not old:
        return known
    reassign_found(unit, unit.player_id, old)
    return unit.achievements.discoveries(unit.player_id)


def award_events(awards: Awards, totals: Totals) -> list[PlayEvent]:
    """Makes the events that tell the player of `awards`; `totals` are those after them."""
    version = awards.version
    events: list[PlayEvent] = [FogLifted(awards.masks, version)] if awards.masks else []
    events += [
        OfferDiscovered(offer, day, version, awards.standing.get(offer.id, NOT_REGISTERED))
        for offer, day in awards.discovered
    ]
    events += [OfferVisited(offer_id, day, version) for offer_id, day in awards.visited]
    # Not all that counts is paid: clouds beyond a day's points, an offer that was seen before.
    if events or awards.entries:
        events.append(PointsAwarded(awards.entries, totals, version))
        if level_of(totals.points - sum(entry.points for entry in awards.entries)) < totals.level:
            events.append(LevelReached(totals.level))
    return events


def _new_cells(unit: Unit, cells: Mapping[FogCell, date]) -> dict[FogCell, date]:
    if not cells:
        return {}
    before = unit.achievements.fog(unit.player_id, {cell.block for cell in cells})
    return {cell: day for cell, day in cells.items() if not before.get(cell.block, 0) & mask_of(cell.index)}


def _pay_cells(unit: Unit, new_cells: Mapping[FogCell, date]) -> list[LedgerEntry]:
    paid = []
    for day, count in sorted(Counter(new_cells.values()).items()):
        entry = entry_for_cells(count, unit.achievements.points_for_cells(unit.player_id, day), day, unit.limits)
        if entry is not None:
            unit.achievements.grow_cells_entry(unit.player_id, entry)
            paid.append(entry)
    return paid

"""Brings a feed's offers in, some hundreds in a transaction: ended anywhere and run again it comes to the same."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import blake2b
from itertools import islice
from typing import TypeVar

from game_rules.communes import CommuneFinder
from game_rules.feeds import FeedOffer, FeedRow, RejectedRow, Rejection
from game_rules.findable import Ground, Hidden, why_hidden
from game_rules.offer_lifecycle import OfferAction, OfferState, state_from_feed
from game_rules.offers import OfferSource
from server.persistence.offer_feed import FeedChange
from server.persistence.unit_of_work import UnitOfWork
from server.services.load_world import ground_of
from server.services.ports import OpenUnit

ROWS_PER_BATCH = 500
"""Rows in memory and in a transaction at once: more do not go faster, and a killed run loses no more than these."""

_T = TypeVar("_T")


_NOWHERE = Ground((), (), lambda _: False)
"""While no campaign runs there is no territory."""


@dataclass(slots=True)
class ImportReport:
    """What became of the rows: each is created, updated, unchanged or rejected.

    `expired` are stored offers that this run found to be over and that were not before. `hidden` counts stored rows
    that nobody can find on that day, by reason; the others are `findable`.
    """

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    expired: int = 0
    findable: int = 0
    hidden: Counter[Hidden] = field(default_factory=Counter)
    rejected: Counter[Rejection] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    communes: CommuneFinder
    ground: Ground


def import_offers(
    open_unit: OpenUnit,
    source: OfferSource,
    rows: Iterable[FeedRow],
    *,
    day: date,
    now: datetime,
    dry_run: bool = False,
    on_rejected: Callable[[RejectedRow], None] = lambda _: None,
    on_batch: Callable[[ImportReport], None] = lambda _: None,
) -> ImportReport:
    """Stores the offers among `rows` as of the local `day`, and tells each rejected row as it comes.

    Rows are read as they are stored, so that memory holds one batch and eight bytes' digest of each id. A dry run does
    the same and keeps nothing; an offer that `rows` hold is then judged by what was kept before.
    """
    report = ImportReport()
    around = _surroundings(open_unit, day)
    seen: set[bytes] = set()
    for batch in _batches(rows):
        offers: list[FeedOffer] = []
        for row in batch:
            report.rows += 1
            outcome = _first_of_its_id(row, seen)
            if isinstance(outcome, RejectedRow):
                report.rejected[outcome.reason] += 1
                on_rejected(outcome)
            else:
                offers.append(_in_known_commune(outcome, around.communes))
        with open_unit() as unit:
            _store(unit, source, offers, around, report, day=day, now=now)
            if not dry_run:
                unit.commit()
        on_batch(report)
    with open_unit() as unit:
        unit.offer_feed.take_turns(source)
        report.expired += unit.offer_feed.expire_due(source, day, now)
        if not dry_run:
            unit.commit()
    return report


def _surroundings(open_unit: OpenUnit, day: date) -> _Surroundings:
    with open_unit() as unit:
        campaign = unit.world.running_campaign(day)
        communes = unit.world.communes()
        ground = ground_of(campaign, communes, unit.world.places()) if campaign else _NOWHERE
    return _Surroundings(CommuneFinder(communes), ground)


def _batches(rows: Iterable[_T]) -> Iterator[list[_T]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, ROWS_PER_BATCH)):
        yield batch


def _first_of_its_id(row: FeedRow, seen: set[bytes]) -> FeedRow:
    """The row, or its rejection where an earlier one has the same id: two versions of an offer would take turns."""
    if isinstance(row, RejectedRow):
        return row
    source_id = row.provenance.source_id
    digest = blake2b(source_id.encode(), digest_size=8).digest()
    if digest in seen:
        return RejectedRow(row.row, source_id, Rejection.REPEATED)
    seen.add(digest)
    return row


def _in_known_commune(offer: FeedOffer, communes: CommuneFinder) -> FeedOffer:
    if offer.where.commune_insee is not None:
        return offer
    insee = communes.find(offer.town, offer.where.position)
    return replace(offer, where=replace(offer.where, commune_insee=insee)) if insee else offer


def _store(
    unit: UnitOfWork,
    source: OfferSource,
    offers: list[FeedOffer],
    around: _Surroundings,
    report: ImportReport,
    *,
    day: date,
    now: datetime,
) -> None:
    unit.offer_feed.take_turns(source)
    known = unit.offer_feed.known(source, [offer.provenance.source_id for offer in offers])
    current, states, changes = [], {}, []
    for offer in offers:
        source_id = offer.provenance.source_id
        before = known.get(source_id)
        if before is not None and offer.provenance.updated_at < before.updated_at:
            # An older export after a newer one.
            report.unchanged += 1
            _count_findable(report, offer, before.state, around.ground, day)
            continue
        state = state_from_feed(before.state if before else None, offer.expires_on, day)
        current.append(offer)
        states[source_id] = state
        _count_findable(report, offer, state, around.ground, day)
        if before is None or state is not before.state:
            changes.append(FeedChange(offer, state, _action(before is not None, state)))
            report.expired += state is OfferState.EXPIRED
    changed = unit.offer_feed.store(current, states)
    unit.offer_feed.note_transitions(changes, now)
    created = sum(source_id not in known for source_id in changed)
    report.created += created
    report.updated += len(changed) - created
    report.unchanged += len(current) - len(changed)


def _action(was_known: bool, state: OfferState) -> OfferAction | None:  # noqa: FBT001 - one use, beside its name
    if not was_known:
        return None
    return OfferAction.EXPIRE if state is OfferState.EXPIRED else OfferAction.PROLONG


def _count_findable(report: ImportReport, offer: FeedOffer, state: OfferState, ground: Ground, day: date) -> None:
    hidden = why_hidden(state, offer.expires_on, day)
    if hidden is None:
        found_at = ground.locate(offer.id, offer.where)
        hidden = found_at if isinstance(found_at, Hidden) else None
    if hidden is None:
        report.findable += 1
    else:
        report.hidden[hidden] += 1

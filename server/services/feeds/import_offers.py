"""Brings a feed's offers in, some hundreds in a transaction: ended anywhere and run again it comes to the same."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from itertools import groupby, islice
from typing import Self, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from game_rules.feeds import FeedOffer, FeedRow, RejectedRow, Rejection
from game_rules.geo import LatLon
from game_rules.offers.findable import HiddenReason, PlacementArea, is_authoritative, is_taken_away, why_hidden
from game_rules.offers.lifecycle import OfferAction, OfferState, state_from_feed
from game_rules.offers.offer import OfferSource
from game_rules.offers.same_offer import canonical_by_duplicate
from game_rules.organisations.organisation import OrganisationState
from game_rules.territory.communes import CommuneFinder
from server.persistence.offers.feed import FeedChange, StoredListing
from server.services.context import Context, Unit
from server.services.ports import Feed, OpenFeed
from server.services.territory.load_campaign import communes_inside, placement_area_of

ROWS_PER_BATCH = 500
"""Rows in memory and in a transaction at once: more do not go faster, and a killed run loses no more than these."""

FEED_ZONE = ZoneInfo("Europe/Paris")
"""The feeds are French: a day of theirs is a day there."""

_T = TypeVar("_T")


_NOWHERE = PlacementArea((), (), lambda _: False)
"""While no campaign runs there is no territory."""


@dataclass(slots=True)
class ImportReport:
    """The outcome of the rows: each is created, updated, unchanged or rejected.

    `expired` are stored offers that this run found to be over, or gone from the source, and that were not before.
    `hidden` counts stored rows that nobody can find on that day, by reason; the others are `findable`. One of several
    sources' listings of an offer stands for all, and the others are hidden as the same as another. `unknown_fields`
    are those that no documentation names, `out_of_reach` offers that the source has and does not give.
    """

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    expired: int = 0
    findable: int = 0
    hidden: Counter[HiddenReason] = field(default_factory=Counter)
    rejected: Counter[Rejection] = field(default_factory=Counter)
    unknown_fields: dict[str, int] = field(default_factory=dict)
    out_of_reach: int = 0


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Choices of a run. `day` is the local one. A dry run does the same and keeps nothing.

    `on_rejected` is told each rejected row as it comes, `on_batch` how far the run is.
    """

    day: date
    dry_run: bool = False
    on_rejected: Callable[[RejectedRow], None] = lambda _: None
    on_batch: Callable[[ImportReport], None] = lambda _: None


def import_offers(
    context: Context,
    source: OfferSource,
    rows: Iterable[FeedRow],
    options: ImportOptions,
    complete_in: Callable[[], Collection[str]] = lambda: (),
) -> ImportReport:
    """Stores the offers among `rows` as of a local day.

    Rows are read as they are stored, so that memory holds one batch and eight bytes' digest of each id. In a dry run an
    offer that `rows` hold is judged by what was kept before. `complete_in` is asked at the end for the communes (INSEE
    codes) of which `rows` were all that the source has: what is listed there no longer expires.
    """
    run = _Run.on(context, source, options)
    for batch in _batches(rows):
        offers = run.read(batch)
        with context.unit() as unit:
            run.store(unit, offers)
            if not options.dry_run:
                unit.commit()
        options.on_batch(run.report)
    with context.unit() as unit:
        run.end(unit, complete_in())
        if not options.dry_run:
            unit.commit()
    return run.report


def import_feed(
    context: Context,
    feed: Feed,
    *,
    day: date | None = None,
    dry_run: bool = False,
    on_rejected: Callable[[RejectedRow], None] = lambda _: None,
    on_batch: Callable[[ImportReport, OpenFeed], None] = lambda _report, _feed: None,
) -> ImportReport:
    """Reads `feed` and stores its offers as of the local `day`, today if None. Raises OSError or ValueError."""
    day = day or context.now.astimezone(FEED_ZONE).date()
    with feed.open(_communes_of_the_territory(context, day), context.now) as opened:
        report = import_offers(
            context,
            feed.source,
            opened.rows,
            ImportOptions(day, dry_run, on_rejected, lambda report: on_batch(report, opened)),
            opened.complete_in,
        )
        report.unknown_fields = dict(opened.unknown_fields())
        report.out_of_reach = opened.out_of_reach()
        return report


def _communes_of_the_territory(context: Context, day: date) -> list[str]:
    with context.unit() as unit:
        campaign = unit.territory.running_campaign(day)
        return sorted(communes_inside(campaign, unit.territory.communes())) if campaign else []


def _batches(rows: Iterable[_T]) -> Iterator[list[_T]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, ROWS_PER_BATCH)):
        yield batch


def _digest_of(source_id: str) -> bytes:
    return blake2b(source_id.encode(), digest_size=8).digest()


def _stored_listing(offer: FeedOffer, state: OfferState) -> StoredListing:
    organisation = OrganisationState.VERIFIED
    listing = replace(offer.listing, is_taken_away=is_taken_away(state, organisation))
    return StoredListing(listing, offer.where, offer.provenance.source_id, state, organisation)


def _by_commune(
    stored: Iterable[StoredListing], not_kept: Mapping[UUID, StoredListing]
) -> Iterator[list[StoredListing]]:
    """Yields, by commune, what is stored, and what would be if this were no dry run."""
    more: defaultdict[str | None, list[StoredListing]] = defaultdict(list)
    for one in not_kept.values():
        more[one.listing.commune_insee].append(one)
    for commune, group in groupby(stored, key=lambda one: one.listing.commune_insee):
        yield [*(one for one in group if one.listing.id not in not_kept), *more.pop(commune, [])]
    yield from more.values()


def _action(was_known: bool, state: OfferState) -> OfferAction | None:  # noqa: FBT001 - one use, beside its name
    if not was_known:
        return None
    return OfferAction.EXPIRE if state is OfferState.EXPIRED else OfferAction.EXTEND


@dataclass(frozen=True, slots=True)
class _Run:
    """One run of one source: its report, and a memory of its rows: eight bytes of each id, and more only where nothing
    is kept."""

    source: OfferSource
    options: ImportOptions
    communes: CommuneFinder
    placement_area: PlacementArea
    report: ImportReport = field(default_factory=ImportReport)
    seen: set[bytes] = field(default_factory=set)
    not_kept: dict[UUID, StoredListing] = field(default_factory=dict)

    @classmethod
    def on(cls, context: Context, source: OfferSource, options: ImportOptions) -> Self:
        """Begins a run on the territory of the campaign of that day."""
        with context.unit() as unit:
            campaign = unit.territory.running_campaign(options.day)
            communes = unit.territory.communes()
            placement_area = placement_area_of(campaign, communes, unit.territory.places()) if campaign else _NOWHERE
        return cls(source, options, CommuneFinder(communes), placement_area)

    def read(self, batch: Iterable[FeedRow]) -> list[FeedOffer]:
        """Counts the rows, tells the rejected ones, and returns the offers."""
        offers = []
        for row in batch:
            self.report.rows += 1
            outcome = self._first_of_its_id(row)
            if isinstance(outcome, RejectedRow):
                self.report.rejected[outcome.reason] += 1
                self.options.on_rejected(outcome)
            else:
                offers.append(self._in_known_commune(outcome))
        return offers

    def store(self, unit: Unit, offers: list[FeedOffer]) -> None:
        """Stores the offers in the caller's unit, which commits or not."""
        unit.offer_feed.take_turns(self.source)
        known = unit.offer_feed.known(self.source, [offer.provenance.source_id for offer in offers])
        current, states, changes = [], {}, []
        for offer in offers:
            source_id = offer.provenance.source_id
            before = known.get(source_id)
            if before is not None and offer.provenance.updated_at < before.updated_at:
                # An older export after a newer one.
                self.report.unchanged += 1
                self._count_findable(offer, before.state)
                continue
            state = state_from_feed(before.state if before else None, offer.expires_on, self.options.day)
            current.append(offer)
            states[source_id] = state
            self._count_findable(offer, state)
            if before is None or state is not before.state:
                changes.append(FeedChange(offer, state, _action(before is not None, state)))
                self.report.expired += state is OfferState.EXPIRED
        changed = unit.offer_feed.store(current, states)
        unit.offer_feed.note_transitions(changes, unit.now)
        created = sum(source_id not in known for source_id in changed)
        self.report.created += created
        self.report.updated += len(changed) - created
        self.report.unchanged += len(current) - len(changed)
        if self.options.dry_run:
            for offer in current:
                self.not_kept[offer.id] = _stored_listing(offer, states[offer.provenance.source_id])

    def end(self, unit: Unit, complete_in: Collection[str]) -> None:
        """Expires what is over or no longer listed, in the caller's unit, and completes the report."""
        unit.offer_feed.take_turns(self.source)
        listed = unit.offer_feed.published_in(self.source, complete_in) if complete_in else {}
        gone = [offer_id for source_id, offer_id in listed.items() if _digest_of(source_id) not in self.seen]
        self.report.expired += unit.offer_feed.expire_due(self.source, gone, self.options.day, unit.now)
        self._count_same_as_others(unit)

    def _first_of_its_id(self, row: FeedRow) -> FeedRow:
        """The row, or its rejection where an earlier one has the same id: two versions of an offer would take turns."""
        if isinstance(row, RejectedRow):
            if row.source_id:
                # Unreadable, and still there.
                self.seen.add(_digest_of(row.source_id))
            return row
        source_id = row.provenance.source_id
        digest = _digest_of(source_id)
        if digest in self.seen:
            return RejectedRow(row.row, source_id, Rejection.REPEATED)
        self.seen.add(digest)
        return row

    def _in_known_commune(self, offer: FeedOffer) -> FeedOffer:
        if offer.where.commune_insee is not None:
            return offer
        insee = self.communes.find(offer.town, offer.where.position)
        return replace(offer, where=replace(offer.where, commune_insee=insee)) if insee else offer

    def _count_findable(self, offer: FeedOffer, state: OfferState) -> None:
        hidden = why_hidden(state, offer.expires_on, self.options.day)
        if hidden is None:
            found_at = self.placement_area.locate(offer.id, offer.where)
            hidden = found_at if isinstance(found_at, HiddenReason) else None
        if hidden is None:
            self.report.findable += 1
        else:
            self.report.hidden[hidden] += 1

    def _count_same_as_others(self, unit: Unit) -> None:
        """Moves rows of this run for which another listing stands from the findable ones to the hidden ones."""
        for here in _by_commune(unit.offer_feed.listings(self.options.day), self.not_kept):
            speaking = [
                one
                for one in here
                if is_authoritative(one.state, one.organisation)
                and isinstance(self.placement_area.locate(one.listing.id, one.where), LatLon)
            ]
            told = canonical_by_duplicate(one.listing for one in speaking)
            for one in speaking:
                is_ours = one.listing.source is self.source and one.source_id and _digest_of(one.source_id) in self.seen
                if is_ours and one.state is OfferState.PUBLISHED and one.listing.id in told:
                    self.report.findable -= 1
                    self.report.hidden[HiddenReason.SAME_AS_ANOTHER] += 1

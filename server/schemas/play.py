"""Payloads of the socket namespace /play: what a phone sends while walking, and what it is told."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from game_rules.events.registrations import RegistrationState
from game_rules.events.seats import Registered
from game_rules.geo import CompassSector, LatLon
from game_rules.gps import GpsFix
from game_rules.hours import OpenHours, VisitingHours
from game_rules.kinds import OfferKind
from game_rules.offers.content import EventTimes
from game_rules.offers.offer import LocationPrecision, OfferSource
from game_rules.organisations.organisation import OrganisationKind
from game_rules.people.players import Language, Player
from game_rules.people.wishes import Wishes
from game_rules.play.budget import Budget
from game_rules.play.fixes import FixVerdict, JudgedFix
from game_rules.play.fog import BLOCK_BYTES, FogBlock, indices_in
from game_rules.play.found_offers import FoundOffer, closed_days
from game_rules.play.hints import Hint, HintBand
from game_rules.play.jokers_nearby import StaffedPlace
from game_rules.play.levels import points_at_level
from game_rules.play.limits import MAX_CONTEXT_FIXES, MAX_FIXES_PER_BATCH
from game_rules.play.outcomes import Totals
from game_rules.play.points import LedgerEntry, PointRule
from game_rules.play.snapshots import Snapshot
from game_rules.web_addresses import web_address
from server.schemas.base import Incoming, Outgoing, PositionIn, PositionOut
from server.schemas.offers.content import OfferContentOut, content_out
from server.schemas.problems import Problem

_VERSION = "The player's, once this is committed. A snapshot of it, or of a later one, has it."


class FixIn(PositionIn):
    """One position report."""

    horizontal_accuracy_m: float = Field(
        ge=0, le=100_000, allow_inf_nan=False, description="Radius that holds the true place with 68 %, metres."
    )
    taken_at: AwareDatetime = Field(description="When the phone was there: RFC 3339 with an offset.")

    def to_fix(self) -> GpsFix:
        return GpsFix(LatLon(self.lat, self.lon), self.horizontal_accuracy_m, self.taken_at)


class ContextFixIn(FixIn):
    """A fix that was acknowledged before, with the verdict it got."""

    verdict: FixVerdict

    def to_judged(self) -> JudgedFix:
        return JudgedFix(self.to_fix(), self.verdict)


class GpsFixesIn(Incoming):
    """`gps_fixes`: what a device has recorded since the last acknowledgement."""

    device_id: UUID = Field(description="Made once by the device; its fixes are judged against its own only.")
    fixes: list[FixIn] = Field(min_length=1, max_length=MAX_FIXES_PER_BATCH, description="Oldest first.")
    context: list[ContextFixIn] = Field(
        default_factory=list,
        max_length=MAX_CONTEXT_FIXES,
        description="What the last acknowledgement asked to repeat, oldest first: judged against, never paid.",
    )
    context_seal: str | None = Field(
        default=None, max_length=64, description="What came with that acknowledgement; a context needs it."
    )


class TotalsOut(Outgoing):
    """The player's standing."""

    points: int
    level: int
    points_at_level: int = Field(description="Points at which this level started.")
    points_at_next_level: int = Field(description="Points at which the next level starts.")
    cells_lifted: int
    offers_discovered: int
    offers_visited: int

    @classmethod
    def of(cls, totals: Totals) -> "TotalsOut":
        return cls(
            points=totals.points,
            level=totals.level,
            points_at_level=points_at_level(totals.level),
            points_at_next_level=points_at_level(totals.level + 1),
            cells_lifted=totals.cells_lifted,
            offers_discovered=totals.offers_discovered,
            offers_visited=totals.offers_visited,
        )


class GpsFixesAck(Outgoing):
    """Acknowledgement of `gps_fixes`, sent after COMMIT: these fixes can be forgotten, save those to repeat."""

    ok: Literal[True] = True
    verdicts: list[FixVerdict] = Field(description="One per fix, in the order of `fixes`.")
    repeat: list[int] = Field(
        description="Which fixes to send as `context` with the next batch: their places in this message's `context` "
        "followed by its `fixes`, counted from 0."
    )
    context_seal: str = Field(description="To send along with that context.")
    held_back: list[Budget] = Field(
        description="The parts of the day's budget that are used up: clouds lift on, nothing more of it is won, and no "
        "offer shows itself; after the last visit only doors do not count. It says what was given and never that "
        "something is near. Tomorrow begins anew."
    )
    version: int = Field(description=_VERSION)
    totals: TotalsOut


class ProblemAck(Outgoing):
    """Acknowledgement of a message that was not accepted."""

    ok: Literal[False] = False
    problem: Problem


class OpenHoursOut(Outgoing):
    """From `opens` to before `closes`, local time, HH:MM; to close at 00:00 is at the end of that day."""

    weekday: int = Field(ge=0, le=6, description="0 is Monday.")
    opens: str
    closes: str


def visiting_hours_out(hours: VisitingHours | None) -> list[OpenHoursOut]:
    def line(weekday: int, slot: OpenHours) -> OpenHoursOut:
        return OpenHoursOut(weekday=weekday, opens=f"{slot.opens:%H:%M}", closes=f"{slot.closes:%H:%M}")

    by_weekday = hours.by_weekday if hours else {}
    return [line(weekday, slot) for weekday, slots in sorted(by_weekday.items()) for slot in slots]


class OrganisationOut(Outgoing):
    """The organisation that makes an offer."""

    id: UUID
    name: str
    kind: OrganisationKind
    is_demo: bool = Field(description="Invented for demonstration.")


class EventOut(Outgoing):
    """The times of an event, its number of seats, and the player's standing. null seats are not counted."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime
    seats: int | None
    seats_left: int | None
    registration: RegistrationState | None = Field(description="null: the player has not registered.")

    @classmethod
    def of(cls, event: EventTimes, registered: Registered) -> "EventOut":
        return cls(
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            seats=event.seats,
            seats_left=registered.seats_left,
            registration=registered.state,
        )


class SourceOut(Outgoing):
    """The first publisher of an offer: somebody else than its organisation here."""

    name: str
    url: str | None = Field(description="Its page there.")


SOURCE_NAMES = {
    OfferSource.FRANCE_TRAVAIL: "France Travail",
    OfferSource.JOB_POSTING: "Web",
    OfferSource.ENGAGEMENT: "Service civique",
    OfferSource.CSV: "CSV",
}


def source_out(source: OfferSource | None, name: str | None, url: str | None) -> SourceOut | None:
    """`name` is who publishes it there, as far as that is known."""
    return SourceOut(name=name or SOURCE_NAMES[source], url=web_address(url)) if source else None


def page_url(offer_id: UUID) -> str:
    """Returns the path of the page where everybody may read of the offer while it is public."""
    return f"/offres/{offer_id}"


class OfferOut(OfferContentOut):
    """A discovered offer, as its organisation gave it. null is "not given"."""

    id: UUID
    organisation: OrganisationOut
    position: PositionOut
    location_precision: LocationPrecision
    commune: str | None
    visiting_hours: list[OpenHoursOut] = Field(description="As its employer said them; none where they did not.")
    visiting_on_holidays: bool = Field(description="Whether they hold on public holidays, too.")
    closed_on: list[date] = Field(
        description="Public holidays on which its door is closed, from its discovery to its end, or half a year on."
    )
    address: str | None = Field(description="Of a door.")
    event: EventOut | None
    answers_within_days: int | None = Field(description="What its organisation usually takes; null is not known yet.")
    page_url: str = Field(description="Its public page, on this server.")
    source: SourceOut | None = Field(description="null: its organisation posted it here.")
    takes_applications: bool = Field(
        description="Whether POST /api/offers/{id}/application reaches somebody. If not: drop by, call, or `apply_url`."
    )
    is_silent: bool = Field(description="The organisation leaves most people without an answer.")
    discovered_on: date
    visited_on: date | None

    @classmethod
    def of(cls, found: FoundOffer) -> "OfferOut":
        offer, organisation = found.offer, found.offer.organisation
        return cls(
            **{**content_out(offer), "apply_url": web_address(offer.apply_url)},
            id=offer.id,
            organisation=OrganisationOut(
                id=organisation.id, name=organisation.name, kind=organisation.kind, is_demo=organisation.is_demo
            ),
            position=PositionOut.of(offer.position),
            location_precision=offer.location_precision,
            commune=offer.commune_name,
            visiting_hours=visiting_hours_out(offer.visiting_hours),
            visiting_on_holidays=offer.visiting_hours is not None and offer.visiting_hours.on_holidays,
            closed_on=closed_days(found),
            address=offer.address,
            event=EventOut.of(offer.event, found.registered) if offer.event else None,
            answers_within_days=offer.answers_within_days,
            page_url=page_url(offer.id),
            source=source_out(offer.source, offer.source_name, offer.source_url),
            takes_applications=offer.takes_applications,
            is_silent=offer.is_silent,
            discovered_on=found.discovered_on,
            visited_on=found.visited_on,
        )


class FogBitmapOut(Outgoing):
    """All lifted cells of one block (a slippy-map tile of zoom 14)."""

    x: int = Field(description="Column of the tile, from the west.")
    y: int = Field(description="Row of the tile, from the north.")
    cells: str = Field(
        description="Base64 of 512 bytes: cell row * 64 + column from the north-west is bit 0x80 >> (number % 8) of "
        "byte number // 8."
    )

    @classmethod
    def of(cls, block: FogBlock, mask: int) -> "FogBitmapOut":
        return cls(x=block.x, y=block.y, cells=b64encode(mask.to_bytes(BLOCK_BYTES, "big")).decode("ascii"))


class FogCellsOut(Outgoing):
    """Newly lifted cells of one block (a slippy-map tile of zoom 14)."""

    x: int = Field(description="Column of the tile, from the west.")
    y: int = Field(description="Row of the tile, from the north.")
    cells: list[int] = Field(description="Cell numbers, row * 64 + column from the north-west.")


class FogLiftedOut(Outgoing):
    """`fog_lifted`: clouds that are gone."""

    version: int = Field(description=_VERSION)
    blocks: list[FogCellsOut]

    @classmethod
    def of(cls, masks: Mapping[FogBlock, int], version: int) -> "FogLiftedOut":
        return cls(
            version=version,
            blocks=[
                FogCellsOut(x=block.x, y=block.y, cells=list(indices_in(mask))) for block, mask in sorted(masks.items())
            ],
        )


class OfferDiscoveredOut(Outgoing):
    """`offer_discovered`: an offer came into view."""

    version: int = Field(description=_VERSION)
    offer: OfferOut


class OffersChangedOut(Outgoing):
    """`offers_changed`: what has become of offers that the player has discovered."""

    changed: list[OfferOut] = Field(description="Each replaces what was known of it; some may be back.")
    gone: list[UUID] = Field(description="Over, filled, paused or withdrawn: not to be shown any more.")


class OfferVisitedOut(Outgoing):
    """`offer_visited`: the player stood at its door."""

    version: int = Field(description=_VERSION)
    offer_id: UUID
    visited_on: date


class LedgerEntryOut(Outgoing):
    """A new line of points, or what the day's line for cells grew by."""

    rule: PointRule
    subject: str = Field(
        description="Offer id, ROME domain, INSEE code of a commune, call id, meeting id, or the day for cells."
    )
    points: int
    earned_on: date

    @classmethod
    def of(cls, entry: LedgerEntry) -> "LedgerEntryOut":
        return cls(rule=entry.rule, subject=entry.subject, points=entry.points, earned_on=entry.earned_on)


class PointsAwardedOut(Outgoing):
    """`points_awarded`: new totals, and the points that they were paid; there may be none."""

    version: int = Field(description=_VERSION)
    entries: list[LedgerEntryOut]
    totals: TotalsOut


class LevelReachedOut(Outgoing):
    """`level_reached`: a new level."""

    level: int


class HintOut(Outgoing):
    """`hint`: warmer or colder. Both null when nothing undiscovered fits the wishes and is open now."""

    band: HintBand | None
    compass_sector: CompassSector | None

    @classmethod
    def of(cls, hint: Hint | None) -> "HintOut":
        return cls(band=hint.band if hint else None, compass_sector=hint.compass_sector if hint else None)


class JokerPlaceOut(Outgoing):
    """A public place where a Joker is: who it is, nobody is told before a call is accepted."""

    place_id: UUID
    name: str
    position: PositionOut
    until: AwareDatetime = Field(description="When the last Joker there leaves.")

    @classmethod
    def of(cls, place: StaffedPlace) -> "JokerPlaceOut":
        return cls(place_id=place.place_id, name=place.name, position=PositionOut.of(place.position), until=place.until)


class JokerNearbyOut(Outgoing):
    """`joker_nearby`: all places around with a Joker now; it replaces what was told before. Empty: nobody any more."""

    places: list[JokerPlaceOut]


class WishesIn(Incoming):
    """The player's wishes; empty lists leave them open."""

    kinds: list[OfferKind] = Field(default_factory=list, max_length=len(OfferKind))
    rome_domains: list[Annotated[str, Field(pattern=r"^[A-N][0-9]{2}$")]] = Field(
        default_factory=list, max_length=50, description="ROME domains such as F17."
    )

    def to_wishes(self) -> Wishes:
        return Wishes(frozenset(self.kinds), frozenset(self.rome_domains))


class WishesOut(Outgoing):
    """The player's wishes; empty lists leave them open."""

    kinds: list[OfferKind]
    rome_domains: list[str]

    @classmethod
    def of(cls, wishes: Wishes) -> "WishesOut":
        return cls(kinds=sorted(wishes.kinds), rome_domains=sorted(wishes.rome_domains))


class PlayerOut(Outgoing):
    """The player's own account."""

    id: UUID
    name: str
    language: Language
    is_guest: bool
    wishes: WishesOut

    @classmethod
    def of(cls, player: Player) -> "PlayerOut":
        return cls(
            id=player.id,
            name=player.name,
            language=player.language,
            is_guest=player.is_guest,
            wishes=WishesOut.of(player.wishes),
        )


class PlayerChangedOut(Outgoing):
    """`player_changed`: they wish for something else."""

    version: int = Field(description=_VERSION)
    player: PlayerOut
    offers_under_clouds: int = Field(description="As in the snapshot, for the new wishes.")


class SnapshotOut(Outgoing):
    """`snapshot`: everything a client shows, sent on every connect; it replaces what the client had."""

    version: int = Field(description="The player's: all that happened up to it is in here, and nothing later.")
    player: PlayerOut
    totals: TotalsOut
    fog: list[FogBitmapOut]
    offers: list[OfferOut] = Field(description="Discovered offers, visited or not, that are still open.")
    offers_under_clouds: int = Field(description="How many undiscovered offers fit the wishes, in the whole territory.")
    jokers_nearby: list[JokerPlaceOut] = Field(description="As in the last `joker_nearby`, those who left left out.")

    @classmethod
    def of(cls, snapshot: Snapshot) -> "SnapshotOut":
        return cls(
            version=snapshot.version,
            player=PlayerOut.of(snapshot.player),
            totals=TotalsOut.of(snapshot.totals),
            fog=[FogBitmapOut.of(block, mask) for block, mask in sorted(snapshot.fog.items())],
            offers=[OfferOut.of(found) for found in snapshot.offers],
            offers_under_clouds=snapshot.offers_under_clouds,
            jokers_nearby=[JokerPlaceOut.of(place) for place in snapshot.jokers_nearby],
        )

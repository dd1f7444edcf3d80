"""An offer as its editor fills it in, and what is wrong with it before anybody may find it.

A private home is never among its places: whoever posts from home names their commune, and nothing else is ever kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from game_rules.geo import LatLon
from game_rules.kinds import OfferKind, WayToMeet
from game_rules.offers.content import OfferContent
from game_rules.offers.findable import HiddenReason, Location
from game_rules.offers.limits import EVENT_MAX_DAYS, EXTENSION_DAYS, POSTED_OFFER_DAYS, POSTED_OFFER_MAX_DAYS
from game_rules.offers.offer import LocationPrecision
from game_rules.refusals import RefusalReason, Refused


@dataclass(frozen=True, slots=True)
class AtDoor:
    """A door to which people may come. `is_address_public` lets public pages name the address; finding it then wins
    nothing."""

    position: LatLon
    address: str | None = None
    is_address_public: bool = False


@dataclass(frozen=True, slots=True)
class InCommune:
    """Somewhere in a commune, by its INSEE code."""

    insee: str


@dataclass(frozen=True, slots=True)
class AtHome:
    """An individual's home, as an editor's phone tells it. Of it only the commune is ever kept."""

    position: LatLon


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferDraft(OfferContent):
    """An offer as an editor has filled it in so far; None is "not given" and is never filled in for them."""

    place: AtDoor | InCommune | None = None

    @property
    def whereabouts(self) -> Location | None:
        """Returns what the map may know of where the offer is."""
        match self.place:
            case AtDoor(position):
                return Location(LocationPrecision.DOOR, None, position)
            case InCommune(insee):
                return Location(LocationPrecision.COMMUNE, insee, None)
        return None


class FaultCode(StrEnum):
    """Kinds of faults of a field."""

    MISSING = "missing"
    IN_THE_PAST = "in_the_past"
    TOO_FAR_AWAY = "too_far_away"
    TOO_LONG = "too_long"
    DOOR_NEEDED = "door_needed"
    PLACE_UNKNOWN = "place_unknown"
    OUT_OF_TERRITORY = "out_of_territory"
    NO_PUBLIC_PLACE = "no_public_place"
    ONLY_FOR_EVENTS = "only_for_events"


@dataclass(frozen=True, slots=True)
class Fault:
    """A field of the draft, by its name on the wire, and what is wrong with it."""

    field: str
    code: FaultCode


class OfferIncomplete(Refused):
    """The draft is not ready for anybody's eyes; `faults` say why not."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(RefusalReason.OFFER_INCOMPLETE)
        self.faults = faults


_PLACE_FAULTS = {
    HiddenReason.PLACE_UNKNOWN: FaultCode.PLACE_UNKNOWN,
    HiddenReason.OUT_OF_TERRITORY: FaultCode.OUT_OF_TERRITORY,
    HiddenReason.NO_PUBLIC_PLACE: FaultCode.NO_PUBLIC_PLACE,
}


def faults_of(
    draft: OfferDraft, locate: Callable[[Location], LatLon | HiddenReason], now: datetime, zone: tzinfo
) -> tuple[Fault, ...]:
    """Lists the faults that keep the draft from being published; `locate` is a campaign's, see
    `game_rules.offers.findable.PlacementArea`."""
    today = now.astimezone(zone).date()
    found = [] if draft.title else [Fault("title", FaultCode.MISSING)]
    found += _faults_of_place(draft, locate)
    if draft.expires_on is not None:
        found += _faults_of_day("expires_on", draft.expires_on, today)
    if WayToMeet.PHONE_FIRST in draft.ways_to_meet and draft.phone is None:
        found.append(Fault("phone", FaultCode.MISSING))
    if WayToMeet.APPLY_ONLINE in draft.ways_to_meet and draft.apply_url is None:
        found.append(Fault("apply_url", FaultCode.MISSING))
    found += _faults_of_event(draft, now)
    return tuple(found)


def check_complete(
    draft: OfferDraft, locate: Callable[[Location], LatLon | HiddenReason], now: datetime, zone: tzinfo
) -> None:
    """Raises OfferIncomplete, which names every field at fault."""
    faults = faults_of(draft, locate, now, zone)
    if faults:
        raise OfferIncomplete(faults)


def last_day_of(draft: OfferDraft, first_day: date, zone: tzinfo) -> date:
    """The last local day on which it can be found: the employer's, or so many days from its first; no event outlives
    itself."""
    last = draft.expires_on or first_day + timedelta(days=POSTED_OFFER_DAYS)
    return min(last, draft.event.ends_at.astimezone(zone).date()) if draft.event else last


def extended_until(until: date | None, expires_on: date | None, today: date) -> date:
    """The new last day: the one asked for, else so many days after the last one, or after today where that is over.

    Raises OfferIncomplete for a day that is past or too far away.
    """
    if until is None:
        until = max(expires_on or today, today) + timedelta(days=EXTENSION_DAYS)
    faults = _faults_of_day("until", until, today)
    if faults:
        raise OfferIncomplete(tuple(faults))
    return until


def _faults_of_place(draft: OfferDraft, locate: Callable[[Location], LatLon | HiddenReason]) -> list[Fault]:
    where = draft.whereabouts
    if where is None:
        return [Fault("place", FaultCode.MISSING)]
    found_at = locate(where)
    faults = [Fault("place", _PLACE_FAULTS[found_at])] if isinstance(found_at, HiddenReason) else []
    if WayToMeet.DROP_BY in draft.ways_to_meet:
        if where.precision is not LocationPrecision.DOOR:
            faults.append(Fault("ways_to_meet", FaultCode.DOOR_NEEDED))
        # An event has its own hours.
        elif draft.visiting_hours is None and draft.kind is not OfferKind.EVENT:
            faults.append(Fault("visiting_hours", FaultCode.MISSING))
    return faults


def _faults_of_day(field: str, day: date, today: date) -> list[Fault]:
    if day < today:
        return [Fault(field, FaultCode.IN_THE_PAST)]
    return [Fault(field, FaultCode.TOO_FAR_AWAY)] if day > today + timedelta(days=POSTED_OFFER_MAX_DAYS) else []


def _faults_of_event(draft: OfferDraft, now: datetime) -> list[Fault]:
    event = draft.event
    if draft.kind is not OfferKind.EVENT:
        return [Fault("event", FaultCode.ONLY_FOR_EVENTS)] if event else []
    if event is None:
        return [Fault("event", FaultCode.MISSING)]
    if event.ends_at <= now:
        return [Fault("event/ends_at", FaultCode.IN_THE_PAST)]
    if event.starts_at > now + timedelta(days=POSTED_OFFER_MAX_DAYS):
        return [Fault("event/starts_at", FaultCode.TOO_FAR_AWAY)]
    is_too_long = event.ends_at - event.starts_at > timedelta(days=EVENT_MAX_DAYS)
    return [Fault("event/ends_at", FaultCode.TOO_LONG)] if is_too_long else []

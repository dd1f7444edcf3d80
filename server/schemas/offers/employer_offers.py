"""Payloads of what employers do with their offers, and of events' registrations."""

from datetime import date, time
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, HttpUrl, StringConstraints, TypeAdapter, model_validator

from game_rules.events.registrations import RegistrationState
from game_rules.events.seats import Registered
from game_rules.hours import OpenHours, VisitingHours
from game_rules.kinds import OfferKind, WayToMeet
from game_rules.offers.drafts import AtDoor, AtHome, InCommune, OfferDraft
from game_rules.offers.lifecycle import OfferState
from game_rules.offers.limits import (
    EVENT_SEATS_MAX,
    OFFER_DETAIL_MAX_CHARS,
    OFFER_QUESTION_MAX_CHARS,
    OFFER_QUESTIONS_MAX,
    OFFER_TITLE_MAX_CHARS,
    POSTED_TEXT_MAX_CHARS,
    VISITING_SLOTS_PER_DAY_MAX,
)
from game_rules.offers.offer import EventTimes
from game_rules.offers.phone_numbers import clean_phone
from game_rules.offers.posted import PostedAction, PostedOfferView
from game_rules.organisations.organisation import OrganisationState
from game_rules.text_limits import REASON_MAX_CHARS
from game_rules.texts import one_line, visible
from game_rules.web_addresses import web_address
from server.schemas.base import Incoming, Outgoing, PositionIn
from server.schemas.offers.wording import WordingFindingOut
from server.schemas.play import SourceOut, page_url, source_out

_URL_MAX_CHARS = 2_000
"""What browsers and servers agree on at least."""

_as_read = TypeAdapter(Annotated[HttpUrl, Field(max_length=_URL_MAX_CHARS)])


def _checked_url(text: str) -> str | None:
    if not text:
        return None
    # As a browser reads it (WHATWG), with signs that no address has written as %5C and the like.
    address = str(_as_read.validate_python(text))
    if web_address(address) is None:
        raise ValueError("an address has no user name, and a host that can be read")
    return address


def _checked_phone(text: str) -> str | None:
    return clean_phone(text) if text.strip() else None


def _line_of(max_chars: int) -> StringConstraints:
    return StringConstraints(max_length=max_chars)


_Detail = Annotated[str, _line_of(OFFER_DETAIL_MAX_CHARS), AfterValidator(lambda text: one_line(text) or None)]
_Title = Annotated[str, _line_of(OFFER_TITLE_MAX_CHARS), AfterValidator(one_line)]
_Text = Annotated[str, _line_of(POSTED_TEXT_MAX_CHARS), AfterValidator(lambda text: visible(text) or None)]
_Question = Annotated[str, _line_of(OFFER_QUESTION_MAX_CHARS), AfterValidator(one_line)]
_Phone = Annotated[str, _line_of(40), AfterValidator(_checked_phone)]
_Url = Annotated[str, _line_of(_URL_MAX_CHARS), AfterValidator(_checked_url)]
_Weekday = Annotated[str, StringConstraints(pattern=r"^[0-6]$")]
_Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
_Slot = Annotated[list[_Clock], Field(min_length=2, max_length=2)]
_Day = Annotated[list[_Slot], Field(max_length=VISITING_SLOTS_PER_DAY_MAX)]
_Week = dict[_Weekday, _Day]


class DoorIn(PositionIn):
    """A door to which people may come; never somebody's home."""

    type: Literal["door"]
    address: _Detail | None = None
    is_address_public: bool = Field(
        default=False, description="Let public pages show it; finding the offer then wins no points."
    )

    def to_place(self) -> AtDoor:
        return AtDoor(self.to_latlon(), self.address, self.is_address_public and self.address is not None)


class CommuneIn(Incoming):
    """Somewhere in a commune."""

    type: Literal["commune"]
    insee: str = Field(pattern=r"^[0-9AB]{5}$", description="INSEE code of the commune.")

    def to_place(self) -> InCommune:
        return InCommune(self.insee)


class HomeIn(PositionIn):
    """Somebody's home. The server keeps its commune, and nothing else."""

    type: Literal["home"]

    def to_place(self) -> AtHome:
        return AtHome(self.to_latlon())


PlaceIn = Annotated[DoorIn | CommuneIn | HomeIn, Field(discriminator="type")]


class EventIn(Incoming):
    """The times of an event, and its number of seats; null is as many as come."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime
    seats: int | None = Field(default=None, ge=1, le=EVENT_SEATS_MAX)

    @model_validator(mode="after")
    def _starts_before_it_ends(self) -> Self:
        if self.starts_at >= self.ends_at:
            raise ValueError("an event ends after it starts")
        return self

    def to_times(self) -> EventTimes:
        return EventTimes(self.starts_at, self.ends_at, self.seats)


class OfferDraftIn(Incoming):
    """An offer as an editor has filled it in. null is "not given": nothing is filled in for them."""

    kind: OfferKind
    title: _Title = Field(description="May be empty in a draft.")
    rome_code: str | None = Field(default=None, pattern=r"^[A-N][0-9]{4}$", description="Such as D1106.")
    description: _Text | None = None
    place: PlaceIn | None = None
    starts_on: date | None = None
    expires_on: date | None = Field(default=None, description="Last local day; null is 60 days after publication.")
    salary: _Detail | None = None
    working_hours: _Detail | None = None
    duration: _Detail | None = None
    ways_to_meet: list[WayToMeet] = Field(default_factory=list, max_length=len(WayToMeet))
    phone: _Phone | None = None
    apply_url: _Url | None = None
    questions: list[_Question] = Field(default_factory=list, max_length=OFFER_QUESTIONS_MAX)
    without_driving_licence: bool | None = None
    wheelchair_accessible: bool | None = None
    visiting_hours: _Week | None = Field(
        default=None,
        description='Local time by weekday, 0 is Monday: {"0": [["08:00", "20:00"]]}. null is 8 to 20 every day.',
    )
    event: EventIn | None = None

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Self:
        if any(opens >= closes for day in (self.visiting_hours or {}).values() for opens, closes in day):
            raise ValueError("visiting hours open before they close")
        return self

    def to_draft(self) -> OfferDraft:
        """All but the place, see `to_place`."""
        return OfferDraft(
            kind=self.kind,
            title=self.title,
            description=self.description,
            rome_code=self.rome_code,
            salary=self.salary,
            working_hours=self.working_hours,
            duration=self.duration,
            starts_on=self.starts_on,
            expires_on=self.expires_on,
            ways_to_meet=frozenset(self.ways_to_meet),
            phone=self.phone,
            apply_url=self.apply_url,
            questions=tuple(question for question in self.questions if question),
            without_driving_licence=self.without_driving_licence,
            wheelchair_accessible=self.wheelchair_accessible,
            visiting_hours=_hours_of(self.visiting_hours) if self.visiting_hours else None,
            event=self.event.to_times() if self.event else None,
        )

    def to_place(self) -> AtDoor | AtHome | InCommune | None:
        return self.place.to_place() if self.place else None


def _hours_of(week: _Week) -> VisitingHours:
    def slot(opens: str, closes: str) -> OpenHours:
        return OpenHours(time.fromisoformat(opens), time.fromisoformat(closes))

    return VisitingHours(
        {int(day): tuple(sorted((slot(*one) for one in slots), key=_opens)) for day, slots in week.items()}
    )


def _opens(hours: OpenHours) -> time:
    return hours.opens


class OfferEditIn(OfferDraftIn):
    """A changed draft; all of it replaces what was there."""

    version: int = Field(ge=1, description="The one that the editor has seen. Another one is refused: edit_conflict.")


class OfferVersionIn(Incoming):
    """The version of the offer that is meant."""

    version: int = Field(ge=1, description="The one that the editor has seen. Another one is refused: edit_conflict.")


class ProlongIn(OfferVersionIn):
    """The day until which an offer is to stay."""

    until: date | None = Field(default=None, description="The new last day; null is 30 days more.")


class OfferDecisionIn(Incoming):
    """An organiser's words on a decision; the organisation's people are shown them. Publishing needs none."""

    reason: str | None = Field(default=None, max_length=REASON_MAX_CHARS)


class DoorOut(Outgoing):
    """A door to which people may come."""

    type: Literal["door"] = "door"
    lat: float
    lon: float
    address: str | None
    is_address_public: bool


class InCommuneOut(Outgoing):
    """Somewhere in a commune."""

    type: Literal["commune"] = "commune"
    insee: str


class EventTimesOut(Outgoing):
    """The times of an event, and its number of seats; null is as many as come."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime
    seats: int | None


class OfferApplicationsOut(Outgoing):
    """The number of those interested, and of those among them who wait for an answer."""

    waiting: int
    total: int


class EmployerOfferOut(Outgoing):
    """An offer as the people of its organisation see it."""

    id: UUID
    organisation_id: UUID
    organisation_name: str
    organisation_state: OrganisationState
    version: int
    state: OfferState
    reason: str | None = Field(description="What an organiser said of its state.")
    created_at: AwareDatetime | None
    published_at: AwareDatetime | None
    kind: OfferKind
    title: str
    rome_code: str | None
    description: str | None
    place: DoorOut | InCommuneOut | None = Field(description="A home has become its commune.")
    commune_insee: str | None
    commune_name: str | None
    starts_on: date | None
    expires_on: date | None
    salary: str | None
    working_hours: str | None
    duration: str | None
    ways_to_meet: list[WayToMeet]
    phone: str | None
    apply_url: str | None
    questions: list[str]
    without_driving_licence: bool | None
    wheelchair_accessible: bool | None
    visiting_hours: dict[str, list[list[str]]] | None
    event: EventTimesOut | None
    source: SourceOut | None
    page_url: str | None = Field(description="Its public page on this server, while there is one.")
    found_by: int
    visited_by: int
    applications: OfferApplicationsOut
    registrations: int
    findings: list[WordingFindingOut] = Field(
        description="What the wording check says of it now. Lists have those of drafts and submitted ones only."
    )
    can: list[PostedAction] = Field(description="What its organisation's people may do now.")

    @classmethod
    def of(cls, view: PostedOfferView) -> "EmployerOfferOut":
        offer, draft, counts = view.offer, view.offer.draft, view.counts
        return cls(
            id=offer.id,
            organisation_id=offer.organisation.id,
            organisation_name=offer.organisation.name,
            organisation_state=offer.organisation.state,
            version=offer.version,
            state=offer.state,
            reason=offer.reason,
            created_at=offer.created_at,
            published_at=offer.published_at,
            kind=draft.kind,
            title=draft.title,
            rome_code=draft.rome_code,
            description=draft.description,
            place=_place_out(draft.place),
            commune_insee=offer.commune_insee,
            commune_name=offer.commune_name,
            starts_on=draft.starts_on,
            expires_on=draft.expires_on,
            salary=draft.salary,
            working_hours=draft.working_hours,
            duration=draft.duration,
            ways_to_meet=sorted(draft.ways_to_meet),
            phone=draft.phone,
            apply_url=draft.apply_url,
            questions=list(draft.questions),
            without_driving_licence=draft.without_driving_licence,
            wheelchair_accessible=draft.wheelchair_accessible,
            visiting_hours=_week_out(draft.visiting_hours) if draft.visiting_hours else None,
            event=EventTimesOut(starts_at=draft.event.starts_at, ends_at=draft.event.ends_at, seats=draft.event.seats)
            if draft.event
            else None,
            source=source_out(offer.source, None, None),
            page_url=page_url(offer.id) if view.is_public else None,
            found_by=counts.found_by,
            visited_by=counts.visited_by,
            applications=OfferApplicationsOut(waiting=counts.waiting_applications, total=counts.applications),
            registrations=counts.registrations,
            findings=[WordingFindingOut.of(one) for one in view.findings],
            can=list(view.can),
        )


def _place_out(place: AtDoor | InCommune | None) -> DoorOut | InCommuneOut | None:
    match place:
        case AtDoor(position, address, is_address_public):
            return DoorOut(lat=position.lat, lon=position.lon, address=address, is_address_public=is_address_public)
        case InCommune(insee):
            return InCommuneOut(insee=insee)
    return None


def _week_out(hours: VisitingHours) -> dict[str, list[list[str]]]:
    return {
        str(weekday): [[f"{slot.opens:%H:%M}", f"{slot.closes:%H:%M}"] for slot in slots]
        for weekday, slots in sorted(hours.by_weekday.items())
    }


class EmployerOffersOut(Outgoing):
    """Offers, the newest first; for an organiser those that have waited longest first."""

    offers: list[EmployerOfferOut]


class RegistrationOut(Outgoing):
    """The player's standing with an event. null seats are not counted."""

    state: RegistrationState | None = Field(description="null: not registered.")
    seats_left: int | None

    @classmethod
    def of(cls, registered: Registered) -> "RegistrationOut":
        return cls(state=registered.state, seats_left=registered.seats_left)


class EventGuestOut(Outgoing):
    """Somebody who registered for an event, by the name that they go by in the game."""

    name: str
    state: RegistrationState
    registered_at: AwareDatetime


class RegistrationsOut(Outgoing):
    """Those who come to an event, in the order in which they registered."""

    registrations: list[EventGuestOut]
    seats_left: int | None

"""Payloads of what employers do with their offers, and of events' registrations."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from game_rules.events.registrations import RegistrationState
from game_rules.events.seats import Registered
from game_rules.hours import VisitingHours
from game_rules.offers.drafts import AtDoor, AtHome, InCommune, OfferDraft
from game_rules.offers.lifecycle import OfferState
from game_rules.offers.limits import OFFER_DETAIL_MAX_CHARS
from game_rules.offers.posted import PostedAction, PostedOfferView
from game_rules.organisations.organisation import OrganisationState
from game_rules.text_limits import REASON_MAX_CHARS
from game_rules.texts import one_line
from server.schemas.base import Incoming, Outgoing, PositionIn
from server.schemas.offers.content import OfferContentIn, OfferContentOut, content_out
from server.schemas.offers.wording import WordingFindingOut
from server.schemas.play import SourceOut, page_url, source_out

_Address = Annotated[
    str,
    StringConstraints(max_length=OFFER_DETAIL_MAX_CHARS),
    AfterValidator(lambda text: one_line(text) or None),
]


class DoorIn(PositionIn):
    """A door to which people may come; never somebody's home."""

    type: Literal["door"]
    address: _Address | None = None
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


class OfferDraftIn(OfferContentIn):
    """An offer as an editor has filled it in. null is "not given": nothing is filled in for them."""

    place: PlaceIn | None = None

    def to_draft(self) -> OfferDraft:
        """All but the place, see `to_place`."""
        return OfferDraft(**self.content())

    def to_place(self) -> AtDoor | AtHome | InCommune | None:
        return self.place.to_place() if self.place else None


class NewOfferIn(OfferDraftIn):
    """A new draft."""

    client_id: UUID | None = Field(
        default=None,
        description="Chosen by the editor's device for this draft: sent again it makes no second one, and what it says "
        "the last time counts.",
    )


class OfferEditIn(OfferDraftIn):
    """A changed draft; all of it replaces what was there."""

    version: int = Field(ge=1, description="The one that the editor has seen. Another one is refused: edit_conflict.")


class OfferVersionIn(Incoming):
    """The version of the offer that is meant."""

    version: int = Field(ge=1, description="The one that the editor has seen. Another one is refused: edit_conflict.")


class ExtendIn(OfferVersionIn):
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


class EmployerOfferOut(OfferContentOut):
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
    place: DoorOut | InCommuneOut | None = Field(description="A home has become its commune.")
    commune_insee: str | None
    commune_name: str | None
    visiting_hours: dict[str, list[list[str]]] | None
    visiting_on_holidays: bool
    event: EventTimesOut | None
    source: SourceOut | None
    page_url: str | None = Field(description="Its public page on this server, while there is one.")
    found_by: int
    visited_by: int
    applications: OfferApplicationsOut
    registrations: int
    openings_left: int | None = Field(description="The openings less those hires that can still be undone.")
    findings: list[WordingFindingOut] = Field(
        description="What the wording check says of it now. Lists have those of drafts and submitted ones only."
    )
    can: list[PostedAction] = Field(description="What its organisation's people may do now.")
    restorable_until: AwareDatetime | None = Field(
        description="Until then it can be undone that it was filled or withdrawn, and nobody was told; or null."
    )
    poster_restorable_until: AwareDatetime | None = Field(
        description="Until then it can be undone that its poster was revoked; null: nothing to undo."
    )

    @classmethod
    def of(cls, view: PostedOfferView) -> "EmployerOfferOut":
        offer, draft, counts = view.offer, view.offer.draft, view.counts
        return cls(
            **content_out(draft),
            id=offer.id,
            organisation_id=offer.organisation.id,
            organisation_name=offer.organisation.name,
            organisation_state=offer.organisation.state,
            version=offer.version,
            state=offer.state,
            reason=offer.reason,
            created_at=offer.created_at,
            published_at=offer.published_at,
            place=_place_out(draft.place),
            commune_insee=offer.commune_insee,
            commune_name=offer.commune_name,
            visiting_hours=_week_out(draft.visiting_hours),
            visiting_on_holidays=draft.visiting_hours is not None and draft.visiting_hours.on_holidays,
            event=EventTimesOut(starts_at=draft.event.starts_at, ends_at=draft.event.ends_at, seats=draft.event.seats)
            if draft.event
            else None,
            source=source_out(offer.source, None, None),
            page_url=page_url(offer.id) if view.is_public else None,
            found_by=counts.found_by,
            visited_by=counts.visited_by,
            applications=OfferApplicationsOut(waiting=counts.waiting_applications, total=counts.applications),
            registrations=counts.registrations,
            openings_left=view.openings_left,
            findings=[WordingFindingOut.of(one) for one in view.findings],
            can=list(view.can),
            restorable_until=view.restorable_until,
            poster_restorable_until=view.poster_restorable_until,
        )


def _place_out(place: AtDoor | InCommune | None) -> DoorOut | InCommuneOut | None:
    match place:
        case AtDoor(position, address, is_address_public):
            return DoorOut(lat=position.lat, lon=position.lon, address=address, is_address_public=is_address_public)
        case InCommune(insee):
            return InCommuneOut(insee=insee)
    return None


def _week_out(hours: VisitingHours | None) -> dict[str, list[list[str]]] | None:
    if hours is None:
        return None
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

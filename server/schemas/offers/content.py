"""The content of an offer on the wire, as it is written and as it is told; the payloads that hold it add the rest."""

from dataclasses import fields, replace
from datetime import date, time
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    Field,
    HttpUrl,
    StringConstraints,
    TypeAdapter,
    field_validator,
    model_validator,
)

from game_rules.hours import VisitingHours, weekly_hours
from game_rules.kinds import OfferKind, WayToMeet
from game_rules.offers.content import DETAILS, EventTimes, OfferContent
from game_rules.offers.limits import (
    EVENT_SEATS_MAX,
    OFFER_DETAIL_MAX_CHARS,
    OFFER_QUESTION_MAX_CHARS,
    OFFER_QUESTIONS_MAX,
    OFFER_TITLE_MAX_CHARS,
    OPENINGS_MAX,
    POSTED_TEXT_MAX_CHARS,
    VISITING_SLOTS_PER_DAY_MAX,
)
from game_rules.offers.phone_numbers import clean_phone
from game_rules.text_limits import URL_MAX_CHARS
from game_rules.texts import one_line, visible
from game_rules.web_addresses import web_address
from server.schemas.base import Incoming, Outgoing

_as_read = TypeAdapter(Annotated[HttpUrl, Field(max_length=URL_MAX_CHARS)])


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


_Detail = Annotated[str, StringConstraints(max_length=OFFER_DETAIL_MAX_CHARS)]
_Question = Annotated[str, StringConstraints(max_length=OFFER_QUESTION_MAX_CHARS)]
PhoneNumber = Annotated[str, StringConstraints(max_length=40), AfterValidator(_checked_phone)]
_Url = Annotated[str, StringConstraints(max_length=URL_MAX_CHARS), AfterValidator(_checked_url)]
_Weekday = Annotated[str, StringConstraints(pattern=r"^[0-6]$")]
_Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
_Slot = Annotated[list[_Clock], Field(min_length=2, max_length=2)]
_Day = Annotated[list[_Slot], Field(max_length=VISITING_SLOTS_PER_DAY_MAX)]
_Week = dict[_Weekday, _Day]

_IN_CONTENT = frozenset(one.name for one in fields(OfferContent))


class OfferWordsIn(Incoming):
    """The words of an offer and the days that they speak of, exactly as they are typed."""

    kind: OfferKind
    title: str = Field(max_length=OFFER_TITLE_MAX_CHARS, description="May be empty in a draft.")
    description: str | None = Field(default=None, max_length=POSTED_TEXT_MAX_CHARS)
    questions: list[_Question] = Field(default_factory=list, max_length=OFFER_QUESTIONS_MAX)
    salary: _Detail | None = None
    working_hours: _Detail | None = None
    duration: _Detail | None = None
    starts_on: date | None = None
    expires_on: date | None = Field(default=None, description="Last local day; null is 60 days after publication.")

    def content(self) -> dict[str, Any]:
        """Returns what it says by the fields of OfferContent."""
        names = _IN_CONTENT & type(self).model_fields.keys()
        return {**{name: getattr(self, name) for name in names}, "questions": tuple(self.questions)}


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


class OfferContentIn(OfferWordsIn):
    """The content of an offer so far, as its editor fills it in. null is "not given"."""

    rome_code: str | None = Field(default=None, pattern=r"^[A-N][0-9]{4}$", description="Such as D1106.")
    openings: int | None = Field(
        default=None, ge=1, le=OPENINGS_MAX, description="Positions still to be filled; null is not said."
    )
    ways_to_meet: list[WayToMeet] = Field(default_factory=list, max_length=len(WayToMeet))
    phone: PhoneNumber | None = None
    apply_url: _Url | None = None
    without_driving_licence: bool | None = None
    wheelchair_accessible: bool | None = None
    visiting_hours: _Week | None = Field(
        default=None,
        description='Local time by weekday, 0 is Monday: {"0": [["08:00", "20:00"]]}. What closes before it opens '
        "goes on over midnight, and is kept as two days; 00:00 closes at a day's end. null is not said.",
    )
    visiting_on_holidays: bool = Field(default=False, description="Whether they hold on public holidays, too.")
    event: EventIn | None = None

    @field_validator("title")
    @classmethod
    def _in_one_line(cls, text: str) -> str:
        return one_line(text)

    @field_validator(*DETAILS)
    @classmethod
    def _given_in_one_line(cls, text: str | None) -> str | None:
        return (one_line(text) if text else None) or None

    @field_validator("description")
    @classmethod
    def _given(cls, text: str | None) -> str | None:
        return (visible(text) if text else None) or None

    @field_validator("questions")
    @classmethod
    def _asked(cls, questions: list[str]) -> list[str]:
        return [asked for question in questions if (asked := one_line(question))]

    @field_validator("visiting_hours")
    @classmethod
    def _can_be_kept(cls, week: _Week | None) -> _Week | None:
        _hours_of(week or {})
        return week

    def content(self) -> dict[str, Any]:
        week = self.visiting_hours
        return {
            **super().content(),
            "ways_to_meet": frozenset(self.ways_to_meet),
            "visiting_hours": replace(_hours_of(week), on_holidays=self.visiting_on_holidays) if week else None,
            "event": self.event.to_times() if self.event else None,
        }


def _hours_of(week: _Week) -> VisitingHours:
    return weekly_hours(
        (int(day), time.fromisoformat(opens), time.fromisoformat(closes))
        for day, slots in week.items()
        for opens, closes in slots
    )


class OfferContentOut(Outgoing):
    """The content of an offer. null is "not given"."""

    kind: OfferKind
    title: str
    description: str | None
    rome_code: str | None
    salary: str | None
    working_hours: str | None
    duration: str | None
    openings: int | None = Field(description="Positions still to be filled; null is not said.")
    starts_on: date | None
    expires_on: date | None
    ways_to_meet: list[WayToMeet]
    without_driving_licence: bool | None
    wheelchair_accessible: bool | None
    phone: str | None = Field(description="To call first, in international form.")
    apply_url: str | None = Field(description="Where to apply online.")
    questions: list[str] = Field(description="Asked of whoever is interested.")


def content_out(content: OfferContent) -> dict[str, Any]:
    """Returns the values of an OfferContentOut by field; hours and times of events each payload has in its own way."""
    said = {name: getattr(content, name) for name in OfferContentOut.model_fields}
    return {**said, "ways_to_meet": sorted(content.ways_to_meet), "questions": list(content.questions)}

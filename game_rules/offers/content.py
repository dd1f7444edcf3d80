"""The content of an offer: the fields that drafts, feeds, public pages and cards share, each declared once.

Every one of them stands in a column of its name, comes in and goes out under its name, and is taken over by
introspection (`fields_in`): nothing between them lists the fields again.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any

from game_rules.hours import OpenHours, VisitingHours
from game_rules.kinds import OfferKind, WayToMeet
from game_rules.wording.check import OfferWords

DEFAULT_VISITING_HOURS = VisitingHours({weekday: (OpenHours(time(8), time(20)),) for weekday in range(7)})
"""Hours at which the game leads somebody to the door of an employer who names none: in the day's light, never at night
(design). They are the game's own, and shown to nobody as the employer's."""

DETAILS = ("salary", "working_hours", "duration")
"""Names of the fields of one line in the employer's own words."""

TEXTS = ("title", "description", *DETAILS)
"""Names of the fields whose words are checked, in the order in which they are read; questions come after them."""


@dataclass(frozen=True, slots=True)
class EventTimes:
    """The times of an event, aware moments, and its number of seats; `seats` None is "as many as come"."""

    starts_at: datetime
    ends_at: datetime
    seats: int | None = None

    def __post_init__(self) -> None:
        if self.starts_at >= self.ends_at:
            raise ValueError(f"an event that starts at {self.starts_at} cannot end at {self.ends_at}")
        if self.seats is not None and self.seats < 1:
            raise ValueError(f"an event has at least one seat, not {self.seats}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicContent:
    """The part of an offer's content that everybody may read; None means "not given" and is never filled in.

    `rome_code` is an occupation of the French ROME nomenclature (version 4), such as F1703; texts are in French.
    `salary`, `working_hours` and `duration` are the employer's own words. `openings` is the number of positions
    still to be filled: each hire takes one, and the last one fills the offer.
    """

    kind: OfferKind
    title: str
    description: str | None = None
    rome_code: str | None = None
    salary: str | None = None
    working_hours: str | None = None
    duration: str | None = None
    openings: int | None = None
    starts_on: date | None = None
    expires_on: date | None = None
    ways_to_meet: frozenset[WayToMeet] = frozenset()
    without_driving_licence: bool | None = None
    wheelchair_accessible: bool | None = None
    apply_url: str | None = None
    event: EventTimes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferContent(PublicContent):
    """All that an offer says. The fields below are for those who found it, and on no public page.

    `questions` are asked of whoever applies; `phone` is in international form; `visiting_hours` are the employer's own.
    """

    questions: tuple[str, ...] = ()
    phone: str | None = None
    visiting_hours: VisitingHours | None = None


def fields_in(content: PublicContent, kind: type[PublicContent]) -> dict[str, Any]:
    """Returns those fields of `content` that `kind` declares, by name, to make another value with them."""
    return {one.name: getattr(content, one.name) for one in fields(kind)}


def words_of(content: OfferContent, event_starts_on: date | None) -> OfferWords:
    """Returns what the wording check reads; a question's name is its number, `questions/0`."""
    questions = tuple((f"questions/{number}", question) for number, question in enumerate(content.questions))
    return OfferWords(
        kind=content.kind,
        texts=(*((name, getattr(content, name) or "") for name in TEXTS), *questions),
        starts_on=content.starts_on,
        expires_on=content.expires_on,
        event_starts_on=event_starts_on,
    )

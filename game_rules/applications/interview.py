"""The interview ("rencontre") that an employer proposes: when and where, and what the one who applied says to it.

It is agreed upon in the game. That of a minor is then watched as a meeting is (`game_rules/meetings/`).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from uuid import UUID

from game_rules.hours import VisitingHours
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.people.encounters import Counterpart, Encounter, Vetting, Where, check_encounter, hour_of_span, is_minor
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from game_rules.text_limits import APPLICATION_TEXT_MAX_CHARS
from game_rules.texts import clean_text

INTERVIEW_MINUTES = 60
"""What an interview is taken to last, where hours are looked at: a place that closes ten minutes later, or a night that
begins, is no place for a minor (design)."""

INTERVIEW_HORIZON_DAYS = 60
"""What is further away is a slip of the keyboard; an offer is found as long (design)."""

RESPONSES_PER_HOUR_MAX = 5
"""Words of an applicant to one application in any sixty minutes: each one is a mail to the whole team (design)."""


class InterviewPlace(StrEnum):
    """Kinds of places that an employer may name: the offer's own door, a staffed public place of the campaign, or an
    address that they write."""

    OFFER = "offer"
    PUBLIC = "public"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class NewInterview:
    """An interview as an employer asks for it. `place_id` is of a public place, `address` is what they wrote."""

    starts_at: datetime
    place: InterviewPlace
    place_id: UUID | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview as it is kept: `starts_at` is UTC, `place` a name or an address for people, `place_id` that of a
    public place."""

    starts_at: datetime
    place: str
    place_id: UUID | None = None


class Response(StrEnum):
    """The applicant's word on an interview, or a call, that was proposed."""

    YES = "yes"
    OTHER_TIME = "other_time"
    NO = "no"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class NewResponse:
    """A response as it is sent. `confirmed`: a minor wants the contact data in the words to go out."""

    response: Response
    words: str | None = None
    confirmed: bool = False


_NEEDS_WORDS = frozenset({Response.OTHER_TIME, Response.QUESTION})


def clean_response(new: NewResponse) -> NewResponse:
    """The response as it is kept. Raises Refused(invalid_text): another time and a question have words."""
    words = (new.words or "").strip()
    is_needed = new.response in _NEEDS_WORDS
    return replace(new, words=clean_text(words, APPLICATION_TEXT_MAX_CHARS) if words or is_needed else None)


def check_interview(
    new: NewInterview,
    hours: VisitingHours | None,
    age: AgeBand,
    zone: tzinfo,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> None:
    """Checks that somebody of `age` may be asked to come then; `hours` are the place's, None for one of which none are
    known.

    An adult comes to their employer's by appointment, whatever the hours for dropping by; a minor is asked to no
    address that somebody wrote. Raises Refused(slot_too_soon | slot_too_far), and what `check_encounter` raises.
    """
    if new.starts_at < now + timedelta(seconds=limits.meeting_lead_s):
        raise Refused(RefusalReason.SLOT_TOO_SOON)
    if new.starts_at > now + timedelta(days=INTERVIEW_HORIZON_DAYS):
        raise Refused(RefusalReason.SLOT_TOO_FAR)
    ends = new.starts_at + timedelta(minutes=INTERVIEW_MINUTES)
    is_open = hours is not None and hours.open_during(new.starts_at, ends, zone)
    where = _where(new.place, is_of_minor=is_minor(age), is_open=is_open)
    hour = hour_of_span(new.starts_at, ends, zone)
    check_encounter(Encounter(age, Counterpart.EMPLOYER, Vetting.APPROVED, hour, where))


def _where(place: InterviewPlace, *, is_of_minor: bool, is_open: bool) -> Where:
    if place is InterviewPlace.PUBLIC:
        return Where.PUBLIC_OPEN if is_open else Where.PUBLIC_CLOSED
    if not is_of_minor:
        return Where.WORK_OPEN
    if place is InterviewPlace.ADDRESS:
        return Where.PRIVATE
    return Where.WORK_OPEN if is_open else Where.WORK_CLOSED

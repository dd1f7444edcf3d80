"""Evidence: copies of what a case is judged by. They outlive an erased account, and go some time after the end."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from game_rules.cases.case import Case, LogLine
from game_rules.cases.measure import Measure
from game_rules.jokers.joker import JokerState
from game_rules.meetings.meeting import CheckInProof, ContactAnswer, MeetingState
from game_rules.people.players import AgeBand


class PersonRole(StrEnum):
    """Parts that people have in a case. `other` was there too; `member` answers for the organisation."""

    REPORTER = "reporter"
    ABOUT = "about"
    OTHER = "other"
    MEMBER = "member"


class WordsKind(StrEnum):
    """Kinds of words that are kept."""

    QUESTION = "question"
    MESSAGE = "message"
    TITLE = "title"
    DESCRIPTION = "description"
    FIRST_NAME = "first_name"
    CAN_DO = "can_do"
    AVAILABLE = "available"
    ANSWERS = "answers"
    REPLY = "reply"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class CasePerson:
    """Somebody as they were when the case was opened. `left`: their account is gone."""

    player_id: UUID
    account_id: UUID
    role: PersonRole
    name: str
    email: str | None
    age_band: AgeBand
    joker_state: JokerState | None
    identity_checked_at: datetime | None
    left: bool = False


@dataclass(frozen=True, slots=True)
class CaseWords:
    """Words around a case, in order; `author_id` is None for an organisation's."""

    number: int
    kind: WordsKind
    author_id: UUID | None
    text: str
    said_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseMeeting:
    """A meeting of the people of a case, and how somebody can reach the one whom the asker trusts."""

    meeting_id: UUID
    place: str
    starts_at: datetime
    ends_at: datetime
    state: MeetingState
    asker_id: UUID | None
    joker_id: UUID | None
    asker_checked_in_at: datetime | None
    asker_checked_out_at: datetime | None
    asker_came_by: CheckInProof | None
    asker_well_at: datetime | None
    helper_checked_in_at: datetime | None
    helper_checked_out_at: datetime | None
    helper_came_by: CheckInProof | None
    helper_well_at: datetime | None
    contact_name: str | None
    contact_email: str | None
    contact_phone: str | None
    contact_answer: ContactAnswer | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is kept for one case: people, words in order, meetings by their start."""

    people: tuple[CasePerson, ...] = ()
    words: tuple[CaseWords, ...] = ()
    meetings: tuple[CaseMeeting, ...] = ()

    @property
    def names(self) -> dict[UUID, str]:
        return {one.player_id: one.name for one in self.people}


@dataclass(frozen=True, slots=True)
class EarlierCase:
    """A case that somebody of this one had a part in before."""

    case: Case
    player_id: UUID
    role: PersonRole


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as an organiser reads it."""

    case: Case
    evidence: Evidence
    organisation_name: str | None
    earlier: tuple[EarlierCase, ...]
    log: tuple[LogLine, ...]
    measures: tuple[Measure, ...] = ()

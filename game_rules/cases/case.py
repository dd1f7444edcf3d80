"""Cases: a report, an alert, an appeal or a question to the team, from its opening until an organiser closes it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from game_rules.refusals import RefusalReason, Refused


class CaseKind(StrEnum):
    """Kinds of cases. An alert is about somebody who is missed at a meeting, an appeal about a measure; a question is
    about nobody."""

    REPORT = "report"
    ALERT = "alert"
    APPEAL = "appeal"
    QUESTION = "question"


class SubjectKind(StrEnum):
    """Kinds of what a case is about. An event is an offer; an employer's message stands in its application. `team` is a
    question to the organisers, with an id of its own."""

    CONVERSATION = "conversation"
    MEETING = "meeting"
    OFFER = "offer"
    APPLICATION = "application"
    PROFILE = "profile"
    PLACE = "place"
    MEASURE = "measure"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing that a case is about. It may go before the case does: `id` refers to no row."""

    kind: SubjectKind
    id: UUID


class ReportReason(StrEnum):
    """Reasons to call an organiser in."""

    DISRESPECT = "disrespect"
    HARASSMENT = "harassment"
    ASKS_FOR_MONEY = "asks_for_money"
    PRIVATE_MEETING = "private_meeting"
    SPAM = "spam"
    FALSE_OFFER = "false_offer"
    OTHER = "other"


class CaseOutcome(StrEnum):
    """Outcomes of a case, as the person who reported or asked is told."""

    MEASURE_TAKEN = "measure_taken"
    NOTHING_WRONG = "nothing_wrong"
    NOT_ENOUGH_KNOWN = "not_enough_known"
    PERSON_SAFE = "person_safe"
    MEASURE_LIFTED = "measure_lifted"
    MEASURE_UPHELD = "measure_upheld"
    ANSWERED = "answered"


class CaseAction(StrEnum):
    """Steps of a case that are logged. `read` is an organiser who opened the evidence."""

    OPENED = "opened"
    READ = "read"
    BROUGHT_UP = "brought_up"
    MEASURE_TAKEN = "measure_taken"
    MEASURE_LIFTED = "measure_lifted"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Party:
    """The people and the organisation that a case is about; None is nobody, or somebody who has left for good."""

    about_id: UUID | None = None
    organisation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A report or an alert. `text` is what the reporter adds; `note` is among organisers, `answer` for the reporter.

    `reporter_id` and `about_id` are None once that person has left for good; the evidence still says who they were.
    """

    id: UUID
    kind: CaseKind
    subject: Subject
    party: Party
    opened_at: datetime
    reporter_id: UUID | None = None
    reason: ReportReason | None = None
    text: str | None = None
    concerns_minor: bool = False
    closed_at: datetime | None = None
    outcome: CaseOutcome | None = None
    answer: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """An organiser's words at the end of a case: `answer` is for who reported, `note` for other organisers."""

    outcome: CaseOutcome
    answer: str
    note: str


@dataclass(frozen=True, slots=True)
class Organiser:
    """Somebody who judges: by their account, or by the session that they began with the server's token."""

    account_id: UUID | None = None
    token_session: str | None = None


NOBODY = Organiser()
"""The game itself, where no organiser acts."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """A step of a case: who took it, and when. `name` is the organiser's, None for the game and for a token."""

    at: datetime
    action: CaseAction
    name: str | None
    token_session: str | None


def check_open(case: Case | None) -> Case:
    """Returns the case. Raises Refused(case_not_found) without one, Refused(case_closed) for one that is over."""
    if case is None:
        raise Refused(RefusalReason.CASE_NOT_FOUND)
    if case.closed_at is not None:
        raise Refused(RefusalReason.CASE_CLOSED)
    return case


def outcomes_of(kind: CaseKind) -> tuple[CaseOutcome, ...]:
    """Lists the outcomes that a case of the kind can have."""
    if kind is CaseKind.QUESTION:
        return (CaseOutcome.ANSWERED,)
    if kind is CaseKind.APPEAL:
        return (CaseOutcome.MEASURE_UPHELD, CaseOutcome.MEASURE_LIFTED)
    if kind is CaseKind.ALERT:
        return (CaseOutcome.PERSON_SAFE, CaseOutcome.MEASURE_TAKEN, CaseOutcome.NOT_ENOUGH_KNOWN)
    return (CaseOutcome.MEASURE_TAKEN, CaseOutcome.NOTHING_WRONG, CaseOutcome.NOT_ENOUGH_KNOWN)

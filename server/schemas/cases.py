"""Payloads of reports, for who makes them, and of cases, for organisers who judge them."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, Field

from game_rules.cases.case import (
    Case,
    CaseAction,
    CaseKind,
    CaseOutcome,
    LogLine,
    ReportReason,
    Subject,
    SubjectKind,
    Verdict,
)
from game_rules.cases.evidence import CaseFile, CaseMeeting, CasePerson, CaseWords, EarlierCase, PersonRole, WordsKind
from game_rules.cases.limits import MEASURE_DAYS_MAX
from game_rules.cases.measure import Measure, MeasureKind, NewMeasure, OwnMeasure
from game_rules.jokers.joker import JokerState
from game_rules.meetings.meeting import CheckInProof, ContactAnswer, MeetingState
from game_rules.people.players import AgeBand
from game_rules.play.budget import Budget
from game_rules.text_limits import REASON_MAX_CHARS
from server.schemas.base import Incoming, Outgoing


class SubjectIn(Incoming):
    """The thing that is reported: something that one has found, met, written or been told."""

    kind: SubjectKind
    id: UUID = Field(description="Of the call, meeting, offer, application, player or place.")

    def to_subject(self) -> Subject:
        return Subject(self.kind, self.id)


class NewReportIn(Incoming):
    """A report. Sent again while the first is open, it changes nothing."""

    subject: SubjectIn
    reason: ReportReason
    text: str | None = Field(default=None, max_length=REASON_MAX_CHARS, description="What somebody wants to add.")


class QuestionIn(Incoming):
    """A question to the team. Sent again under the same id, it changes nothing."""

    id: UUID = Field(description="Made on the device.")
    text: str = Field(max_length=REASON_MAX_CHARS)


class SubjectOut(Outgoing):
    """The thing that a case is about; it may be gone."""

    kind: SubjectKind
    id: UUID


class MyReportOut(Outgoing):
    """A report that I made or a question that I asked the team, and what came of it."""

    id: UUID
    subject: SubjectOut
    reason: ReportReason | None = Field(description="null for a question.")
    text: str | None = Field(description="What I wrote; it goes some time after the answer.")
    reported_at: AwareDatetime
    closed_at: AwareDatetime | None = Field(description="null: an organiser is still to decide.")
    outcome: CaseOutcome | None
    answer: str | None = Field(description="What an organiser says to it.")

    @classmethod
    def of(cls, case: Case) -> "MyReportOut":
        return cls(
            id=case.id,
            subject=SubjectOut(kind=case.subject.kind, id=case.subject.id),
            reason=case.reason,
            text=case.text,
            reported_at=case.opened_at,
            closed_at=case.closed_at,
            outcome=case.outcome,
            answer=case.answer,
        )


class MyReportsOut(Outgoing):
    """My reports and my questions to the team, the newest first."""

    reports: list[MyReportOut]


class VerdictIn(Incoming):
    """An organiser's words at the end of a case."""

    outcome: CaseOutcome
    answer: str = Field(max_length=REASON_MAX_CHARS, description="For the person who reported.")
    note: str = Field(max_length=REASON_MAX_CHARS, description="For other organisers: what was found and done.")

    def to_verdict(self) -> Verdict:
        return Verdict(self.outcome, self.answer, self.note)


class MeasureIn(Incoming):
    """A measure against a player of the case, or an offer of its organisation that is taken down."""

    kind: MeasureKind
    reason: str = Field(max_length=REASON_MAX_CHARS, description="The person reads it.")
    player_id: UUID | None = None
    offer_id: UUID | None = None
    days: int | None = Field(default=None, ge=1, le=MEASURE_DAYS_MAX, description="Of a pause or a suspension.")

    def to_measure(self) -> NewMeasure:
        return NewMeasure(self.kind, self.reason, self.player_id, self.offer_id, self.days)


class AppealIn(Incoming):
    """Somebody's words against a measure."""

    text: str = Field(max_length=REASON_MAX_CHARS)


class AppealOut(Outgoing):
    """My appeal, and what came of it."""

    sent_at: AwareDatetime
    text: str | None
    closed_at: AwareDatetime | None = Field(description="null: an organiser is still to decide.")
    outcome: CaseOutcome | None
    answer: str | None

    @classmethod
    def of(cls, case: Case) -> "AppealOut":
        return cls(
            sent_at=case.opened_at,
            text=case.text,
            closed_at=case.closed_at,
            outcome=case.outcome,
            answer=case.answer,
        )


class MeasureOut(Outgoing):
    """A decision against me, or against an organisation of mine, why, and my last appeal."""

    id: UUID
    kind: MeasureKind
    reason: str
    offer_id: UUID | None
    taken_at: AwareDatetime
    ends_at: AwareDatetime | None = Field(description="null is no end.")
    lifted_at: AwareDatetime | None
    appeal_until: AwareDatetime
    appeal: AppealOut | None

    @classmethod
    def of(cls, own: OwnMeasure) -> "MeasureOut":
        measure = own.measure
        return cls(
            id=measure.id,
            kind=measure.kind,
            reason=measure.reason,
            offer_id=measure.offer_id,
            taken_at=measure.taken_at,
            ends_at=measure.ends_at,
            lifted_at=measure.lifted_at,
            appeal_until=measure.appeal_until,
            appeal=AppealOut.of(own.appeal) if own.appeal else None,
        )


class FullDayOut(Outgoing):
    """A day on which I used a part of the game's budget up. Nobody decided it, and I can appeal all the same."""

    id: UUID = Field(description="For an appeal, as a measure's.")
    day: date
    parts: list[Budget] = Field(description="Empty once the day was given back.")
    appeal: AppealOut | None


class MeasuresOut(Outgoing):
    """Decisions against me, the latest first, and my full days of the last month."""

    measures: list[MeasureOut]
    full_days: list[FullDayOut]


class CaseOut(Outgoing):
    """A case as the queue shows it: it names nobody."""

    id: UUID
    kind: CaseKind
    subject: SubjectOut
    reason: ReportReason | None = Field(description="null for an alert.")
    concerns_minor: bool
    opened_at: AwareDatetime
    closed_at: AwareDatetime | None
    outcome: CaseOutcome | None

    @classmethod
    def of(cls, case: Case) -> "CaseOut":
        return cls(
            id=case.id,
            kind=case.kind,
            subject=SubjectOut(kind=case.subject.kind, id=case.subject.id),
            reason=case.reason,
            concerns_minor=case.concerns_minor,
            opened_at=case.opened_at,
            closed_at=case.closed_at,
            outcome=case.outcome,
        )


class CasesOut(Outgoing):
    """Open cases, those with a minor first, then those closed in the last 30 days."""

    cases: list[CaseOut]


class CasePersonOut(Outgoing):
    """Somebody as they were when the case was opened."""

    player_id: UUID
    account_id: UUID
    role: PersonRole
    name: str
    email: str | None
    age_band: AgeBand
    joker_state: JokerState | None
    identity_checked_at: AwareDatetime | None
    left: bool = Field(description="Their account is gone.")

    @classmethod
    def of(cls, one: CasePerson) -> "CasePersonOut":
        return cls(
            player_id=one.player_id,
            account_id=one.account_id,
            role=one.role,
            name=one.name,
            email=one.email,
            age_band=one.age_band,
            joker_state=one.joker_state,
            identity_checked_at=one.identity_checked_at,
            left=one.left,
        )


class CaseWordsOut(Outgoing):
    """Words around the case; `author_id` is null for an organisation's."""

    number: int
    kind: WordsKind
    author_id: UUID | None
    text: str
    said_at: AwareDatetime | None

    @classmethod
    def of(cls, one: CaseWords) -> "CaseWordsOut":
        return cls(number=one.number, kind=one.kind, author_id=one.author_id, text=one.text, said_at=one.said_at)


class CaseMeetingOut(Outgoing):
    """A meeting of the people of the case."""

    meeting_id: UUID
    place: str
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    state: MeetingState
    asker_id: UUID | None
    joker_id: UUID | None
    asker_checked_in_at: AwareDatetime | None
    asker_checked_out_at: AwareDatetime | None
    asker_came_by: CheckInProof | None
    asker_well_at: AwareDatetime | None = Field(description="When they said that all is well, not having come.")
    helper_checked_in_at: AwareDatetime | None
    helper_checked_out_at: AwareDatetime | None
    helper_came_by: CheckInProof | None
    helper_well_at: AwareDatetime | None
    contact_name: str | None = Field(description="Whom the asker trusts.")
    contact_email: str | None
    contact_phone: str | None
    contact_answer: ContactAnswer | None = Field(description="null: they have not answered, or were not asked.")

    @classmethod
    def of(cls, one: CaseMeeting) -> "CaseMeetingOut":
        return cls.model_validate(one, from_attributes=True)


class EarlierCaseOut(Outgoing):
    """Another case in which somebody of this one had a part."""

    case: CaseOut
    player_id: UUID
    role: PersonRole

    @classmethod
    def of(cls, one: EarlierCase) -> "EarlierCaseOut":
        return cls(case=CaseOut.of(one.case), player_id=one.player_id, role=one.role)


class LogLineOut(Outgoing):
    """A step of a case."""

    at: AwareDatetime
    action: CaseAction
    name: str | None = Field(description="The organiser; null is the game, a token, or somebody who has left.")
    token_session: str | None = Field(description="Name of a session that was begun with the server's token.")

    @classmethod
    def of(cls, line: LogLine) -> "LogLineOut":
        return cls(at=line.at, action=line.action, name=line.name, token_session=line.token_session)


class CaseMeasureOut(Outgoing):
    """A measure against somebody of the case, in this case or before."""

    id: UUID
    kind: MeasureKind
    reason: str
    player_id: UUID | None
    organisation_id: UUID | None
    taken_at: AwareDatetime
    ends_at: AwareDatetime | None
    lifted_at: AwareDatetime | None

    @classmethod
    def of(cls, measure: Measure) -> "CaseMeasureOut":
        return cls(
            id=measure.id,
            kind=measure.kind,
            reason=measure.reason,
            player_id=measure.player_id,
            organisation_id=measure.organisation_id,
            taken_at=measure.taken_at,
            ends_at=measure.ends_at,
            lifted_at=measure.lifted_at,
        )


class CaseFileOut(Outgoing):
    """A case with its evidence."""

    case: CaseOut
    text: str | None = Field(description="What the reporter adds.")
    reporter_id: UUID | None
    about_id: UUID | None
    organisation_id: UUID | None
    organisation_name: str | None
    answer: str | None
    note: str | None
    people: list[CasePersonOut]
    words: list[CaseWordsOut]
    meetings: list[CaseMeetingOut]
    earlier: list[EarlierCaseOut]
    log: list[LogLineOut]
    measures: list[CaseMeasureOut]

    @classmethod
    def of(cls, found: CaseFile) -> "CaseFileOut":
        case, evidence = found.case, found.evidence
        return cls(
            case=CaseOut.of(case),
            text=case.text,
            reporter_id=case.reporter_id,
            about_id=case.party.about_id,
            organisation_id=case.party.organisation_id,
            organisation_name=found.organisation_name,
            answer=case.answer,
            note=case.note,
            people=[CasePersonOut.of(one) for one in evidence.people],
            words=[CaseWordsOut.of(one) for one in evidence.words],
            meetings=[CaseMeetingOut.of(one) for one in evidence.meetings],
            earlier=[EarlierCaseOut.of(one) for one in found.earlier],
            log=[LogLineOut.of(line) for line in found.log],
            measures=[CaseMeasureOut.of(one) for one in found.measures],
        )

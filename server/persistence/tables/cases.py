"""The tables of cases and their evidence. Evidence refers to nobody's row: it outlives what it is a copy of."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from game_rules.cases.case import CaseAction, CaseKind, CaseOutcome, ReportReason, SubjectKind
from game_rules.cases.evidence import PersonRole, WordsKind
from game_rules.cases.measure import MeasureKind
from game_rules.jokers.joker import JokerState
from game_rules.meetings.meeting import CheckInProof, ContactAnswer, MeetingState
from game_rules.people.players import AgeBand
from server.persistence.column_types import text_enum
from server.persistence.tables.base import Table

_IS_OPEN = "closed_at is null"


def _case(*, index: bool = False) -> Mapped[UUID]:
    return mapped_column(ForeignKey("safety_case.id", ondelete="CASCADE"), primary_key=not index, index=index)


class CaseRow(Table):
    __tablename__ = "safety_case"
    __table_args__ = (
        CheckConstraint("char_length(text) between 1 and 500", "text_length"),
        CheckConstraint("reporter_id <> about_id", "nobody_reports_themselves"),
        CheckConstraint("(closed_at is null) = (outcome is null)", "what_is_closed_has_an_outcome"),
        # The same person reports the same thing once, however often the phone sends it.
        Index(
            "uq_safety_case_open_report",
            "reporter_id",
            "subject_kind",
            "subject_id",
            unique=True,
            postgresql_where=f"{_IS_OPEN} and kind <> 'alert'",
        ),
        Index("ix_safety_case_open", "id", postgresql_where=_IS_OPEN),
        {"comment": "Reports, alerts and appeals that an organiser judges."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, comment="UUIDv7: in order of time")
    kind: Mapped[CaseKind] = mapped_column(text_enum(CaseKind, "kind"))
    subject_kind: Mapped[SubjectKind] = mapped_column(text_enum(SubjectKind, "subject_kind"))
    subject_id: Mapped[UUID] = mapped_column(comment="What it is about; it may be gone")
    reporter_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("player.id", ondelete="SET NULL"), index=True, comment="Null is the game, or somebody who has left"
    )
    about_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("player.id", ondelete="SET NULL"), index=True, comment="Null is nobody, or somebody who has left"
    )
    organisation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organisation.id", ondelete="SET NULL"), index=True, comment="Whose offer or message it is about"
    )
    reason: Mapped[ReportReason | None] = mapped_column(text_enum(ReportReason, "reason"))
    text: Mapped[str | None] = mapped_column(comment="What the reporter adds; it goes with the evidence")
    concerns_minor: Mapped[bool] = mapped_column(comment="Somebody of it was under 18 when it was opened")
    opened_at: Mapped[datetime]
    brought_up_at: Mapped[datetime] = mapped_column(comment="When organisers were last told of it")
    closed_at: Mapped[datetime | None]
    outcome: Mapped[CaseOutcome | None] = mapped_column(text_enum(CaseOutcome, "outcome"))
    answer: Mapped[str | None] = mapped_column(comment="An organiser's words for the reporter")
    note: Mapped[str | None] = mapped_column(comment="An organiser's words for other organisers")


class CasePersonRow(Table):
    __tablename__ = "case_person"
    __table_args__ = ({"comment": "Evidence: who had a part in a case, as they were when it was opened."},)

    case_id: Mapped[UUID] = _case()
    player_id: Mapped[UUID] = mapped_column(primary_key=True, index=True, comment="Refers to no row: they may be gone")
    account_id: Mapped[UUID]
    role: Mapped[PersonRole] = mapped_column(text_enum(PersonRole, "role"))
    name: Mapped[str]
    email: Mapped[str | None]
    age_band: Mapped[AgeBand] = mapped_column(text_enum(AgeBand, "age_band"))
    joker_state: Mapped[JokerState | None] = mapped_column(text_enum(JokerState, "joker_state"))
    identity_checked_at: Mapped[datetime | None]


class CaseWordsRow(Table):
    __tablename__ = "case_words"
    __table_args__ = ({"comment": "Evidence: the words around a case."},)

    case_id: Mapped[UUID] = _case()
    number: Mapped[int] = mapped_column(primary_key=True, comment="In their order; a message has its own number")
    kind: Mapped[WordsKind] = mapped_column(text_enum(WordsKind, "kind"))
    author_id: Mapped[UUID | None] = mapped_column(comment="Refers to no row; null is an organisation")
    text: Mapped[str]
    said_at: Mapped[datetime | None]


class CaseMeetingRow(Table):
    __tablename__ = "case_meeting"
    __table_args__ = ({"comment": "Evidence: the meetings of the people of a case."},)

    case_id: Mapped[UUID] = _case()
    meeting_id: Mapped[UUID] = mapped_column(primary_key=True, comment="Refers to no row")
    place: Mapped[str] = mapped_column(comment="Its name")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[MeetingState] = mapped_column(text_enum(MeetingState, "state"))
    asker_id: Mapped[UUID | None]
    joker_id: Mapped[UUID | None]
    asker_checked_in_at: Mapped[datetime | None]
    asker_checked_out_at: Mapped[datetime | None]
    asker_came_by: Mapped[CheckInProof | None] = mapped_column(text_enum(CheckInProof, "asker_came_by"))
    asker_well_at: Mapped[datetime | None] = mapped_column(comment="When they said that all is well, not having come")
    helper_checked_in_at: Mapped[datetime | None]
    helper_checked_out_at: Mapped[datetime | None]
    helper_came_by: Mapped[CheckInProof | None] = mapped_column(text_enum(CheckInProof, "helper_came_by"))
    helper_well_at: Mapped[datetime | None]
    contact_name: Mapped[str | None] = mapped_column(comment="Trusted contact of the asker")
    contact_email: Mapped[str | None]
    contact_phone: Mapped[str | None]
    contact_answer: Mapped[ContactAnswer | None] = mapped_column(text_enum(ContactAnswer, "contact_answer"))


class CaseLogRow(Table):
    __tablename__ = "case_log"
    __table_args__ = ({"comment": "Every step of a case, also who opened its evidence."},)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    case_id: Mapped[UUID] = _case(index=True)
    at: Mapped[datetime]
    action: Mapped[CaseAction] = mapped_column(text_enum(CaseAction, "action"))
    account_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True, comment="The organiser; null is the game or a token"
    )
    token_session: Mapped[str | None] = mapped_column(comment="Name of a session begun with the server's token")
    measure_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("measure.id", ondelete="SET NULL"), index=True, comment="The measure that was taken or lifted"
    )


class MeasureRow(Table):
    __tablename__ = "measure"
    __table_args__ = (
        CheckConstraint("(player_id is null) <> (organisation_id is null)", "against_one"),
        CheckConstraint("char_length(reason) between 1 and 500", "reason_length"),
        {"comment": "What organisers decided against somebody, who reads it and can appeal."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, comment="UUIDv7")
    kind: Mapped[MeasureKind] = mapped_column(text_enum(MeasureKind, "kind"))
    player_id: Mapped[UUID | None] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    offer_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("offer.id", ondelete="SET NULL"), index=True, comment="The offer that was taken down"
    )
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("safety_case.id", ondelete="SET NULL"), index=True)
    reason: Mapped[str] = mapped_column(comment="An organiser's words; the person reads them")
    taken_at: Mapped[datetime]
    ends_at: Mapped[datetime | None] = mapped_column(comment="Null is no end")
    lifted_at: Mapped[datetime | None]

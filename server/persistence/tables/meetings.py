"""The tables of meetings. Where somebody stood when they checked in stands nowhere."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from game_rules.meetings.meeting import (
    CancelReason,
    CheckInProof,
    ContactAnswer,
    MeetingAction,
    MeetingRole,
    MeetingState,
    MeetingStep,
)
from server.persistence.column_types import text_enum
from server.persistence.tables.base import Table

_LIVE = "state in ('proposed', 'confirmed', 'under_way')"


def _meeting(*, primary_key: bool = False, index: bool = False) -> Mapped[UUID]:
    return mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=primary_key, index=index)


class MeetingRow(Table):
    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", "starts_before_it_ends"),
        CheckConstraint(
            "(contact_name is null) = (contact_email is null and contact_phone is null)", "contact_can_be_reached"
        ),
        CheckConstraint(f"(ended_at is null) = ({_LIVE})", "what_is_over_has_an_end"),
        CheckConstraint("(cancelled_by is not null) = (state = 'cancelled')", "cancelled_by_somebody"),
        CheckConstraint("asker_checked_out_at is null or asker_checked_in_at is not null", "asker_came_before_leaving"),
        CheckConstraint(
            "helper_checked_out_at is null or helper_checked_in_at is not null", "helper_came_before_leaving"
        ),
        CheckConstraint("(asker_came_by is null) = (asker_checked_in_at is null)", "asker_came_by_something"),
        CheckConstraint("(helper_came_by is null) = (helper_checked_in_at is null)", "helper_came_by_something"),
        CheckConstraint("(call_id is null) <> (application_id is null)", "with_a_joker_or_an_employer"),
        CheckConstraint("(application_id is null) = (interview_place is null)", "an_interview_has_its_place"),
        CheckConstraint("(place_id is null) = (door_lat is not null)", "somewhere"),
        CheckConstraint("(door_lat is null) = (door_lon is null)", "a_door_is_a_position"),
        # One appointment at a time: the database says so, however many devices propose at once.
        Index("uq_meeting_live", "call_id", unique=True, postgresql_where=_LIVE),
        Index("uq_meeting_live_interview", "application_id", unique=True, postgresql_where=_LIVE),
        {"comment": "An appointment of the two of a conversation at a staffed public place."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, comment="Made by the device of who proposed it")
    call_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("help_request.id", ondelete="CASCADE"), index=True, comment="The conversation: it knows the two"
    )
    application_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), index=True, comment="Of a minor's interview: it knows the two"
    )
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"))
    interview_place: Mapped[str | None] = mapped_column(comment="Of an interview: a name or an address")
    door_lat: Mapped[float | None] = mapped_column(comment="Of an interview at the employer's own door")
    door_lon: Mapped[float | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    timezone: Mapped[str] = mapped_column(comment="IANA name; its hours are told in it")
    state: Mapped[MeetingState] = mapped_column(text_enum(MeetingState, "state"))
    proposed_by: Mapped[MeetingRole] = mapped_column(text_enum(MeetingRole, "proposed_by"))
    proposed_at: Mapped[datetime]
    contact_name: Mapped[str | None] = mapped_column(comment="Trusted contact of the asker; erased soon after")
    contact_email: Mapped[str | None]
    contact_phone: Mapped[str | None] = mapped_column(comment="Digits, maybe after a plus")
    contact_answer: Mapped[ContactAnswer | None] = mapped_column(
        text_enum(ContactAnswer, "contact_answer"), comment="What the trusted contact says to being one"
    )
    contact_asked_at: Mapped[datetime | None] = mapped_column(comment="When they were asked, by mail")
    asker_late_minutes: Mapped[int | None] = mapped_column(comment="What they announced")
    asker_checked_in_at: Mapped[datetime | None]
    asker_checked_out_at: Mapped[datetime | None]
    asker_came_by: Mapped[CheckInProof | None] = mapped_column(
        text_enum(CheckInProof, "asker_came_by"), comment="What proved that they came; no position is kept"
    )
    asker_well_at: Mapped[datetime | None] = mapped_column(comment="When they said that all is well, not having come")
    helper_late_minutes: Mapped[int | None]
    helper_checked_in_at: Mapped[datetime | None]
    helper_checked_out_at: Mapped[datetime | None]
    helper_came_by: Mapped[CheckInProof | None] = mapped_column(text_enum(CheckInProof, "helper_came_by"))
    helper_well_at: Mapped[datetime | None]
    cancelled_by: Mapped[MeetingRole | None] = mapped_column(text_enum(MeetingRole, "cancelled_by"))
    cancel_reason: Mapped[CancelReason | None] = mapped_column(text_enum(CancelReason, "cancel_reason"))
    ended_at: Mapped[datetime | None] = mapped_column(comment="When nothing more was to come of it")
    sequence: Mapped[int] = mapped_column(comment="SEQUENCE of its calendar entry (RFC 5545)")


class MeetingTransitionRow(Table):
    __tablename__ = "meeting_transition"
    __table_args__ = ({"comment": "Every change of a meeting's state, and who made it."},)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    meeting_id: Mapped[UUID] = _meeting(index=True)
    at: Mapped[datetime]
    action: Mapped[MeetingAction | None] = mapped_column(
        text_enum(MeetingAction, "action"), comment="Null is the proposal"
    )
    role: Mapped[MeetingRole] = mapped_column(text_enum(MeetingRole, "role"))
    to_state: Mapped[MeetingState] = mapped_column(text_enum(MeetingState, "to_state"))


class MeetingStepRow(Table):
    __tablename__ = "meeting_step"
    __table_args__ = (
        {"comment": "What the clock has done about a meeting: each step once, however often a job runs."},
    )

    meeting_id: Mapped[UUID] = _meeting(primary_key=True)
    step: Mapped[MeetingStep] = mapped_column(text_enum(MeetingStep, "step"), primary_key=True)
    done_at: Mapped[datetime]


class MeetingAlertRow(Table):
    __tablename__ = "meeting_alert"
    __table_args__ = ({"comment": "Somebody did not say in time that all is well, at a meeting or after it."},)

    meeting_id: Mapped[UUID] = _meeting(primary_key=True)
    role: Mapped[MeetingRole] = mapped_column(text_enum(MeetingRole, "role"), primary_key=True, comment="Who is missed")
    raised_at: Mapped[datetime]
    contact_mailed: Mapped[bool] = mapped_column(comment="The trusted contact was written to")
    answered_at: Mapped[datetime | None] = mapped_column(comment="When they said that all is well after all")
    settled_at: Mapped[datetime | None] = mapped_column(comment="When an organiser had dealt with it")

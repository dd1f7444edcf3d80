"""The tables of those who are interested: what they wrote to an employer, what became of it, and what they saved."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, ForeignKey, Identity, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from game_rules.applications.application import ApplicationAction, ApplicationActor, ApplicationState, RefusalGround
from game_rules.applications.interview import Response
from server.persistence.column_types import text_enum
from server.persistence.tables.base import Table


class ApplicationRow(Table):
    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("offer_id", "player_id"),
        CheckConstraint("cardinality(answers) <= 3", "three_answers_at_most"),
        CheckConstraint("cardinality(answers) = cardinality(questions)", "an_answer_for_each_question"),
        CheckConstraint("refusal_reason is null or state = 'refused'", "only_a_refusal_has_a_reason"),
        CheckConstraint("(interview_at is null) = (interview_place is null)", "an_interview_has_its_place"),
        CheckConstraint("response is not null or response_words is null", "words_belong_to_a_response"),
        CheckConstraint("hire_due_at is not null or hire_reply is null", "words_belong_to_a_hire"),
        Index("ix_application_hire_due", "hire_due_at", postgresql_where=text("hire_due_at is not null")),
        Index("ix_application_waiting", "state", "sent_at"),
        {"comment": "Who said that an offer interests them. Their words are for its organisation's members alone."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, comment="UUIDv7")
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    player_id: Mapped[UUID] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), index=True)
    state: Mapped[ApplicationState] = mapped_column(text_enum(ApplicationState, "state"))
    first_name: Mapped[str] = mapped_column(comment="As the player wants to be called there")
    can_do: Mapped[str] = mapped_column(comment="In the player's words")
    available: Mapped[str] = mapped_column(comment="In the player's words")
    questions: Mapped[list[str]] = mapped_column(
        ARRAY(Text), server_default=text("'{}'"), comment="The offer's, when it was sent"
    )
    answers: Mapped[list[str]] = mapped_column(ARRAY(Text), comment="To the offer's questions, in their order")
    refusal_reason: Mapped[RefusalGround | None] = mapped_column(text_enum(RefusalGround, "refusal_reason"))
    reply: Mapped[str | None] = mapped_column(comment="In the employer's words")
    sent_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None] = mapped_column(comment="First answer")
    reminded_on: Mapped[date | None] = mapped_column(comment="Local day on which the player asked again")
    interview_at: Mapped[datetime | None] = mapped_column(comment="When the employer proposes to meet")
    interview_place: Mapped[str | None] = mapped_column(comment="Where, as a name or an address")
    interview_place_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("place.id"), comment="Of a public place; null: their own door, or elsewhere"
    )
    phone: Mapped[str | None] = mapped_column(comment="The employer's, to call first; international form")
    response: Mapped[Response | None] = mapped_column(
        text_enum(Response, "response"), comment="What the player says to the interview or the call"
    )
    response_words: Mapped[str | None] = mapped_column(comment="In the player's words")
    hire_due_at: Mapped[datetime | None] = mapped_column(
        comment="When the player is told that they are hired; until then its employer can undo it"
    )
    hire_reply: Mapped[str | None] = mapped_column(comment="In the employer's words, told with it")
    changed_at: Mapped[datetime]


class ApplicationTransitionRow(Table):
    __tablename__ = "application_transition"
    __table_args__ = ({"comment": "Every change of an application's state, and what kind of actor made it."},)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    action: Mapped[ApplicationAction] = mapped_column(text_enum(ApplicationAction, "action"))
    actor: Mapped[ApplicationActor] = mapped_column(text_enum(ApplicationActor, "actor"))
    to_state: Mapped[ApplicationState] = mapped_column(text_enum(ApplicationState, "to_state"))


class SavedOfferRow(Table):
    __tablename__ = "saved_offer"
    __table_args__ = ({"comment": "Offers that a player keeps for later."},)

    player_id: Mapped[UUID] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), primary_key=True)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True, index=True)
    saved_on: Mapped[date] = mapped_column(comment="Local day")

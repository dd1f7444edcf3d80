"""Jokers: what they help with, and when."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column

from game_rules.jokers.joker import IdentityAction, JokerAction, JokerActor, JokerState
from server.persistence.column_types import text_enum
from server.persistence.tables.base import Table, joker_key, player_key


class JokerRow(Table):
    __tablename__ = "joker"
    __table_args__ = (
        CheckConstraint("free_now_until is not null or free_now_place_id is null", "free_now_place_needs_a_time"),
        CheckConstraint("cardinality(topics) > 0 and cardinality(languages) > 0", "helps_with_something"),
        {"comment": "Volunteers who answer calls. Approval and identity check are two things."},
    )

    player_id: Mapped[UUID] = player_key(primary_key=True, comment="Who the Joker is in the game")
    state: Mapped[JokerState] = mapped_column(text_enum(JokerState, "state"))
    topics: Mapped[list[str]] = mapped_column(ARRAY(Text), comment="What they help with")
    languages: Mapped[list[str]] = mapped_column(ARRAY(Text), comment="ISO 639-1 codes")
    rome_domains: Mapped[list[str]] = mapped_column(ARRAY(Text), comment="Trades they know, ROME domains (F17)")
    charter_version: Mapped[int] = mapped_column(comment="Version of the charter they accepted")
    charter_accepted_at: Mapped[datetime]
    applied_at: Mapped[datetime]
    identity_checked_at: Mapped[datetime | None] = mapped_column(comment="When an organiser saw who they are")
    last_seen_at: Mapped[datetime | None] = mapped_column(comment="Last sign of an open socket; moved on while open")
    free_now_until: Mapped[datetime | None] = mapped_column(comment="End of being free at once; past is over")
    free_now_place_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"), comment="Null is in the app")
    honorability_attested_on: Mapped[date | None] = mapped_column(
        comment="Day of the attestation d'honorabilité that an organiser saw; the paper itself is kept nowhere"
    )
    minors_article: Mapped[int | None] = mapped_column(
        comment="Version of the charter's article on minors they accepted; null helps adults only"
    )
    reason: Mapped[str | None] = mapped_column(comment="What an organiser said to their last decision; shown")
    trade: Mapped[str | None] = mapped_column(comment="In the Joker's own words; players whom they answer read it")
    commune: Mapped[str | None] = mapped_column(comment="In the Joker's own words, as trade")
    introduction: Mapped[str | None] = mapped_column(comment="In the Joker's own words, as trade")
    answered_count: Mapped[int] = mapped_column(server_default="0", comment="Calls they answered")
    thanked_count: Mapped[int] = mapped_column(server_default="0", comment="Calls after which somebody said it helped")


class JokerSlotRow(Table):
    __tablename__ = "joker_slot"
    __table_args__ = (
        CheckConstraint("weekday between 0 and 6", "weekday_exists"),
        CheckConstraint("starts < ends", "starts_before_it_ends"),
        {"comment": "When a Joker is free every week, in the campaign's local time."},
    )

    player_id: Mapped[UUID] = joker_key()
    weekday: Mapped[int] = mapped_column(primary_key=True, comment="0 is Monday")
    starts: Mapped[time] = mapped_column(primary_key=True)
    ends: Mapped[time] = mapped_column(comment="Not included")
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"), comment="Null is in the app")


class JokerDayOffRow(Table):
    __tablename__ = "joker_day_off"
    __table_args__ = ({"comment": "Local days on which a Joker's weekly slots do not hold."},)

    player_id: Mapped[UUID] = joker_key()
    off_on: Mapped[date] = mapped_column(primary_key=True)


class JokerExtraSlotRow(Table):
    __tablename__ = "joker_extra_slot"
    __table_args__ = (
        CheckConstraint("starts < ends", "starts_before_it_ends"),
        {"comment": "Slots on one local day only."},
    )

    player_id: Mapped[UUID] = joker_key()
    free_on: Mapped[date] = mapped_column(primary_key=True)
    starts: Mapped[time] = mapped_column(primary_key=True)
    ends: Mapped[time] = mapped_column(comment="Not included")
    place_id: Mapped[UUID | None] = mapped_column(ForeignKey("place.id"), comment="Null is in the app")


class JokerTransitionRow(Table):
    __tablename__ = "joker_transition"
    __table_args__ = ({"comment": "Every change of a Joker's state, and who made it."},)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    player_id: Mapped[UUID] = mapped_column(ForeignKey("joker.player_id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    action: Mapped[JokerAction] = mapped_column(text_enum(JokerAction, "action"))
    actor: Mapped[JokerActor] = mapped_column(text_enum(JokerActor, "actor"))
    to_state: Mapped[JokerState] = mapped_column(text_enum(JokerState, "to_state"))
    account_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True, comment="The organiser who decided, if signed in"
    )
    reason: Mapped[str | None] = mapped_column(comment="In the organiser's words")


class IdentityDecisionRow(Table):
    __tablename__ = "joker_identity_decision"
    __table_args__ = ({"comment": "Every decision on who a Joker is, and who made it."},)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    player_id: Mapped[UUID] = mapped_column(ForeignKey("joker.player_id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    action: Mapped[IdentityAction] = mapped_column(text_enum(IdentityAction, "action"))
    account_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True, comment="The organiser who decided, if signed in"
    )
    reason: Mapped[str | None] = mapped_column(comment="In the organiser's words; the Joker is shown them")
    honorability_attested_on: Mapped[date | None] = mapped_column(comment="As joker.honorability_attested_on then")

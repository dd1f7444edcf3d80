"""Offers and what became of them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import WKBElement
from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from game_rules.hours import VisitingHours
from game_rules.kinds import OfferKind
from game_rules.offers.lifecycle import OfferAction, OfferActor, OfferState
from game_rules.offers.offer import LocationPrecision, OfferSource
from server.persistence.column_types import WeeklyHours, text_enum
from server.persistence.tables.base import Table, offer_key, point_column
from server.persistence.tables.organisations import OrganisationRow


class OfferRow(Table):
    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("rome_code ~ '^[A-N][0-9]{4}$'", "rome_code_form"),
        CheckConstraint("position is not null or location_precision = 'commune'", "a_door_has_a_position"),
        CheckConstraint("not is_address_public or address is not null", "a_public_address_is_one"),
        CheckConstraint("cardinality(questions) <= 3", "three_questions_at_most"),
        CheckConstraint("openings >= 0", "openings_are_counted"),
        CheckConstraint(
            "(event_starts_at is null) = (event_ends_at is null) and event_starts_at < event_ends_at "
            "and (seats is null or event_starts_at is not null) and seats > 0",
            "an_event_has_its_times",
        ),
        CheckConstraint(
            "case when source is null then num_nonnulls(source_id, source_name, source_siret, source_url, "
            "source_created_at, source_updated_at, source_details) = 0 else num_nulls(source_id, source_name, "
            "source_created_at, source_updated_at, source_details) = 0 end",
            "what_comes_by_a_feed_says_whence",
        ),
        CheckConstraint("source_siret ~ '^[0-9]{14}$'", "source_siret_has_14_digits"),
        # Nulls are distinct: any number of offers were posted here.
        UniqueConstraint("source", "source_id"),
        Index("ix_offer_position", "position", postgresql_using="gist"),
        {"comment": "What a player can find. Null is 'not given' and is never filled in."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[OfferKind] = mapped_column(text_enum(OfferKind, "kind"))
    title: Mapped[str]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    state: Mapped[OfferState] = mapped_column(
        text_enum(OfferState, "state"), comment="Moves as the rules of offers allow"
    )
    position: Mapped[WKBElement | None] = mapped_column(
        point_column(),
        comment="Secret until discovered. Of precision commune: as given, or null; a public place carries it",
    )
    location_precision: Mapped[LocationPrecision] = mapped_column(
        text_enum(LocationPrecision, "location_precision"), comment="What the position stands for"
    )
    commune_insee: Mapped[str | None] = mapped_column(
        index=True, comment="INSEE code; offers come from all of France, so it may be no commune of ours"
    )
    description: Mapped[str | None] = mapped_column(comment="Plain text")
    rome_code: Mapped[str | None] = mapped_column(comment="Occupation, ROME version 4, such as F1703")
    salary: Mapped[str | None] = mapped_column(comment="In the employer's words")
    working_hours: Mapped[str | None] = mapped_column(comment="In the employer's words")
    duration: Mapped[str | None] = mapped_column(comment="In the employer's words")
    openings: Mapped[int | None] = mapped_column(comment="Positions still to be filled; null: not said")
    starts_on: Mapped[date | None]
    expires_on: Mapped[date | None] = mapped_column(comment="Last local day on which it can be found")
    ways_to_meet: Mapped[list[str]] = mapped_column(ARRAY(Text))
    visiting_hours: Mapped[VisitingHours | None] = mapped_column(
        WeeklyHours,
        comment='Local time by weekday, 0 is Monday: {"0": [["08:00", "20:00"]]}; null: its employer named none',
    )
    without_driving_licence: Mapped[bool | None]
    wheelchair_accessible: Mapped[bool | None]
    apply_url: Mapped[str | None] = mapped_column(comment="Where to apply online")
    phone: Mapped[str | None] = mapped_column(comment="For whoever found it; international form")
    address: Mapped[str | None] = mapped_column(comment="Of the door; secret like its position unless public")
    is_address_public: Mapped[bool] = mapped_column(
        server_default=text("false"), comment="The employer lets public pages show it; finding it then wins nothing"
    )
    questions: Mapped[list[str]] = mapped_column(
        ARRAY(Text), server_default=text("'{}'"), comment="Asked of whoever applies"
    )
    event_starts_at: Mapped[datetime | None]
    event_ends_at: Mapped[datetime | None]
    seats: Mapped[int | None] = mapped_column(comment="How many may register for the event; null is no limit")
    version: Mapped[int] = mapped_column(
        server_default=text("1"), comment="Moved on by every change of an editor, who has to name the one they saw"
    )
    state_reason: Mapped[str | None] = mapped_column(comment="What an organiser said of its state; its members read it")
    created_by_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    created_at: Mapped[datetime | None] = mapped_column(comment="Null: not written here")
    published_at: Mapped[datetime | None] = mapped_column(comment="First time, or as its feed says")
    changed_at: Mapped[datetime] = mapped_column(
        server_default=func.now(), comment="Kept by a trigger: whoever changes the row changes this"
    )
    source: Mapped[OfferSource | None] = mapped_column(
        text_enum(OfferSource, "source"), comment="The feed it came by; null was posted here"
    )
    source_id: Mapped[str | None] = mapped_column(comment="The offer's id there")
    source_name: Mapped[str | None] = mapped_column(comment="Who publishes it: a site, a platform, a list")
    source_siret: Mapped[str | None] = mapped_column(comment="The employer's SIRET as its source says; nobody checked")
    source_url: Mapped[str | None] = mapped_column(comment="The offer's page there")
    source_created_at: Mapped[datetime | None]
    source_updated_at: Mapped[datetime | None] = mapped_column(comment="An older version never replaces a newer one")
    source_details: Mapped[dict[str, Any] | None] = mapped_column(
        JSONB(none_as_null=True), comment="What the source said and no column holds; no contact data"
    )

    organisation: Mapped[OrganisationRow] = relationship(lazy="raise")


class OfferTransitionRow(Table):
    __tablename__ = "offer_transition"
    __table_args__ = ({"comment": "Every change of an offer's state, and what kind of actor made it."},)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    action: Mapped[OfferAction | None] = mapped_column(text_enum(OfferAction, "action"), comment="Null: it came in")
    actor: Mapped[OfferActor] = mapped_column(text_enum(OfferActor, "actor"))
    to_state: Mapped[OfferState] = mapped_column(text_enum(OfferState, "to_state"))
    account_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), comment="Who made it; null for feeds, clock, rules, and the gone"
    )
    reason: Mapped[str | None] = mapped_column(comment="What an organiser said of it")


class OfferReminderRow(Table):
    __tablename__ = "offer_reminder"
    __table_args__ = ({"comment": "Which mails before an offer's last day went out, so that each goes once."},)

    offer_id: Mapped[UUID] = offer_key(primary_key=True)
    expires_on: Mapped[date] = mapped_column(primary_key=True)
    days_before: Mapped[int] = mapped_column(primary_key=True)

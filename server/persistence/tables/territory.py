"""Campaigns, communes and places."""

from datetime import date
from uuid import UUID

from geoalchemy2 import WKBElement
from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from game_rules.hours import VisitingHours
from game_rules.territory.territory import PlaceKind
from server.persistence.column_types import WeeklyHours, text_enum
from server.persistence.tables.base import Table, area_column, point_column


class CommuneRow(Table):
    __tablename__ = "commune"
    __table_args__ = (
        Index("ix_commune_area", "area", postgresql_using="gist"),
        {"comment": "French municipalities in and around the territory."},
    )

    insee: Mapped[str] = mapped_column(primary_key=True, comment="INSEE code of the commune (COG)")
    name: Mapped[str]
    population: Mapped[int] = mapped_column(comment="Inhabitants")
    centre: Mapped[WKBElement] = mapped_column(point_column(), comment="A central point")
    area: Mapped[WKBElement] = mapped_column(area_column(), comment="Outline, or a stand-in that its source names")
    source: Mapped[str] = mapped_column(comment="Where point and outline come from")


class CampaignRow(Table):
    __tablename__ = "campaign"
    __table_args__ = (
        UniqueConstraint("slug"),
        CheckConstraint("ends_on is null or starts_on <= ends_on", "ends_after_it_starts"),
        Index("ix_campaign_territory", "territory", postgresql_using="gist"),
        {"comment": "A run of the game on a territory."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    slug: Mapped[str]
    name: Mapped[str]
    timezone: Mapped[str] = mapped_column(comment="IANA name; days and visiting hours are read in it")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(comment="Last day; null while open")
    territory: Mapped[WKBElement] = mapped_column(area_column(), comment="Where the game is played")
    territory_source: Mapped[str]


class PlaceRow(Table):
    __tablename__ = "place"
    __table_args__ = (
        CheckConstraint("accuracy_m > 0", "accuracy_is_positive"),
        Index("ix_place_position", "position", postgresql_using="gist"),
        {"comment": "Public landmarks and venues."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[PlaceKind] = mapped_column(text_enum(PlaceKind, "kind"))
    position: Mapped[WKBElement] = mapped_column(point_column())
    accuracy_m: Mapped[float] = mapped_column(comment="How far the true place may be, metres")
    commune_insee: Mapped[str | None] = mapped_column(ForeignKey("commune.insee"), index=True)
    source: Mapped[str]
    staffed_hours: Mapped[VisitingHours | None] = mapped_column(
        WeeklyHours, comment="Local time, as in offer.visiting_hours; null is not staffed, or not known"
    )

"""Parts that all tables share. Every column says in the database what it holds.

No table keeps a track: fog cells carry no time, discoveries and ledger lines only a local day, and their keys are
natural ones, since a UUIDv7 would tell the millisecond.
"""

from datetime import date, datetime
from typing import cast
from uuid import UUID

from geoalchemy2 import Geography
from sqlalchemy import (
    Date,
    DateTime,
    ForeignKey,
    MetaData,
    Text,
)
from sqlalchemy import Table as CoreTable
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

WGS84 = 4326


class Table(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Text, datetime: DateTime(timezone=True), date: Date}  # noqa: RUF012 - SQLAlchemy's


def core_of(mapped: type[Table]) -> CoreTable:
    """The table below the mapper, for statements of rows and not of objects.

    The ORM adds to each what costs more than PostgreSQL's own work on it: `./dev bench` shows it.
    """
    return cast("CoreTable", mapped.__table__)


def point_column() -> Geography:
    """A position, WGS 84."""
    # The index is declared beside the table, by name, so that migrations and models agree on it.
    return Geography("POINT", srid=WGS84, spatial_index=False)


def area_column() -> Geography:
    """An area, WGS 84."""
    return Geography("MULTIPOLYGON", srid=WGS84, spatial_index=False)


class ServerSecretRow(Table):
    __tablename__ = "server_secret"
    __table_args__ = ({"comment": "Keys that all servers and workers of this database share, made at first use."},)

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes] = mapped_column(BYTEA)


def offer_key(*, primary_key: bool = False, index: bool = False) -> Mapped[UUID]:
    """A key that points to an offer, and goes with it."""
    return mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=primary_key, index=index)


def organisation_key(*, primary_key: bool = False, index: bool = False) -> Mapped[UUID]:
    """A key that points to an organisation, and goes with it."""
    return mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=primary_key, index=index)


def player_key(*, primary_key: bool = False, index: bool = False, comment: str | None = None) -> Mapped[UUID]:
    """A key that points to a player, and goes with them."""
    return mapped_column(
        ForeignKey("player.id", ondelete="CASCADE"), primary_key=primary_key, index=index, comment=comment
    )


def joker_key() -> Mapped[UUID]:
    """A primary key that points to a Joker, and goes with them."""
    return mapped_column(ForeignKey("joker.player_id", ondelete="CASCADE"), primary_key=True)

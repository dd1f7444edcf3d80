"""The tables around those who post offers: members, invitations, reminders, registrations, posters."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from game_rules.events.registrations import RegistrationState
from game_rules.organisations.organisation import OrganisationAction, OrganisationActor, OrganisationState
from server.persistence.column_types import text_enum
from server.persistence.tables import Table


def _offer(*, primary_key: bool = False, index: bool = False) -> Mapped[UUID]:
    return mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=primary_key, index=index)


def _organisation(*, primary_key: bool = False, index: bool = False) -> Mapped[UUID]:
    return mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=primary_key, index=index)


class OrganisationMemberRow(Table):
    __tablename__ = "organisation_member"
    __table_args__ = ({"comment": "Who posts and answers for an organisation."},)

    organisation_id: Mapped[UUID] = _organisation(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True)
    is_owner: Mapped[bool] = mapped_column(comment="May invite and remove members")
    joined_on: Mapped[date] = mapped_column(comment="Day, UTC")


class OrganisationInvitationRow(Table):
    __tablename__ = "organisation_invitation"
    __table_args__ = (
        UniqueConstraint("token_sha256"),
        UniqueConstraint("organisation_id", "email"),
        {"comment": "Invitations that wait to be accepted. The mailed token itself is never stored."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, comment="UUIDv7; opens nothing")
    organisation_id: Mapped[UUID] = _organisation()
    email: Mapped[str] = mapped_column(comment="Whom it was sent to")
    token_sha256: Mapped[bytes] = mapped_column(BYTEA)
    invited_by_account_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class OrganisationTransitionRow(Table):
    __tablename__ = "organisation_transition"
    __table_args__ = ({"comment": "Every change of an organisation's state, and who made it."},)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    organisation_id: Mapped[UUID] = _organisation(index=True)
    at: Mapped[datetime]
    action: Mapped[OrganisationAction] = mapped_column(text_enum(OrganisationAction, "action"))
    actor: Mapped[OrganisationActor] = mapped_column(text_enum(OrganisationActor, "actor"))
    account_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), comment="Who made it; null for those who are gone"
    )
    to_state: Mapped[OrganisationState] = mapped_column(text_enum(OrganisationState, "to_state"))
    reason: Mapped[str | None]


class OfferReminderRow(Table):
    __tablename__ = "offer_reminder"
    __table_args__ = ({"comment": "Which mails before an offer's last day went out, so that each goes once."},)

    offer_id: Mapped[UUID] = _offer(primary_key=True)
    expires_on: Mapped[date] = mapped_column(primary_key=True)
    days_before: Mapped[int] = mapped_column(primary_key=True)


class EventRegistrationRow(Table):
    __tablename__ = "event_registration"
    __table_args__ = (
        Index("ix_event_registration_order", "offer_id", "registered_at"),
        {"comment": "Who comes to an event, and who waits for a seat."},
    )

    offer_id: Mapped[UUID] = _offer(primary_key=True)
    player_id: Mapped[UUID] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), primary_key=True, index=True)
    state: Mapped[RegistrationState] = mapped_column(text_enum(RegistrationState, "state"))
    registered_at: Mapped[datetime] = mapped_column(comment="Orders those who wait")


class PosterRow(Table):
    __tablename__ = "poster"
    __table_args__ = (
        Index("uq_poster_in_use", "offer_id", unique=True, postgresql_where=text("revoked_at is null")),
        {"comment": "Posters with a QR code for an offer's window; one of an offer is in use."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, comment="UUIDv7; signed in the code")
    offer_id: Mapped[UUID] = _offer()
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class PosterScanRow(Table):
    __tablename__ = "poster_scan"
    __table_args__ = (
        CheckConstraint("scans > 0", "scans_are_counted"),
        {"comment": "How often a poster was scanned, by day; nobody is named."},
    )

    poster_id: Mapped[UUID] = mapped_column(ForeignKey("poster.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, comment="Local day")
    scans: Mapped[int]


class ServerSecretRow(Table):
    __tablename__ = "server_secret"
    __table_args__ = ({"comment": "Keys that all servers and workers of this database share, made at first use."},)

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes] = mapped_column(BYTEA)

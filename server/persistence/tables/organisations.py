"""Those who post offers, their members and invitations."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from game_rules.organisations.organisation import (
    OrganisationAction,
    OrganisationActor,
    OrganisationKind,
    OrganisationState,
)
from server.persistence.column_types import text_enum
from server.persistence.tables.base import Table, organisation_key


class OrganisationMemberRow(Table):
    __tablename__ = "organisation_member"
    __table_args__ = ({"comment": "Who posts and answers for an organisation."},)

    organisation_id: Mapped[UUID] = organisation_key(primary_key=True)
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
    organisation_id: Mapped[UUID] = organisation_key()
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
    organisation_id: Mapped[UUID] = organisation_key(index=True)
    at: Mapped[datetime]
    action: Mapped[OrganisationAction] = mapped_column(text_enum(OrganisationAction, "action"))
    actor: Mapped[OrganisationActor] = mapped_column(text_enum(OrganisationActor, "actor"))
    account_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), comment="Who made it; null for those who are gone"
    )
    to_state: Mapped[OrganisationState] = mapped_column(text_enum(OrganisationState, "to_state"))
    reason: Mapped[str | None]


class OrganisationRow(Table):
    __tablename__ = "organisation"
    __table_args__ = (
        # Whoever is declined does not keep a number from the organisation whose it is.
        Index("uq_organisation_siret", "siret", unique=True, postgresql_where=text("state <> 'declined'")),
        CheckConstraint("siret ~ '^[0-9]{14}$'", "siret_has_14_digits"),
        {"comment": "Employer, school, agency, association or public service."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[OrganisationKind] = mapped_column(text_enum(OrganisationKind, "kind"))
    is_demo: Mapped[bool] = mapped_column(comment="Invented for demonstration")
    siret: Mapped[str | None] = mapped_column(comment="Number in the French register of establishments, if known")
    state: Mapped[OrganisationState] = mapped_column(
        text_enum(OrganisationState, "state"), comment="Moves as the rules of organisations allow"
    )
    state_reason: Mapped[str | None] = mapped_column(comment="What an organiser said of its state; its members read it")

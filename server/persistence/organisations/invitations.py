"""Invitations to answer for an organisation. What is kept of a mailed token is its hash."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from game_rules.organisations.members import Invitation, InvitationRecord
from server.persistence.tables.organisations import OrganisationInvitationRow, OrganisationRow


class Invitations:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_organisation(self, organisation_id: UUID, now: datetime) -> tuple[Invitation, ...]:
        """Those that can still be accepted, the oldest first."""
        rows = self._session.scalars(
            select(OrganisationInvitationRow)
            .where(
                OrganisationInvitationRow.organisation_id == organisation_id, OrganisationInvitationRow.expires_at > now
            )
            .order_by(OrganisationInvitationRow.id)
        )
        return tuple(_invitation(row) for row in rows)

    def put(self, invitation: Invitation, token_sha256: bytes, invited_by: UUID) -> None:
        """Keeps the invitation in the place of an older one to the same address, whose token is dead from now on."""
        values: dict[str, Any] = {
            "id": invitation.id,
            "token_sha256": token_sha256,
            "invited_by_account_id": invited_by,
            "created_at": invitation.created_at,
            "expires_at": invitation.expires_at,
        }
        self._session.execute(
            insert(OrganisationInvitationRow)
            .values(organisation_id=invitation.organisation_id, email=invitation.email, **values)
            .on_conflict_do_update(
                index_elements=[OrganisationInvitationRow.organisation_id, OrganisationInvitationRow.email], set_=values
            )
        )

    def remove(self, organisation_id: UUID, invitation_id: UUID) -> None:
        """Forgets it; one that is gone already is no mistake."""
        self._session.execute(
            delete(OrganisationInvitationRow).where(
                OrganisationInvitationRow.organisation_id == organisation_id,
                OrganisationInvitationRow.id == invitation_id,
            )
        )

    def remove_all(self, organisation_id: UUID) -> None:
        """Forgets all of an organisation."""
        self._session.execute(
            delete(OrganisationInvitationRow).where(OrganisationInvitationRow.organisation_id == organisation_id)
        )

    def remove_to(self, email: str) -> None:
        """Forgets all to the address."""
        self._session.execute(delete(OrganisationInvitationRow).where(OrganisationInvitationRow.email == email))

    def invited_to(self, token_sha256: bytes, now: datetime) -> UUID | None:
        """The organisation that the token still opens."""
        return self._session.scalar(
            select(OrganisationInvitationRow.organisation_id).where(
                OrganisationInvitationRow.token_sha256 == token_sha256, OrganisationInvitationRow.expires_at > now
            )
        )

    def use_up(self, token_sha256: bytes, now: datetime) -> bool:
        """Uses up the invitation; tells whether it was still there."""
        used = self._session.execute(
            delete(OrganisationInvitationRow)
            .where(OrganisationInvitationRow.token_sha256 == token_sha256, OrganisationInvitationRow.expires_at > now)
            .returning(OrganisationInvitationRow.id)
        )
        return used.one_or_none() is not None

    def sent_to(self, email: str) -> list[InvitationRecord]:
        return self._records(OrganisationInvitationRow.email == email)

    def sent_by(self, account_id: UUID) -> list[InvitationRecord]:
        return self._records(OrganisationInvitationRow.invited_by_account_id == account_id)

    def _records(self, condition: ColumnElement[bool]) -> list[InvitationRecord]:
        rows = self._session.execute(
            select(OrganisationInvitationRow, OrganisationRow.name)
            .join(OrganisationRow, OrganisationRow.id == OrganisationInvitationRow.organisation_id)
            .where(condition)
            .order_by(OrganisationInvitationRow.id)
        )
        return [InvitationRecord(name, row.email, row.created_at, row.expires_at) for row, name in rows]


def _invitation(row: OrganisationInvitationRow) -> Invitation:
    return Invitation(row.id, row.organisation_id, row.email, row.created_at, row.expires_at)

"""Somebody's download of their part in organisations."""

from datetime import date, datetime
from typing import Self

from pydantic import Field

from game_rules.organisations.members import InvitationRecord, MembershipRecord, OrganisationChange
from game_rules.organisations.organisation import OrganisationAction, OrganisationState
from server.schemas.base import Outgoing
from server.schemas.organisations.organisation import RegisteredOrganisation


class OrganisationChangeExport(Outgoing):
    """A change of an organisation's state that one made oneself."""

    at: datetime
    action: OrganisationAction
    to_state: OrganisationState
    reason: str | None

    @classmethod
    def of(cls, change: OrganisationChange) -> Self:
        return cls(at=change.at, action=change.action, to_state=change.to_state, reason=change.reason)


class MembershipExport(RegisteredOrganisation):
    """An organisation that one answers for, or answered for once, or decided about as an organiser."""

    is_owner: bool | None = Field(description="null for no member.")
    joined_on: date | None
    changes: list[OrganisationChangeExport]

    @classmethod
    def of(cls, record: MembershipRecord) -> Self:
        return cls(
            **cls.facts(record.organisation),
            is_owner=record.is_owner,
            joined_on=record.joined_on,
            changes=[OrganisationChangeExport.of(one) for one in record.changes],
        )


class InvitationExport(Outgoing):
    """An invitation to answer for an organisation."""

    organisation: str
    email: str
    created_at: datetime
    expires_at: datetime

    @classmethod
    def of(cls, record: InvitationRecord) -> Self:
        return cls(
            organisation=record.organisation,
            email=record.email,
            created_at=record.created_at,
            expires_at=record.expires_at,
        )

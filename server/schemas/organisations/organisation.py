"""Payloads about organisations: registering one, who answers for it, and what an organiser decides."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field
from pydantic_core import PydanticCustomError

from game_rules.organisations.limits import ORGANISATION_NAME_MAX_CHARS
from game_rules.organisations.members import Invitation, Member, OrganisationTeam, OwnOrganisation, VettedOrganisation
from game_rules.organisations.organisation import Organisation, OrganisationKind, OrganisationState
from game_rules.text_limits import REASON_MAX_CHARS
from game_rules.texts import printable_line
from game_rules.wording.contact_data import ContactKind, find_contact_data
from server.schemas.base import Incoming, Outgoing
from server.schemas.email_address import EmailAddress
from server.schemas.organisations.siret import checked_siret

_TOKEN_MAX_CHARS = 100
_SIRET_MAX_CHARS = 40
_NOT_IN_NAMES = {ContactKind.PHONE_NUMBER, ContactKind.EMAIL}


def _a_name(text: str) -> str:
    cleaned = printable_line(text)
    if not cleaned:
        raise PydanticCustomError("name", "there is nothing to read in it")
    # It stands in mails to people who never asked for one.
    if (
        {one.kind for one in find_contact_data(cleaned)} & _NOT_IN_NAMES
        or "://" in cleaned
        or "www." in cleaned.lower()
    ):
        raise PydanticCustomError("name", "a name holds no number, no mail address and no web address")
    return cleaned


OrganisationName = Annotated[str, Field(min_length=1, max_length=ORGANISATION_NAME_MAX_CHARS), AfterValidator(_a_name)]


class OrganisationIn(Incoming):
    """The name, kind and SIRET of an organisation."""

    name: OrganisationName
    kind: OrganisationKind
    siret: str | None = Field(
        max_length=_SIRET_MAX_CHARS, description="Number in the French register, with or without spaces; null has none."
    )

    def checked(self) -> tuple[str, OrganisationKind, str | None]:
        """Name, kind and the SIRET's digits. Raises Refused(siret_invalid)."""
        return self.name, self.kind, checked_siret(self.siret) if self.siret is not None else None


class InvitationIn(Incoming):
    """The e-mail address to invite."""

    email: EmailAddress


class AcceptInvitationIn(Incoming):
    """The token behind #invitation= in the mailed link."""

    token: str = Field(min_length=1, max_length=_TOKEN_MAX_CHARS)


class MemberChangeIn(Incoming):
    """A member's rights from now on."""

    is_owner: bool = Field(description="Invites, removes, and makes others owners.")


class OrganisationDecisionIn(Incoming):
    """An organiser's words on a decision; the members are mailed them. Needed to decline or suspend."""

    reason: str | None = Field(default=None, max_length=REASON_MAX_CHARS)


class RegisteredOrganisation(Outgoing):
    """An organisation as it was registered, and its state."""

    id: UUID
    name: str
    kind: OrganisationKind
    siret: str | None
    state: OrganisationState

    @staticmethod
    def facts(organisation: Organisation) -> dict[str, Any]:
        """Returns the values of these fields."""
        return {
            "id": organisation.id,
            "name": organisation.name,
            "kind": organisation.kind,
            "siret": organisation.siret,
            "state": organisation.state,
        }


class EmployerOrganisationOut(RegisteredOrganisation):
    """An organisation that the account answers for. Nothing of it is public unless its state is `verified`."""

    reason: str | None = Field(description="What an organiser said to the last decision.")
    is_owner: bool
    offers: int = Field(description="All that were not withdrawn.")
    waiting_applications: int = Field(description="That nobody has answered.")

    @classmethod
    def of(cls, own: OwnOrganisation) -> Self:
        return cls(
            **cls.facts(own.organisation),
            reason=own.reason,
            is_owner=own.is_owner,
            offers=own.offers,
            waiting_applications=own.waiting_applications,
        )


class EmployerOut(Outgoing):
    """All organisations that the account answers for, by name."""

    organisations: list[EmployerOrganisationOut]


class MemberOut(Outgoing):
    """Somebody who answers for an organisation."""

    account_id: UUID
    name: str
    email: str
    is_owner: bool
    joined_on: date

    @classmethod
    def of(cls, member: Member) -> Self:
        return cls(
            account_id=member.account_id,
            name=member.name,
            email=member.email,
            is_owner=member.is_owner,
            joined_on=member.joined_on,
        )


class InvitationOut(Outgoing):
    """An invitation that nobody has accepted yet."""

    id: UUID
    email: str
    created_at: AwareDatetime
    expires_at: AwareDatetime

    @classmethod
    def of(cls, invitation: Invitation) -> Self:
        return cls(
            id=invitation.id,
            email=invitation.email,
            created_at=invitation.created_at,
            expires_at=invitation.expires_at,
        )


class OrganisationDetailsOut(EmployerOrganisationOut):
    """An organisation with everybody who answers for it."""

    members: list[MemberOut] = Field(description="Owners first, then who joined first.")
    invitations: list[InvitationOut] = Field(description="The oldest first.")

    @classmethod
    def of_team(cls, team: OrganisationTeam) -> Self:
        own = EmployerOrganisationOut.of(team.own)
        return cls(
            **own.model_dump(),
            members=[MemberOut.of(one) for one in team.members],
            invitations=[InvitationOut.of(one) for one in team.invitations],
        )


class VettedOrganisationOut(RegisteredOrganisation):
    """An organisation as an organiser sees it."""

    reason: str | None
    registered_at: AwareDatetime | None = Field(description="null: a feed or the demo brought it.")
    members: list[MemberOut]
    submitted_offers: int = Field(description="That wait for an organiser.")
    published_offers: int

    @classmethod
    def of(cls, vetted: VettedOrganisation) -> Self:
        return cls(
            **cls.facts(vetted.organisation),
            reason=vetted.reason,
            registered_at=vetted.registered_at,
            members=[MemberOut.of(one) for one in vetted.members],
            submitted_offers=vetted.submitted_offers,
            published_offers=vetted.published_offers,
        )


class VettedOrganisationsOut(Outgoing):
    """Organisations, the newest first."""

    organisations: list[VettedOrganisationOut]

"""People who answer for an organisation: its members, those among them who own it, and those who are invited."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from game_rules.organisations.organisation import Organisation, OrganisationAction, OrganisationState
from game_rules.people.players import Language
from game_rules.refusals import RefusalReason, Refused


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who posts and answers for an organisation. Owners invite, remove, and make others owners too."""

    account_id: UUID
    name: str
    email: str
    language: Language
    is_owner: bool
    joined_on: date


@dataclass(frozen=True, slots=True)
class Invitation:
    """A mail that makes whoever holds it a member, until it expires. Its token is not kept."""

    id: UUID
    organisation_id: UUID
    email: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class OwnOrganisation:
    """An organisation as one of its members sees it. `reason` is what an organiser said of its state.

    `offers` are all that were not withdrawn, `waiting_applications` those that nobody has answered.
    """

    organisation: Organisation
    reason: str | None
    is_owner: bool
    offers: int
    waiting_applications: int


@dataclass(frozen=True, slots=True)
class OrganisationTeam:
    """An organisation with everybody who answers for it, and those who are invited."""

    own: OwnOrganisation
    members: tuple[Member, ...]
    invitations: tuple[Invitation, ...]


@dataclass(frozen=True, slots=True)
class VettedOrganisation:
    """An organisation as an organiser sees it. `registered_at` is None for one that a feed or the seed brought."""

    organisation: Organisation
    reason: str | None
    registered_at: datetime | None
    members: tuple[Member, ...]
    submitted_offers: int
    published_offers: int


@dataclass(frozen=True, slots=True)
class OrganisationChange:
    """A change of an organisation's state that somebody made."""

    at: datetime
    action: OrganisationAction
    to_state: OrganisationState
    reason: str | None


@dataclass(frozen=True, slots=True)
class MembershipRecord:
    """The record of somebody as a member, or as one who was: `is_owner` and `joined_on` are then None."""

    organisation: Organisation
    is_owner: bool | None
    joined_on: date | None
    changes: tuple[OrganisationChange, ...]


@dataclass(frozen=True, slots=True)
class InvitationRecord:
    """An invitation that somebody sent or was sent, with the organisation's name."""

    organisation: str
    email: str
    created_at: datetime
    expires_at: datetime


def check_owner_stays(members: Collection[Member], leaving: UUID) -> None:
    """Raises Refused(last_owner) when the others would be left without an owner."""
    others = [member for member in members if member.account_id != leaving]
    if others and not any(member.is_owner for member in others):
        raise Refused(RefusalReason.LAST_OWNER)


def heir_of(members: Collection[Member], leaving: UUID) -> Member | None:
    """Returns who becomes owner when `leaving` goes whatever the rules say: the one who is there longest, where there
    is need of one."""
    others = [member for member in members if member.account_id != leaving]
    if not others or any(member.is_owner for member in others):
        return None
    return min(others, key=lambda member: (member.joined_on, member.account_id))

"""Organisations that post offers: their states, the allowed moves between them, and who may make each.

Nothing of an organisation is public before an organiser has verified it, nor while it is suspended.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from game_rules.refusals import RefusalReason, Refused


class OrganisationKind(StrEnum):
    """Kinds of organisations that make offers."""

    EMPLOYER = "employer"
    SCHOOL = "school"
    AGENCY = "agency"
    ASSOCIATION = "association"
    PUBLIC_SERVICE = "public_service"


class OrganisationState(StrEnum):
    """States of an organisation."""

    PENDING = "pending"
    VERIFIED = "verified"
    DECLINED = "declined"
    SUSPENDED = "suspended"


class OrganisationAction(StrEnum):
    """Moves of an organisation from one state to another."""

    REGISTER = "register"
    EDIT = "edit"
    VERIFY = "verify"
    DECLINE = "decline"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"


class OrganisationActor(StrEnum):
    """Actors who may move an organisation."""

    MEMBER = "member"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True)
class OrganisationTransition:
    """An allowed move: who makes it, and where it leads."""

    actor: OrganisationActor
    to_state: OrganisationState


_MEMBER, _ORGANISER = OrganisationActor.MEMBER, OrganisationActor.ORGANISER

_TRANSITIONS: Mapping[tuple[OrganisationState | None, OrganisationAction], OrganisationTransition] = MappingProxyType(
    {
        (None, OrganisationAction.REGISTER): OrganisationTransition(_MEMBER, OrganisationState.PENDING),
        (OrganisationState.PENDING, OrganisationAction.EDIT): OrganisationTransition(
            _MEMBER, OrganisationState.PENDING
        ),
        (OrganisationState.DECLINED, OrganisationAction.EDIT): OrganisationTransition(
            _MEMBER, OrganisationState.PENDING
        ),
        (OrganisationState.PENDING, OrganisationAction.VERIFY): OrganisationTransition(
            _ORGANISER, OrganisationState.VERIFIED
        ),
        (OrganisationState.PENDING, OrganisationAction.DECLINE): OrganisationTransition(
            _ORGANISER, OrganisationState.DECLINED
        ),
        (OrganisationState.VERIFIED, OrganisationAction.SUSPEND): OrganisationTransition(
            _ORGANISER, OrganisationState.SUSPENDED
        ),
        (OrganisationState.SUSPENDED, OrganisationAction.REINSTATE): OrganisationTransition(
            _ORGANISER, OrganisationState.VERIFIED
        ),
    }
)
"""Once verified, name and number are what an organiser saw: changing them would need another look."""


def next_organisation_state(
    state: OrganisationState | None, action: OrganisationAction, actor: OrganisationActor
) -> OrganisationState:
    """The state after `action`; None is before it exists. Raises Refused(not_allowed_now)."""
    transition = _TRANSITIONS.get((state, action))
    if transition is None or actor is not transition.actor:
        raise Refused(RefusalReason.NOT_ALLOWED_NOW)
    return transition.to_state


@dataclass(frozen=True, slots=True)
class Organisation:
    """An employer, school, agency, association or public service. `siret` is its French register number, if known."""

    id: UUID
    name: str
    kind: OrganisationKind
    is_demo: bool
    siret: str | None = None
    state: OrganisationState = OrganisationState.VERIFIED

"""The life of an organisation: what may become of it, and who decides it."""

from contextlib import suppress

import pytest

from game_rules.organisations.organisation import (
    OrganisationAction,
    OrganisationActor,
    OrganisationState,
    next_organisation_state,
)
from game_rules.refusals import RefusalReason, Refused


def reachable(state: OrganisationState | None, actor: OrganisationActor) -> set[OrganisationState]:
    states = set()
    for action in OrganisationAction:
        with suppress(Refused):
            states.add(next_organisation_state(state, action, actor))
    return states


@pytest.mark.parametrize("state", [None, *OrganisationState])
def test_no_member_verifies_their_own_organisation(state: OrganisationState | None) -> None:
    assert OrganisationState.VERIFIED not in reachable(state, OrganisationActor.MEMBER)


def test_whoever_is_declined_corrects_and_waits_again() -> None:
    declined = next_organisation_state(
        OrganisationState.PENDING, OrganisationAction.DECLINE, OrganisationActor.ORGANISER
    )
    assert reachable(declined, OrganisationActor.MEMBER) == {OrganisationState.PENDING}


def test_a_suspended_organisation_comes_back_by_an_organiser_alone() -> None:
    assert reachable(OrganisationState.SUSPENDED, OrganisationActor.MEMBER) == set()
    assert reachable(OrganisationState.SUSPENDED, OrganisationActor.ORGANISER) == {OrganisationState.VERIFIED}


def test_what_was_verified_is_not_renamed_afterwards() -> None:
    with pytest.raises(Refused) as refused:
        next_organisation_state(OrganisationState.VERIFIED, OrganisationAction.EDIT, OrganisationActor.MEMBER)
    assert refused.value.reason is RefusalReason.NOT_ALLOWED_NOW

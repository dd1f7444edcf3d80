"""Organisations as organisers list them."""

from collections.abc import Collection

from game_rules.organisations.members import VettedOrganisation
from game_rules.organisations.organisation import (
    OrganisationState,
)
from server.services.context import Context

_LISTED_MAX = 200
"""More than an organiser reads; a name narrows it down."""


def list_organisations(
    context: Context, *, states: Collection[OrganisationState] | None = None, name: str | None = None
) -> list[VettedOrganisation]:
    """Those that people registered or that were decided on, the newest first.

    With a part of a `name`, all that have it: those that a feed brought, too.
    """
    with context.unit() as unit:
        return unit.organisation_records.vetted(states=states, name=name, limit=_LISTED_MAX)

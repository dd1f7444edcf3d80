"""Records of organisations for an organiser to read, and of somebody's part in them to take along."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from game_rules.offers.lifecycle import OfferState
from game_rules.organisations.members import MembershipRecord, OrganisationChange, VettedOrganisation
from game_rules.organisations.organisation import OrganisationAction, OrganisationState
from server.persistence.organisations.repository import Organisations, count_offers, organisation_of
from server.persistence.tables.organisations import OrganisationMemberRow, OrganisationRow, OrganisationTransitionRow

_OF_ORGANISATION: ColumnElement[bool] = OrganisationTransitionRow.organisation_id == OrganisationRow.id
_REGISTERED_AT = (
    select(func.min(OrganisationTransitionRow.at))
    .where(_OF_ORGANISATION, OrganisationTransitionRow.action == OrganisationAction.REGISTER)
    .scalar_subquery()
)


def _is_called(name: str) -> ColumnElement[bool]:
    return OrganisationRow.name.icontains(name, autoescape=True)


_VETTED = select(
    OrganisationRow, _REGISTERED_AT, count_offers(OfferState.SUBMITTED), count_offers(OfferState.PUBLISHED)
)


class OrganisationRecords:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def vetted(
        self, *, states: Collection[OrganisationState] | None, name: str | None, limit: int
    ) -> list[VettedOrganisation]:
        """Those that were registered here or that an organiser has decided on, the newest first.

        With a `name`, all whose name holds it, whoever brought them.
        """
        is_meant = exists().where(_OF_ORGANISATION) if name is None else _is_called(name)
        query = _VETTED.where(is_meant)
        if states is not None:
            query = query.where(OrganisationRow.state.in_(states))
        return self._vetted(query.order_by(_REGISTERED_AT.desc().nulls_last(), OrganisationRow.id).limit(limit))

    def vetted_one(self, organisation_id: UUID) -> VettedOrganisation | None:
        return next(iter(self._vetted(_VETTED.where(OrganisationRow.id == organisation_id))), None)

    def _vetted(self, query: Select[OrganisationRow, datetime, int, int]) -> list[VettedOrganisation]:
        rows = self._session.execute(query.execution_options(populate_existing=True)).all()
        members = Organisations(self._session).members_of([row.id for row, *_ in rows])
        return [
            VettedOrganisation(
                organisation_of(row), row.state_reason, registered_at, members.get(row.id, ()), submitted, published
            )
            for row, registered_at, submitted, published in rows
        ]

    def membership_records(self, account_id: UUID) -> list[MembershipRecord]:
        """All that is kept of the account's part in organisations, by name."""
        changes: defaultdict[UUID, list[OrganisationChange]] = defaultdict(list)
        for one in self._session.scalars(
            select(OrganisationTransitionRow)
            .where(OrganisationTransitionRow.account_id == account_id)
            .order_by(OrganisationTransitionRow.id)
        ):
            changes[one.organisation_id].append(OrganisationChange(one.at, one.action, one.to_state, one.reason))
        mine: Mapping[UUID, OrganisationMemberRow] = {
            one.organisation_id: one
            for one in self._session.scalars(
                select(OrganisationMemberRow).where(OrganisationMemberRow.account_id == account_id)
            )
        }
        known = self._session.scalars(
            select(OrganisationRow)
            .where(OrganisationRow.id.in_({*changes, *mine}))
            .order_by(OrganisationRow.name, OrganisationRow.id)
        )
        return [
            MembershipRecord(
                organisation_of(row),
                mine[row.id].is_owner if row.id in mine else None,
                mine[row.id].joined_on if row.id in mine else None,
                tuple(changes[row.id]),
            )
            for row in known
        ]

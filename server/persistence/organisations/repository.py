"""Organisations that people answer for: what they are called, where they stand, and their members."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from game_rules.applications.application import UNANSWERED
from game_rules.offers.lifecycle import OfferState
from game_rules.organisations.members import Member, OwnOrganisation
from game_rules.organisations.organisation import (
    Organisation,
    OrganisationAction,
    OrganisationActor,
    OrganisationKind,
    OrganisationState,
)
from server.persistence.changes import announce_campaign_change
from server.persistence.tables.accounts import AccountRow
from server.persistence.tables.applications import ApplicationRow
from server.persistence.tables.offers import OfferRow
from server.persistence.tables.organisations import OrganisationMemberRow, OrganisationRow, OrganisationTransitionRow

SIRET_IS_TAKEN = "uq_organisation_siret"
"""The index that a second organisation with a number runs into."""


def organisation_of(row: OrganisationRow) -> Organisation:
    return Organisation(id=row.id, name=row.name, kind=row.kind, is_demo=row.is_demo, siret=row.siret, state=row.state)


def count_offers(*states: OfferState) -> ColumnElement[int]:
    """Counts the offers that the organisation of the query around has in one of the `states`."""
    return (
        select(func.count())
        .select_from(OfferRow)
        .where(OfferRow.organisation_id == OrganisationRow.id, OfferRow.state.in_(states))
        .scalar_subquery()
    )


def hold_organisation_of(session: Session, offer_id: UUID) -> None:
    """Keeps state and members of the offer's organisation as they are until the unit ends; others may hold it, too.

    Before the offer's own lock, and so in a statement of its own: what is then read with the offer stays true.
    """
    of_offer = select(OfferRow.organisation_id).where(OfferRow.id == offer_id).scalar_subquery()
    session.execute(select(OrganisationRow.id).where(OrganisationRow.id == of_offer).with_for_update(read=True))


@dataclass(frozen=True, slots=True)
class OrganisationMove:
    """A move of an organisation. `account_id` is who made it; None for an organiser who came with the token."""

    action: OrganisationAction
    actor: OrganisationActor
    to_state: OrganisationState
    account_id: UUID | None = None
    reason: str | None = None


class Organisations:
    """Repository bound to one unit of work. Whoever changes members or state holds the organisation's row: `lock`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, organisation: Organisation) -> bool:
        """Keeps a new one; False when its SIRET is taken."""
        values = {
            "id": organisation.id,
            "name": organisation.name,
            "kind": organisation.kind,
            "is_demo": organisation.is_demo,
            "siret": organisation.siret,
            "state": organisation.state,
        }
        # The only other thing to run into is a new id: whoever comes second waits for the first one's end.
        added = self._session.execute(
            insert(OrganisationRow).values(**values).on_conflict_do_nothing().returning(OrganisationRow.id)
        )
        return added.one_or_none() is not None

    def organisation(self, organisation_id: UUID) -> Organisation | None:
        row = self._session.get(OrganisationRow, organisation_id, populate_existing=True)
        return organisation_of(row) if row else None

    def lock(self, organisation_id: UUID) -> Organisation | None:
        """The organisation, which nobody else can change until this unit ends."""
        row = self._session.get(
            OrganisationRow, organisation_id, with_for_update={"key_share": True}, populate_existing=True
        )
        return organisation_of(row) if row else None

    def describe(self, organisation_id: UUID, name: str, kind: OrganisationKind, siret: str | None) -> bool:
        """Sets name, kind and SIRET of the organisation; False, with nothing changed, when the SIRET is taken."""
        return self._update_unless_taken(organisation_id, name=name, kind=kind, siret=siret)

    def move(self, organisation_id: UUID, move: OrganisationMove, now: datetime) -> bool:
        """Sets the state that the rules allowed, and logs it.

        False, with nothing changed, when its SIRET was free while it was declined and is taken now.
        """
        if not self._update_unless_taken(organisation_id, state=move.to_state, state_reason=move.reason):
            return False
        self._session.execute(
            insert(OrganisationTransitionRow).values(
                organisation_id=organisation_id,
                at=now,
                action=move.action,
                actor=move.actor,
                account_id=move.account_id,
                to_state=move.to_state,
                reason=move.reason,
            )
        )
        if move.to_state in (OrganisationState.VERIFIED, OrganisationState.SUSPENDED):
            announce_campaign_change(self._session)
        return True

    def _update_unless_taken(self, organisation_id: UUID, **values: object) -> bool:
        try:
            with self._session.begin_nested():
                self._session.execute(
                    update(OrganisationRow).where(OrganisationRow.id == organisation_id).values(**values)
                )
        except IntegrityError as error:
            if SIRET_IS_TAKEN not in str(error.orig):
                raise
            return False
        return True

    def forget_contacts(self, organisation_id: UUID) -> None:
        """Forgets numbers to call, and lets another organisation have the SIRET."""
        self._session.execute(update(OfferRow).where(OfferRow.organisation_id == organisation_id).values(phone=None))
        self._session.execute(update(OrganisationRow).where(OrganisationRow.id == organisation_id).values(siret=None))

    def member(self, organisation_id: UUID, account_id: UUID) -> Member | None:
        row = self._session.execute(
            _MEMBERS.where(
                OrganisationMemberRow.organisation_id == organisation_id, OrganisationMemberRow.account_id == account_id
            )
        ).one_or_none()
        return _member(*row) if row else None

    def members(self, organisation_id: UUID) -> tuple[Member, ...]:
        """Owners first, then who joined first."""
        return self.members_of([organisation_id]).get(organisation_id, ())

    def members_of(self, organisation_ids: Collection[UUID]) -> dict[UUID, tuple[Member, ...]]:
        """The same of several, by organisation; one without members is not in it."""
        found: defaultdict[UUID, list[Member]] = defaultdict(list)
        rows = self._session.execute(
            _MEMBERS.where(OrganisationMemberRow.organisation_id.in_(organisation_ids)).order_by(
                OrganisationMemberRow.is_owner.desc(),
                OrganisationMemberRow.joined_on,
                OrganisationMemberRow.account_id,
            )
        )
        for row, account in rows:
            found[row.organisation_id].append(_member(row, account))
        return {organisation_id: tuple(members) for organisation_id, members in found.items()}

    def add_member(self, organisation_id: UUID, account_id: UUID, today: date, *, is_owner: bool) -> None:
        self._session.execute(
            insert(OrganisationMemberRow).values(
                organisation_id=organisation_id, account_id=account_id, is_owner=is_owner, joined_on=today
            )
        )

    def set_owner(self, organisation_id: UUID, account_id: UUID, *, is_owner: bool) -> None:
        self._session.execute(
            update(OrganisationMemberRow)
            .where(
                OrganisationMemberRow.organisation_id == organisation_id, OrganisationMemberRow.account_id == account_id
            )
            .values(is_owner=is_owner)
        )

    def remove_member(self, organisation_id: UUID, account_id: UUID) -> None:
        self._session.execute(
            delete(OrganisationMemberRow).where(
                OrganisationMemberRow.organisation_id == organisation_id, OrganisationMemberRow.account_id == account_id
            )
        )

    def ids_of_account(self, account_id: UUID) -> list[UUID]:
        """The organisations that the account is a member of, always in the same order."""
        query = select(OrganisationMemberRow.organisation_id).where(OrganisationMemberRow.account_id == account_id)
        return list(self._session.scalars(query.order_by(OrganisationMemberRow.organisation_id)))

    def of_account(self, account_id: UUID, organisation_id: UUID | None = None) -> list[OwnOrganisation]:
        """Those that the account is a member of, by name; or only the one with that id."""
        query = (
            select(OrganisationRow, OrganisationMemberRow.is_owner, _OFFERS_NOT_WITHDRAWN, _WAITING_APPLICATIONS)
            .join(OrganisationMemberRow, OrganisationMemberRow.organisation_id == OrganisationRow.id)
            .where(OrganisationMemberRow.account_id == account_id)
            .order_by(OrganisationRow.name, OrganisationRow.id)
            .execution_options(populate_existing=True)
        )
        if organisation_id is not None:
            query = query.where(OrganisationRow.id == organisation_id)
        return [
            OwnOrganisation(organisation_of(row), row.state_reason, is_owner, offers, waiting)
            for row, is_owner, offers, waiting in self._session.execute(query)
        ]


_MEMBERS = select(OrganisationMemberRow, AccountRow).join(AccountRow, AccountRow.id == OrganisationMemberRow.account_id)

_OFFERS_NOT_WITHDRAWN = count_offers(*(state for state in OfferState if state is not OfferState.WITHDRAWN))
_WAITING_APPLICATIONS = (
    select(func.count())
    .select_from(ApplicationRow)
    .join(OfferRow, OfferRow.id == ApplicationRow.offer_id)
    .where(OfferRow.organisation_id == OrganisationRow.id, ApplicationRow.state.in_(UNANSWERED))
    .scalar_subquery()
)


def _member(row: OrganisationMemberRow, account: AccountRow) -> Member:
    # Guests answer for nobody: the address is there.
    return Member(
        account_id=row.account_id,
        name=account.display_name,
        email=account.email or "",
        language=account.language,
        is_owner=row.is_owner,
        joined_on=row.joined_on,
    )

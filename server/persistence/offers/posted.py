"""Offers as their organisations post them: drafts, edits, moves, and what came of them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, insert, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from game_rules.applications.application import UNANSWERED
from game_rules.events.registrations import RegistrationState
from game_rules.geo import LatLon
from game_rules.offers.drafts import AtDoor, InCommune, OfferDraft
from game_rules.offers.lifecycle import OfferAction, OfferActor, OfferMove, OfferState, states_before
from game_rules.offers.offer import LocationPrecision
from game_rules.offers.posted import OfferCounts, PostedOffer
from server.persistence.changes import announce_campaign_change
from server.persistence.geometry import latlon_of, point_of
from server.persistence.offers.rows import OFFERS, content_columns, content_of, lock_in_order
from server.persistence.organisations.repository import hold_organisation_of, organisation_of
from server.persistence.tables.applications import ApplicationRow
from server.persistence.tables.base import core_of
from server.persistence.tables.events import EventRegistrationRow
from server.persistence.tables.offers import OfferReminderRow, OfferRow, OfferTransitionRow
from server.persistence.tables.organisations import OrganisationRow
from server.persistence.tables.play import DiscoveryRow
from server.persistence.tables.territory import CommuneRow

_offer, _transition = core_of(OfferRow), core_of(OfferTransitionRow)

_POSTED = OFFERS.execution_options(populate_existing=True)
_NEWEST_FIRST = (OfferRow.created_at.desc().nulls_last(), OfferRow.id.desc())


@dataclass(frozen=True, slots=True)
class Move:
    """A move of an offer, by somebody or by the clock. `account_id` is who; None for the rules and the clock."""

    action: OfferAction
    actor: OfferActor
    to_state: OfferState
    account_id: UUID | None = None
    reason: str | None = None


class PostedOffers:
    """Repository bound to one unit of work. What changes an offer moves its version on, and what others can see of it
    is told to running servers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self, offer_id: UUID, organisation_id: UUID, draft: OfferDraft, commune: str | None, by: UUID, now: datetime
    ) -> bool:
        """A new draft; False, and nothing done, when the id is there. `commune` is the INSEE code of where it is."""
        added = self._session.execute(
            upsert(_offer)
            .values(
                id=offer_id,
                organisation_id=organisation_id,
                state=OfferState.DRAFT,
                version=1,
                created_by_account_id=by,
                created_at=now,
                **_columns(draft, commune),
            )
            .on_conflict_do_nothing(index_elements=["id"])
            .returning(_offer.c.id)
        )
        return added.first() is not None

    def has_commune(self, insee: str) -> bool:
        return self._session.scalar(select(CommuneRow.insee).where(CommuneRow.insee == insee)) is not None

    def offer(self, offer_id: UUID) -> PostedOffer | None:
        return next(iter(self._read(_POSTED.where(OfferRow.id == offer_id))), None)

    def lock(self, offer_id: UUID) -> PostedOffer | None:
        """The offer; others who change it, or register for it, wait until this unit ends. Nobody who finds it does.

        Its organisation is held first: nobody verifies or suspends it meanwhile, and its members stay who they are.
        """
        hold_organisation_of(self._session, offer_id)
        return next(
            iter(self._read(_POSTED.where(OfferRow.id == offer_id).with_for_update(key_share=True, of=OfferRow))), None
        )

    def of_organisation(self, organisation_id: UUID) -> list[PostedOffer]:
        """The newest first."""
        return self._read(_POSTED.where(OfferRow.organisation_id == organisation_id).order_by(*_NEWEST_FIRST))

    def submitted(self) -> list[PostedOffer]:
        """Those that wait for somebody's look, whoever has waited longest first."""
        waiting = _POSTED.where(OfferRow.state == OfferState.SUBMITTED)
        return self._read(waiting.order_by(OfferRow.created_at.nulls_first(), OfferRow.id))

    def lock_submitted_of(self, organisation_id: UUID) -> list[PostedOffer]:
        """The same of one organisation, locked, in the order of their ids. The caller holds the organisation's lock."""
        return self._lock(OfferRow.organisation_id == organisation_id, OfferRow.state == OfferState.SUBMITTED)

    def lock_of_organisation(self, organisation_id: UUID) -> list[PostedOffer]:
        """All of one organisation, likewise."""
        return self._lock(OfferRow.organisation_id == organisation_id)

    def lock_all(self, organisation_ids: Collection[UUID], offer_ids: Collection[UUID]) -> None:
        """All of the organisations, and the other offers, likewise. The caller holds the organisations of all."""
        self._lock(or_(OfferRow.organisation_id.in_(organisation_ids), OfferRow.id.in_(offer_ids)))

    def organisations_of(self, offer_ids: Collection[UUID]) -> set[UUID]:
        """Returns the organisations whose offers these are."""
        return set(self._session.scalars(select(OfferRow.organisation_id).where(OfferRow.id.in_(offer_ids))))

    def write(self, offer_id: UUID, draft: OfferDraft, commune: str | None) -> None:
        """Replaces what the offer says."""
        # Nobody else sees a draft.
        if self._change(offer_id, _columns(draft, commune)) is OfferState.PUBLISHED:
            announce_campaign_change(self._session)

    def move(self, offer_id: UUID, move: Move, now: datetime, *, expires_on: date | None = None) -> None:
        """Writes the state and the line about it; `expires_on` is the new last day, None leaves it as it is."""
        values: dict[str, Any] = {"state": move.to_state, "state_reason": move.reason}
        if move.to_state is OfferState.PUBLISHED:
            values["published_at"] = func.coalesce(_offer.c.published_at, now)
        if expires_on is not None:
            values["expires_on"] = expires_on
        self._change(offer_id, values)
        if move.to_state not in (OfferState.DRAFT, OfferState.SUBMITTED):
            announce_campaign_change(self._session)
        self._session.execute(
            insert(_transition).values(
                offer_id=offer_id,
                at=now,
                action=move.action,
                actor=move.actor,
                to_state=move.to_state,
                account_id=move.account_id,
                reason=move.reason,
            )
        )

    def take_opening(self, offer_id: UUID) -> int | None:
        """Counts one opening of a locked offer less. Returns how many are left; None where nobody said how many."""
        taken = update(_offer).where(_offer.c.id == offer_id, _offer.c.openings.is_not(None))
        values = {"openings": func.greatest(_offer.c.openings - 1, 0), "version": _offer.c.version + 1}
        left: int | None = self._session.scalar(taken.values(**values).returning(_offer.c.openings))
        if left is not None:
            announce_campaign_change(self._session)
        return left

    def moves_of(self, offer_ids: Collection[UUID]) -> Mapping[UUID, list[OfferMove]]:
        """Reads the log of each of the offers, oldest first."""
        rows = self._session.execute(
            select(
                _transition.c.offer_id,
                _transition.c.action,
                _transition.c.actor,
                _transition.c.to_state,
                _transition.c.at,
            )
            .where(_transition.c.offer_id.in_(offer_ids))
            .order_by(_transition.c.id)
        )
        moves: defaultdict[UUID, list[OfferMove]] = defaultdict(list)
        for offer_id, action, actor, to_state, at in rows:
            moves[offer_id].append(OfferMove(action, actor, to_state, at))
        return moves

    def expire_due(self, today: date, now: datetime) -> int:
        """Ends what was over before the local day `today`, and counts it."""
        due = lock_in_order(
            _offer.c.state.in_(states_before(OfferAction.EXPIRE, OfferActor.CLOCK)), _offer.c.expires_on < today
        )
        over = (
            update(_offer)
            .where(_offer.c.id == due.c.id)
            .values(state=OfferState.EXPIRED, version=_offer.c.version + 1)
            .returning(_offer.c.id)
            .cte("over")
        )
        said = {
            "at": now,
            "action": OfferAction.EXPIRE,
            "actor": OfferActor.CLOCK,
            "to_state": OfferState.EXPIRED,
        }
        lines = insert(_transition).from_select(
            ["offer_id", *said],
            select(over.c.id, *(literal(value, _transition.c[name].type) for name, value in said.items())),
        )
        count = len(self._session.execute(lines.returning(_transition.c.id)).all())
        if count:
            announce_campaign_change(self._session)
        return count

    def ending_by(self, day: date, today: date) -> list[PostedOffer]:
        """Those posted here that can be found and end from `today` to `day`; events end by themselves."""
        ending = _POSTED.where(
            OfferRow.state.in_((OfferState.PUBLISHED, OfferState.PAUSED)),
            OfferRow.expires_on.between(today, day),
            OfferRow.source.is_(None),
            OfferRow.created_at.is_not(None),
            OfferRow.event_starts_at.is_(None),
        )
        return self._read(ending.order_by(OfferRow.id))

    def note_reminder(self, offer_id: UUID, expires_on: date, days_before: int) -> bool:
        """Notes that the mail goes out; False when it did before."""
        noted = self._session.execute(
            upsert(OfferReminderRow)
            .values(offer_id=offer_id, expires_on=expires_on, days_before=days_before)
            .on_conflict_do_nothing()
            .returning(OfferReminderRow.offer_id)
        )
        return noted.one_or_none() is not None

    def counts(self, offer_ids: Collection[UUID]) -> dict[UUID, OfferCounts]:
        """Counts what came of each of the offers."""
        if not offer_ids:
            return {}
        found = self._count(DiscoveryRow.offer_id, offer_ids, func.count(), func.count(DiscoveryRow.visited_on))
        applied = self._count(
            ApplicationRow.offer_id,
            offer_ids,
            func.count(),
            func.count().filter(ApplicationRow.state.in_(UNANSWERED)),
        )
        held = self._count(ApplicationRow.offer_id, offer_ids, func.count(ApplicationRow.hire_due_at), func.count())
        registered = self._count(
            EventRegistrationRow.offer_id,
            offer_ids,
            func.count().filter(EventRegistrationRow.state == RegistrationState.REGISTERED),
            func.count(),
        )
        none = (0, 0)
        return {
            offer_id: OfferCounts(
                *found.get(offer_id, none),
                *applied.get(offer_id, none),
                registered.get(offer_id, none)[0],
                held.get(offer_id, none)[0],
            )
            for offer_id in offer_ids
        }

    def commune_at(self, position: LatLon) -> str | None:
        """INSEE code of the commune there: on a border the lower code, so that it is always the same one."""
        here = func.ST_Covers(CommuneRow.area, point_of(position))
        return self._session.scalar(select(func.min(CommuneRow.insee)).where(here))

    def _change(self, offer_id: UUID, values: Mapping[str, Any]) -> OfferState | None:
        """Answers the state that it has now."""
        changed = update(_offer).where(_offer.c.id == offer_id).values(version=_offer.c.version + 1, **values)
        state: OfferState | None = self._session.scalar(changed.returning(_offer.c.state))
        return state

    def _count(
        self, of_offer: Any, offer_ids: Collection[UUID], one: ColumnElement[int], other: ColumnElement[int]
    ) -> dict[UUID, tuple[int, int]]:
        rows = self._session.execute(select(of_offer, one, other).where(of_offer.in_(offer_ids)).group_by(of_offer))
        return {offer_id: (first, second) for offer_id, first, second in rows}

    def _lock(self, *conditions: ColumnElement[bool]) -> list[PostedOffer]:
        wanted = _POSTED.where(*conditions).order_by(OfferRow.id)
        return self._read(wanted.with_for_update(key_share=True, of=OfferRow))

    def _read(self, query: Select[OfferRow, OrganisationRow, CommuneRow]) -> list[PostedOffer]:
        return [_posted(*row) for row in self._session.execute(query)]


def _columns(draft: OfferDraft, commune: str | None) -> dict[str, Any]:
    door = draft.place if isinstance(draft.place, AtDoor) else None
    return {
        **content_columns(draft),
        "position": point_of(door.position) if door else None,
        "location_precision": LocationPrecision.DOOR if door else LocationPrecision.COMMUNE,
        "commune_insee": commune,
        "address": door.address if door else None,
        "is_address_public": door is not None and door.is_address_public,
    }


def _posted(row: OfferRow, organisation: OrganisationRow, commune: CommuneRow | None) -> PostedOffer:
    return PostedOffer(
        id=row.id,
        organisation=organisation_of(organisation),
        state=row.state,
        version=row.version,
        draft=OfferDraft(**content_of(row), place=_place(row)),
        commune_insee=row.commune_insee,
        commune_name=commune.name if commune else None,
        reason=row.state_reason,
        source=row.source,
        created_at=row.created_at,
        published_at=row.published_at,
    )


def _place(row: OfferRow) -> AtDoor | InCommune | None:
    if row.location_precision is not LocationPrecision.COMMUNE and row.position is not None:
        return AtDoor(latlon_of(row.position), row.address, row.is_address_public)
    return InCommune(row.commune_insee) if row.commune_insee else None

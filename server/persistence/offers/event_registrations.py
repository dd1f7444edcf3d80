"""Registrations of those who come to an event, and of those who wait for a seat."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from game_rules.events.registrations import RegistrationState
from game_rules.events.seats import Registered, Registration, seats_left
from server.persistence.tables.accounts import AccountRow, PlayerRow
from server.persistence.tables.events import EventRegistrationRow
from server.persistence.tables.offers import OfferRow

_MERGE = (
    # Where both registered, the better seat is kept, and of two that wait the earlier one.
    """delete from event_registration o using event_registration n where o.player_id = :old and n.player_id = :new
       and n.offer_id = o.offer_id and (n.state, n.registered_at) <= (o.state, o.registered_at)""",
    """delete from event_registration n using event_registration o where o.player_id = :old and n.player_id = :new
       and n.offer_id = o.offer_id""",
    "update event_registration set player_id = :new where player_id = :old",
)


@dataclass(frozen=True, slots=True)
class NamedRegistration:
    """A registration as the organisation is told of it: with the name that the player goes by in the game."""

    name: str
    registration: Registration


class EventRegistrations:
    """Repository bound to one unit of work. Who writes holds the offer's lock, see `PostedOffers.lock`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_event(self, offer_id: UUID) -> list[Registration]:
        """In the order in which they registered."""
        rows = self._session.scalars(
            select(EventRegistrationRow)
            .where(EventRegistrationRow.offer_id == offer_id)
            .order_by(EventRegistrationRow.registered_at, EventRegistrationRow.player_id)
            .execution_options(populate_existing=True)
        )
        return [Registration(row.player_id, row.state, row.registered_at) for row in rows]

    def named(self, offer_id: UUID) -> list[NamedRegistration]:
        """The same, with names."""
        rows = self._session.execute(
            select(EventRegistrationRow, AccountRow.display_name)
            .join(PlayerRow, PlayerRow.id == EventRegistrationRow.player_id)
            .join(AccountRow, AccountRow.id == PlayerRow.account_id)
            .where(EventRegistrationRow.offer_id == offer_id)
            .order_by(EventRegistrationRow.registered_at, EventRegistrationRow.player_id)
        )
        return [
            NamedRegistration(name, Registration(row.player_id, row.state, row.registered_at)) for row, name in rows
        ]

    def add(self, offer_id: UUID, player_id: UUID, state: RegistrationState, now: datetime) -> None:
        self._session.execute(
            insert(EventRegistrationRow).values(offer_id=offer_id, player_id=player_id, state=state, registered_at=now)
        )

    def remove(self, offer_id: UUID, player_id: UUID) -> None:
        self._session.execute(
            delete(EventRegistrationRow).where(
                EventRegistrationRow.offer_id == offer_id, EventRegistrationRow.player_id == player_id
            )
        )

    def promote_waitlist(self, offer_id: UUID, player_ids: Iterable[UUID]) -> None:
        """Those who waited have a seat now."""
        self._session.execute(
            update(EventRegistrationRow)
            .where(EventRegistrationRow.offer_id == offer_id, EventRegistrationRow.player_id.in_(list(player_ids)))
            .values(state=RegistrationState.REGISTERED)
        )

    def waited_for(self, now: datetime) -> list[UUID]:
        """The offers of events to come for which somebody waits."""
        waiting = (
            select(OfferRow.id)
            .join(EventRegistrationRow, EventRegistrationRow.offer_id == OfferRow.id)
            .where(EventRegistrationRow.state == RegistrationState.WAITING, OfferRow.event_starts_at > now)
        )
        return list(self._session.scalars(waiting.distinct().order_by(OfferRow.id)))

    def of_player(self, player_id: UUID) -> dict[UUID, Registration]:
        """All that the player registered for, by offer."""
        rows = self._session.scalars(select(EventRegistrationRow).where(EventRegistrationRow.player_id == player_id))
        return {row.offer_id: Registration(row.player_id, row.state, row.registered_at) for row in rows}

    def standing(
        self, player_ids: Collection[UUID], offer_ids: Collection[UUID]
    ) -> dict[tuple[UUID, UUID], Registered]:
        """Returns where each player stands with each event among the offers, by player and offer."""
        if not player_ids or not offer_ids:
            return {}
        row = EventRegistrationRow
        events = self._session.execute(
            select(
                OfferRow.id,
                OfferRow.seats,
                select(func.count())
                .where(row.offer_id == OfferRow.id, row.state == RegistrationState.REGISTERED)
                .scalar_subquery(),
            ).where(OfferRow.id.in_(offer_ids), OfferRow.event_starts_at.is_not(None))
        ).all()
        registered = self._session.execute(
            select(row.player_id, row.offer_id, row.state).where(
                row.offer_id.in_([offer_id for offer_id, *_ in events]), row.player_id.in_(player_ids)
            )
        )
        states = {(player_id, offer_id): state for player_id, offer_id, state in registered}
        return {
            (player_id, offer_id): Registered(states.get((player_id, offer_id)), seats_left(seats, taken))
            for offer_id, seats, taken in events
            for player_id in player_ids
        }

    def move_player(self, old_id: UUID, new_id: UUID) -> None:
        """Makes the one player's registrations the other's."""
        for step in map(text, _MERGE):
            self._session.execute(step, {"old": old_id, "new": new_id})

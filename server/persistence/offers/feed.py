"""Offers of a feed on their way in: what is known of them already, and storing them again without harm."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from game_rules.feeds import FeedOffer
from game_rules.offers.findable import Location, is_taken_away
from game_rules.offers.lifecycle import OfferAction, OfferActor, OfferState
from game_rules.offers.offer import LocationPrecision, OfferSource
from game_rules.offers.same_offer import Listing, folded_title
from game_rules.organisations.organisation import OrganisationState
from game_rules.territory.communes import folded_name
from server.persistence.changes import announce_campaign_change
from server.persistence.geometry import latlon_of, point_of
from server.persistence.offers.rows import EVENT_COLUMNS, content_columns, lock_in_order
from server.persistence.tables.base import core_of
from server.persistence.tables.offers import OfferRow, OfferTransitionRow
from server.persistence.tables.organisations import OrganisationRow
from server.persistence.tables.territory import CommuneRow

_commune = core_of(CommuneRow)
_offer, _organisation, _transition = core_of(OfferRow), core_of(OrganisationRow), core_of(OfferTransitionRow)

_LEFT_AS_IT_IS = frozenset({
    "id", "source", "source_id", "wheelchair_accessible", "visiting_hours", "phone", "questions",
    *EVENT_COLUMNS.values(),
})  # fmt: skip
"""Columns of a known offer that no feed writes again: its keys, and what feeds say nothing of."""


@dataclass(frozen=True, slots=True)
class KnownOffer:
    """An offer that came before, as far as it matters."""

    state: OfferState
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class FeedChange:
    """An offer to keep, the state it takes, and what brought it there: None is that it came in."""

    offer: FeedOffer
    state: OfferState
    action: OfferAction | None


@dataclass(frozen=True, slots=True)
class StoredListing:
    """A listing as it is kept, in less than an offer takes. `source_id` is None where it was posted here."""

    listing: Listing
    where: Location
    source_id: str | None
    state: OfferState
    organisation: OrganisationState


class OfferFeed:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take_turns(self, source: OfferSource) -> None:
        """Waits until no other unit of work brings in offers of `source`; held until this one ends."""
        self._session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"feed of {source}"))))

    def known(self, source: OfferSource, source_ids: Sequence[str]) -> dict[str, KnownOffer]:
        """Those of `source_ids` that came before, locked."""
        query = (
            select(_offer.c.source_id, _offer.c.state, _offer.c.source_updated_at)
            .where(_offer.c.source == source, _offer.c.source_id.in_(source_ids))
            .order_by(_offer.c.id)
            # Keys stay: a player who finds one of them meanwhile does not wait for the feed.
            .with_for_update(key_share=True)
        )
        return {
            source_id: KnownOffer(state, updated_at) for source_id, state, updated_at in self._session.execute(query)
        }

    def store(self, offers: Sequence[FeedOffer], states: Mapping[str, OfferState]) -> set[str]:
        """Keeps each offer in its state of `states`, with its organisation; answers the source ids that were changed.

        `states` is by source id.
        """
        if not offers:
            return set()
        organisations = {offer.organisation_id: offer for offer in offers}
        self._session.execute(
            upsert(_organisation).on_conflict_do_nothing(),
            [
                {
                    "id": id_,
                    "name": offer.organisation,
                    "kind": offer.organisation_kind,
                    "is_demo": False,
                    # Whoever has a number here has registered; a feed only says one.
                    "siret": None,
                    # Whoever set the feed up vouches for it.
                    "state": OrganisationState.VERIFIED,
                }
                for id_, offer in sorted(organisations.items())
            ],
        )
        statement = upsert(_offer)
        rows = [_values(offer, states[offer.provenance.source_id]) for offer in offers]
        new = {name: statement.excluded[name] for name in rows[0] if name not in _LEFT_AS_IT_IS}
        changed = or_(*(_offer.c[name].is_distinct_from(value) for name, value in new.items()))
        stored = self._session.scalars(
            statement.on_conflict_do_update(index_elements=["source", "source_id"], set_=new, where=changed).returning(
                _offer.c.source_id
            ),
            rows,
        ).all()
        if stored:
            announce_campaign_change(self._session)
        return {source_id for source_id in stored if source_id}

    def listings(self, day: date) -> Iterator[StoredListing]:
        """Those in our communes that are not over on `day`, commune by commune, as they come from the database."""
        query = (
            select(
                _offer.c.id,
                _offer.c.kind,
                _offer.c.title,
                _offer.c.state,
                _offer.c.location_precision,
                _offer.c.position,
                _offer.c.commune_insee,
                _offer.c.published_at,
                _offer.c.starts_on,
                _offer.c.source,
                _offer.c.source_id,
                _offer.c.source_name,
                _offer.c.source_siret,
                _organisation.c.name,
                _organisation.c.siret,
                _organisation.c.state.label("organisation_state"),
            )
            .join(_organisation, _organisation.c.id == _offer.c.organisation_id)
            .where(
                _offer.c.commune_insee.in_(select(_commune.c.insee)),
                _offer.c.published_at.is_not(None),
                or_(_offer.c.expires_on.is_(None), _offer.c.expires_on >= day),
            )
            .order_by(_offer.c.commune_insee, _offer.c.id)
            .execution_options(yield_per=1_000)
        )
        for row in self._session.execute(query):
            position = latlon_of(row.position) if row.position is not None else None
            where = Location(row.location_precision, row.commune_insee, position)
            listing = Listing(
                id=row.id,
                source=row.source,
                source_name=row.source_name,
                kind=row.kind,
                title=folded_title(row.title),
                employer=folded_name(row.name),
                siret=row.siret or row.source_siret,
                commune_insee=row.commune_insee,
                door=position if where.precision is not LocationPrecision.COMMUNE else None,
                published_on=row.published_at.astimezone(UTC).date(),
                starts_on=row.starts_on,
                is_taken_away=is_taken_away(row.state, row.organisation_state),
            )
            yield StoredListing(listing, where, row.source_id, row.state, row.organisation_state)

    def note_transitions(self, changes: Sequence[FeedChange], at: datetime) -> None:
        """Keeps what the feed did to states."""
        if changes:
            self._session.execute(
                insert(_transition),
                [
                    {
                        "offer_id": change.offer.id,
                        "at": at,
                        "action": change.action,
                        "actor": OfferActor.FEED,
                        "to_state": change.state,
                    }
                    for change in changes
                ],
            )

    def published_in(self, source: OfferSource, communes: Collection[str]) -> dict[str, UUID]:
        """Those of `source` in `communes` (INSEE codes) that can be found, by their id there."""
        query = select(_offer.c.source_id, _offer.c.id).where(
            _offer.c.source == source,
            _offer.c.state == OfferState.PUBLISHED,
            _offer.c.commune_insee.in_(communes),
        )
        return {source_id: offer_id for source_id, offer_id in self._session.execute(query) if source_id}

    def expire_due(self, source: OfferSource, gone: Collection[UUID], day: date, at: datetime) -> int:
        """Lets those of `source` expire that were over before `day` or are among `gone`, and counts them."""
        due = lock_in_order(
            _offer.c.source == source,
            _offer.c.state.in_([OfferState.PUBLISHED, OfferState.PAUSED]),
            or_(_offer.c.expires_on < day, _offer.c.id.in_(gone)),
        )
        expired: Sequence[UUID] = self._session.scalars(
            update(_offer).where(_offer.c.id == due.c.id).values(state=OfferState.EXPIRED).returning(_offer.c.id)
        ).all()
        if expired:
            self._session.execute(
                insert(_transition),
                [
                    {
                        "offer_id": offer_id,
                        "at": at,
                        "action": OfferAction.EXPIRE,
                        "actor": OfferActor.FEED,
                        "to_state": OfferState.EXPIRED,
                    }
                    for offer_id in expired
                ],
            )
            announce_campaign_change(self._session)
        return len(expired)


def _values(offer: FeedOffer, state: OfferState) -> dict[str, Any]:
    provenance, where = offer.provenance, offer.where
    return {
        **content_columns(offer),
        "id": offer.id,
        "organisation_id": offer.organisation_id,
        "state": state,
        "position": point_of(where.position) if where.position else None,
        "location_precision": where.precision,
        "commune_insee": where.commune_insee,
        "published_at": provenance.created_at,
        "source": provenance.source,
        "source_id": provenance.source_id,
        "source_name": provenance.source_name,
        "source_siret": offer.siret,
        "source_url": provenance.url,
        "source_created_at": provenance.created_at,
        "source_updated_at": provenance.updated_at,
        "source_details": dict(provenance.details),
    }

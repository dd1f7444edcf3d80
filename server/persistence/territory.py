"""The territory and what can be found in it: communes, campaigns, places, organisations and offers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVarTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Date, DateTime, Select, cast, func, literal, literal_column, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from game_rules.offers.lifecycle import OfferState
from game_rules.offers.offer import Offer
from game_rules.organisations.organisation import Organisation
from game_rules.territory.territory import Campaign, CampaignDates, CampaignDays, Commune, Place
from server.persistence.changes import announce_campaign_change
from server.persistence.geometry import area_of, latlon_of, multipolygon_of, point_of
from server.persistence.offers.rows import content_columns
from server.persistence.tables.base import Table
from server.persistence.tables.offers import OfferRow
from server.persistence.tables.organisations import OrganisationRow
from server.persistence.tables.territory import CampaignRow, CommuneRow, PlaceRow

ROWS_PER_STATEMENT = 200
"""Keeps a statement's parameters well below PostgreSQL's 65,535."""


_Selected = TypeVarTuple("_Selected")


@dataclass(frozen=True, slots=True)
class StoreReport:
    """Counts of the stored things that were new, changed, or as they were."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: "StoreReport") -> "StoreReport":
        return StoreReport(self.created + other.created, self.updated + other.updated, self.unchanged + other.unchanged)


class TerritoryRepository:
    """Repository bound to one unit of work. What is stored again under its key replaces what was there."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def store_communes(self, communes: Sequence[Commune]) -> StoreReport:
        return self._store(CommuneRow, "insee", [_commune_values(commune) for commune in communes])

    def store_campaign(self, campaign: Campaign) -> StoreReport:
        return self._store(CampaignRow, "id", [_campaign_values(campaign)])

    def store_places(self, places: Sequence[Place]) -> StoreReport:
        return self._store(PlaceRow, "id", [_place_values(place) for place in places])

    def store_organisations(self, organisations: Sequence[Organisation]) -> StoreReport:
        """New ones are verified, unless they say otherwise. What an organiser has decided since then stays."""
        return self._store(
            OrganisationRow, "id", [_organisation_values(one) for one in organisations], only_new=("state",)
        )

    def store_offers(self, offers: Sequence[Offer]) -> StoreReport:
        """New ones are published. What has become of one since then stays: loading again does not publish it again."""
        rows = [_offer_values(offer) for offer in offers]
        return self._store(OfferRow, "id", rows, only_new=("state", "published_at"))

    def _store(
        self, table: type[Table], key: str, rows: list[dict[str, Any]], *, only_new: tuple[str, ...] = ()
    ) -> StoreReport:
        report = StoreReport()
        for start in range(0, len(rows), ROWS_PER_STATEMENT):
            some = rows[start : start + ROWS_PER_STATEMENT]
            upsert = insert(table).values(some)
            columns = {name: getattr(upsert.excluded, name) for name in some[0] if name not in (key, *only_new)}
            changed = or_(*(getattr(table, name).is_distinct_from(new) for name, new in columns.items()))
            # A row that was inserted, not updated, has no earlier version to lock: its xmax is 0.
            is_new: ColumnElement[bool] = literal_column("(xmax = 0)")
            results = self._session.scalars(
                upsert.on_conflict_do_update(index_elements=[key], set_=columns, where=changed).returning(is_new)
            ).all()
            created = sum(bool(result) for result in results)
            if results:
                announce_campaign_change(self._session)
            report += StoreReport(created, len(results) - created, len(some) - len(results))
        return report

    def communes(self) -> list[Commune]:
        return [
            Commune(
                insee=row.insee,
                name=row.name,
                population=row.population,
                centre=latlon_of(row.centre),
                area=multipolygon_of(row.area),
                source=row.source,
            )
            for row in self._session.scalars(select(CommuneRow).order_by(CommuneRow.insee))
        ]

    def running_campaign(self, day: date) -> Campaign | None:
        """The campaign that runs on `day`, a day of its own zone: of several the one that started last."""
        row = self._session.scalar(_running_on(select(CampaignRow), day))
        return _campaign(row) if row else None

    def running_campaign_at(self, now: datetime) -> Campaign | None:
        """The campaign that runs at `now`: each begins and ends with a day of its own zone."""
        row = self._session.scalar(_running_on(select(CampaignRow), _local_day(now)))
        return _campaign(row) if row else None

    def running_zone_at(self, now: datetime) -> ZoneInfo | None:
        """The time zone of the campaign that runs at `now`, without its polygon."""
        name = self._session.scalar(_running_on(select(CampaignRow.timezone), _local_day(now)))
        return ZoneInfo(name) if name else None

    def next_start_after(self, now: datetime) -> date | None:
        """The first day of the campaign that begins next, a day of its own zone; None where none is to come."""
        return self._session.scalar(
            select(func.min(CampaignRow.starts_on)).where(CampaignRow.starts_on > _local_day(now))
        )

    def campaign_dates(self, now: datetime) -> CampaignDates:
        """The days of the campaign that runs at `now`, of the one that ended last and of the one that begins next."""
        days = select(CampaignRow.name, CampaignRow.starts_on, CampaignRow.ends_on)
        local_day = _local_day(now)
        ended = days.where(CampaignRow.ends_on < local_day).order_by(CampaignRow.ends_on.desc(), CampaignRow.slug)
        to_come = days.where(CampaignRow.starts_on > local_day).order_by(CampaignRow.starts_on, CampaignRow.slug)
        found = (self._session.execute(one.limit(1)).first() for one in (_running_on(days, local_day), ended, to_come))
        return CampaignDates(*(CampaignDays(row.name, row.starts_on, row.ends_on) if row else None for row in found))

    def zones(self) -> list[ZoneInfo]:
        """The time zones of all campaigns, running or not."""
        names = self._session.scalars(select(CampaignRow.timezone).distinct().order_by(CampaignRow.timezone))
        return [ZoneInfo(name) for name in names]

    def campaign_by_slug(self, slug: str) -> Campaign | None:
        row = self._session.scalar(select(CampaignRow).where(CampaignRow.slug == slug))
        return _campaign(row) if row else None

    def places(self, ids: Collection[UUID] | None = None) -> list[Place]:
        """All places, or those among `ids`, by name."""
        query = select(PlaceRow).order_by(PlaceRow.name, PlaceRow.id)
        return [
            Place(
                id=row.id,
                name=row.name,
                kind=row.kind,
                position=latlon_of(row.position),
                accuracy_m=row.accuracy_m,
                commune_insee=row.commune_insee,
                source=row.source,
                staffed_hours=row.staffed_hours,
            )
            for row in self._session.scalars(query if ids is None else query.where(PlaceRow.id.in_(ids)))
        ]

    def is_empty(self) -> bool:
        """Tells whether nothing has been loaded yet."""
        return self._session.scalar(select(CampaignRow.id).limit(1)) is None


def _commune_values(commune: Commune) -> dict[str, Any]:
    return {
        "insee": commune.insee,
        "name": commune.name,
        "population": commune.population,
        "centre": point_of(commune.centre),
        "area": area_of(commune.area),
        "source": commune.source,
    }


def _campaign_values(campaign: Campaign) -> dict[str, Any]:
    return {
        "id": campaign.id,
        "slug": campaign.slug,
        "name": campaign.name,
        "timezone": campaign.zone.key,
        "starts_on": campaign.starts_on,
        "ends_on": campaign.ends_on,
        "territory": area_of(campaign.territory),
        "territory_source": campaign.territory_source,
    }


def _place_values(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "position": point_of(place.position),
        "accuracy_m": place.accuracy_m,
        "commune_insee": place.commune_insee,
        "source": place.source,
        "staffed_hours": place.staffed_hours,
    }


def _organisation_values(organisation: Organisation) -> dict[str, Any]:
    return {
        "id": organisation.id,
        "name": organisation.name,
        "kind": organisation.kind,
        "is_demo": organisation.is_demo,
        "siret": organisation.siret,
        "state": organisation.state,
    }


def _offer_values(offer: Offer) -> dict[str, Any]:
    return {
        **content_columns(offer),
        "id": offer.id,
        "state": OfferState.PUBLISHED,
        "organisation_id": offer.organisation.id,
        "position": point_of(offer.position),
        "location_precision": offer.location_precision,
        "commune_insee": offer.commune_insee,
        "address": offer.address,
        "is_address_public": offer.is_address_public,
        "published_at": offer.published_at or func.now(),
    }


def _local_day(now: datetime) -> ColumnElement[date]:
    return cast(func.timezone(CampaignRow.timezone, literal(now, DateTime(timezone=True))), Date)


def _running_on(campaigns: Select[*_Selected], day: date | ColumnElement[date]) -> Select[*_Selected]:
    return (
        campaigns.where(CampaignRow.starts_on <= day, or_(CampaignRow.ends_on.is_(None), CampaignRow.ends_on >= day))
        .order_by(CampaignRow.starts_on.desc(), CampaignRow.slug)
        .limit(1)
    )


def _campaign(row: CampaignRow) -> Campaign:
    return Campaign(
        id=row.id,
        slug=row.slug,
        name=row.name,
        zone=ZoneInfo(row.timezone),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        territory=multipolygon_of(row.territory),
        territory_source=row.territory_source,
    )

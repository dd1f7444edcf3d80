"""Rows of offers: what they are read with, and how an offer's content becomes columns and is read back.

Every reader and writer of the table goes through here, so that a field is known to all of them or to none.
"""

from dataclasses import fields
from typing import Any

from sqlalchemy import CTE, ColumnElement, select

from game_rules.kinds import WayToMeet
from game_rules.offers.content import EventTimes, OfferContent, fields_in
from server.persistence.tables.base import core_of
from server.persistence.tables.offers import OfferRow
from server.persistence.tables.organisations import OrganisationRow
from server.persistence.tables.territory import CommuneRow

OFFERS = (
    select(OfferRow, OrganisationRow, CommuneRow)
    .join(OrganisationRow, OrganisationRow.id == OfferRow.organisation_id)
    .outerjoin(CommuneRow, CommuneRow.insee == OfferRow.commune_insee)
)
"""Each offer with its organisation, and with its commune if that is one of ours."""

EVENT_COLUMNS = {"starts_at": "event_starts_at", "ends_at": "event_ends_at", "seats": "seats"}
"""By field of an event's times: its column."""

_offer = core_of(OfferRow)
_UNDER_THEIR_NAME = tuple(one.name for one in fields(OfferContent) if one.name != "event")


def lock_in_order(*conditions: ColumnElement[bool]) -> CTE:
    """Returns the ids of the offers for which the conditions hold, locked one after the other in the order of their
    ids, for a statement that changes them: two that change many never wait for each other in a circle."""
    wanted = select(_offer.c.id).where(*conditions).order_by(_offer.c.id)
    return wanted.with_for_update(key_share=True).cte("locked")


def content_columns(content: OfferContent) -> dict[str, Any]:
    """Returns the values of `content` by column: each field under its name, an event's as `EVENT_COLUMNS` says."""
    values = fields_in(content, OfferContent)
    event = values.pop("event")
    return {
        **values,
        "ways_to_meet": sorted(content.ways_to_meet),
        "questions": list(content.questions),
        **{column: getattr(event, field) if event else None for field, column in EVENT_COLUMNS.items()},
    }


def content_of(row: OfferRow) -> dict[str, Any]:
    """Returns the content of `row` by field, to make an offer or a draft with it: `content_columns` read back."""
    event = {field: getattr(row, column) for field, column in EVENT_COLUMNS.items()}
    return {
        **{name: getattr(row, name) for name in _UNDER_THEIR_NAME},
        "ways_to_meet": frozenset(WayToMeet(way) for way in row.ways_to_meet),
        "questions": tuple(row.questions),
        "event": EventTimes(**event) if row.event_starts_at and row.event_ends_at else None,
    }

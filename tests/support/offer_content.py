"""An offer that gives every field of its content, for tests of what becomes of each of them."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from game_rules.hours import OpenHours, VisitingHours
from game_rules.kinds import OfferKind, WayToMeet
from game_rules.offers.content import EventTimes, OfferContent, fields_in
from game_rules.offers.drafts import OfferDraft
from game_rules.offers.lifecycle import OfferState
from game_rules.offers.posted import OfferCounts, PostedOffer, PostedOfferView
from server.schemas.offers.employer_offers import EmployerOfferOut
from tests.support.factories import organisation

CONTENT = OfferContent(
    kind=OfferKind.EVENT,
    title="Portes ouvertes",
    description="Tu vois l’atelier.",
    rome_code="D1106",
    salary="12 € par heure",
    working_hours="35 h par semaine",
    duration="CDI",
    openings=2,
    starts_on=date(2026, 6, 10),
    expires_on=date(2026, 6, 20),
    ways_to_meet=frozenset({WayToMeet.PHONE_FIRST, WayToMeet.DROP_BY}),
    without_driving_licence=True,
    wheelchair_accessible=False,
    apply_url="https://example.org/postuler",
    event=EventTimes(datetime(2026, 6, 10, 12, tzinfo=UTC), datetime(2026, 6, 10, 14, tzinfo=UTC), 12),
    questions=("Pourquoi nous ?", "Quand ?"),
    phone="+33321000000",
    visiting_hours=VisitingHours({1: (OpenHours(time(9), time(12)),)}),
)
"""None of its fields has its default: tests/unit/offers/test_offer_content.py."""


def told_to_its_employer() -> dict[str, Any]:
    """Returns a draft with all of CONTENT as the people of its organisation are sent it."""
    offer = PostedOffer(
        id=UUID(int=1),
        organisation=organisation(),
        state=OfferState.DRAFT,
        version=1,
        draft=OfferDraft(**fields_in(CONTENT, OfferContent)),
        commune_insee=None,
        commune_name=None,
    )
    view = PostedOfferView(
        offer,
        OfferCounts(),
        findings=(),
        can=(),
        is_public=False,
        restorable_until=None,
        poster_restorable_until=None,
    )
    return EmployerOfferOut.of(view).model_dump(mode="json")

"""Which listings of several sources are one offer: only where nothing speaks against it, and whatever their order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.kinds import OfferKind
from game_rules.offers.findable import PlacementArea, StoredOffer, findable_offers
from game_rules.offers.lifecycle import OfferState
from game_rules.offers.limits import SAME_DOOR_M, SAME_OFFER_DAYS
from game_rules.offers.offer import LocationPrecision, Offer, OfferSource
from game_rules.offers.same_offer import Listing, canonical_by_duplicate, folded_title
from game_rules.organisations.organisation import OrganisationState
from game_rules.territory.communes import folded_name
from tests.support.factories import everywhere, offer, place

TODAY = date(2026, 6, 3)
_NAMESPACE = UUID("0a4b0fb2-2f8e-4a53-8a8b-0a3f1c3f6f10")
SIRET, OTHER_SIRET = "73282932000074", "35600000000048"


def listing(
    source: OfferSource | None = OfferSource.FRANCE_TRAVAIL,
    name: str | None = None,
    *,
    number: int = 1,
    title: str = "Fleuriste (H/F)",
    employer: str = "Les Fleurs d’Essai",
) -> Listing:
    return Listing(
        id=uuid5(_NAMESPACE, f"{source}/{name}/{number}"),
        source=source,
        source_name=name or (str(source) if source else None),
        kind=OfferKind.JOB,
        title=folded_title(title),
        employer=folded_name(employer),
        siret=None,
        commune_insee="62498",
        published_on=TODAY,
        starts_on=None,
        door=None,
    )


FEED, PAGE, HERE = listing(), listing(OfferSource.JOB_POSTING), listing(None)


def test_the_same_offer_of_several_sources_is_found_once_as_its_employer_posted_it() -> None:
    assert canonical_by_duplicate([FEED, PAGE, HERE]) == {FEED.id: HERE.id, PAGE.id: HERE.id}
    assert canonical_by_duplicate([FEED, PAGE]) == {FEED.id: PAGE.id}
    assert canonical_by_duplicate([FEED]) == {}


@pytest.mark.parametrize("title", ["FLEURISTE F/H", "fleuriste", "Fleuriste - H/F"])
def test_a_title_is_the_same_in_other_letters(title: str) -> None:
    assert canonical_by_duplicate([FEED, listing(OfferSource.CSV, title=title, employer="LES FLEURS D'ESSAI")])


Change = Callable[[Listing], Listing]

APART: list[tuple[str, Change]] = [
    ("another title", lambda one: replace(one, title="fleuriste confirme")),
    ("another kind", lambda one: replace(one, kind=OfferKind.APPRENTICESHIP)),
    ("another employer", lambda one: replace(one, employer="le garage")),
    ("another commune", lambda one: replace(one, commune_insee="62771")),
    ("no commune", lambda one: replace(one, commune_insee=None)),
    ("nobody knows when", lambda one: replace(one, published_on=None)),
    ("too long ago", lambda one: replace(one, published_on=TODAY - timedelta(days=SAME_OFFER_DAYS + 1))),
]


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in APART])
def test_what_differs_in_one_thing_stays_apart(change: Change) -> None:
    assert canonical_by_duplicate([FEED, change(PAGE)]) == {}


def test_a_month_between_two_publications_is_the_most() -> None:
    assert canonical_by_duplicate([FEED, replace(PAGE, published_on=TODAY - timedelta(days=SAME_OFFER_DAYS))])


def test_a_siret_says_more_than_a_name() -> None:
    here, there = replace(FEED, siret=SIRET), replace(PAGE, siret=SIRET, employer="fleurs sarl")
    assert canonical_by_duplicate([here, there])
    assert not canonical_by_duplicate([here, replace(PAGE, siret=OTHER_SIRET)])
    assert canonical_by_duplicate([here, PAGE])


def test_two_first_days_of_work_are_two_offers_and_one_alone_says_nothing() -> None:
    first = replace(FEED, starts_on=TODAY)
    assert not canonical_by_duplicate([first, replace(PAGE, starts_on=TODAY + timedelta(days=1))])
    assert canonical_by_duplicate([first, PAGE])


def test_two_shops_are_two_doors() -> None:
    door = replace(FEED, door=place())
    assert canonical_by_duplicate([door, replace(PAGE, door=place(metres_east=SAME_DOOR_M - 1))])
    assert not canonical_by_duplicate([door, replace(PAGE, door=place(metres_east=SAME_DOOR_M + 1))])
    assert canonical_by_duplicate([door, PAGE]) == {PAGE.id: door.id}


def test_an_employer_who_is_not_named_is_nobody_in_particular() -> None:
    assert not canonical_by_duplicate(
        [listing(employer="France Travail"), listing(OfferSource.CSV, employer="FRANCE TRAVAIL")]
    )


def test_two_openings_of_one_origin_stay_two_and_nothing_is_lost_to_them() -> None:
    assert canonical_by_duplicate([FEED, listing(number=2), PAGE]) == {}
    other_site = listing(OfferSource.JOB_POSTING, "jobs.example")
    assert len(canonical_by_duplicate([PAGE, other_site])) == 1


def test_what_is_the_same_as_two_that_differ_stays_apart() -> None:
    early, late = replace(PAGE, published_on=TODAY - timedelta(20)), replace(HERE, published_on=TODAY + timedelta(20))
    assert canonical_by_duplicate([early, FEED])
    assert canonical_by_duplicate([FEED, late])
    assert canonical_by_duplicate([early, FEED, late]) == {}


LISTINGS = st.lists(
    st.builds(
        lambda source, number, employer, days: replace(
            listing(source, number=number, employer=employer), published_on=TODAY + timedelta(days)
        ),
        st.sampled_from([None, *OfferSource]),
        st.integers(1, 2),
        st.sampled_from(["Un", "Deux"]),
        st.integers(0, 2 * SAME_OFFER_DAYS),
    ),
    unique_by=lambda one: one.id,
    max_size=8,
)


@given(LISTINGS.flatmap(lambda listings: st.tuples(st.just(listings), st.permutations(listings))))
def test_no_order_of_imports_matters_and_who_stands_for_others_stands_for_itself(
    orders: tuple[list[Listing], list[Listing]],
) -> None:
    told = canonical_by_duplicate(orders[0])
    assert canonical_by_duplicate(orders[1]) == told
    assert not told.keys() & set(told.values())


def stored(source: OfferSource | None, state: OfferState = OfferState.PUBLISHED, **changes: object) -> StoredOffer:
    one: Offer = replace(
        offer(expires_on=TODAY),
        id=uuid5(_NAMESPACE, str(source)),
        source=source,
        source_name=source and str(source),
        published_at=datetime.combine(TODAY, time(), UTC),
        location_precision=LocationPrecision.DOOR,
    )
    return StoredOffer(replace(one, **changes), state)  # type: ignore[arg-type]


def found(*offers: StoredOffer, day: date = TODAY) -> list[OfferSource | None]:
    return [one.source for one in findable_offers(offers, PlacementArea((), (), everywhere), day).offers]


def test_one_listing_can_be_found_for_all() -> None:
    assert found(stored(OfferSource.CSV), stored(None)) == [None]


@pytest.mark.parametrize("state", [OfferState.FILLED, OfferState.PAUSED, OfferState.WITHDRAWN])
def test_what_people_took_away_no_other_source_brings_back(state: OfferState) -> None:
    assert found(stored(OfferSource.CSV), stored(None, state)) == []
    assert found(stored(OfferSource.CSV, state), stored(OfferSource.JOB_POSTING)) == []


def test_what_a_suspended_organisation_offers_no_other_source_brings_back() -> None:
    suspended = replace(offer().organisation, state=OrganisationState.SUSPENDED)
    assert found(stored(OfferSource.CSV), stored(None, organisation=suspended)) == []


@pytest.mark.parametrize("state", [OfferState.DRAFT, OfferState.SUBMITTED, OfferState.EXPIRED])
def test_what_is_not_public_hides_nothing(state: OfferState) -> None:
    assert found(stored(OfferSource.CSV), stored(None, state)) == [OfferSource.CSV]


def test_when_one_listing_is_over_the_other_is_found_again() -> None:
    longer = stored(OfferSource.CSV, expires_on=TODAY + timedelta(days=5))
    assert found(longer, stored(None)) == [None]
    assert found(longer, stored(None), day=TODAY + timedelta(days=1)) == [OfferSource.CSV]

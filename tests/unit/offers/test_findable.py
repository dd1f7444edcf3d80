"""Which offers can be found, and where: published ones within their dates, at their door or carried by a place."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid5

import pytest

from game_rules.geo import LatLon
from game_rules.offers.findable import (
    CARRYING_KINDS,
    HiddenReason,
    Location,
    PlacementArea,
    StoredOffer,
    findable_offers,
    host_place,
    why_hidden,
)
from game_rules.offers.lifecycle import OfferState
from game_rules.offers.offer import LocationPrecision, Offer
from game_rules.organisations.organisation import OrganisationState
from game_rules.territory.territory import Place, PlaceKind
from tests.support.factories import LENS, everywhere, nowhere, offer, place

TODAY = date(2026, 6, 3)
YESTERDAY = TODAY - timedelta(days=1)
INSEE = "62498"
_NAMESPACE = UUID("0a4b0fb2-2f8e-4a53-8a8b-0a3f1c3f6f10")


def public_place(name: str, kind: PlaceKind = PlaceKind.TOWN_HALL, insee: str | None = INSEE) -> Place:
    return Place(uuid5(_NAMESPACE, name), name, kind, place(metres_east=len(name)), 50, insee, "made for tests")


def placement_area(*places: Place) -> PlacementArea:
    return PlacementArea(places, {INSEE}, everywhere)


def offer_ids(count: int) -> list[UUID]:
    return [uuid5(_NAMESPACE, f"offer {number}") for number in range(count)]


def shown(one: Offer, state: OfferState = OfferState.PUBLISHED, at: PlacementArea | None = None) -> list[Offer]:
    return list(findable_offers([StoredOffer(one, state)], at or placement_area(), TODAY).offers)


@pytest.mark.parametrize("state", sorted(set(OfferState) - {OfferState.PUBLISHED}))
def test_only_a_published_offer_is_found(state: OfferState) -> None:
    assert shown(offer()) == [offer()]
    assert shown(offer(), state) == []
    assert why_hidden(state, None, TODAY) is not None


@pytest.mark.parametrize("state", sorted(set(OrganisationState) - {OrganisationState.VERIFIED}))
def test_nothing_of_an_organisation_is_found_that_is_not_verified(state: OrganisationState) -> None:
    assert shown(replace(offer(), organisation=replace(offer().organisation, state=state))) == []


def test_an_offer_is_found_through_its_last_day() -> None:
    assert shown(offer(expires_on=TODAY))
    assert not shown(offer(expires_on=YESTERDAY))
    assert why_hidden(OfferState.PUBLISHED, YESTERDAY, TODAY) is HiddenReason.OUT_OF_DATE


def test_an_offer_outside_the_territory_is_not_found() -> None:
    outside = PlacementArea([public_place("Mairie")], set(), nowhere)
    door = Location(LocationPrecision.DOOR, INSEE, LENS)
    assert outside.locate(offer().id, door) is HiddenReason.OUT_OF_TERRITORY
    assert (
        outside.locate(offer().id, replace(door, precision=LocationPrecision.COMMUNE)) is HiddenReason.OUT_OF_TERRITORY
    )
    assert shown(offer(), at=outside) == []


def test_an_offer_that_names_only_a_departement_is_nowhere() -> None:
    nowhere_known = Location(LocationPrecision.COMMUNE, None, None)
    assert placement_area(public_place("Mairie")).locate(offer().id, nowhere_known) is HiddenReason.PLACE_UNKNOWN


def test_an_offer_without_a_door_is_found_at_a_public_place_of_its_commune() -> None:
    here, elsewhere = public_place("Mairie"), public_place("Mairie voisine", insee="62771")
    somewhere = offer(location_precision=LocationPrecision.COMMUNE, metres_north=900)
    [found] = shown(somewhere, at=placement_area(elsewhere, here))
    assert found == replace(somewhere, position=here.position)
    assert found.location_precision is LocationPrecision.COMMUNE


def test_a_commune_without_a_public_place_hides_its_offers_and_says_so() -> None:
    where = Location(LocationPrecision.COMMUNE, INSEE, LENS)
    assert placement_area().locate(offer().id, where) is HiddenReason.NO_PUBLIC_PLACE


@pytest.mark.parametrize("kind", sorted(set(PlaceKind) - CARRYING_KINDS))
def test_nobody_is_led_to_tracks_water_slopes_or_a_school(kind: PlaceKind) -> None:
    where = Location(LocationPrecision.COMMUNE, INSEE, LENS)
    assert placement_area(public_place("Lieu", kind)).locate(offer().id, where) is HiddenReason.NO_PUBLIC_PLACE


def test_offers_spread_evenly_over_the_places_of_their_commune() -> None:
    places = [
        public_place("Mairie"),
        public_place("Médiathèque"),
        public_place("Mission locale"),
        public_place("Musée"),
    ]
    carried = Counter(host_place(offer_id, places).name for offer_id in offer_ids(4_000))
    # 1,000 each; four standard deviations of a binomial share are 110.
    assert all(890 < count < 1_110 for count in carried.values()), carried
    assert len(carried) == len(places)


def test_a_new_place_takes_its_share_and_moves_nothing_else() -> None:
    places = [public_place("Mairie"), public_place("Médiathèque"), public_place("Musée")]
    new = public_place("Mission locale")
    ids = offer_ids(2_000)
    before = {offer_id: host_place(offer_id, places) for offer_id in ids}
    after = {offer_id: host_place(offer_id, [new, *reversed(places)]) for offer_id in ids}
    moved = {offer_id for offer_id in ids if before[offer_id] != after[offer_id]}
    assert {after[offer_id] for offer_id in moved} == {new}
    assert 400 < len(moved) < 600


def test_where_an_offer_with_a_door_stands_is_never_changed() -> None:
    door = offer(metres_north=300)
    assert shown(door, at=placement_area(public_place("Mairie"))) == [door]
    assert placement_area().locate(door.id, Location(LocationPrecision.STREET, None, LatLon(50.4, 2.8))) == LatLon(
        50.4, 2.8
    )

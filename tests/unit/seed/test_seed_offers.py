"""The demo offers: what the script makes, plainly invented, of every kind, and where a walk finds them."""

import csv
from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from game_rules.geo import LatLon, distance_m
from game_rules.kinds import OfferKind, WayToMeet
from game_rules.offers.offer import LocationPrecision, Offer
from seed_data.communes import read_commune_points
from seed_data.deterministic import seed_id
from seed_data.grid import DEMO_WALK_START, FULL_STREET, QUIET_STREET, SPACING_M, STREET_LENGTH_M
from seed_data.make_areas import contains, make_areas
from seed_data.make_offers import OFFERS_FILE, ORGANISATIONS_FILE, TRADES_FILE, csv_text, make_rows
from seed_data.plane import Plane
from seed_data.rows import OFFER_COLUMNS, ORGANISATION_COLUMNS, read_offers, read_organisations

TODAY = date(2026, 6, 3)
PARIS = ZoneInfo("Europe/Paris")
COMMUNES = read_commune_points().rows

# The walk "ACTIVE LOG #2" of gpxpy's test file cerknicko-jezero.gpx (Apache-2.0), every twelfth point: metres east and
# north of its first one.
DEMO_WALK_M = (
    (0, 0), (-35, -90), (-80, -198), (-111, -285), (-75, -367), (-108, -461), (-150, -579), (-131, -669), (-18, -687),
    (78, -684), (179, -627), (213, -550), (163, -425), (111, -292), (31, -89),
)  # fmt: skip


@pytest.fixture(scope="module")
def offers() -> tuple[Offer, ...]:
    read = read_offers(OFFERS_FILE, read_organisations(ORGANISATIONS_FILE), today=TODAY, zone=PARIS)
    assert read.problems == ()
    return read.rows


def test_the_committed_offers_are_what_the_script_makes() -> None:
    organisations, offers = make_rows(COMMUNES)
    assert ORGANISATIONS_FILE.read_text(encoding="utf-8") == csv_text(ORGANISATION_COLUMNS, organisations)
    assert OFFERS_FILE.read_text(encoding="utf-8") == csv_text(OFFER_COLUMNS, offers)


def test_there_are_at_least_150_offers_and_10_of_every_kind(offers: tuple[Offer, ...]) -> None:
    assert len(offers) >= 150
    counts = Counter(offer.kind for offer in offers)
    assert set(counts) == set(OfferKind)
    assert min(counts.values()) >= 10


def test_occupations_cover_every_letter_of_the_nomenclature(offers: tuple[Offer, ...]) -> None:
    assert {offer.rome_code[0] for offer in offers if offer.rome_code} == set("ABCDEFGHIJKLMN")


def test_every_organisation_says_in_its_name_that_it_is_invented(offers: tuple[Offer, ...]) -> None:
    assert all(offer.organisation.is_demo and "de démonstration n°" in offer.organisation.name for offer in offers)
    assert len({offer.organisation.name for offer in offers}) == len(offers)


def test_every_offer_lies_in_the_area_of_its_commune_lens_or_lievin(offers: tuple[Offer, ...]) -> None:
    areas = make_areas(COMMUNES)
    for offer in offers:
        assert offer.commune_insee in {"62498", "62510"}
        assert contains(areas[offer.commune_insee], offer.position)
        assert offer.location_precision is LocationPrecision.DOOR


def test_ids_are_unique_and_do_not_change(offers: tuple[Offer, ...]) -> None:
    assert len({offer.id for offer in offers}) == len(offers)
    ids = {offer.id: offer.position for offer in offers}
    again = read_offers(OFFERS_FILE, read_organisations(ORGANISATIONS_FILE), today=TODAY, zone=PARIS).rows
    assert {offer.id: offer.position for offer in again} == ids
    # Written down once: a change of the namespace or of the way ids are made would double a loaded world.
    assert str(seed_id("offer", "demo-0e0n-1")) == "b0cc00ba-89bc-5c78-a304-a8b4f7299026"
    assert seed_id("offer", "demo-0e0n-1") in ids


def test_streets_of_shops_stand_on_a_grid_of_800_m(offers: tuple[Offer, ...]) -> None:
    plane = Plane(DEMO_WALK_START)
    doors: Counter[tuple[int, int]] = Counter()
    for offer in offers:
        east, north = plane.to_metres(offer.position)
        node = (round(east / SPACING_M), round(north / SPACING_M))
        assert abs(east - node[0] * SPACING_M) <= 10
        assert abs(north - node[1] * SPACING_M) <= STREET_LENGTH_M
        doors[node] += 1
    assert (0, 0) in doors
    assert all(QUIET_STREET <= count <= FULL_STREET for count in doors.values())


def test_no_two_offers_share_a_spot(offers: tuple[Offer, ...]) -> None:
    positions = [offer.position for offer in offers]
    for index, position in enumerate(positions):
        assert all(distance_m(position, other) >= 5 for other in positions[:index])


def test_the_demo_walk_passes_at_least_eight_offers_within_60_m(offers: tuple[Offer, ...]) -> None:
    plane = Plane(DEMO_WALK_START)
    walk = [plane.to_position(east, north) for east, north in DEMO_WALK_M]
    passed = [offer for offer in offers if any(distance_m(offer.position, point) <= 60 for point in walk)]
    assert len(passed) >= 8


def test_what_an_employer_does_not_say_stays_unsaid(offers: tuple[Offer, ...]) -> None:
    for values in (
        [offer.salary for offer in offers],
        [offer.working_hours for offer in offers],
        [offer.wheelchair_accessible for offer in offers],
    ):
        assert None in values
        assert any(value is not None for value in values)


def test_a_demo_offer_does_not_expire_but_an_event_ends_with_its_day(offers: tuple[Offer, ...]) -> None:
    for offer in offers:
        assert (offer.event is not None) == (offer.kind is OfferKind.EVENT)
        assert offer.expires_on == (offer.event.ends_at.date() if offer.event else None)


def test_demo_events_lie_ahead_and_some_have_few_seats(offers: tuple[Offer, ...]) -> None:
    events = [offer.event for offer in offers if offer.event]
    assert all(7 <= (event.starts_at.date() - TODAY).days <= 60 for event in events)
    assert {event.seats is None for event in events} == {True, False}


def test_whoever_wants_a_call_first_gives_a_number_that_nobody_has(offers: tuple[Offer, ...]) -> None:
    for offer in offers:
        assert (offer.phone is not None) == (WayToMeet.PHONE_FIRST in offer.ways_to_meet)
        assert offer.phone is None or offer.phone.startswith("+3335301")


def test_some_demo_offers_ask_up_to_three_questions(offers: tuple[Offer, ...]) -> None:
    assert {len(offer.questions) for offer in offers} == {0, 1, 2}


def test_an_occupation_has_one_title() -> None:
    titles: dict[str, set[str]] = {}
    for path in (TRADES_FILE, TRADES_FILE.with_name("openings.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                titles.setdefault(row["rome_code"], set()).add(row["rome_title"])
    assert {code: names for code, names in titles.items() if len(names) > 1} == {}


def test_the_demo_walk_starts_at_a_street_of_shops(offers: tuple[Offer, ...]) -> None:
    start = LatLon(50.4219, 2.7786)
    assert start == DEMO_WALK_START
    assert min(distance_m(start, offer.position) for offer in offers) <= 25

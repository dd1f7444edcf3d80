"""Rows of the seed files: a broken one says its line and what to do, and stops nothing else."""

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from game_rules.hours import OpenHours
from game_rules.kinds import WayToMeet
from game_rules.offers.content import EventTimes
from game_rules.offers.offer import Offer
from game_rules.organisations.organisation import Organisation
from game_rules.territory.territory import PlaceKind
from seed_data.communes import COMMUNES_FILE
from seed_data.csv_rows import ReadRows
from seed_data.deterministic import pick, seed_id, share
from seed_data.load import PLACES_FILE
from seed_data.rows import (
    OFFER_COLUMNS,
    ORGANISATION_COLUMNS,
    PLACE_COLUMNS,
    read_communes,
    read_offers,
    read_organisations,
    read_places,
)
from seed_data.visiting_hours import parse_visiting_hours

PLACE = "gare,Gare de Lens,station,50.4272,2.8277,150,62498,survey,"
ORGANISATION = "bakery,Boulangerie de démonstration n° 7,employer,yes,"
TODAY = date(2026, 6, 3)
PARIS = ZoneInfo("Europe/Paris")
OFFER = (
    "bread,bakery,job,Boulanger·ère,50.43,2.83,door,62498,D1102,,,,,,,drop_by try_an_hour,tue-sun 07:00-13:00,yes,,,,,,"
)


def offers_of(path: Path, organisations: ReadRows[Organisation]) -> ReadRows[Offer]:
    return read_offers(path, organisations, today=TODAY, zone=PARIS)


def write(folder: Path, name: str, columns: tuple[str, ...], *rows: str) -> Path:
    path = folder / name
    path.write_text("\n".join([",".join(columns), *rows, ""]), encoding="utf-8")
    return path


def test_a_broken_place_says_its_line_and_what_to_do_and_stops_no_other(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "places.csv",
        PLACE_COLUMNS,
        PLACE,
        "hall,Mairie,town_hall,fifty,2.8,150,62498,survey,",
        "moon,Lune,crater,50.4,2.8,150,62498,survey,",
        "far,Loin,park,95,2.8,150,62498,survey,",
        "vague,Flou,park,50.4,2.8,0,62498,survey,",
        "nameless,,park,50.4,2.8,100,62498,survey,",
        "comma,Parc, du haut,park,50.4,2.8,100,62498,survey,",
        "gare,Encore,station,50.4,2.8,100,62498,survey,",
        "last,Parc,park,50.4,2.8,100,,survey,",
    )
    read = read_places(path)
    assert [place.name for place in read.rows] == ["Gare de Lens", "Parc"]
    assert [str(problem) for problem in read.problems] == [
        "places.csv, line 3: lat must be a number with a decimal point, not 'fifty'",
        f"places.csv, line 4: kind must be one of {', '.join(PlaceKind)}, not 'crater'",
        "places.csv, line 5: latitude must lie between -90 and 90 degrees, not 95.0",
        "places.csv, line 6: accuracy_m must be above 0 metres, not 0",
        "places.csv, line 7: name is empty: fill it in",
        'places.csv, line 8: it has 10 cells instead of 9: put a text with a comma in "quotes"',
        "places.csv, line 9: the same key stands in line 2: give one of them another key",
    ]


def test_a_row_keeps_latitude_and_longitude_apart(tmp_path: Path) -> None:
    (place,) = read_places(write(tmp_path, "places.csv", PLACE_COLUMNS, PLACE)).rows
    assert (place.position.lat, place.position.lon) == (50.4272, 2.8277)
    assert place.id == seed_id("place", "gare")


def test_staffed_hours_are_read_and_an_empty_cell_is_nobody_there(tmp_path: Path) -> None:
    staffed = "hall,Mairie,town_hall,50.4,2.8,150,62498,survey,mon-fri 09:00-12:00"
    broken = "moon,Lune,park,50.4,2.8,150,62498,survey,always"
    read = read_places(write(tmp_path, "places.csv", PLACE_COLUMNS, PLACE, staffed, broken))
    assert [place.staffed_hours is not None for place in read.rows] == [False, True]
    assert "staffed_hours: write 'always' as a weekday" in read.problems[0].reason


def test_lines_are_counted_through_empty_lines_and_long_texts(tmp_path: Path) -> None:
    two_lines = 'gare,"Gare\nde Lens",station,50.4272,2.8277,150,62498,survey,'
    path = write(tmp_path, "places.csv", PLACE_COLUMNS, two_lines, "", "x,Lune,crater,50.4,2.8,150,,survey,")
    assert [problem.line for problem in read_places(path).problems] == [5]


def test_a_file_without_a_column_is_one_problem_of_its_first_line(tmp_path: Path) -> None:
    read = read_places(write(tmp_path, "places.csv", PLACE_COLUMNS[:-3], "a,b,park,50,2,100"))
    assert read.rows == ()
    assert [problem.line for problem in read.problems] == [1]
    assert "commune_insee, source, staffed_hours" in read.problems[0].reason


def test_a_row_that_is_not_utf_8_is_left_out_alone(tmp_path: Path) -> None:
    path = write(tmp_path, "places.csv", PLACE_COLUMNS, PLACE)
    path.write_bytes(path.read_bytes() + "parc,Parc fermé,park,50.4,2.8,100,,survey,\n".encode("latin-1"))
    read = read_places(path)
    assert len(read.rows) == 1
    assert [(problem.line, "save the file as UTF-8" in problem.reason) for problem in read.problems] == [(3, True)]


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "places.csv", PLACE_COLUMNS, PLACE)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_places(path).rows) == 1


def test_an_offer_is_read_with_what_is_given_and_nothing_more(tmp_path: Path) -> None:
    organisations = read_organisations(write(tmp_path, "organisations.csv", ORGANISATION_COLUMNS, ORGANISATION))
    (offer,) = offers_of(write(tmp_path, "offers.csv", OFFER_COLUMNS, OFFER), organisations).rows
    assert offer.organisation == organisations.rows[0]
    assert offer.ways_to_meet == {WayToMeet.DROP_BY, WayToMeet.TRY_AN_HOUR}
    assert offer.without_driving_licence is True
    assert (offer.salary, offer.description, offer.starts_on, offer.wheelchair_accessible) == (None, None, None, None)


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("organisation", "butcher", "organisation 'butcher' is not among the organisations read: add it there"),
        ("rome_code", "Z1102", "rome_code must be a letter from A to N and four digits, or empty, not 'Z1102'"),
        ("starts_on", "1/9/2026", "starts_on must be a day such as 2026-09-01, not '1/9/2026'"),
        ("ways_to_meet", "by_owl", f"ways_to_meet must be one of {', '.join(WayToMeet)}, not 'by_owl'"),
        ("wheelchair_accessible", "oui", "wheelchair_accessible must be yes, no or empty, not 'oui'"),
        ("phone", "03 53 01 00 00", "phone must look like +33321000000 or be empty, not '03 53 01 00 00'"),
        ("event_day", "soon", "event_day must be a day such as 2026-09-01, not 'soon'"),
        ("seats", "20", "event_day is empty: give the day of the event, or empty event_hours and seats too"),
        ("visiting_hours", "mon 9-12", "visiting_hours: '9-12' must look like 08:00-17:30"),
    ],
)
def test_a_broken_offer_says_what_to_write(tmp_path: Path, column: str, cell: str, reason: str) -> None:
    organisations = read_organisations(write(tmp_path, "organisations.csv", ORGANISATION_COLUMNS, ORGANISATION))
    cells = dict(zip(OFFER_COLUMNS, OFFER.split(","), strict=True)) | {"slug": "broken", column: cell}
    read = offers_of(write(tmp_path, "offers.csv", OFFER_COLUMNS, ",".join(cells.values()), OFFER), organisations)
    assert [problem.reason for problem in read.problems] == [reason]
    assert len(read.rows) == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a,Garage,employer,,", "is_demo is empty: write yes for an invented organisation, no for a real one"),
        ("a,Garage,employer,no,1234", "siret must be 14 digits or empty, not '1234'"),
    ],
)
def test_a_broken_organisation_says_what_to_write(tmp_path: Path, row: str, reason: str) -> None:
    read = read_organisations(write(tmp_path, "organisations.csv", ORGANISATION_COLUMNS, row))
    assert [problem.reason for problem in read.problems] == [reason]


def test_a_commune_without_an_area_is_left_out_with_its_line() -> None:
    read = read_communes(COMMUNES_FILE, {}, areas_source="test")
    assert read.rows == ()
    assert [problem.line for problem in read.problems] == list(range(2, 126))


def test_a_day_is_read_as_a_day(tmp_path: Path) -> None:
    organisations = read_organisations(write(tmp_path, "organisations.csv", ORGANISATION_COLUMNS, ORGANISATION))
    cells = dict(zip(OFFER_COLUMNS, OFFER.split(","), strict=True)) | {"expires_on": "2030-12-31"}
    (offer,) = offers_of(write(tmp_path, "offers.csv", OFFER_COLUMNS, ",".join(cells.values())), organisations).rows
    assert offer.expires_on == date(2030, 12, 31)


def test_an_event_has_local_hours_on_a_day_or_so_many_days_ahead(tmp_path: Path) -> None:
    organisations = read_organisations(write(tmp_path, "organisations.csv", ORGANISATION_COLUMNS, ORGANISATION))
    for day, expected in (("2026-10-24", date(2026, 10, 24)), ("+12", date(2026, 6, 15))):
        cells = dict(zip(OFFER_COLUMNS, OFFER.split(","), strict=True)) | {
            "event_day": day,
            "event_hours": "14:00-17:30",
            "seats": "8",
        }
        path = write(tmp_path, "offers.csv", OFFER_COLUMNS, ",".join(cells.values()))
        (offer,) = offers_of(path, organisations).rows
        assert offer.event == EventTimes(
            datetime.combine(expected, time(14), PARIS), datetime.combine(expected, time(17, 30), PARIS), 8
        )
        assert offer.expires_on == expected


def test_visiting_hours_name_days_and_spans() -> None:
    hours = parse_visiting_hours("tue-sat 08:00-12:00 14:00-19:00; sun 08:00-12:30")
    morning, afternoon = OpenHours(time(8), time(12)), OpenHours(time(14), time(19))
    assert hours is not None
    assert dict(hours.by_weekday) == {
        **dict.fromkeys(range(1, 6), (morning, afternoon)),
        6: (OpenHours(time(8), time(12, 30)),),
    }


def test_hours_that_nobody_wrote_are_not_made_up() -> None:
    assert parse_visiting_hours(" ") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("mon", "write 'mon' as a weekday and hours"),
        ("mon 08:00-12:00;", "write '' as a weekday and hours"),
        ("lundi 08:00-12:00", "'lundi' must be a weekday"),
        ("sat-mon 08:00-12:00", "'sat-mon' runs backwards"),
        ("mon-tue 08:00-12:00; tue 14:00-18:00", "tue is named twice"),
        ("mon 08:00-24:00", "'08:00-24:00' must look like"),
        ("mon 12:00-08:00", "must come before closing"),
    ],
)
def test_visiting_hours_that_cannot_be_read_say_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_visiting_hours(text)


def test_at_least_fifty_public_places_say_how_sure_they_are() -> None:
    read = read_places(PLACES_FILE)
    assert read.problems == ()
    assert len(read.rows) >= 50
    assert {place.kind for place in read.rows} == set(PlaceKind)
    found = [place for place in read.rows if place.staffed_hours is None]
    assert all(100 <= place.accuracy_m <= 800 and "to be replaced" in place.source for place in found)


def test_only_invented_places_have_hours_and_they_say_that_they_are_invented() -> None:
    staffed = [place for place in read_places(PLACES_FILE).rows if place.staffed_hours is not None]
    assert staffed
    assert all("démonstration" in place.name and "invented" in place.source for place in staffed)


def test_a_share_depends_on_its_key_alone_and_spreads_evenly() -> None:
    shares = [share("test", number) for number in range(2000)]
    assert shares == [share("test", number) for number in range(2000)]
    assert all(0 <= value < 1 for value in shares)
    assert 0.47 < sum(shares) / len(shares) < 0.53
    assert {pick(3, "test", number) for number in range(50)} == {0, 1, 2}

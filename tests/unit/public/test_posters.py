"""A poster: what a scan of its code comes to, and a code that phones read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from game_rules.gps import GpsFix
from game_rules.kinds import OfferKind
from game_rules.limits import DEFAULT_LIMITS
from game_rules.offers.content import EventTimes
from game_rules.offers.offer import LocationPrecision, Offer
from game_rules.offers.public import public_offer
from game_rules.play.points import is_discovery_paid
from game_rules.play.posters import ScanResult, judge_scan
from server.adapters.posters import PosterFiles
from server.services.ports import PosterSheet
from server.settings import PROJECT_ROOT
from server.texts.public import poster_sheet
from tests.support.factories import START, fix, offer
from tests.support.hostile_words import CLEANED, EVALUATED, FORMULAS, LONG_ONES, MARKUP, OF_OTHER_SCRIPTS, TEMPLATES
from tests.support.scenes.campaigns import PARIS

DOOR = offer()
CODE_URL = "https://play.example.org/p/eyJwIjoiQVpDMm9BQUFjQUNBQUFBQUFBQUFBUSJ9.Zx1abc.Zx1abcdefghijklmnopqrstuvwx"
NIGHT = timedelta(hours=12)
LONG = "Responsable très polyvalent·e d’un magasin d’alimentation générale et de proximité "


def scan(one: GpsFix | None, of: Offer = DOOR, now: datetime = START, *, is_visited: bool = False) -> ScanResult:
    return judge_scan(of, one, now, PARIS, is_visited=is_visited)


@pytest.mark.parametrize(
    ("metres", "result"), [(0, ScanResult.VISITED), (199.9, ScanResult.VISITED), (200.1, ScanResult.TOO_FAR)]
)
def test_who_stands_within_200_m_of_the_door_visits(metres: float, result: ScanResult) -> None:
    assert scan(fix(metres_east=metres, accuracy_m=DEFAULT_LIMITS.poster_accuracy_max_m)) is result


@pytest.mark.parametrize(
    ("accuracy_m", "age_s", "result"),
    [
        (100, 0, ScanResult.VISITED),
        (100.1, 0, ScanResult.NO_POSITION),
        (10, 120, ScanResult.VISITED),
        (10, 121, ScanResult.NO_POSITION),
        (10, -60, ScanResult.VISITED),
        (10, -61, ScanResult.NO_POSITION),
    ],
)
def test_only_a_position_of_just_now_counts(accuracy_m: float, age_s: float, result: ScanResult) -> None:
    assert scan(fix(accuracy_m=accuracy_m, seconds=-age_s)) is result


def test_without_a_position_nobody_was_there() -> None:
    assert scan(None) is ScanResult.NO_POSITION


def test_nobody_visits_a_dark_door() -> None:
    assert scan(fix(seconds=NIGHT.total_seconds()), now=START + NIGHT) is ScanResult.CLOSED


def test_a_visit_is_one_only_once() -> None:
    assert scan(fix(), is_visited=True) is ScanResult.ALREADY_VISITED


@pytest.mark.parametrize("precision", [LocationPrecision.COMMUNE, LocationPrecision.STREET])
def test_what_has_no_door_is_never_visited(precision: LocationPrecision) -> None:
    assert scan(fix(), replace(DOOR, location_precision=precision)) is ScanResult.NO_DOOR


def test_finding_what_everybody_is_told_wins_nothing() -> None:
    assert is_discovery_paid(DOOR)
    assert not is_discovery_paid(replace(DOOR, address="12 rue d’Essai", is_address_public=True))


# The sheet itself


@pytest.fixture(scope="module")
def printer() -> PosterFiles:
    return PosterFiles(PROJECT_ROOT / "server" / "public" / "fonts")


def sheet(one: Offer = DOOR, *, has_door: bool = True) -> PosterSheet:
    one = replace(one, changed_at=datetime(2026, 6, 1, tzinfo=UTC))
    return poster_sheet(
        public_offer(one),
        CODE_URL,
        base_url="https://play.example.org",
        zone=PARIS,
        points=DEFAULT_LIMITS.points_visit,
        has_door=has_door,
    )


def words_on(printer: PosterFiles, one: PosterSheet) -> str:
    document = pypdfium2.PdfDocument(printer.pdf(one))
    try:
        assert len(document) == 1
        return " ".join(document[0].get_textpage().get_text_range().split())
    finally:
        document.close()


@pytest.mark.parametrize("title", ["Vente en boulangerie", LONG * 2, "x" * 200])
def test_a_phone_reads_the_code_of_the_picture(printer: PosterFiles, title: str) -> None:
    picture = Image.open(BytesIO(printer.png(sheet(replace(DOOR, title=title)))))
    dpi = picture.width / (210 / 25.4)
    assert dpi >= 149.9
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [CODE_URL]
    # As a phone across the street sees it.
    assert [found.text for found in zxingcpp.read_barcodes(picture.reduce(3))] == [CODE_URL]


def test_a_poster_says_whose_it_is_and_that_a_demo_is_invented(printer: PosterFiles) -> None:
    organisation = replace(DOOR.organisation, name="Chez Łukasz & Żaneta")
    words = words_on(printer, sheet(replace(DOOR, kind=OfferKind.APPRENTICESHIP, organisation=organisation)))
    for expected in ("Chez Łukasz & Żaneta", "Vente en boulangerie", "Alternance", "play.example.org", "inventée"):
        assert expected in words
    real = replace(organisation, is_demo=False)
    assert "inventée" not in words_on(printer, sheet(replace(DOOR, organisation=real)))


def test_the_poster_of_an_event_says_when(printer: PosterFiles) -> None:
    times = EventTimes(START, START + timedelta(hours=2.5))
    words = words_on(printer, sheet(replace(DOOR, kind=OfferKind.EVENT, event=times)))
    assert "mercredi 3 juin 2026, de 12 h à 14 h 30" in words


def test_a_poster_without_a_door_speaks_of_none(printer: PosterFiles) -> None:
    assert "porte" in words_on(printer, sheet())
    assert "porte" not in words_on(printer, sheet(has_door=False))


def test_the_same_poster_is_the_same_file(printer: PosterFiles) -> None:
    assert printer.pdf(sheet()) == printer.pdf(sheet())


def test_a_poster_is_one_page_whatever_its_words_are(printer: PosterFiles) -> None:
    # One of each kind: drawing one takes long.
    for words in (TEMPLATES[0], MARKUP[0], FORMULAS[-1], *LONG_ONES, OF_OTHER_SCRIPTS[0], *list(CLEANED)[:6:5]):
        organisation = replace(DOOR.organisation, name=words, is_demo=False)
        read = words_on(printer, sheet(replace(DOOR, title=words, organisation=organisation)))
        assert EVALUATED not in read
        assert "Pas de code ? Va sur play.example.org" in read
        if words in (TEMPLATES[0], MARKUP[0], FORMULAS[-1]):
            assert read.replace(" ", "").count(words.replace(" ", "")) == 2, read

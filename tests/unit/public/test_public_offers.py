"""Offers as everybody may read them: nothing that leads to a door, and all of it in a form that others can read."""

import csv
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any
from unicodedata import is_normalized
from uuid import UUID

import extruct
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from game_rules.feeds import FeedOffer
from game_rules.kinds import OfferKind
from game_rules.offers.content import EventTimes
from game_rules.offers.lifecycle import OfferState
from game_rules.offers.offer import LocationPrecision, Offer, OfferSource
from game_rules.offers.public import EndedOffer, PublicOffer, is_republished, public_offer
from game_rules.territory.regions import region_of
from server.adapters.feeds.job_posting import job_postings
from server.adapters.feeds.outside_text import one_line
from server.schemas.offers.linked_data import employment_types, linked_data, page_url, script_text
from server.schemas.offers.public_feeds import ATOM, atom_feed, geojson, offers_csv, sitemap
from server.settings import PROJECT_ROOT
from server.texts.public import hours_words, in_town
from tests.support.factories import LENS, offer
from tests.support.hostile_words import KEPT
from tests.support.public_offers import check_same
from tests.support.scenes.campaigns import PARIS

BASE = "https://play.example.org"
PUBLISHED = datetime(2026, 6, 1, 7, 30, tzinfo=UTC)
CHANGED = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)

NASTY = "</script><script>alert(1)</script><!-- \u2028 & ]]> \" '"
POSTED = replace(
    offer(title="Vente en boulangerie"),
    published_at=PUBLISHED,
    changed_at=CHANGED,
    commune_name="Lens",
    address="12 Rue de l’Essai 62300 Lens",
    description="Tu accueilles les clients.\n\nTu rends la monnaie : 2 < 3 & 3 > 2.",
    salary="1\u202f850 à 2\u202f000 € brut par mois",
    working_hours="35 h par semaine",
    duration="CDD de 6 mois",
    openings=3,
    starts_on=date(2026, 7, 1),
    expires_on=date(2026, 7, 31),
    without_driving_licence=True,
    apply_url="https://boulangerie.example/postuler",
    phone="+33612345678",
    organisation=replace(offer().organisation, siret="73282932000074"),
)
PUBLIC = replace(POSTED, is_address_public=True)
EVENT = replace(
    POSTED,
    kind=OfferKind.EVENT,
    event=EventTimes(datetime(2026, 7, 3, 12, tzinfo=UTC), datetime(2026, 7, 3, 15, tzinfo=UTC), seats=30),
)


def data_of(one: Offer, ended: EndedOffer | None = None) -> dict[str, Any]:
    return linked_data(public_offer(one), base_url=BASE, zone=PARIS, ended=ended)


def page_of(one: Offer) -> str:
    return f'<html><head><script type="application/ld+json">{script_text(data_of(one))}</script></head></html>'


def imported(one: Offer) -> FeedOffer:
    [row] = job_postings(page_of(one), page_url(BASE, public_offer(one)))
    assert isinstance(row, FeedOffer), row
    return row


WORDS = st.lists(
    st.sampled_from(["Vente", "é", "«\u00a0Œuvre\u00a0»", "·e", "<", ">", "&", "&amp;", "a<b>c", "</script>", "<!--",
                     "\u2028", "\u0001", "'", '"', "\\", "\n", "- liste", "1 850 €", "🥖", "ł", "{{ 1 }}", "]]>"]),
    min_size=1, max_size=8,
).map(" ".join).filter(lambda text: one_line(text) is not None)  # fmt: skip


@pytest.mark.parametrize("kind", sorted(set(OfferKind) - {OfferKind.EVENT}))
@pytest.mark.parametrize("one", [POSTED, PUBLIC, replace(offer(), published_at=PUBLISHED, changed_at=CHANGED)])
def test_what_is_exported_and_imported_again_is_the_same_offer(one: Offer, kind: OfferKind) -> None:
    check_same(imported(replace(one, kind=kind)), replace(one, kind=kind), BASE)


@given(st.fixed_dictionaries(dict.fromkeys(("title", "description", "salary", "working_hours", "duration"), WORDS)))
def test_whatever_is_written_in_it_comes_back(words: dict[str, str]) -> None:
    one = replace(POSTED, **words)  # type: ignore[arg-type]
    check_same(imported(one), one, BASE)


@given(WORDS)
def test_no_words_leave_the_script_that_holds_them(text: str) -> None:
    data = data_of(replace(POSTED, title=text, description=text))
    inside = script_text(data)
    assert not set(inside) & set("<>&\u2028\u2029")
    assert json.loads(inside) == data
    [found] = extruct.extract(page_of(replace(POSTED, title=text)), syntaxes=["json-ld"])["json-ld"]
    assert found["title"] == text


def test_an_event_is_an_event() -> None:
    [found] = extruct.extract(page_of(EVENT), syntaxes=["json-ld"])["json-ld"]
    assert found["@type"] == "Event"
    assert (found["startDate"], found["endDate"]) == ("2026-07-03T14:00:00+02:00", "2026-07-03T17:00:00+02:00")
    assert found["maximumAttendeeCapacity"] == 30
    assert found["location"]["address"]["addressLocality"] == "Lens"


def test_only_what_is_known_is_told() -> None:
    bare = replace(offer(rome_code=None), published_at=PUBLISHED, changed_at=CHANGED)
    assert set(data_of(bare)) == {
        "@context", "@type", "@id", "url", "identifier", "title", "datePosted", "dateModified", "hiringOrganization",
        "jobLocation", "directApply", "jokajobs:kind",
    }  # fmt: skip


def every_output(one: Offer) -> str:
    shown = [public_offer(one)]
    return "".join(
        [
            repr(shown), script_text(data_of(one)), offers_csv(shown, base_url=BASE),
            geojson(shown, base_url=BASE, centre_of=lambda _: None).decode(), feed(shown).decode(),
        ]
    )  # fmt: skip


SECRETS = (str(LENS.lat), str(LENS.lon), "Rue de l’Essai", "73282932000074")
"""A SIRET names an establishment, and the public register its street."""


@pytest.mark.parametrize("one", [POSTED, EVENT, replace(PUBLIC, location_precision=LocationPrecision.COMMUNE)])
def test_nothing_public_tells_where_the_door_is(one: Offer) -> None:
    found = every_output(one)
    assert [secret for secret in (*SECRETS, "612345678") if secret in found] == []


def test_unless_its_employer_makes_the_address_public() -> None:
    found = every_output(PUBLIC)
    assert [secret for secret in SECRETS if secret not in found] == []
    assert "612345678" not in found
    place = data_of(PUBLIC)["jobLocation"]
    assert (place["address"]["streetAddress"], place["address"]["postalCode"]) == ("12 Rue de l’Essai", "62300")


def test_what_a_feed_brought_is_for_its_source_to_tell() -> None:
    assert is_republished(POSTED)
    assert not is_republished(replace(POSTED, source=OfferSource.FRANCE_TRAVAIL))


def test_nobody_is_sent_to_an_address_that_runs_something() -> None:
    assert public_offer(replace(POSTED, apply_url="javascript:alert(1)")).apply_url is None


@pytest.mark.parametrize(
    ("ended_at", "valid_through"),
    [
        # Filled before its last day, and swept up after it.
        (datetime(2026, 7, 10, 10, tzinfo=UTC), "2026-07-10T12:00:00+02:00"),
        (datetime(2026, 8, 2, 10, tzinfo=UTC), "2026-07-31T23:59:59+02:00"),
    ],
)
def test_an_offer_that_is_over_says_since_when(ended_at: datetime, valid_through: str) -> None:
    ended = EndedOffer(public_offer(POSTED), OfferState.FILLED, ended_at, may_be_told=True)
    assert data_of(POSTED, ended)["validThrough"] == valid_through
    assert data_of(POSTED)["validThrough"] == "2026-07-31T23:59:59+02:00"
    assert data_of(POSTED)["totalJobOpenings"] == 3
    assert "totalJobOpenings" not in data_of(POSTED, ended)


@pytest.mark.parametrize(
    ("kind", "hours", "duration", "types"),
    [
        (OfferKind.JOB, "35 h par semaine", "CDI", ["FULL_TIME"]),
        (OfferKind.JOB, "34,5 h/semaine", "CDD de 6 mois", ["PART_TIME", "TEMPORARY"]),
        (OfferKind.JOB, "Temps partiel", None, ["PART_TIME"]),
        (OfferKind.JOB, "le matin", "quelques mois", []),
        (OfferKind.INTERNSHIP, "35 h par semaine", None, ["INTERN"]),
        (OfferKind.CIVIC_SERVICE, "24 h par semaine", "8 mois", ["VOLUNTEER"]),
        (OfferKind.APPRENTICESHIP, "35 h par semaine", "2 ans", []),
    ],
)
def test_the_type_of_employment_is_told_where_the_words_leave_no_doubt(
    kind: OfferKind, hours: str, duration: str | None, types: list[str]
) -> None:
    assert employment_types(public_offer(replace(POSTED, kind=kind, working_hours=hours, duration=duration))) == types


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12,50 € par heure", {"value": 12.5, "unitText": "HOUR"}),
        ("1 850 € brut par mois", {"value": 1850, "unitText": "MONTH"}),
        ("24000 à 26\u202f000 € / an", {"minValue": 24000, "maxValue": 26000, "unitText": "YEAR"}),
        ("1 500 € net par mois", None),
        ("SMIC", None),
        ("environ 12 € par heure", None),
    ],
)
def test_pay_is_a_number_only_where_the_employer_wrote_one(words: str, value: dict[str, Any] | None) -> None:
    salary = data_of(replace(POSTED, salary=words))["baseSalary"]
    assert salary["description"] == words
    assert salary.get("value") == (value and {"@type": "QuantitativeValue", **value})


# Files for other programs


def feed(offers: list[PublicOffer]) -> bytes:
    return atom_feed(
        offers,
        base_url=BASE,
        title="Offres",
        updated_at=CHANGED,
        kind_words=lambda one: one.kind.value,
        links=[("self", f"{BASE}/offres.atom")],
    )


def test_the_atom_feed_is_what_rfc_4287_asks_for() -> None:
    shown = [public_offer(one) for one in (POSTED, replace(EVENT, id=UUID(int=5), title=f"{NASTY}\x0b\ufffe"))]
    root = etree.fromstring(feed(shown))
    assert root.tag == f"{{{ATOM}}}feed"
    for element in (root, *entries(root)):
        # 4.1.1 and 4.1.2: exactly one of each, and a moment of RFC 3339.
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{{{ATOM}}}{name}")) == 1
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", texts(element, "updated")[0])
        assert texts(element, "id")[0].startswith("https://")
        alternates = [link for link in element.findall(f"{{{ATOM}}}link") if link.get("rel") == "alternate"]
        assert len({(link.get("type"), link.get("hreflang")) for link in alternates}) == len(alternates) == 1
        allowed = {"id", "title", "updated", "published", "link", "author", "category", "summary", "entry"}
        assert {child.tag.removeprefix(f"{{{ATOM}}}") for child in element} <= allowed
    assert [link.get("href") for link in root.findall(f"{{{ATOM}}}link[@rel='self']")] == [f"{BASE}/offres.atom"]
    found = entries(root)
    assert len({texts(entry, "id")[0] for entry in found}) == 2
    # 4.2.1: a feed without an author has one in each entry.
    assert all(texts(entry, f"author/{{{ATOM}}}name") for entry in found)
    assert texts(found[1], "title")[0].startswith("</script><script>alert(1)")


def entries(root: Any) -> list[Any]:
    return list(root.findall(f"{{{ATOM}}}entry"))


def texts(element: Any, path: str) -> list[str]:
    return [found.text or "" for found in element.findall(f"{{{ATOM}}}{path}")]


def test_the_sitemap_names_pages_and_when_they_changed() -> None:
    root = etree.fromstring(sitemap([(f"{BASE}/offres?a&b", CHANGED), (f"{BASE}/offres", None)]))
    assert [[child.text for child in url] for url in root] == [
        [f"{BASE}/offres?a&b", "2026-06-02T09:00:00Z"],
        [f"{BASE}/offres"],
    ]


def test_geojson_says_of_each_point_what_it_stands_for() -> None:
    centre = replace(LENS, lat=50.4, lon=2.8)
    shown = [public_offer(one) for one in (POSTED, PUBLIC, replace(POSTED, commune_insee=None))]
    features = json.loads(geojson(shown, base_url=BASE, centre_of=lambda _: centre))["features"]
    assert [one["geometry"] and one["geometry"]["coordinates"] for one in features] == [
        [2.8, 50.4], [LENS.lon, LENS.lat], None,
    ]  # fmt: skip
    assert [one["properties"]["position_is"] for one in features] == ["commune_centre", "public_address", "unknown"]


@pytest.mark.parametrize("title", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", " =1+1", "\r=1", "＝1"])
def test_no_cell_of_the_csv_is_a_formula(title: str) -> None:
    [row] = csv.DictReader(
        StringIO(offers_csv([public_offer(replace(POSTED, title=title))], base_url=BASE), newline="")
    )
    assert row["title"] == f"'{title}"


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("Vente;=1+1;", "Vente;'=1+1;"),
        ('Vente"; =1+1;"', 'Vente";\' =1+1;"'),
        ("Tu vends.\n=1+1\n- pain", "Tu vends.\n'=1+1\n'- pain"),
        ("\n;=1", "'\n;'=1"),
        ("8 h - 12 h; 14 h", "8 h - 12 h; 14 h"),
    ],
)
def test_nothing_becomes_a_formula_where_lines_are_cut_at_semicolons(words: str, cell: str) -> None:
    written = offers_csv([public_offer(replace(POSTED, description=words))], base_url=BASE)
    [row] = csv.DictReader(StringIO(written, newline=""))
    assert row["description"] == cell
    for cut in csv.reader(StringIO(written, newline=""), delimiter=";", quoting=csv.QUOTE_NONE):
        assert not [one for one in cut if one.lstrip().startswith(("=", "+", "@", "＝"))]


def test_the_csv_can_be_read_back() -> None:
    nasty = replace(POSTED, title='Vente ; "pain", \n&', without_driving_licence=None)
    [row] = csv.DictReader(StringIO(offers_csv([public_offer(nasty)], base_url=BASE), newline=""))
    assert (row["title"], row["commune_insee"], row["is_demo"]) == (nasty.title, "62498", "true")
    assert (row["without_driving_licence"], row["address"]) == ("", "")


# Words and looks


def test_hours_are_told_as_people_say_them() -> None:
    assert hours_words(POSTED.visiting_hours) == ["tous les jours : 8 h – 20 h"]


def test_a_town_is_named_as_people_say_it() -> None:
    assert [in_town(name) for name in ("Lens", "Le Portel", "Les Attaques")] == ["à Lens", "au Portel", "aux Attaques"]


def test_every_commune_has_its_region() -> None:
    assert [region_of(insee) for insee in ("62498", "2A004", "97411", "97502")] == [
        "Hauts-de-France", "Corse", "La Réunion", None,
    ]  # fmt: skip


def test_the_public_pages_look_like_the_game() -> None:
    tokens, pages = (
        dict(re.findall(r"(--[\w-]+): ([^;]+);", path.read_text()))
        for path in (
            PROJECT_ROOT / "webclient/src/shared/ui/design/tokens.css",
            PROJECT_ROOT / "server/public/pages.css",
        )
    )
    assert pages
    assert pages.items() <= tokens.items()


@pytest.mark.parametrize("words", [one for one in KEPT if "&" not in one and is_normalized("NFC", one)])
def test_hostile_words_come_back_from_a_page_as_they_were(words: str) -> None:
    one = replace(POSTED, title=words, description=words, salary=words)
    assert json.loads(script_text(data_of(one)))["title"] == words
    check_same(imported(one), one, BASE)

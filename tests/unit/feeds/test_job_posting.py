"""JobPostings as pages write them. Examples follow schema.org's own, in our words: old, bare and broken ones too."""

import json
from datetime import date
from typing import Any

import pytest

from game_rules.feeds import FeedOffer, FeedRow, RejectedRow, Rejection
from game_rules.geo import LatLon
from game_rules.kinds import OfferKind
from game_rules.offers.offer import LocationPrecision
from game_rules.territory.communes import Town
from server.adapters.feeds.job_posting import job_postings

PAGE = "https://jobs.example/page"

WHOLE: dict[str, Any] = {
    "@context": "https://schema.org/",
    "@type": "JobPosting",
    "title": "Fleuriste",
    "description": "&lt;p&gt;Composer des bouquets&lt;/p&gt;<script>alert(1)</script>",
    "datePosted": "2026-05-20",
    "validThrough": "2026-07-01T18:00",
    "employmentType": ["FULL_TIME"],
    "hiringOrganization": {"@type": "Organization", "name": "Les Fleurs d’Essai", "logo": "https://a.example/l.png"},
    "identifier": {"@type": "PropertyValue", "name": "Fleurs", "value": 42},
    "jobLocation": {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "Lens",
            "postalCode": 62300,
            "addressCountry": {"@type": "Country", "name": "France"},
        },
        "geo": {"@type": "GeoCoordinates", "latitude": "50,4291", "longitude": "2.8319"},
    },
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "minValue": "1850", "maxValue": "2000,50", "unitText": "MONTH"},
    },
    "applicationContact": {"@type": "ContactPoint", "email": "secret@a.example"},
}


def posting(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in {**WHOLE, **fields}.items() if value is not None}


def bare(**fields: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": "JobPosting", **fields}


def rows(text: str) -> list[FeedRow]:
    return list(job_postings(text, PAGE))


def read(value: Any) -> FeedRow:
    [row] = rows(json.dumps(value))
    return row


def script(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def titles(found: list[FeedRow]) -> list[str | Rejection]:
    return [row.title if isinstance(row, FeedOffer) else row.reason for row in found]


def test_a_posting_becomes_an_offer() -> None:
    offer = read(WHOLE)
    assert isinstance(offer, FeedOffer)
    assert (offer.title, offer.organisation, offer.kind) == ("Fleuriste", "Les Fleurs d’Essai", OfferKind.JOB)
    assert offer.description == "Composer des bouquets"
    assert offer.expires_on == date(2026, 7, 1)
    assert offer.town == Town("Lens", "62")
    assert (offer.where.precision, offer.where.position) == (LocationPrecision.COMMUNE, LatLon(50.4291, 2.8319))
    assert offer.salary == "1\u202f850 à 2\u202f000,50 € par mois"
    assert offer.provenance.source_id == "Les Fleurs d’Essai/42"
    assert "secret" not in repr(offer)
    assert "logo" not in repr(offer)


@pytest.mark.parametrize(("given", "read_as"), [(2, 2), ("4", 4), (None, None), ("several", None)])
def test_the_number_of_openings_is_read_and_never_made_up(given: object, read_as: int | None) -> None:
    offer = read(posting(totalJobOpenings=given))
    assert isinstance(offer, FeedOffer)
    assert offer.openings == read_as


EXAMPLES: list[tuple[str, dict[str, Any], Rejection | str]] = [
    (
        "of 2011, abroad, no employer",
        bare(
            title="Software Engineer",
            baseSalary="100000",
            datePosted="2011-10-31",
            employmentType="Full-time",
            jobLocation={"@type": "Place", "address": {"addressLocality": "Kirkland", "addressRegion": "WA"}},
            salaryCurrency="USD",
        ),
        Rejection.EMPLOYER_MISSING,
    ),
    ("skills only", bare(title="Developer", skills={"@type": "DefinedTerm"}), Rejection.EMPLOYER_MISSING),
    (
        "a name for a title, no day",
        bare(name="App Developer", hiringOrganization={"@type": "Organization", "name": "ACME"}),
        Rejection.DATE_MISSING,
    ),
    (
        "from anywhere",
        bare(name="Telecommute!", applicantLocationRequirements={"@type": "Country", "name": "USA"}),
        Rejection.EMPLOYER_MISSING,
    ),
    ("a diploma as an object", bare(title="Engineer", qualifications={"about": "CS"}), Rejection.EMPLOYER_MISSING),
    (
        "months of experience as a text",
        bare(title="Engineer", experienceRequirements={"monthsOfExperience": "60"}),
        Rejection.EMPLOYER_MISSING,
    ),
    (
        "an employer by reference, no day",
        bare(
            title="Developer",
            hiringOrganization={"@type": "Organization", "@id": "http://a.example/#us", "name": "ACME Corp."},
            employmentUnit={"@type": "Organization", "parentOrganization": {"@id": "http://a.example/#us"}},
        ),
        Rejection.DATE_MISSING,
    ),
    ("what eyes must see", bare(title="electrician", sensoryRequirement={"name": "x"}), Rejection.EMPLOYER_MISSING),
    ("what arms must lift", bare(title="Stone mason", physicalRequirement="50kg"), Rejection.EMPLOYER_MISSING),
    ("whom to write to", bare(title="Engineer", applicationContact={"email": "x"}), Rejection.EMPLOYER_MISSING),
    ("how the employer sees itself", bare(title="Engineer", employerOverview="Great"), Rejection.EMPLOYER_MISSING),
    ("a trade as an object", bare(title="Engineer", industry={"termCode": "511210"}), Rejection.EMPLOYER_MISSING),
    ("no title", posting(title=None), Rejection.TITLE_MISSING),
    ("no date in its date", posting(datePosted="bientôt"), Rejection.WRONG_VALUE),
    ("volunteering", posting(employmentType="VOLUNTEER"), Rejection.KIND_UNKNOWN),
    ("a title of 10 MB", posting(title="x" * 10_000_000), Rejection.TOO_LONG),
    ("no place", posting(jobLocation=None), "Fleuriste"),
    ("an employer as a text", posting(hiringOrganization="Les Fleurs"), "Fleuriste"),
    ("two places", posting(jobLocation=[WHOLE["jobLocation"], {"@type": "Place"}]), "Fleuriste"),
    ("abroad", posting(jobLocation={"address": {"addressLocality": "Mons", "addressCountry": "BE"}}), "Fleuriste"),
    ("a type among others", posting(**{"@type": ["JobPosting", "Thing"]}), "Fleuriste"),
]


@pytest.mark.parametrize(("example", "outcome"), [pytest.param(one, out, id=name) for name, one, out in EXAMPLES])
def test_each_example_is_imported_or_rejected_with_its_reason(example: Any, outcome: Rejection | str) -> None:
    assert titles([read(example)]) == [outcome]


def test_all_examples_of_a_file_are_read_whatever_they_are_wrapped_in() -> None:
    wrapped = [{"origin": name, "jsonld": example} for name, example, _ in EXAMPLES]
    assert titles(rows(json.dumps(wrapped))) == [outcome for _, _, outcome in EXAMPLES]


def test_graphs_lists_and_several_blocks_are_read_and_a_broken_one_hides_no_other() -> None:
    employer = {"@type": "Organization", "@id": "#us", "name": "Nous"}
    graph = {
        "@context": "https://schema.org",
        "@graph": [employer, posting(title="Un", hiringOrganization={"@id": "#us"})],
    }
    page = f"<html><body>{script(graph)}{script('{broken')}{script([posting(title='Deux'), posting(title='Trois')])}"
    found = rows(page)
    assert titles(found) == ["Un", Rejection.NOT_AN_OFFER, "Deux", "Trois"]
    assert isinstance(found[0], FeedOffer)
    assert found[0].organisation == "Nous"


def test_microdata_is_read() -> None:
    found = rows(
        '<html><body><div itemscope itemtype="http://schema.org/JobPosting"><h1 itemprop="title">Fleuriste</h1>'
        '<meta itemprop="datePosted" content="2026-05-20"><p itemprop="hiringOrganization" itemscope '
        'itemtype="https://schema.org/Organization"><b itemprop="name">Les Fleurs</b></p></div></body></html>'
    )
    assert titles(found) == ["Fleuriste"]
    assert isinstance(found[0], FeedOffer)
    assert found[0].organisation == "Les Fleurs"


def test_rdfa_is_read() -> None:
    found = rows(
        '<html><body><div vocab="http://schema.org/" typeof="JobPosting"><h1 property="title">Fleuriste</h1>'
        '<meta property="datePosted" content="2026-05-20"><p property="hiringOrganization" typeof="Organization">'
        '<b property="name">Les Fleurs</b></p></div></body></html>'
    )
    assert titles(found) == ["Fleuriste"]
    assert isinstance(found[0], FeedOffer)
    assert found[0].organisation == "Les Fleurs"


@pytest.mark.parametrize(
    ("pay", "shown"),
    [
        ("100000", "100\u202f000"),
        ({"currency": "EUR", "value": 12.5}, "12,50 €"),
        ({"currency": "EUR", "value": {"value": "12,50", "unitText": "HOUR"}}, "12,50 € par heure"),
        ("selon profil", "selon profil"),
        (None, None),
    ],
)
def test_pay_says_what_the_page_says_and_no_more(pay: Any, shown: str | None) -> None:
    offer = read(posting(baseSalary=pay))
    assert isinstance(offer, FeedOffer)
    assert offer.salary == shown


@pytest.mark.parametrize(
    ("types", "kind"),
    [("INTERN", OfferKind.INTERNSHIP), (["OTHER", "Apprentissage"], OfferKind.APPRENTICESHIP), (None, OfferKind.JOB)],
)
def test_the_kind_follows_the_employment_type(types: Any, kind: OfferKind) -> None:
    offer = read(posting(employmentType=types))
    assert isinstance(offer, FeedOffer)
    assert offer.kind is kind


@pytest.mark.parametrize(
    "text", ["", "<html>", "{", "[" * 5_000, json.dumps([[[]]]), script("[" * 100_000), "<html><body>\x00</body>"]
)
def test_what_holds_no_posting_gives_none_and_does_no_harm(text: str) -> None:
    assert all(isinstance(row, RejectedRow) for row in rows(text))


def test_objects_that_refer_to_each_other_in_circles_end() -> None:
    circle = {"@type": "Organization", "@id": "#a", "name": "A", "parentOrganization": {"@id": "#a"}}
    found = rows(json.dumps({"@graph": [circle, posting(hiringOrganization={"@id": "#a"})]}))
    assert titles(found) == ["Fleuriste"]


@pytest.mark.parametrize(
    ("said", "siret"),
    [
        ({"identifier": {"@type": "PropertyValue", "propertyID": "SIRET", "value": 73282932000074}}, "73282932000074"),
        ({"identifier": {"@type": "PropertyValue", "propertyID": "SIRET", "value": "73282932000075"}}, None),
        ({"identifier": {"@type": "PropertyValue", "propertyID": "RNA", "value": "73282932000074"}}, None),
        ({"iso6523Code": "0009:73282932000074"}, "73282932000074"),
        ({"iso6523Code": "0002:732829320"}, None),
        ({}, None),
    ],
)
def test_an_employer_is_known_by_its_siret_where_the_page_gives_it(said: dict[str, Any], siret: str | None) -> None:
    offer = read(posting(hiringOrganization={"@type": "Organization", "name": "Les Fleurs", **said}))
    assert isinstance(offer, FeedOffer)
    assert offer.siret == siret

"""Pages, feeds and files of the demo and of some odd offers, which everybody may read over HTTP without a session."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from uuid import UUID, uuid5

import extruct
import pytest
import requests
from icalendar import Calendar
from lxml import etree, html
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from game_rules.feeds import FeedOffer
from game_rules.kinds import OfferKind
from game_rules.offers.content import EventTimes
from game_rules.offers.offer import Offer
from seed_data.make_offers import OFFERS_FILE, ORGANISATIONS_FILE
from seed_data.rows import read_offers, read_organisations
from server.adapters.feeds.job_posting import job_postings
from server.persistence.engine import connect
from server.persistence.unit_of_work import OpenUnit
from server.services.territory.store_territory import store_offers, store_organisations
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import offer, organisation
from tests.support.public_offers import check_same
from tests.support.running.filled import StartServer, address_of
from tests.support.running.servers import DEADLINE_S, ServerProcess
from tests.support.scenes.campaigns import PARIS
from tests.support.waiting import wait_until

BASE = "https://play.example.org"
NASTY = "</script><script>alert(1)</script><b>\u2028&amp; \"'>"
REAL = replace(organisation(name="Fournil d’essai"), is_demo=False)
FOREVER = date(2099, 12, 31)
_NAMESPACE = UUID("6c1d6f4e-8c55-4c7e-9a0e-0b5f0a6d1e11")


def real(title: str, **values: Any) -> Offer:
    """An offer that was posted here, of an employer who is not invented."""
    return replace(offer(title=title, expires_on=FOREVER), id=uuid5(_NAMESPACE, title), organisation=REAL, **values)


BAKERY = real("Vente", description="Tu vends.\nTu souris.", salary="12,50 € par heure", apply_url="https://a.example/b")
SCRIPT = real(NASTY, description=NASTY, salary=NASTY)
PUBLIC = real("Accueil", address="12 Rue d’Essai 62300 Lens", is_address_public=True)
EVENT = real(
    "Portes ouvertes",
    kind=OfferKind.EVENT,
    event=EventTimes(datetime(2099, 6, 1, 12, tzinfo=UTC), datetime(2099, 6, 1, 15, tzinfo=UTC), seats=20),
)
OF_A_FEED = real("Une offre d’ailleurs")
TO_END = {state: real(f"Une offre {state}") for state in ("filled", "withdrawn", "published", "paused", "draft")}
"""What becomes of each in the database; the published one is over by its date."""


@pytest.fixture(scope="module")
def engine(demo_database: NewDatabase) -> Iterator[Engine]:
    engine = connect(demo_database("public_pages"), pool_size=2)
    sessions = sessionmaker(engine, expire_on_commit=False)
    open_unit = OpenUnit(sessions)
    store_organisations(context_at(open_unit), [REAL])
    store_offers(context_at(open_unit), [BAKERY, SCRIPT, PUBLIC, EVENT, OF_A_FEED, *TO_END.values()])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(address_of(engine), env={"JOKAJOBS_PUBLIC_URL": BASE})


def ask(server: ServerProcess, path: str, method: str = "GET", **headers: str) -> requests.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return requests.request(method, server.url + path, headers=named, timeout=DEADLINE_S, allow_redirects=False)


def page(server: ServerProcess, one: Offer, status: int = 200) -> str:
    answer = ask(server, f"/offres/{one.id}")
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    return answer.text


def linked_data_in(text: str) -> Any:
    found = extruct.extract(text, syntaxes=["json-ld"])["json-ld"]
    return found[0] if found else None


def test_every_demo_offer_comes_back_from_its_page_as_it_was(server: ServerProcess) -> None:
    published = {row["id"]: row["published_at"] for row in rows_of_csv(server)}
    today = datetime.now(PARIS).date()  # noqa: TID251 - demo events lie some days from the day of loading
    demo = read_offers(OFFERS_FILE, read_organisations(ORGANISATIONS_FILE), today=today, zone=PARIS).rows
    postings = [one for one in demo if one.kind is not OfferKind.EVENT and str(one.id) in published]
    assert len(postings) >= 130
    for one in postings:
        text = page(server, one)
        [back] = job_postings(text, f"{BASE}/offres/{one.id}")
        assert isinstance(back, FeedOffer)
        published_at = datetime.fromisoformat(published[str(one.id)])
        check_same(back, replace(one, published_at=published_at, changed_at=back.provenance.updated_at), BASE)
    for one in demo:
        if one.kind is OfferKind.EVENT and str(one.id) in published:
            assert linked_data_in(page(server, one))["@type"] == "Event"


def rows_of_csv(server: ServerProcess) -> list[dict[str, str]]:
    answer = ask(server, "/offres.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    return list(csv.DictReader(StringIO(answer.content.decode(), newline="")))


def test_a_page_is_for_people_and_for_those_who_share_it(server: ServerProcess) -> None:
    text = page(server, BAKERY)
    found = html.fromstring(text)
    assert found.get("lang") == "fr"
    assert found.xpath("//link[@rel='canonical']/@href") == [f"{BASE}/offres/{BAKERY.id}"]
    assert found.xpath("//meta[@property='og:title']/@content") == ["Vente – Fournil d’essai"]
    assert [one.text_content() for one in found.xpath("//h1")] == ["Vente"]
    assert "12,50 € par heure" in text
    assert "noindex" not in text
    assert not found.xpath("//script[not(@type='application/ld+json')]")


def test_a_script_in_the_words_stays_words(server: ServerProcess) -> None:
    text = page(server, SCRIPT)
    found = html.fromstring(text.replace("\u2028", " "))
    assert len(found.xpath("//script")) == 1
    assert not found.xpath("//b")
    assert linked_data_in(text)["title"] == NASTY
    assert NASTY in [row["title"] for row in rows_of_csv(server)]


def test_what_is_asked_again_is_not_sent_again(server: ServerProcess) -> None:
    for path in (f"/offres/{BAKERY.id}", "/offres", "/offres.atom", "/offres.geojson", "/offres.csv", "/sitemap.xml"):
        first = ask(server, path)
        assert first.status_code == 200
        assert ask(server, path, If_None_Match=first.headers["ETag"]).status_code == 304
        assert ask(server, path, If_Modified_Since=first.headers["Last-Modified"]).status_code == 304
        head = ask(server, path, "HEAD")
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["ETag"] == first.headers["ETag"]
        assert head.headers["Content-Length"] == str(len(first.content))


def test_the_list_goes_on_page_after_page(server: ServerProcess) -> None:
    titles: list[str] = []
    path: str | None = "/offres"
    while path:
        found = html.fromstring(ask(server, path).text)
        links = found.xpath("//ul[@class='offers']//a/@href")
        assert 0 < len(links) <= 50
        titles += links
        path = next(iter(found.xpath("//a[@rel='next']/@href")), None)
    assert len(titles) == len(set(titles)) == len(rows_of_csv(server))
    for wrong in ("99", "0", "-1", "x", "1" * 5000, "²"):
        assert ask(server, f"/offres?page={wrong}").status_code == 404


def test_the_atom_feed_leads_to_its_older_pages(server: ServerProcess) -> None:
    answer = ask(server, "/offres.atom")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(answer.content)
    links = {link.get("rel"): link.get("href") for link in feed.findall("{*}link")}
    assert links == {
        "self": f"{BASE}/offres.atom", "next": f"{BASE}/offres.atom?page=2", "alternate": f"{BASE}/offres",
    }  # fmt: skip
    assert len(feed.findall("{*}entry")) == 50


def test_search_engines_are_shown_what_is_real(server: ServerProcess) -> None:
    assert f"Sitemap: {BASE}/sitemap.xml" in ask(server, "/robots.txt").text
    found = [one.text for one in etree.fromstring(ask(server, "/sitemap.xml").content).iter("{*}loc")]
    assert f"{BASE}/offres/{BAKERY.id}" in found
    demo = next(row for row in rows_of_csv(server) if row["is_demo"] == "true")
    assert demo["url"] not in found
    answer = ask(server, f"/offres/{demo['id']}")
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_an_event_is_a_calendar_entry_that_names_its_commune_alone(server: ServerProcess) -> None:
    answer = ask(server, f"/offres/{EVENT.id}.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    [entry] = Calendar.from_ical(answer.text).events
    assert entry.start == EVENT.event.starts_at if EVENT.event else False
    assert (entry["SUMMARY"], entry["LOCATION"], entry["CLASS"]) == ("Portes ouvertes", "Lens", "PUBLIC")
    assert "GEO" not in entry
    assert ask(server, f"/offres/{BAKERY.id}.ics").status_code == 404


def test_what_is_over_is_gone_and_says_since_when(server: ServerProcess, engine: Engine) -> None:
    assert all(page(server, one) for one in TO_END.values())
    now = datetime.now(UTC)  # noqa: TID251 - the server's clock is a real one
    with engine.begin() as connection:
        for state, one in TO_END.items():
            connection.execute(text("update offer set state = :state where id = :id"), {"state": state, "id": one.id})
            if state == "published":
                connection.execute(
                    text("update offer set expires_on = :day where id = :id"),
                    {"day": (now - timedelta(days=3)).date(), "id": one.id},
                )
        connection.execute(
            text(
                "insert into offer_transition (offer_id, at, action, actor, to_state) "
                "values (:id, :at, 'withdraw', 'organiser', 'withdrawn')"
            ),
            {"id": TO_END["withdrawn"].id, "at": now},
        )
        connection.execute(text("select pg_notify('campaign_changed', '')"))
    wait_until_gone(server, TO_END["filled"])

    for state, words in (("filled", "pourvue"), ("published", "terminée"), ("withdrawn", "retirée")):
        text_of_page = page(server, TO_END[state], status=410)
        assert words in text_of_page
        data = linked_data_in(text_of_page)
        if state == "withdrawn":
            # By an organiser: nobody is shown its words any more.
            assert data is None
            assert TO_END[state].title not in text_of_page
        else:
            assert datetime.fromisoformat(data["validThrough"]) <= datetime.now(UTC)  # noqa: TID251 - as above
    for state in ("paused", "draft"):
        page(server, TO_END[state], status=404)
    assert "pas d’offre" in page(server, real("Une offre qui n’existe pas"), status=404)
    listed = {row["id"] for row in rows_of_csv(server)}
    assert not listed & {str(one.id) for one in TO_END.values()}


def test_an_offer_of_a_feed_is_read_where_it_comes_from(server: ServerProcess, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(
            text(
                "update offer set source = 'job_posting', source_id = '1', source_name = 'jobs.example', "
                "source_url = 'https://jobs.example/1', source_created_at = now(), source_updated_at = now(), "
                "source_details = '{}' where id = :id"
            ),
            {"id": OF_A_FEED.id},
        )
        connection.execute(text("select pg_notify('campaign_changed', '')"))
    wait_until_gone(server, OF_A_FEED)
    answer = ask(server, f"/offres/{OF_A_FEED.id}")
    assert (answer.status_code, answer.headers["Location"]) == (302, "https://jobs.example/1")
    assert str(OF_A_FEED.id) not in {row["id"] for row in rows_of_csv(server)}


def wait_until_gone(server: ServerProcess, one: Offer) -> None:
    wait_until(lambda: ask(server, f"/offres/{one.id}").status_code != 200, f"the end of the page of {one.id}")


def test_geojson_tells_a_public_address_and_else_the_middle_of_a_commune(server: ServerProcess) -> None:
    features = {one["id"]: one for one in json.loads(ask(server, "/offres.geojson").text)["features"]}
    assert features[str(PUBLIC.id)]["geometry"]["coordinates"] == [PUBLIC.position.lon, PUBLIC.position.lat]
    others = [one for id_, one in features.items() if id_ != str(PUBLIC.id)]
    assert {one["properties"]["position_is"] for one in others} == {"commune_centre"}
    assert len({tuple(one["geometry"]["coordinates"]) for one in others}) <= 3

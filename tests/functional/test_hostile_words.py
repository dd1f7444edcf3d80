"""Words that would become part of a page, a feed, a file or a list come out of the shipped server as words."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from uuid import UUID, uuid5

import pytest
import requests
from click.testing import CliRunner
from icalendar import Calendar
from lxml import etree, html
from sqlalchemy import Engine, text

from game_rules.limits import DISPLAY_NAME_MAX_CHARS
from game_rules.offers import EventTimes, Offer, OfferKind
from game_rules.texts import one_line, printable_line, visible
from server.cli import jokajobs
from server.clock import utc_now
from tests.databases import NewDatabase
from tests.factories import LENS, offer, organisation
from tests.functional.conftest import StartServer, address_of, fill_database
from tests.functional.employers import Employer
from tests.functional.servers import DEADLINE_S, Guest, ServerProcess
from tests.hostile_words import CLEANED, EVALUATED, KEPT, OBEYED

FOREVER = date(2099, 12, 31)
TIMES = EventTimes(datetime(2099, 6, 1, 12, tzinfo=UTC), datetime(2099, 6, 1, 15, tzinfo=UTC), seats=20)
_NAMESPACE = UUID("0f6f7b1a-5f07-4b0a-9f43-0c9f2f7d2b11")
INNOCENT = "Vente en boulangerie"
STORED = (*KEPT, *CLEANED)
"""Those that are cleaned on their way in as well: a database may have them from before."""


def saying(words: str) -> Offer:
    """A public event all of whose words are `words`."""
    return replace(
        offer(title=words, kind=OfferKind.EVENT, expires_on=FOREVER),
        id=uuid5(_NAMESPACE, words),
        organisation=replace(organisation(name=words), is_demo=False),
        description=words,
        salary=words,
        working_hours=words,
        duration=words,
        address=words,
        is_address_public=True,
        event=TIMES,
    )


OFFERS = {words: saying(words) for words in (INNOCENT, *STORED)}
ENDED = {words: replace(saying(words), id=uuid5(_NAMESPACE, f"{words}, over")) for words in (INNOCENT, *KEPT)}


_MOST_LISTED = 200


def run(engine: Engine, *words: str) -> str:
    """What a command prints on standard output."""
    done = CliRunner().invoke(jokajobs, words, env={"DATABASE_URL": address_of(engine)})
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("hostile_words"), [*OFFERS.values(), *ENDED.values()])
    with engine.begin() as connection:
        over = [one.id for one in ENDED.values()]
        connection.execute(text("update offer set state = 'filled' where id = any(:ids)"), {"ids": over})
        connection.execute(text("update campaign set name = :it"), {"it": "Lens {{7*191}}</title>\n]]>\u202e\x1b[2J"})
        connection.execute(text("update commune set name = :it"), {"it": "Lens </script>{{7*191}}\u202e\x1b[2J"})
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def told_of_feed(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the import of a feed prints that has a good row and a row without a title for each of the words."""
    file, published = tmp_path_factory.mktemp("feed") / "offers.csv", utc_now().date() - timedelta(days=1)
    with file.open("w", newline="") as out:
        table = csv.writer(out)
        table.writerow(
            [
                "identifiant",
                "intitule",
                "employeur",
                "date_publication",
                "latitude",
                "longitude",
                "precision",
                "code_insee",
            ]
        )
        for number, words in enumerate(STORED):
            table.writerow([number, words, words, published, LENS.lat, LENS.lon, "porte", "62498"])
            table.writerow([f"x{words}", "", words, published, LENS.lat, LENS.lon, "porte", "62498"])
    return run(engine, "import", "csv", str(file))


@pytest.fixture(scope="module")
def server(engine: Engine, told_of_feed: str, start_server: StartServer) -> ServerProcess:
    assert told_of_feed
    return start_server(address_of(engine))


def base(server: ServerProcess) -> str:
    """The address that the server gives for itself."""
    return f"http://localhost:{server.port}"


def read(server: ServerProcess, path: str) -> requests.Response:
    answer = requests.get(server.url + path, timeout=DEADLINE_S)
    assert answer.status_code == 200, answer.text
    assert EVALUATED not in answer.text
    return answer


def structure(page: Any) -> Counter[str]:
    """How many there are of each element, with the names of its attributes."""
    return Counter(f"{one.tag} {sorted(one.attrib)}" for one in page.iter() if isinstance(one.tag, str))


def page_of(server: ServerProcess, words: str) -> Any:
    return html.document_fromstring(read(server, f"/offres/{OFFERS[words].id}").content.decode())


def test_a_page_says_the_words_and_has_the_parts_of_any_page(server: ServerProcess) -> None:
    innocent = structure(page_of(server, INNOCENT))
    for words in STORED:
        page = page_of(server, words)
        assert structure(page) == innocent, words
        data = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
        assert data["name"] == data["organizer"]["name"] == words
        if words in KEPT:
            assert page.xpath("string(//h1)") == page.xpath("string(//p[@class='organisation'])") == words
            assert page.xpath("string(//p[@class='words'])") == words
            assert page.xpath("string(//title)") == f"{words} – {words} – Jokajobs"
            assert page.xpath("string(//meta[@property='og:title']/@content)") == f"{words} – {words}"


def test_the_page_of_an_ended_offer_says_the_words_too(server: ServerProcess) -> None:
    structures = []
    for words, one in ENDED.items():
        answer = requests.get(f"{server.url}/offres/{one.id}", timeout=DEADLINE_S)
        assert answer.status_code == 410
        assert EVALUATED not in answer.text
        page = html.document_fromstring(answer.content.decode())
        structures.append(structure(page))
        assert page.xpath("string(//p[@class='organisation'])") == f"{words} – {words}"
        assert json.loads(page.xpath("string(//script)"))["name"] == words
    assert all(one == structures[0] for one in structures)


def test_the_list_has_one_item_for_each_offer(server: ServerProcess) -> None:
    said: list[str] = []
    path: str | None = "/offres"
    while path:
        page = html.document_fromstring(read(server, path).content.decode())
        items = page.xpath("//ul[@class='offers']/li")
        assert {structure(item)["h2 ['class']"] for item in items} == {1}
        assert not page.xpath("//script")
        said += [item.xpath("string(.//h2)") for item in items]
        path = next(iter(page.xpath("//a[@rel='next']/@href")), None)
    assert len(said) == len(OFFERS)
    assert set(KEPT) <= set(said)


def test_the_atom_feed_has_an_entry_for_each_offer(server: ServerProcess) -> None:
    titles: list[str | None] = []
    path: str | None = "/offres.atom"
    while path:
        feed = etree.fromstring(read(server, path).content)
        assert feed.findtext("{*}title").startswith("Offres – Lens {{7*191}}</title>")
        assert {len(entry.findall("{*}title")) for entry in feed.findall("{*}entry")} == {1}
        titles += [entry.findtext("{*}title") for entry in feed.findall("{*}entry")]
        path = next(
            (link.get("href").removeprefix(base(server)) for link in feed.findall("{*}link[@rel='next']")), None
        )
    assert len(titles) == len(OFFERS)
    assert set(KEPT) <= set(titles)


def test_the_sitemap_names_addresses_only(server: ServerProcess) -> None:
    addresses = [one.text for one in etree.fromstring(read(server, "/sitemap.xml").content).iter("{*}loc")]
    assert sorted(addresses) == sorted(
        [f"{base(server)}/offres", *(f"{base(server)}/offres/{one.id}" for one in OFFERS.values())]
    )


def test_geojson_and_csv_have_the_words_of_each_offer(server: ServerProcess) -> None:
    features = read(server, "/offres.geojson").json()["features"]
    assert {one["properties"]["title"] for one in features} == {*OFFERS}
    rows = list(csv.DictReader(StringIO(read(server, "/offres.csv").content.decode(), newline="")))
    assert [row for row in rows if None in row or None in row.values()] == []
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows) == len(OFFERS)
    for words, one in OFFERS.items():
        row = by_id[str(one.id)]
        for cell in (row["title"], row["organisation"], row["salary"], row["address"]):
            assert cell.replace("'", "") == words.replace("'", "")
            assert not cell.startswith(("=", "+", "-", "@", "＝", "\t", "\r"))


def test_a_calendar_has_one_event_with_the_words(server: ServerProcess) -> None:
    for words in STORED:
        answer = read(server, f"/offres/{OFFERS[words].id}.ics")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="jokajobs.ics"'
        calendar = Calendar.from_ical(answer.content)
        (event,) = calendar.events
        assert len([one for one in calendar.walk() if one.name == "VALARM"]) == 1
        assert {"SUMMARY", "DESCRIPTION", "LOCATION", "UID"} <= set(event)
        assert not {"X", "BCC", "ALTREP"} & set(event)
        if words in KEPT:
            assert (str(event["SUMMARY"]), str(event["LOCATION"])) == (words, words)
            assert str(event["DESCRIPTION"]) == f"{words}\n{base(server)}/offres/{OFFERS[words].id}"


def test_an_organiser_finds_a_structure_by_any_part_of_its_name(server: ServerProcess, engine: Engine) -> None:
    organiser = server.organiser()

    def found(part: str) -> set[str]:
        page = html.document_fromstring(
            organiser.get(
                f"{server.url}/organiser/structures", params={"name": part}, timeout=DEADLINE_S
            ).content.decode()
        )
        assert len(page.xpath("//script")) == 1
        assert page.xpath("string(//input[@name='name']/@value)") == part
        return {name.text_content() for name in page.xpath("//article/h3")}

    for part in ("100%", "% _", "\\", "7*191", "'; drop", "{name}"):
        names = found(part)
        assert {one for one in KEPT if part in one} <= names
        assert all(part in one for one in names)
    with engine.connect() as connection:
        assert connection.scalar(text("select count(*) from offer where source is null")) == len(OFFERS) + len(ENDED)


def test_the_command_line_lists_each_structure_on_a_line_of_its_own(engine: Engine) -> None:
    lines = run(engine, "organisations", "list", "--name", "e").split("\n")[:-1]
    ours = [line for line in lines if line[:36] in {str(one.organisation.id) for one in OFFERS.values()}]
    assert len(ours) == sum("e" in one.casefold() for one in OFFERS)
    assert len(ours) < len(lines) < _MOST_LISTED
    assert not set("".join(lines)) & OBEYED
    for words in KEPT:
        assert "e" not in words.casefold() or [line for line in ours if line.endswith(f"published  {words}")], words


def test_a_feed_brings_words_in_cleaned_and_its_rows_are_told_on_single_lines(
    engine: Engine, told_of_feed: str
) -> None:
    assert not set(told_of_feed) & OBEYED
    assert told_of_feed.count("\n") == len(STORED) + 2
    with engine.connect() as connection:
        titles = set(connection.scalars(text("select title from offer where source is not null")))
    assert {one for one in KEPT if "<" not in one and "&" not in one and one.isascii()} <= titles
    assert EVALUATED not in "".join(titles)
    assert not set("".join(titles)) & (OBEYED | set("\n\u202a\u2066\ufeff"))


def test_what_is_posted_is_kept_as_it_was_typed(server: ServerProcess) -> None:
    employer = Employer(server)
    for start in range(0, len(STORED) - 5, 5):
        title, salary, hours, description, question, _ = STORED[start : start + 6]
        draft = employer.draft(
            title=title, salary=salary, working_hours=hours, description=description, questions=[question]
        )
        kept = employer.browser.get(f"/api/employer/offers/{draft['id']}")
        said = [kept[name] for name in ("title", "salary", "working_hours")]
        assert said == [one_line(words) for words in (title, salary, hours)]
        assert (kept["description"], kept["questions"]) == (visible(description), [one_line(question)])


def test_a_name_is_shown_as_it_was_typed(server: ServerProcess) -> None:
    for words in (KEPT[0], *list(CLEANED)[::3]):
        name = words[:DISPLAY_NAME_MAX_CHARS]
        guest = Guest(server, name=name)
        assert guest.get("/api/me")["player"]["name"] == printable_line(name)
        assert guest.get("/api/me/export")["name"] == printable_line(name)


def test_the_log_says_none_of_it(server: ServerProcess) -> None:
    log = server.log.read_text()
    assert "Traceback" not in log
    assert "\x1b" not in log
    assert "drop table" not in log

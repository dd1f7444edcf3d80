"""Words that would become part of a page, a feed, a file or a list come out of the shipped server as words."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Any
from urllib.parse import quote, urljoin, urlsplit
from uuid import UUID

import pytest
import requests
from icalendar import Calendar
from lxml import etree, html
from sqlalchemy import Engine, text

from game_rules.people.limits import DISPLAY_NAME_MAX_CHARS
from game_rules.text_limits import REASON_MAX_CHARS
from game_rules.texts import isolated, one_line, printable_line, visible
from server.adapters.feeds import outside_text
from server.clock import utc_now
from tests.support.databases import NewDatabase
from tests.support.hostile_words import (
    CLEANED,
    EVALUATED,
    KEPT,
    LONG_ONES,
    MARKUP,
    OBEYED,
    OF_OTHER_SCRIPTS,
    QUERIES,
    TEMPLATES,
)
from tests.support.running.employers import Employer
from tests.support.running.filled import StartServer, address_of, eventually
from tests.support.running.help_people import APPLICATION, Organiser
from tests.support.running.servers import DEADLINE_S, Guest, ServerProcess
from tests.support.scenes.hostile_campaign import (
    ENDED,
    INNOCENT,
    OFFERS,
    PLACES,
    STORED,
    bring_in_feeds,
    hostile_campaign,
    pieces,
    run,
    units,
)

_MOST_LISTED = 200


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = hostile_campaign(new_database("hostile_words"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def told_of_feed(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> str:
    return bring_in_feeds(engine, tmp_path_factory.mktemp("feeds"))


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
    """Counts the elements of each kind, with the names of their attributes."""
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
        assert len(page.xpath("//script")) == len(page.xpath("/html/head/script[@src and not(text())]")) == 2
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
    for start in range(0, len(STORED), 8):
        title, salary, hours, duration, description, *questions = (STORED[start:] + STORED)[:8]
        draft = employer.draft(
            title=title,
            salary=salary,
            working_hours=hours,
            duration=duration,
            description=description,
            questions=questions,
        )
        kept = employer.browser.get(f"/api/employer/offers/{draft['id']}")
        said = [kept[name] for name in ("title", "salary", "working_hours", "duration")]
        assert said == [one_line(words) for words in (title, salary, hours, duration)]
        assert (kept["description"], kept["questions"]) == (visible(description), [*map(one_line, questions)])


def test_a_name_is_shown_as_it_was_typed(server: ServerProcess) -> None:
    for words in (KEPT[0], *list(CLEANED)[::3]):
        name = words[:DISPLAY_NAME_MAX_CHARS]
        guest = Guest(server, name=name)
        assert guest.get("/api/me")["player"]["name"] == printable_line(name)
        assert guest.get("/api/me/export")["name"] == printable_line(name)


def test_a_player_and_an_organiser_are_told_what_feeds_of_every_kind_brought(
    server: ServerProcess, engine: Engine
) -> None:
    guest = Guest(server, name=MARKUP[0][:DISPLAY_NAME_MAX_CHARS])
    with engine.connect() as connection:
        of_feeds = set(connection.scalars(text("select id from offer where source is not null")))
    assert len(of_feeds) == 2 * len(STORED)
    with units(engine)() as unit:
        unit.achievements.add_discoveries(guest.id, dict.fromkeys(of_feeds, utc_now().date()))
        unit.commit()
    with guest.open_socket() as phone:
        offers = phone.wait_for("snapshot")["offers"]
    said = {str(outside_text.one_line(words)) for words in STORED}
    # A listing that is the same as another one stands for it.
    assert said <= {offer["title"] for offer in offers}
    assert {offer["source"]["name"] for offer in offers} > {"France Travail", "offers.csv"}
    for one in offers:
        assert UUID(one["id"]) in of_feeds
        assert one["title"] == one["organisation"]["name"]
        told = [one[name] or "" for name in ("title", "salary", "working_hours", "duration", "description")]
        assert not set("".join(told)) & OBEYED
        for link in (one["apply_url"], one["source"]["url"]):
            assert link is None or link.startswith("https://candidat.francetravail.fr/offres/recherche/detail/")
    marked = server.organiser().get(f"{server.url}/organiser/preview.json", timeout=DEADLINE_S)
    assert marked.headers["Content-Type"].startswith("application/json")
    titles = {one["properties"]["title"] for one in marked.json()["offers"]["features"]}
    assert said | set(KEPT) <= titles


def test_a_listing_leads_to_its_source_and_nowhere_else(server: ServerProcess, engine: Engine) -> None:
    with engine.connect() as connection:
        ids = connection.scalars(text("select id from offer where source = 'france_travail'")).all()
        assert len(ids) == len(STORED[::3])
    with requests.Session() as visitor:
        for offer_id in ids:
            answer = visitor.get(f"{server.url}/offres/{offer_id}", timeout=DEADLINE_S, allow_redirects=False)
            if answer.status_code == 302:
                leads_to = urlsplit(answer.headers["Location"])
                assert leads_to[:2] == ("https", "candidat.francetravail.fr")
                assert leads_to.path.count("/") == 4
                assert leads_to[3:] == ("", "")
            else:
                assert answer.status_code == 404


def test_places_are_named_as_they_are(server: ServerProcess) -> None:
    guest = Guest(server)
    assert {one["name"] for one in guest.get("/api/staffed-places")["places"]} == {one.name for one in PLACES}


def test_what_an_organiser_says_to_a_decision_reaches_who_it_concerns_as_it_was_typed(server: ServerProcess) -> None:
    organiser, employer = Organiser(server), Employer(server)
    path, shown = f"/organisations/{employer.organisation_id}", []
    for number, words in enumerate(pieces(REASON_MAX_CHARS)):
        guest = Guest(server, name=STORED[number][:DISPLAY_NAME_MAX_CHARS])
        guest.send("POST", "/api/joker", APPLICATION, status=201)
        declined = organiser.send("POST", f"/jokers/{guest.id}/decline", {"reason": words})
        assert (declined["name"], declined["reason"]) == (
            printable_line(STORED[number][:DISPLAY_NAME_MAX_CHARS]),
            visible(words),
        )
        assert guest.get("/api/joker")["reason"] == visible(words)
        organiser.send("POST", f"{path}/{'reinstate' if number % 2 else 'suspend'}", {"reason": words})
        own = employer.browser.get("/api/employer")["organisations"]
        assert [one["reason"] for one in own] == [visible(words)]
        page = organiser.http.get(
            f"{server.url}/organiser/structures", params={"name": "Fournil du terril"}, timeout=DEADLINE_S
        )
        document = html.document_fromstring(page.content.decode())
        (reason,) = document.xpath(f"//article[@data-organisation='{employer.organisation_id}']/p[@class='words']/bdi")
        assert reason.text_content() == visible(words)
        assert {one.tag for one in reason.iter()} == {"bdi"}
        shown.append(visible(words))
    outbox = html.document_fromstring(server.outbox())
    assert not outbox.xpath("//script")
    assert {one.tag for one in outbox.xpath("//article//*")} == {"h2", "p", "b", "time", "pre"}
    mails = [mail.text_content() for mail in outbox.xpath("//article/pre")]
    for words in shown:
        assert any(f"La raison : {words}" in mail for mail in mails)
    assert EVALUATED not in "".join(mails)


def test_an_answer_by_one_tap_shows_a_name_and_a_title_and_no_more(server: ServerProcess, engine: Engine) -> None:
    employer, structures = Employer(server), []
    for title in ("Vente", MARKUP[0], OF_OTHER_SCRIPTS[1]):
        posted, name = employer.publish(title=title), printable_line(title[:DISPLAY_NAME_MAX_CHARS])
        guest = Guest(server)
        with units(engine)() as unit:
            unit.achievements.add_discoveries(guest.id, {UUID(posted["id"]): utc_now().date()})
            unit.commit()
        wanted = f"/api/offers/{posted['id']}/application"
        sent: list[str] = []

        def applied(path: str = wanted, sender: Guest = guest, words: str = name, sent: list[str] = sent) -> bool:
            # The server learns of a new offer a moment later.
            answer = sender.ask("POST", path, {"first_name": words, "can_do": words, "answers": []})
            sent.append(answer.text)
            return answer.status_code == 201

        eventually(applied)
        mail = html.document_fromstring(server.outbox()).xpath("//article/pre")[0].text_content()
        links = re.findall(r"/r/[\w.-]+", mail)
        # The first one invites: it asks when and where, and once more when that is left empty. The last one declines,
        # and asks why.
        why = {"reason": "another_chosen"}
        for method, link, form, status in (
            ("GET", links[0], {}, 200),
            ("POST", links[0], {}, 422),
            ("GET", links[-1], {}, 200),
            ("POST", links[-1], why, 200),
        ):
            accept = {"Accept": "text/html"}
            answer = requests.request(method, server.url + link, data=form, headers=accept, timeout=DEADLINE_S)
            page = html.document_fromstring(answer.content.decode())
            assert answer.status_code == status
            assert page.xpath("string(//h1)") == f"{isolated(name)} · {isolated(title)}"
            assert isolated(name) in page.xpath("string(//main/p)")
            assert EVALUATED not in answer.text
            structures.append((method, structure(page)))
    assert all(one == structures[number % 4] for number, one in enumerate(structures))


ADDRESSES = (
    "/problems/{}",
    "/{}",
    "/offres/{}",
    "/p/{}",
    "/r/{}",
    "/api/{}",
    "/public/{}",
    "/openapi/{}",
    "/offres?page={}",
)


def test_no_page_and_no_header_repeats_the_address_that_was_asked_for(server: ServerProcess) -> None:
    with requests.Session() as visitor:
        visitor.headers["Accept"] = "text/html"

        def asked(address: str, words: str) -> tuple[int, bytes, dict[str, str]]:
            url = server.url + address.format(quote(words, safe=""))
            answer = visitor.get(url, timeout=DEADLINE_S, allow_redirects=False)
            headers = {name: value for name, value in answer.headers.items() if name != "Date"}
            return answer.status_code, answer.content, headers

        for address in ADDRESSES:
            innocent = asked(address, "aucune")
            assert innocent[0] in {400, 404, 410, 422}
            for words in (MARKUP[4], MARKUP[6], TEMPLATES[0], *[*CLEANED][:3], *[*CLEANED][7:10]):
                assert asked(address, words) == innocent, (address, words)


@pytest.mark.parametrize("path", ["//evil.example/offres", "//evil.example//offres/", "/\\evil.example/", "/offres/"])
def test_no_address_leads_to_another_site(server: ServerProcess, path: str) -> None:
    answer = requests.get(server.url + path, timeout=DEADLINE_S, allow_redirects=False)
    leads_to = urljoin(server.url, answer.headers.get("Location", "/"))
    assert urlsplit(leads_to).netloc == urlsplit(server.url).netloc


def test_no_problem_repeats_a_value_and_none_has_a_name_that_is_obeyed(server: ServerProcess) -> None:
    guest = Guest(server)
    for words in (MARKUP[0], TEMPLATES[0], QUERIES[0], LONG_ONES[0], *[*CLEANED][:9:2]):
        sent = {"name": {words: 1}, "language": words, "age_band": words, "wishes": {"kinds": [words]}, words: words}
        for method, path, body in (
            ("POST", "/api/guests", sent),
            ("PUT", "/api/me/consent", {"version": [words], "positions": words}),
            ("POST", f"/api/offers/{OFFERS[INNOCENT].id}/application", {"first_name": [words], "can_do": {}}),
            ("GET", f"/api/conversations/{UUID(int=1)}/meeting-slots?duration_minutes={quote(words)}", None),
        ):
            answer = guest.ask(method, path, body)
            assert answer.status_code in {404, 422}, answer.text
            problem = answer.json()
            errors = problem.pop("errors")
            assert words not in repr((problem, [(one["code"], one["detail"]) for one in errors]))
            assert not set("".join(one["pointer"] for one in errors)) & (OBEYED | {"\n"})


def test_the_log_says_none_of_it(server: ServerProcess) -> None:
    log = server.log.read_text()
    assert [line for line in log.splitlines() if line.startswith(("Vente", "BEGIN", "2026-01-01 "))] == []
    assert not set(log) & OBEYED
    assert "Traceback" not in log
    assert "\x1b" not in log
    assert "drop table" not in log

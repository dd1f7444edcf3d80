"""Words that would run in a page: a browser shows them to organisers, visitors and players, and runs none of them."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID, uuid5

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, expect
from sqlalchemy import text

from tests.support.browser.catalogues import Words
from tests.support.browser.organiser import come_as_organiser
from tests.support.browser.phone import Phone
from tests.support.databases import NewDatabase
from tests.support.factories import LENS, fix, offer, organisation
from tests.support.hostile_words import CLEANED, EVALUATED, KEPT
from tests.support.running.filled import address_of, fill_database
from tests.support.running.servers import ServerProcess
from tests.support.waiting import wait_until

STORED = (*KEPT, *CLEANED)
CAMPAIGN, COMMUNE = "Lens {{7*191}}</title><script>globalThis.ran=1</script>`${globalThis.ran=1}`", "Liévin <img src=x>"
COLUMNS, GAP_M = 9, 600
"""Offers stand on a grid on the map, so that a mouse meets them one by one."""

AT_LENS = "Vente </script><img src=x onerror=globalThis.ran=1> {{7*191}} ${globalThis.ran=1} `+1+`"
_TEXTS = "(all) => all.map((one) => one.textContent)"
_NAMESPACE = UUID("7a1c9f64-90c5-4b0b-8f62-5d5a3c4f9e11")
_EMPLOYER = replace(organisation(name=AT_LENS[:80]), is_demo=False)


def on_grid(number: int, words: str) -> Any:
    row, column = divmod(number, COLUMNS)
    north, east = (row - 4) * GAP_M + GAP_M / 2, (column - COLUMNS // 2) * GAP_M
    one = offer(title=words, metres_north=north, metres_east=east)
    return replace(one, id=uuid5(_NAMESPACE, words), organisation=replace(organisation(name=words), is_demo=False))


OFFERS = [on_grid(number, words) for number, words in enumerate(STORED)]
FOUND = replace(
    offer(title=AT_LENS),
    organisation=_EMPLOYER,
    description="\n".join(KEPT),
    salary=KEPT[0],
    working_hours=KEPT[1],
    duration=KEPT[-1],
    questions=KEPT[:3],
    apply_url="javascript:globalThis.ran=1",
)


@pytest.fixture(scope="module")
def server(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    engine = fill_database(new_database("hostile_browser"), [*OFFERS, FOUND])
    with engine.begin() as connection:
        connection.execute(text("update campaign set name = :it, territory_source = :it"), {"it": CAMPAIGN})
        connection.execute(text("update commune set name = :it"), {"it": COMMUNE})
    process = ServerProcess(address_of(engine), tmp_path_factory.mktemp("server") / "log")
    yield process
    process.stop()
    engine.dispose()


@pytest.fixture
def phone(browser: Browser, server: ServerProcess) -> Iterator[Phone]:
    """A window in which nothing but words may come of words: no dialog, no error, no request elsewhere."""
    window = Phone(browser, server.url, Words("fr"), size={"width": 1000, "height": 900})
    noticed: list[str] = []

    def refuse(dialog: Dialog) -> None:
        noticed.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def note_request(request: Request) -> None:
        if not request.url.startswith((server.url, "blob:", "data:")):
            noticed.append(f"request {request.url}")

    window.context.on("dialog", refuse)
    window.context.on("weberror", lambda error: noticed.append(f"error {error.error}"))
    window.context.on("request", note_request)
    yield window
    for page in window.context.pages:
        assert has_run_nothing(page)
    window.close()
    assert noticed == []
    assert window.violations.seen == []


def has_run_nothing(page: Page) -> bool:
    return bool(page.evaluate("globalThis.ran === undefined")) and EVALUATED not in page.inner_text("body")


def point_of(page: Page, one: Any) -> tuple[float, float]:
    """Returns where an offer's dot is on the screen."""
    found = page.evaluate(
        "([lat, lon]) => { const { x, y } = window.map_campaign.latLngToContainerPoint([lat, lon]);"
        " const box = window.map_campaign.getContainer().getBoundingClientRect();"
        " return [x + box.left, y + box.top]; }",
        [one.position.lat, one.position.lon],
    )
    return float(found[0]), float(found[1])


def is_said_at(page: Page, point: tuple[float, float], words: list[str]) -> bool:
    """Moves the mouse there, as a hand does that is never quite still: the map looks at some of its moves only."""
    x, y = point
    page.mouse.move(x + 1, y)
    page.mouse.move(x, y)
    return bool(page.locator(".leaflet-tooltip bdi").evaluate_all(_TEXTS) == words)


def test_the_organisers_map_shows_each_word_as_it_was_typed_and_runs_none(phone: Phone, server: ServerProcess) -> None:
    come_as_organiser(phone)
    page = phone.page
    expect(page.get_by_role("heading", level=1)).to_have_text(CAMPAIGN)
    assert page.title() == f"{CAMPAIGN} – aperçu"
    page.wait_for_function(
        "Object.values(window.map_campaign?._layers ?? {}).some((one) => one.feature?.properties.title)"
    )
    for one in OFFERS:
        wait_until(partial(is_said_at, page, point_of(page, one), [one.title] * 2), f"{one.title!r} is shown as typed")
        # The line, and in it each word's own.
        assert page.locator(".leaflet-tooltip *").count() == 3
    (x, y), (x_of_next, _) = point_of(page, OFFERS[0]), point_of(page, OFFERS[1])
    between = ((x + x_of_next) / 2, y)
    wait_until(partial(is_said_at, page, between, [COMMUNE]), "the commune is named between two offers")
    assert page.locator("body script, img[src='x']").count() == 0
    assert has_run_nothing(page)
    page.goto(f"{server.url}/organiser/structures?name=e")
    expect(page.get_by_role("heading", level=3).first).to_be_visible()
    shown = page.locator("article h3").evaluate_all(_TEXTS)
    assert {one for one in KEPT if "e" in one.casefold()} <= set(shown)


def test_the_public_list_and_page_show_words_and_run_none(phone: Phone, server: ServerProcess) -> None:
    phone.open("/offres")
    titles = phone.page.locator("ul.offers h2").evaluate_all(_TEXTS)
    assert len(titles) == 50
    # A parser of HTML reads every end of a line as a line feed.
    assert set(titles) <= {"\n".join(one.replace("\r\n", "\n").split("\r")) for one in (*STORED, AT_LENS)}
    assert has_run_nothing(phone.page)
    phone.open(f"/offres/{FOUND.id}")
    assert phone.page.locator("h1").evaluate("(one) => one.textContent") == AT_LENS
    assert phone.page.locator("p.words").evaluate("(one) => one.textContent") == FOUND.description
    assert phone.page.locator("a[href^='javascript']").count() == 0


def test_the_sheet_of_an_offer_shows_words_and_runs_none(phone: Phone) -> None:
    phone.start_game(name="<b>{{7*191}}</b>")
    phone.stand(fix(at=LENS))
    expect(phone.sheet.get_by_role("heading", level=2)).to_have_text(AT_LENS)
    pin = phone.page.locator(".map-pin").first
    assert pin.get_attribute("aria-label") == AT_LENS
    assert pin.evaluate("(one) => [...one.querySelectorAll('*')].every((part) => part.namespaceURI.endsWith('svg'))")
    assert phone.page.title() == "Jokajobs"
    written = phone.sheet.evaluate("(one) => one.textContent")
    for words in (*KEPT, _EMPLOYER.name):
        assert words in written, words
    assert phone.page.locator("a[href^='javascript'], img[src='x']").count() == 0
    assert has_run_nothing(phone.page)

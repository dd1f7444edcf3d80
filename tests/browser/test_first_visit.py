"""A first visit: what it costs of a small data plan, what works before all of it is there, and whom it asks."""

from urllib.parse import urlsplit

from playwright.sync_api import Route, expect

from tests.support.browser.phone import NewPhone
from tests.support.browser.recorded_walk import cells_lifted_by, recorded_stretch
from tests.support.browser.wire import CountedWire
from tests.support.running.servers import ServerProcess
from tests.support.waiting import wait_until

SHELL_MAX_BYTES = 120_000
FIRST_VISIT_MAX_BYTES = 650_000

MAP_CODE = "**/assets/game_map-*"


def test_the_shell_is_small(new_phone: NewPhone, server: ServerProcess) -> None:
    with CountedWire(server.port) as wire:
        phone = new_phone(draws_map=True, url=wire.url)
        phone.open()
        phone.say_who()
        expect(phone.button("start.skip")).to_be_visible()
        phone.page.wait_for_load_state("networkidle")

        assert 0 < wire.received_bytes <= SHELL_MAX_BYTES


def test_a_first_visit_with_its_map_and_the_copy_kept_for_offline_is_small(
    new_phone: NewPhone, server: ServerProcess
) -> None:
    walk = recorded_stretch()
    with CountedWire(server.port) as wire:
        phone = new_phone(draws_map=True, keeps_copy=True, url=wire.url, walk=walk)
        phone.start_game()
        phone.stand(walk[0])
        expect(phone.dot).to_be_visible()
        phone.wait_until_kept_for_offline()
        phone.page.wait_for_load_state("networkidle")

        assert SHELL_MAX_BYTES < wire.received_bytes <= FIRST_VISIT_MAX_BYTES


def test_the_game_starts_and_counts_before_the_code_of_the_map_arrives(new_phone: NewPhone) -> None:
    walk = recorded_stretch()
    phone = new_phone(draws_map=True, walk=walk)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    phone.context.route(MAP_CODE, hold)
    phone.start_game()
    expect(phone.page.get_by_text(phone.words("walk.mapLoading"))).to_be_visible()

    phone.walk(walk)
    expect(phone.sheet).to_be_visible()
    phone.totals_after(len(cells_lifted_by(walk)))
    phone.close_sheets()
    phone.choose_tab("offers")
    expect(phone.page.get_by_role("heading", name=phone.words("offers.title"))).to_be_visible()
    phone.choose_tab("walk")
    expect(phone.dot).to_have_count(0)

    assert held, "the map's code goes by another name now"
    for route in held:
        route.continue_()
    expect(phone.dot).to_be_visible()


def test_nobody_but_our_server_is_asked_for_anything(new_phone: NewPhone) -> None:
    """In these tests nobody else can be reached; here nobody else is even tried."""
    walk = recorded_stretch()
    phone = new_phone(draws_map=True, keeps_copy=True, walk=walk)
    hosts: set[str] = set()
    phone.context.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    phone.page.on("websocket", lambda socket: hosts.add(urlsplit(socket.url).netloc))
    phone.start_game()
    phone.walk(walk)
    phone.totals_after(len(cells_lifted_by(walk)))
    phone.close_sheets()
    phone.choose_tab("offers")
    phone.choose_tab("me")
    phone.button("me.demoStart").click()
    wait_until(lambda: phone.totals()["cells_lifted"] > len(cells_lifted_by(walk)), "the demo walk lifts clouds too")

    assert {host for host in hosts if host} == {urlsplit(phone.url).netloc}


def test_who_reads_english_reads_it_without_network(new_phone: NewPhone) -> None:
    phone = new_phone(language="en", keeps_copy=True)
    phone.start_game()
    phone.wait_until_kept_for_offline()
    # From here on the worker answers: the words are kept when they are next read.
    phone.page.reload()
    expect(phone.points).to_be_visible()
    phone.context.set_offline(True)
    phone.page.reload()
    expect(phone.points).to_be_visible()
    phone.choose_tab("offers")
    expect(phone.page.get_by_role("heading", name=phone.words("offers.title"))).to_be_visible()

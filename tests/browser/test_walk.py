"""A recorded walk, told to the browser as the receiver's own positions."""

from playwright.sync_api import expect

from game_rules.geo import LatLon
from server.settings import PROJECT_ROOT
from tests.support.browser.cloud_picture import Clouds, clouds_seen
from tests.support.browser.phone import NewPhone
from tests.support.browser.recorded_walk import cells_lifted_by, recorded_stretch, unsettled_start
from tests.support.waiting import wait_until


def test_a_walk_lifts_the_clouds_above_it_and_no_others(new_phone: NewPhone) -> None:
    walk = recorded_stretch()
    lifted = cells_lifted_by(walk)
    before_it = unsettled_start(walk)
    phone = new_phone(draws_map=True, walk=[before_it, *walk])
    phone.start_game()
    phone.stand(before_it)

    pictures: list[Clouds] = []

    def look_from(here: LatLon) -> Clouds:
        pictures.append(clouds_seen(phone, here, lifted))
        return pictures[-1]

    def is_all_clouds(seen: Clouds) -> bool:
        return seen.under_lifted > 0.99 and seen.elsewhere > 0.99

    expect(phone.dot).to_be_visible()
    wait_until(lambda: is_all_clouds(look_from(before_it.position)), "the map lies under clouds")
    clouds_before = pictures[-1]

    phone.walk(walk)
    phone.close_so_many_sheets(phone.totals_after(len(lifted))["offers_discovered"])

    def is_torn_open(seen: Clouds) -> bool:
        return seen.under_lifted < 0.05 and seen.elsewhere > 0.95

    wait_until(lambda: is_torn_open(look_from(walk[-1].position)), "the clouds above the walk are gone, and no others")
    clouds_after = pictures[-1]
    assert clouds_after.pixels < 0.8 * clouds_before.pixels


def test_offers_on_the_way_open_by_themselves_and_points_rise_to_what_the_server_says(new_phone: NewPhone) -> None:
    walk = recorded_stretch()
    phone = new_phone(draws_map=True, walk=walk)
    phone.start_game()
    expect(phone.points).to_have_text("0")
    expect(phone.sheet).to_have_count(0)

    phone.walk(walk)

    expect(phone.sheet).to_be_visible()
    expect(phone.sheet).to_contain_text(phone.words("sheet.found"))
    totals = phone.totals_after(len(cells_lifted_by(walk)))
    assert totals["points"] > 0
    assert totals["offers_discovered"] > 0
    phone.close_so_many_sheets(totals["offers_discovered"])


def test_a_moment_without_satellites_changes_nothing_on_the_screen(new_phone: NewPhone) -> None:
    """Chromium tells of such a moment before each emulated position."""
    walk = recorded_stretch()
    phone = new_phone(draws_map=True, walk=walk)
    phone.start_game()
    phone.stand(walk[0])
    expect(phone.dot).to_be_visible()
    places = []
    for fix in walk[1:6]:
        phone.stand(fix)
        expect(phone.dot).to_be_visible()
        places.append(phone.middle_of_dot())

    assert places == [places[0]] * 5


def test_a_recording_dropped_on_the_page_is_walked_by_the_page(new_phone: NewPhone) -> None:
    phone = new_phone(draws_map=True)
    phone.start_game()
    recording = (PROJECT_ROOT / "tests" / "data" / "cerknicko-jezero.gpx").read_text()
    carried = phone.page.evaluate_handle(
        "text => { const bag = new DataTransfer(); bag.items.add(new File([text], 'walk.gpx')); return bag }", recording
    )
    phone.page.dispatch_event("body", "drop", {"dataTransfer": carried})

    expect(phone.page.get_by_role("region", name=phone.words("recording.label"))).to_be_visible()
    expect(phone.sheet).to_be_visible()
    assert phone.totals()["cells_lifted"] > 0

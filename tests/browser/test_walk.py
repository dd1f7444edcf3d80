"""A recorded walk, told to the browser as the receiver's own positions."""

from playwright.sync_api import expect

from tests.browser.cloud_picture import Clouds, clouds_seen
from tests.browser.conftest import NewPhone
from tests.browser.phone import wait_until
from tests.browser.recorded_walk import cells_lifted_by, recorded_stretch, unsettled_start


def test_a_walk_lifts_the_clouds_above_it_and_no_others(new_phone: NewPhone) -> None:
    walk = recorded_stretch()
    lifted = cells_lifted_by(walk)
    before_it = unsettled_start(walk)
    phone = new_phone(walk=[before_it, *walk])
    phone.start_game()
    phone.stand(before_it)

    def before() -> Clouds:
        return clouds_seen(phone, before_it.position, lifted)

    expect(phone.dot).to_be_visible()
    wait_until(lambda: before().under_lifted > 0.99, "the map lies under clouds")
    clouds_before = before()
    assert clouds_before.elsewhere > 0.99

    phone.walk(walk)
    phone.totals_after(len(lifted))
    phone.close_sheets()

    def after() -> Clouds:
        return clouds_seen(phone, walk[-1].position, lifted)

    wait_until(lambda: after().under_lifted < 0.05, "the clouds above the walk are gone")
    clouds_after = after()
    assert clouds_after.elsewhere > 0.95
    assert clouds_after.pixels < 0.8 * clouds_before.pixels


def test_offers_on_the_way_open_by_themselves_and_points_rise_to_what_the_server_says(new_phone: NewPhone) -> None:
    walk = recorded_stretch()
    phone = new_phone(walk=walk)
    phone.start_game()
    expect(phone.points).to_have_text("0")
    expect(phone.sheet).to_have_count(0)

    phone.walk(walk)

    expect(phone.sheet).to_be_visible()
    expect(phone.sheet).to_contain_text(phone.words("sheet.found"))
    totals = phone.totals_after(len(cells_lifted_by(walk)))
    assert totals["points"] > 0
    assert phone.close_sheets() == totals["offers_discovered"] > 0


def test_a_moment_without_satellites_changes_nothing_on_the_screen(new_phone: NewPhone) -> None:
    """Chromium tells of such a moment before each emulated position."""
    walk = recorded_stretch()
    phone = new_phone(walk=walk)
    phone.start_game()
    phone.stand(walk[0])
    expect(phone.dot).to_be_visible()
    places = []
    for fix in walk[1:6]:
        phone.stand(fix)
        expect(phone.dot).to_be_visible()
        places.append(phone.middle_of_dot())

    assert places == [places[0]] * 5

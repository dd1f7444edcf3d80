"""Tunnels, reloads and closed pages: the walk counts as if nothing had happened."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support.browser.phone import NewPhone, Phone
from tests.support.browser.recorded_walk import cells_lifted_by, recorded_stretch


def walk_offline(phone: Phone, walk_on: Callable[[], None]) -> None:
    """A tunnel for the second half of the walk."""
    phone.context.set_offline(True)
    walk_on()
    expect(phone.offline_note()).to_be_visible()
    phone.context.set_offline(False)


def reload_halfway(phone: Phone, walk_on: Callable[[], None]) -> None:
    phone.page.reload()
    walk_on()


def close_and_reopen_halfway(phone: Phone, walk_on: Callable[[], None]) -> None:
    phone.open_anew()
    walk_on()


def reload_in_a_tunnel(phone: Phone, walk_on: Callable[[], None]) -> None:
    """The page itself has to come from the phone."""
    phone.wait_until_kept_for_offline()
    phone.context.set_offline(True)
    phone.page.reload()
    walk_on()
    expect(phone.offline_note()).to_be_visible()
    phone.context.set_offline(False)


@pytest.fixture(scope="module")
def undisturbed(new_phone_of_module: NewPhone) -> dict[str, int]:
    """The totals of somebody whose walk nothing interrupts."""
    walk = recorded_stretch()
    phone = new_phone_of_module(walk=walk)
    phone.start_game()
    phone.walk(walk)
    totals = phone.totals_after(len(cells_lifted_by(walk)))
    phone.close()
    return totals


@pytest.mark.parametrize("interrupt", [walk_offline, reload_halfway, close_and_reopen_halfway, reload_in_a_tunnel])
def test_an_interrupted_walk_ends_with_the_same_totals(
    new_phone: NewPhone, undisturbed: dict[str, int], interrupt: Callable[[Phone, Callable[[], None]], None]
) -> None:
    walk = recorded_stretch()
    half = len(walk) // 2
    phone = new_phone(keeps_copy=True, walk=walk)
    phone.start_game()
    phone.walk(walk[:half])

    interrupt(phone, lambda: phone.walk(walk[half:]))

    assert phone.totals_after(len(cells_lifted_by(walk))) == undisturbed
    expect(phone.offline_note()).to_have_count(0)
    # A sheet that was open when the page went away does not open again: the list has its offer.
    phone.close_sheets()
    phone.choose_tab("offers")
    expect(phone.page.get_by_text(phone.words("offers.lead", undisturbed["offers_discovered"]))).to_be_visible()

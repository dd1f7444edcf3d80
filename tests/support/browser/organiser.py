"""An organiser's browser."""

from tests.support.browser.phone import Phone
from tests.support.running.servers import ORGANISER_TOKEN


def come_as_organiser(phone: Phone) -> None:
    """Opens the address that a server prints: the token behind # is given to it in a request's body."""
    phone.open(f"/organiser#{ORGANISER_TOKEN}")
    phone.page.wait_for_url("**/organiser/preview")
    assert ORGANISER_TOKEN not in phone.page.evaluate("JSON.stringify(performance.getEntriesByType('resource'))")

"""The page where an organiser's token is given: a key that does not open is told of, in the browser's language."""

import pytest
from playwright.sync_api import expect

from tests.support.browser.phone import NewPhone

NOT_A_KEY = {"fr": "Cette clé n’ouvre pas.", "en": "This key does not open."}


@pytest.mark.parametrize("language", NOT_A_KEY)
@pytest.mark.parametrize("printed", ["made-up", "half%C3", "%", "%ZZ"])
def test_a_key_that_does_not_open_is_told_of_and_leaves_the_address(
    new_phone: NewPhone, language: str, printed: str
) -> None:
    phone = new_phone(language=language)
    phone.open(f"/organiser#{printed}")
    expect(phone.page.get_by_role("status")).to_contain_text(NOT_A_KEY[language])
    expect(phone.page.locator("html")).to_have_attribute("lang", language)
    assert phone.page.url == f"{phone.url}/organiser"

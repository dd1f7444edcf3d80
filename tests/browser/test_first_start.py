"""The first minute: who may play, what may be left out, and a kind way on where there is no position."""

import pytest
from playwright.sync_api import expect

from tests.support.browser.catalogues import Words
from tests.support.browser.chromium import INSECURE_HOST
from tests.support.browser.phone import NewPhone, Phone

LANGUAGES = ["fr", "en"]

WITHOUT_RECEIVER = "delete Navigator.prototype.geolocation"


def expect_heading(phone: Phone, name: str) -> None:
    expect(phone.page.get_by_role("heading", name=phone.words(name), exact=True)).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_under_15_is_kindly_asked_to_come_back_and_nothing_is_kept(new_phone: NewPhone, language: str) -> None:
    phone = new_phone(language=language)
    sent: list[tuple[str, str, str | None]] = []
    phone.page.on("request", lambda request: sent.append((request.method, request.url, request.post_data)))
    phone.open()
    phone.say_who(age="under_15")

    expect_heading(phone, "start.tooYoungTitle")
    expect(phone.page.get_by_text(phone.words("start.tooYoung"))).to_be_visible()
    told = [(url, body) for method, url, body in sent if method == "POST"]
    assert told == [(f"{phone.url}/api/age", '{"age_band":"under_15"}')]
    assert [(cookie["name"], cookie["value"]) for cookie in phone.context.cookies()] == [("jokajobs_too_young", "1")]
    phone.button("start.back").click()
    expect_heading(phone, "start.title")


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_age_at_once_leads_to_the_same_page(new_phone: NewPhone, language: str) -> None:
    phone = new_phone(language=language)
    phone.open()
    phone.say_who(age="under_15")
    expect_heading(phone, "start.tooYoungTitle")

    # Opened anew, so that it is not the page that remembers.
    phone.open_anew()
    phone.say_who(age="15_17")
    phone.button("start.skip").click()
    phone.button("start.homeNo").click()
    expect_heading(phone, "start.tooYoungTitle")
    expect(phone.page.get_by_text(phone.words("start.tooYoung"))).to_be_visible()
    assert phone.context.request.get(f"{phone.url}/api/me").status == 401


def test_an_age_that_cannot_be_told_is_asked_for_again(new_phone: NewPhone) -> None:
    phone = new_phone()
    phone.open()
    expect_heading(phone, "start.title")
    phone.context.set_offline(True)
    phone.say_who(age="under_15")
    expect(phone.page.get_by_role("alert")).to_have_text(phone.words("start.noNetwork"))
    phone.context.set_offline(False)
    phone.button("start.next").click()
    expect_heading(phone, "start.tooYoungTitle")


def test_a_name_and_an_age_are_asked_for_in_plain_words(new_phone: NewPhone) -> None:
    phone = new_phone()
    phone.open()
    phone.button("start.next").click()

    expect(phone.page.get_by_text(phone.words("start.nameMissing"))).to_be_visible()
    expect(phone.page.get_by_text(phone.words("start.ageMissing"))).to_be_visible()
    expect(phone.page.get_by_role("textbox", name=phone.words("start.name"))).to_be_focused()


def test_wishes_can_be_told(new_phone: NewPhone) -> None:
    phone = new_phone()
    phone.open()
    phone.say_who()
    phone.page.get_by_text(phone.words("kinds.apprenticeship"), exact=True).click()
    phone.page.get_by_text(phone.words("domains.building"), exact=True).click()
    phone.button("start.next").click()
    phone.button("start.homeNo").click()

    expect(phone.points).to_be_visible()
    wishes = phone.account()["player"]["wishes"]
    assert wishes["kinds"] == ["apprenticeship"]
    assert "F17" in wishes["rome_domains"]


def test_wishes_can_be_skipped(new_phone: NewPhone) -> None:
    phone = new_phone()
    phone.start_game()

    assert phone.account()["player"]["wishes"] == {"kinds": [], "rome_domains": []}


def test_the_language_can_be_changed_at_once(new_phone: NewPhone) -> None:
    phone = new_phone(language="fr")
    phone.open()
    phone.page.get_by_text("English", exact=True).click()

    expect(phone.page.get_by_role("heading", name=Words("en")("start.title"))).to_be_visible()
    expect(phone.page.locator("html")).to_have_attribute("lang", "en")


def test_a_language_that_cannot_be_brought_is_said_and_can_be_asked_for_again(new_phone: NewPhone) -> None:
    phone = new_phone(language="fr")
    phone.context.route("**/assets/en-*.js", lambda route: route.abort())
    phone.open()
    phone.page.get_by_text("English", exact=True).click()
    expect(phone.page.get_by_role("alert")).to_have_text(phone.words("later.failed"))
    expect(phone.page.locator("html")).to_have_attribute("lang", "fr")

    phone.context.unroute_all()
    phone.page.reload()
    phone.page.get_by_text("English", exact=True).click()
    expect(phone.page.get_by_role("heading", name=Words("en")("start.title"))).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trouble", ["denied", "absent", "insecure", "unavailable"])
def test_without_a_position_there_is_a_kind_way_on(new_phone: NewPhone, language: str, trouble: str) -> None:
    phone = new_phone(draws_map=True, language=language, may_locate=trouble != "denied")
    if trouble == "absent":
        phone.context.add_init_script(WITHOUT_RECEIVER)
    if trouble == "unavailable":
        phone.lose_position()
    if trouble == "insecure":
        phone.url = phone.url.replace("127.0.0.1", INSECURE_HOST)
    phone.start_game()

    help_ = phone.page.get_by_role("region", name=phone.words(f"trouble.{trouble}.title"))
    expect(help_).to_contain_text(phone.words(f"trouble.{trouble}.text"))
    phone.button("trouble.list").click()
    expect_heading(phone, "offers.title")
    phone.choose_tab("walk")
    phone.button("trouble.demo").click()
    expect(phone.page.get_by_role("region", name=phone.words("recording.label"))).to_be_visible()
    expect(help_).to_have_count(0)
    expect(phone.dot).to_be_visible()

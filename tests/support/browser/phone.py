"""A phone in a browser's window, and the hand that holds it. It finds what it taps by role and name, as people do."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from game_rules.gps import GpsFix
from game_rules.people.limits import SIGN_IN_CODE_DIGITS
from tests.support.browser.catalogues import Words
from tests.support.browser.violations import Violations
from tests.support.running.servers import outbox_of
from tests.support.waiting import DEADLINE_S, in_vain, wait_until

SMALL = {"width": 360, "height": 640}

# A receiver's own clock dates a position; Chromium dates an emulated one with the moment it is told.
_DATE_POSITIONS = """
const takenAt = %s;
const placed = ({ coords }) => `${coords.latitude} ${coords.longitude}`;
for (const method of ["watchPosition", "getCurrentPosition"]) {
  const ask = Geolocation.prototype[method];
  Geolocation.prototype[method] = function (tell, ...others) {
    return ask.call(this, (position) => {
      const place = placed(position);
      tell({ coords: position.coords, timestamp: takenAt[place] ?? position.timestamp });
      window.lastPlaceTold = place;
    }, ...others);
  };
}
"""


# Without a graphics processor a map that nobody looks at is most of what a browser does.
_WITHOUT_WEBGL = """
const getContext = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...others) {
  return kind.startsWith("webgl") ? null : getContext.call(this, kind, ...others);
};
"""


class Phone:
    """One device: its own storage and session. `walk` dates the positions that it will be given."""

    def __init__(
        self,
        browser: Browser,
        url: str,
        words: Words,
        *,
        size: dict[str, int] | None = None,
        walk: Sequence[GpsFix] = (),
        may_locate: bool = True,
        draws_map: bool = True,
        **context: Any,
    ) -> None:
        self.url = url
        self.words = words
        self.context: BrowserContext = browser.new_context(
            viewport=size or SMALL,  # type: ignore[arg-type]
            locale="fr-FR" if words.language == "fr" else "en-GB",
            timezone_id="Europe/Paris",
            permissions=["geolocation"] if may_locate else [],
            **{"has_touch": True, "is_mobile": True, "reduced_motion": "reduce", **context},
        )
        self.context.set_default_timeout(DEADLINE_S * 1000)
        dates = {_place(fix): fix.taken_at.timestamp() * 1000 for fix in walk}
        self.context.add_init_script(_DATE_POSITIONS % json.dumps(dates))
        if not draws_map:
            self.context.add_init_script(_WITHOUT_WEBGL)
        self.violations = Violations(self.context)
        self.page: Page = self.context.new_page()

    def close(self) -> None:
        self.context.close()

    # What a hand does

    def open(self, path: str = "/") -> None:
        self.page.goto(self.url + path)

    def open_anew(self) -> None:
        """Closes the page and opens it again, as after days in a pocket."""
        self.page.close()
        self.page = self.context.new_page()
        self.open()

    def button(self, name: str, *args: str | int) -> Locator:
        return self.page.get_by_role("button", name=self.words(name, *args), exact=True)

    def call_button(self) -> Locator:
        """Returns the button that calls a Joker, on the map or on their page; it says whether one is there, too."""
        return self.page.get_by_role("button", name=self.words("jokers.call")).first

    def choose_tab(self, tab: str) -> None:
        # What waits there is counted behind the name.
        name = re.compile(rf"^{re.escape(self.words(f'tabs.{tab}'))}( \d.*)?$")
        self.page.get_by_role("button", name=name).click()

    def say_who(self, *, age: str = "18_plus", name: str = "Sacha") -> None:
        """The first of the first start's steps."""
        self.page.get_by_role("textbox", name=self.words("start.name")).fill(name)
        self.page.get_by_text(self.words(f"start.ages.{age}"), exact=True).click()
        self.button("start.next").click()

    def start_game(self, path: str = "/", *, name: str = "Sacha", age: str = "18_plus") -> None:
        """From the first visit to the map, interested in everything and not at home."""
        self.open(path)
        self.say_who(age=age, name=name)
        self.button("start.skip").click()
        self.button("start.homeNo").click()
        expect(self.points).to_be_visible()

    def sign_in(self, email: str, *, look: Callable[[], None] = lambda: None) -> None:
        """From the page that asks for an address to the code's end; `look` happens while the code is waited for."""
        self.page.get_by_role("textbox", name=self.words("account.signIn.email")).fill(email)
        self.button("account.signIn.send").click()
        field = self.page.get_by_role("textbox", name=self.words("account.signIn.code", SIGN_IN_CODE_DIGITS))
        expect(field).to_be_visible()
        look()
        code = self.mailed_code(email)
        # As it is pasted from a mail.
        field.fill(f" {code[:3]} {code[3:]} ")
        self.button("account.signIn.enter").click()

    def page_of(self, page: str) -> Locator:
        """The line of Moi that leads to a page behind it."""
        return self.page.get_by_role("button", name=self.words(f"account.pages.{page}.title"))

    def stand(self, fix: GpsFix) -> None:
        """The receiver reports `fix`, and the page has heard of it."""
        self.be_at(fix)
        try:
            self.page.wait_for_function("place => window.lastPlaceTold === place", arg=_place(fix))
        except PlaywrightTimeout:
            heard = self.page.evaluate("String(window.lastPlaceTold)")
            in_vain(f"the page to hear of the position {_place(fix)}", DEADLINE_S, lambda: f"the last was {heard}")

    def be_at(self, fix: GpsFix) -> None:
        """The receiver reports `fix` to whoever asks."""
        self.context.set_geolocation(
            {
                "latitude": fix.position.lat,
                "longitude": fix.position.lon,
                "accuracy": fix.horizontal_accuracy_m,
            }
        )

    def lose_position(self) -> None:
        """No satellite, no network place."""
        self.context.set_geolocation(None)

    def walk(self, fixes: Sequence[GpsFix]) -> None:
        for fix in fixes:
            self.stand(fix)

    def close_sheets(self) -> None:
        """Looks at every discovery that has opened by itself until now."""
        while self.sheet.is_visible():
            self._close_sheet()

    def close_so_many_sheets(self, count: int) -> None:
        """Looks at `count` discoveries, which open by themselves one after the other; then none is left."""
        for _ in range(count):
            expect(self.sheet).to_be_visible()
            self._close_sheet()
        expect(self.sheet).to_have_count(0)

    def _close_sheet(self) -> None:
        title = self.sheet.get_by_role("heading", level=2).inner_text()
        self.page.keyboard.press("Escape")
        expect(self.page.get_by_role("dialog", name=title, exact=True)).to_have_count(0)

    # What an eye sees

    @property
    def points(self) -> Locator:
        return self.page.get_by_test_id("points")

    @property
    def sheet(self) -> Locator:
        return self.page.get_by_role("dialog")

    @property
    def map(self) -> Locator:
        return self.page.get_by_role("group", name=self.words("walk.map"))

    @property
    def dot(self) -> Locator:
        """The player's dot. It has no role: the map is a picture, and what it shows is told in words elsewhere."""
        return self.page.locator(".map-me-dot")

    def middle_of_dot(self) -> tuple[float, float]:
        """Returns where the dot is on the screen, in whole pixels."""
        box = self.dot.bounding_box()
        assert box is not None
        return round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2)

    def offline_note(self) -> Locator:
        return self.page.get_by_role("status").get_by_text(self.words("connection.offline"))

    def wait_until_kept_for_offline(self) -> None:
        """The service worker has the page and its code."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")

    # What the server knows

    def mailed_code(self, email: str) -> str:
        """The code that was mailed last, read where a developer reads it: on the outbox page."""
        # By another way than this phone's browser: it is the developer who reads it, not the player.
        page = outbox_of(self.url)
        mail = next(mail for mail in page.split("<article")[1:] if f"<b>{email.lower()}</b>" in mail)
        found = re.search(r"\b[0-9]{6}\b", mail)
        assert found is not None
        return found[0]

    def account(self) -> Any:
        """Returns what GET /api/me says, asked with the phone's own session."""
        answer = self.context.request.get(f"{self.url}/api/me")
        assert answer.ok, answer.text()
        return answer.json()

    def offers(self) -> list[dict[str, Any]]:
        """Returns what GET /api/me/offers lists: everything discovered."""
        answer = self.context.request.get(f"{self.url}/api/me/offers")
        assert answer.ok, answer.text()
        offers: list[dict[str, Any]] = answer.json()["offers"]
        return offers

    def totals(self) -> dict[str, int]:
        totals: dict[str, int] = self.account()["totals"]
        return totals

    def totals_after(self, cells: int) -> dict[str, int]:
        """The totals, once that many clouds are lifted and the screen shows the points that the server gave."""
        wait_until(lambda: self.totals()["cells_lifted"] >= cells, f"{cells} cells are lifted")
        totals = self.totals()
        expect(self.points).to_have_text(str(totals["points"]))
        return totals


def _place(fix: GpsFix) -> str:
    return f"{fix.position.lat} {fix.position.lon}"


NewPhone = Callable[..., Phone]
"""Makes a Phone (see there for the options), in French unless told otherwise; it is closed when the test ends."""

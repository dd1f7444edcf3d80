"""Findings of axe on a page."""

from typing import Any

from playwright.sync_api import Page, expect

from server.settings import PROJECT_ROOT
from tests.support.browser.phone import Phone
from tests.support.browser.pictures import take_picture


class Findings:
    """The findings of axe-core, screen by screen."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.all: list[str] = []
        self.screens = 0

    def look_at(self, screen: str) -> None:
        take_picture(self._page, screen)
        if self._page.evaluate("typeof axe === 'undefined'"):
            # Not as an element: the page's content policy runs no script that is not its own.
            self._page.evaluate(AXE.read_text(encoding="utf-8"))
        # Halfway into view everything is pale.
        self._page.evaluate("Promise.allSettled(document.getAnimations().map(({ finished }) => finished))")
        outcome: Any = self._page.evaluate(_LOOK)
        assert outcome["passes"], "axe-core looked at nothing"
        self.screens += 1
        self.all += [f"{screen}: {violation}" for violation in outcome["violations"]]


# All that axe-core has to tell takes long to hand over.
_LOOK = """
axe.run({ resultTypes: ["violations"] }).then(({ passes, violations }) => ({
  passes: passes.length,
  violations: violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
}))
"""


def expect_heading(phone: Phone, text: str) -> None:
    expect(phone.page.get_by_role("heading", name=text, exact=True)).to_be_visible()


AXE = PROJECT_ROOT / "webclient" / "node_modules" / "axe-core" / "axe.min.js"

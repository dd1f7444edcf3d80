"""Takes pictures of every screen for people to look at: `python -m tests.browser.albums.screenshots FOLDER`.

Three sizes, two languages, and once with text at 200 %. It starts a server of its own on a database that it removes.
"""

import argparse
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from game_rules.gps import GpsFix
from tests.support.browser.catalogues import Words, open_catalogues
from tests.support.browser.chromium import chromium
from tests.support.browser.daylight import noon_server
from tests.support.browser.phone import SMALL, Phone
from tests.support.browser.recorded_walk import cells_lifted_by, recorded_stretch
from tests.support.running.servers import ServerProcess

SIZES = {
    "small": SMALL,
    "phone": {"width": 390, "height": 844},
    "desk": {"width": 1280, "height": 800},
    "large-text": SMALL,
}
LANGUAGES = ("fr", "en")

_LARGE_TEXT = "document.documentElement.style.fontSize = '200%'"
_SETTLED = "Promise.allSettled(document.getAnimations().map(({ finished }) => finished))"


class Album:
    """Pictures in a folder, named after what they show."""

    def __init__(self, folder: Path, label: str, phone: Phone, *, large_text: bool) -> None:
        self._folder = folder
        self._label = label
        self._large_text = large_text
        self._taken = 0
        self.phone = phone

    def take(self, screen: str) -> None:
        page = self.phone.page
        if self._large_text:
            page.evaluate(_LARGE_TEXT)
        page.evaluate("document.fonts.ready.then(() => null)")
        page.evaluate(_SETTLED)
        # The map draws on for some frames after its data came; nothing tells when the last one is drawn.
        page.wait_for_timeout(1500)
        self._taken += 1
        page.screenshot(path=self._folder / f"{self._label}-{self._taken:02}-{screen}.png", caret="initial")


def take_all(folder: Path, *, only: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with noon_server("screenshots") as server, open_catalogues(), chromium() as browser:
        for language in LANGUAGES:
            for name, size in SIZES.items():
                label = f"{language}-{name}"
                if only in label:
                    _album(browser, server, folder, label, language, size, large_text=name == "large-text")


def _album(
    browser: Browser,
    server: ServerProcess,
    folder: Path,
    label: str,
    language: str,
    size: dict[str, int],
    *,
    large_text: bool = False,
) -> None:
    words = Words(language)
    walk = recorded_stretch()
    options: dict[str, Any] = {"size": size, "device_scale_factor": 1 if size["width"] > 1000 else 2}

    player = Phone(browser, server.url, words, walk=walk, **options)
    album = Album(folder, label, player, large_text=large_text)
    _first_start(album)
    _walk(album, walk)
    player.close()

    lost = Phone(browser, server.url, words, may_locate=False, **options)
    _without_position(Album(folder, f"{label}-lost", lost, large_text=large_text))
    lost.close()


def _first_start(album: Album) -> None:
    phone = album.phone
    phone.open()
    expect(phone.button("start.next")).to_be_visible()
    album.take("who")
    phone.button("start.next").click()
    album.take("who-missing")
    phone.say_who(age="under_15")
    album.take("under-15")
    phone.button("start.back").click()
    # Else this browser stays too young for the rest of the day.
    phone.context.clear_cookies()
    phone.say_who()
    expect(phone.button("start.skip")).to_be_visible()
    album.take("wishes")
    phone.button("start.skip").click()
    expect(phone.button("start.homeNo")).to_be_visible()
    album.take("home")
    phone.button("start.homeNo").click()
    expect(phone.points).to_be_visible()
    album.take("no-position-yet")


def _walk(album: Album, walk: list[GpsFix]) -> None:
    phone = album.phone
    phone.walk(walk[:8])
    album.take("walk")
    phone.walk(walk[8:])
    phone.totals_after(len(cells_lifted_by(walk)))
    expect(phone.sheet).to_be_visible()
    album.take("sheet")
    phone.close_sheets()
    album.take("walk-with-offers")
    phone.choose_tab("offers")
    album.take("list")
    phone.choose_tab("me")
    album.take("me")
    phone.choose_tab("walk")
    phone.context.set_offline(True)
    expect(phone.offline_note()).to_be_visible()
    album.take("offline")


def _without_position(album: Album) -> None:
    phone = album.phone
    phone.start_game()
    expect(phone.button("trouble.demo")).to_be_visible()
    album.take("refused")
    phone.choose_tab("offers")
    album.take("empty-list")
    phone.choose_tab("walk")
    phone.button("trouble.demo").click()
    expect(phone.dot).to_be_visible()
    album.take("demo")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="albums whose name holds this, such as fr-small")
    chosen = parser.parse_args()
    take_all(chosen.folder, only=chosen.only)

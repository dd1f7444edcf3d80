"""The browser of the tests: the distribution's own Chromium, on a machine without a GPU, cut off from the world."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

INSECURE_HOST = "phone.test"
"""Leads to this machine like 127.0.0.1, but a browser does not take it for secure without HTTPS."""

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing but our server can be reached, by any page, worker or feature of the browser's own.
    f"--host-resolver-rules=MAP {INSECURE_HOST} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


@contextmanager
def chromium(*arguments: str) -> Iterator[Browser]:
    """A browser that runs as long as the block, with `arguments` besides the usual ones."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    assert path, f"no browser here: install one of {', '.join(_NAMES)}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*_ARGUMENTS, *arguments])
        yield browser
        browser.close()

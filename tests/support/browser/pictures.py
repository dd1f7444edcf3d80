"""Pictures of the steps of a story, for people to look at: `./dev stories`."""

import os
import re
from collections import Counter
from pathlib import Path

from playwright.sync_api import Page

FOLDER = "STORY_PICTURES"
"""Names the folder that pictures go into; without it none is taken."""

_taken: Counter[str] = Counter()


def take_picture(page: Page, step: str) -> None:
    """Keeps the page as it is now, numbered, in a folder of the test that runs."""
    if FOLDER not in os.environ:
        return
    story = os.environ["PYTEST_CURRENT_TEST"].partition("::")[2].partition(" ")[0].removeprefix("test_")
    folder = Path(os.environ[FOLDER]) / _as_name(story)
    folder.mkdir(parents=True, exist_ok=True)
    _taken[story] += 1
    page.evaluate("Promise.allSettled(document.getAnimations().map(({ finished }) => finished))")
    page.screenshot(path=folder / f"{_taken[story]:02}-{_as_name(step)}.png", caret="initial")


def _as_name(words: str) -> str:
    return re.sub(r"[^\w]+", "-", words.casefold()).strip("-")

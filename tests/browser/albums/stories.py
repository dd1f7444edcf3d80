"""Plays the browser stories and keeps a picture of each step: `./dev stories`, or `./dev stories report` for one.

The pictures stand in `stories/`, or in the folder after `--into`, with a page that shows them all, `index.html`.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest

from server.settings import PROJECT_ROOT
from tests.support.browser.pictures import FOLDER

_HEAD = """<!doctype html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Jokajobs – stories</title>
<style>
body { font: 16px/1.4 sans-serif; margin: 1rem }
section { display: flex; flex-wrap: wrap; gap: 1rem }
figure { margin: 0; max-width: 22rem }
img { border: 1px solid #ccc; max-width: 100% }
</style>
"""


def page(folder: Path) -> str:
    """Returns the page that shows the pictures of each story in `folder`, in their order."""
    return _HEAD + "\n".join(_stories(folder))


def _stories(folder: Path) -> Iterator[str]:
    for story in sorted(one for one in folder.iterdir() if one.is_dir()):
        figures = (
            f'<figure><img src="{escape(story.name)}/{escape(picture.name)}" alt="" loading="lazy">'
            f"<figcaption>{escape(picture.stem)}</figcaption></figure>"
            for picture in sorted(story.glob("*.png"))
        )
        title = story.name.replace("-", " ").replace("_", " ")
        yield f"<h2>{escape(title)}</h2>\n<section>{''.join(figures)}</section>"


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev stories", description=__doc__)
    parser.add_argument("words", nargs="?", default="", help="only stories whose names hold these words")
    parser.add_argument("--into", type=Path, default=PROJECT_ROOT / "stories", help="folder of the pictures")
    asked = parser.parse_args()
    folder: Path = asked.into.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ[FOLDER] = str(folder)
    result = pytest.main(["-q", "-m", "story", "-k", asked.words, str(Path(__file__).parents[1])])
    (folder / "index.html").write_text(page(folder), encoding="utf-8")
    sys.stdout.write(f"{len(list(folder.glob('*/*.png')))} pictures: {folder / 'index.html'}\n")
    return int(result)


if __name__ == "__main__":
    sys.exit(main())

"""Writes every text into one page, file by file: `./dev texts`, or `./dev texts --plain` for a terminal."""

import sys
from collections.abc import Iterable
from html import escape
from itertools import groupby

from tests.texts.catalogue import ROOT, Text, all_texts

_PAGE = ROOT / "texts.html"

_HEAD = """<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Jokajobs – every text</title>
<style>
body { font: 16px/1.45 sans-serif; margin: 1rem auto; max-width: 80rem; padding: 0 1rem }
h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; position: sticky; top: 0; background: Canvas }
table { border-collapse: collapse; table-layout: fixed; width: 100% }
td { border-top: 1px solid #ccc; overflow-wrap: anywhere; padding: 0.3rem 0.6rem }
td { vertical-align: top; white-space: pre-wrap }
td:first-child { color: GrayText; font-size: 0.85rem; width: 18% }
</style>
"""


def page(texts: Iterable[Text]) -> str:
    """Returns the page: a table for each file, a line for each text."""
    parts = [_HEAD]
    for file, of_file in groupby(texts, key=lambda one: one.file):
        lines = list(of_file)
        parts.append(f"<h2>{escape(file)}, {len(lines)}</h2>\n<table>\n")
        parts += [
            f"<tr><td>{escape(one.key)}<td lang=fr>{escape(one.french)}<td lang=en>{escape(one.english)}\n"
            for one in lines
        ]
        parts.append("</table>\n")
    return "".join(parts)


def plain(texts: Iterable[Text]) -> str:
    """Returns the same for a terminal: file and key, then both languages, divided by tabs."""
    lines = (
        "\t".join((f"{one.file}:{one.key}", *(" ".join(words.split()) for words in (one.french, one.english))))
        for one in texts
    )
    return "\n".join(lines) + "\n"


def _main() -> int:
    texts = all_texts()
    if sys.argv[1:] == ["--plain"]:
        sys.stdout.write(plain(texts))
    else:
        _PAGE.write_text(page(texts))
        sys.stdout.write(f"{len(texts)} texts: {_PAGE}\n")
    return 0


if __name__ == "__main__":
    sys.exit(_main())

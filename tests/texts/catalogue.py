"""Gathers the texts of the client's catalogues, of the server's modules and of its templates."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_CLIENT = ROOT / "webclient"
_NODE = Path(sys.executable).parent / "node"

_FRENCH_LETTERS = re.compile(r"[àâçéèêëîïôùûœ«»’]", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{2}")
_ENGLISH = re.compile(
    r"\b(the|you|your|is|of|to|and|this|it|not|who|at|in|from|with|been|no|yes|monday|january|june)\b", re.IGNORECASE
)
_PATTERN = re.compile(r"\(\?|\\[bds]")
_ROOMS_WITH_WORDS = ("texts", "services", "http", "schemas")
_MARKUP = re.compile(r"\{#.*?#\}|\{%.*?%\}|<style.*?</style>|<script.*?</script>|<!--.*?-->|<[^>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Text:
    """One text: where it stands, under which name or line, and its words. `english` is empty where it stands alone."""

    file: str
    key: str
    french: str
    english: str


def all_texts() -> list[Text]:
    """Lists every text, file by file, in the order of its source."""
    return [*client_texts(), *server_texts(), *template_texts(), *wording_texts()]


def client_texts() -> list[Text]:
    """Lists what the client shows, and what the scripts of the organisers' pages say."""
    said = subprocess.run(
        [_NODE, "tools/list_texts.ts"], cwd=_CLIENT, check=True, capture_output=True, text=True, timeout=120
    ).stdout
    return [Text(_named(one["file"]), one["key"], one["fr"], one["en"]) for one in json.loads(said)]


def _named(file: str) -> str:
    return file.removeprefix("../../") if file.startswith("../../") else f"webclient/src/{file}"


def server_texts() -> Iterator[Text]:
    """Yields the strings of every module of the server that speaks French."""
    for path in (path for room in _ROOMS_WITH_WORDS for path in sorted((ROOT / "server" / room).rglob("*.py"))):
        strings = list(_strings(ast.parse(path.read_text())))
        if not any(_FRENCH_LETTERS.search(said) for _, said in strings):
            continue
        for line, said in strings:
            is_text = " " in said.strip() or _FRENCH_LETTERS.search(said) or path.parent.name == "texts"
            if is_text and _WORDS.search(said) and not _PATTERN.search(said):
                yield _alone(path, line, said)


def template_texts() -> Iterator[Text]:
    """Yields what stands between the tags of the server's pages."""
    for path in sorted((ROOT / "server" / "templates").rglob("*.html")):
        source = path.read_text()
        spaces = _MARKUP.sub(lambda found: "\n" * found[0].count("\n") + "\x00", source)
        for line, words in enumerate(spaces.split("\n"), start=1):
            said = " ".join(re.sub(r"\{\{\s*(.*?)\s*\}\}", r"{\1}", words).replace("\x00", " ").split())
            if _WORDS.search(re.sub(r"\{.*?\}", "", said)):
                yield _alone(path, line, said)


def wording_texts() -> Iterator[Text]:
    """Yields what the rules of wording say of an offer: words in both languages, side by side."""
    for path in sorted((ROOT / "game_rules" / "wording").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                words = {one.arg: one.value for one in node.keywords}
                if {"fr", "en"} <= words.keys():
                    yield Text(_file(path), str(node.lineno), _said(words["fr"]), _said(words["en"]))


def _alone(path: Path, line: int, said: str) -> Text:
    """A text that stands for itself, in whichever of the two languages."""
    is_english = bool(_ENGLISH.search(said)) and not _FRENCH_LETTERS.search(said)
    return Text(_file(path), str(line), "" if is_english else said, said if is_english else "")


def _file(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _strings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yields each string with its line, but no docstring and no piece of a larger one."""
    nodes: list[ast.AST] = [tree]
    found: list[tuple[int, int, str]] = []
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Constant | ast.JoinedStr):
            if isinstance(node, ast.JoinedStr) or isinstance(node.value, str):
                found.append((node.lineno, node.col_offset, _said(node)))
            continue
        children = [
            child
            for child in ast.iter_child_nodes(node)
            if not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant))
        ]
        nodes.extend(children)
    yield from ((line, said) for line, _, said in sorted(found))


def _said(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_said(part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return f"{{{ast.unparse(node.value)}}}"
    return ast.unparse(node)

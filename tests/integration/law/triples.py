"""Triples for the client's test: what devices showed before an action, were told of it, and showed after it."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.integration.law import calls, employers, jokers, meetings, walks
from tests.integration.law.actions import ACTIONS
from tests.integration.law.stage import Json, Stage

MODULES = (walks, calls, meetings, jokers, employers)
"""They name the actions."""

FOLDER = Path(__file__).parents[2] / "data" / "law"

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

_SEAL = re.compile(r'("context_seal": )"[^"]*"')
"""Made with a key that each database has of its own."""


def played(stage: Stage, module: str, name: str) -> list[Json]:
    """Plays the action; returns what those who watched it saw, with ids and seals that are the same each time."""
    stage.clear()
    ACTIONS[module, name](stage)
    assert stage.viewers, f"nobody watches {name}"
    names: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        return names.setdefault(found[0], f"00000000-0000-4000-8000-{len(names):012}")

    text = _SEAL.sub(r'\1"sealed"', json.dumps(stage.viewers))
    seen: list[Json] = json.loads(_ID.sub(named, text))
    return seen


def written(module: str) -> dict[str, list[Json]]:
    """By action."""
    known: dict[str, list[Json]] = json.loads((FOLDER / f"{module}.json").read_text())
    return known


def write(stage: Stage) -> None:
    """Writes all of them anew, a line for each thing that was shown or told."""
    FOLDER.mkdir(exist_ok=True)
    for module in sorted({module for module, _ in ACTIONS}):
        actions = {name: played(stage, of, name) for of, name in sorted(ACTIONS) if of == module}
        (FOLDER / f"{module}.json").write_text(_lines(actions) + "\n")


def _lines(actions: dict[str, list[Json]]) -> str:
    return _object({name: _list([_viewer(one) for one in viewers], "  ") for name, viewers in actions.items()}, "")


def _viewer(viewer: Json) -> str:
    parts = {
        "who": _short(viewer["who"]),
        "before": _object({name: _short(part) for name, part in viewer["before"].items()}, "   "),
        "told": _list([_short(news) for news in viewer["told"]], "   "),
        "after": _object({name: _short(part) for name, part in viewer["after"].items()}, "   "),
    }
    return _object(parts, "  ")


def _object(parts: dict[str, str], indent: str) -> str:
    return _block([f"{_short(name)}: {part}" for name, part in parts.items()], "{}", indent)


def _list(parts: list[str], indent: str) -> str:
    return _block(parts, "[]", indent)


def _block(parts: list[str], ends: str, indent: str) -> str:
    inside = ",".join(f"\n{indent} {part}" for part in parts)
    return f"{ends[0]}{inside}\n{indent}{ends[1]}" if parts else ends


_short: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

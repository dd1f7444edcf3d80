"""A finding of a rule, and how a line is excused."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_EXCUSE = re.compile(r"allowed (?P<rule>[a-z-]+): (?P<reason>\S.*)")


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a line breaks. Lines count from 1."""

    line: int
    rule: str
    what: str


def without_excused(found: Sequence[Broken], text: str) -> list[Broken]:
    """Those that no comment excuses, on their line or the one before: `allowed RULE: REASON`."""
    lines = ["", *text.splitlines()]
    return [one for one in found if not any(_excuses(line, one.rule) for line in lines[max(0, one.line - 1) :][:2])]


def _excuses(line: str, rule: str) -> bool:
    excuse = _EXCUSE.search(line)
    return excuse is not None and excuse["rule"] == rule

"""Looks through the repository; prints each finding, and ends with 1 when there is one."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.lint.findings import Broken
from tests.lint.locks import complaints, pinned_by_npm, pinned_by_pip, read_known_bad
from tests.lint.page_rules import broken_in_client, broken_in_template
from tests.lint.python_rules import broken_in_docstrings, broken_in_python, broken_in_waits
from tests.lint.room_rules import too_full
from tests.lint.service_parameters import SERVICES, broken_in_services

ROOT = Path(__file__).resolve().parents[2]

_LOOKED_AT: tuple[tuple[str, tuple[str, ...], Callable[[str], list[Broken]]], ...] = (
    ("server", ("*.py",), broken_in_python),
    ("game_rules", ("*.py",), broken_in_python),
    ("seed_data", ("*.py",), broken_in_python),
    ("server", ("*.py",), broken_in_docstrings),
    ("game_rules", ("*.py",), broken_in_docstrings),
    ("seed_data", ("*.py",), broken_in_docstrings),
    ("tests", ("*.py",), broken_in_docstrings),
    ("tests", ("*.py",), broken_in_waits),
    ("server/templates", ("*.html", "*.xml", "*.txt"), broken_in_template),
    ("server/public", ("*.js",), broken_in_client),
    ("webclient/src", ("*.ts", "*.svelte", "*.js"), broken_in_client),
)

_MIGRATIONS = Path("server/persistence/migrations")
"""Their docstrings may begin as they like: a migration that has run somewhere is not written anew."""


def findings(root: Path = ROOT) -> Iterator[str]:
    """Every finding of the repository at `root`, as a line that names the place."""
    for folder, patterns, rules in _LOOKED_AT:
        for pattern in patterns:
            for file in sorted((root / folder).rglob(pattern)):
                if rules is broken_in_docstrings and root / _MIGRATIONS in file.parents:
                    continue
                for broken in rules(file.read_text()):
                    yield f"{file.relative_to(root)}:{broken.line}: {broken.rule}: {broken.what}"
    yield from too_full(root)
    for file in sorted(SERVICES.rglob("*.py")):
        for broken in broken_in_services(str(file.relative_to(SERVICES)), file.read_text()):
            yield f"{file.relative_to(root)}:{broken.line}: {broken.rule}: {broken.what}"
    known = read_known_bad((root / "tests" / "lint" / "known_bad.txt").read_text())
    for lock in sorted((root / "requirements").glob("*.txt")):
        for complaint in complaints(pinned_by_pip(lock.read_text()), known):
            yield f"{lock.relative_to(root)}: {complaint}"
    npm = root / "webclient" / "package-lock.json"
    if npm.exists():
        for complaint in complaints(pinned_by_npm(json.loads(npm.read_text())), known):
            yield f"{npm.relative_to(root)}: {complaint}"


def _main() -> int:
    found = list(findings())
    for line in found:
        sys.stdout.write(f"{line}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(_main())

"""`./dev faults`: kills server, worker, PostgreSQL and Redis under load, and checks what everybody was told."""

import argparse
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic

from server.settings import PROJECT_ROOT
from tests.faults.kills import KINDS
from tests.faults.report import HEADER, details, row, with_row
from tests.faults.runs import run
from tests.faults.world import running_world

Say = Callable[[str], None]

PAGE = PROJECT_ROOT / "docs" / "faults.md"


def main(arguments: Sequence[str], say: Say) -> int:
    """Runs each kind and returns the exit code: 1 when a promise was broken."""
    options = _options(arguments)
    commit = commit_here()
    rows, is_well = [], True
    kinds = {kind.name.lower(): kind for kind in KINDS}
    with running_world() as world:
        for kind in (kinds[name] for name in options.only):
            until_s = monotonic() + options.minutes * 60
            outcome = run(world, kind, kills=options.kills, seed=options.seed, until_s=until_s, say=say)
            for line in details(outcome):
                say(line)
            rows.append(row(outcome, commit))
            options.into.write_text(with_row(options.into.read_text(), rows[-1]))
            is_well = is_well and not outcome.findings
    say("\n".join((HEADER, *rows)))
    return 0 if is_well else 1


def commit_here() -> str:
    """The commit of this checkout, with a word when the files are others."""
    commit = _git("rev-parse", "--short", "HEAD")
    return f"{commit} and changes" if _git("status", "--porcelain", "--", ":!docs") else commit


def _git(*words: str) -> str:
    return subprocess.run(("git", *words), cwd=PROJECT_ROOT, check=True, capture_output=True, text=True).stdout.strip()


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./dev faults", description="Kills parts of the running game under load, and checks all that was told."
    )
    names = [kind.name.lower() for kind in KINDS]
    parser.add_argument("--kills", type=_from_1, default=100, help="of each part (default 100)")
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="parts to kill (default all)")
    parser.add_argument("--minutes", type=_from_1, default=60, help="for each part at most, then fewer kills will do")
    parser.add_argument("--seed", type=int, default=1, help="chooses the moments (default 1)")
    parser.add_argument("--into", type=Path, default=PAGE, help="the page whose table is brought up to date")
    return parser.parse_args(arguments)


def _from_1(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError(f"a whole number from 1 on, not {value}")
    return number


if __name__ == "__main__":
    # An end by SIGTERM, too, stops all that runs.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main(sys.argv[1:], lambda line: print(line, flush=True)))  # noqa: T201 - what it is run for

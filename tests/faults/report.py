"""The outcome of runs as a table, and the page that keeps it: one line for each part that was killed."""

from collections.abc import Iterator, Sequence
from math import ceil
from statistics import median

from tests.faults.history import Fault
from tests.faults.runs import Run

FINDINGS_SHOWN = 20
HEADER = (
    "| killed | kills | acknowledged | no answer | of these kept | lost | doubled | other faults "
    "| well again after: median | 95 % | longest | commit |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|"
)
_OTHER = (Fault.UNSENT, Fault.SWAPPED, Fault.CHANGED, Fault.REFUSED)


def row(run: Run, commit: str) -> str:
    """The line of a run. No answer: actions that ended so, and attempts of others that were sent again."""
    verdicts = run.sent.values()
    unanswered = sum(verdict.attempts_unknown for verdict in verdicts)
    cells = (
        run.kind,
        str(run.kills),
        f"{sum(verdict.acknowledged for verdict in verdicts):,}",
        f"{unanswered:,}",
        f"{sum(verdict.unknown_kept for verdict in verdicts):,}",
        str(run.count(Fault.LOST)),
        str(run.count(Fault.DOUBLED)),
        str(sum(run.count(fault) for fault in _OTHER)),
        f"{median(run.recovered_s):.1f} s",
        f"{at_most(run.recovered_s, 0.95):.1f} s",
        f"{max(run.recovered_s):.1f} s",
        f"`{commit}`",
    )
    return f"| {' | '.join(cells)} |"


def at_most(values: Sequence[float], share: float) -> float:
    """The smallest of the values that this share of them does not exceed."""
    return sorted(values)[ceil(share * len(values)) - 1]


def details(run: Run) -> Iterator[str]:
    """Lines that tell the moments, each promise, and what broke it."""
    moments = ", ".join(f"{moment} {count}" for moment, count in sorted(run.moments.items()))
    yield f"{run.kind}: {moments}; mails that came again, as they may: {run.came_again}"
    for name, verdict in run.verdicts.items():
        yield (
            f"  {name}: acknowledged {verdict.acknowledged}, refused {verdict.refused}, without an answer "
            f"{verdict.unknown} (kept {verdict.unknown_kept}), findings {len(verdict.findings)}"
        )
    for name, finding in run.findings[:FINDINGS_SHOWN]:
        yield f"  {finding.fault.upper()} {name}: {finding.id} of {finding.stream} {finding.detail}"


def with_row(page: str, line: str) -> str:
    """The page with the line in its table, in the place of an older one of the same part. Raises ValueError for a page
    without the table."""
    head, found, below = page.partition(HEADER + "\n")
    if not found:
        raise ValueError("the page has no table of faults")
    rows = []
    rest = below.splitlines(keepends=True)
    while rest and rest[0].startswith("| "):
        rows.append(rest.pop(0))
    kind = line.split("|")[1]
    places = [place for place, one in enumerate(rows) if one.split("|")[1] == kind]
    if places:
        rows[places[0]] = line + "\n"
    else:
        rows.append(line + "\n")
    return head + found + "".join(rows) + "".join(rest)

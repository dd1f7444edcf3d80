"""The figures of a benchmark, as lines to read."""

from collections import Counter

from tests.bench.proof import Proof
from tests.bench.rounds import Round, RoundResult, percentile

_COLUMNS = "{:<32} {:>7} {:>8} {:>9} {:>8} {:>8} {:>8} {:>8}"
HEADER = _COLUMNS.format("round", "fixes", "fixes/s", "batches/s", "p50 ms", "p95 ms", "p99 ms", "load CPU")


def figures(plan: Round, result: RoundResult) -> str:
    """One line below HEADER. Latency is from before a batch is sent until its acknowledgement is read."""
    latencies = result.latencies_ms
    if not latencies:
        return f"{plan.name:<32} nothing was sent"
    return _COLUMNS.format(
        plan.name,
        result.fixes,
        f"{result.fixes / result.elapsed_s:.0f}",
        f"{len(latencies) / result.elapsed_s:.1f}",
        *(f"{percentile(latencies, percent):.1f}" for percent in (50, 95, 99)),
        f"{result.load_cpu_s / result.elapsed_s:.0%}",
    )


def tallies(plan: Round, result: RoundResult) -> str:
    """Tells how the fixes were judged, and how many hints came."""
    verdicts = Counter(verdict for walker in result.walkers for verdict in walker.verdicts)
    counts = ", ".join(f"{verdict} {count:,}" for verdict, count in verdicts.most_common()) or "no fix"
    hints = sum(walker.hints for walker in result.walkers)
    return f"{plan.name}: {counts}; hints {hints:,}"


def proof_lines(plan: Round, proof: Proof) -> list[str]:
    """Lists what was compared, and each difference."""
    sums = (
        f"{proof.players} players, {proof.cells:,} cells, {proof.discoveries:,} discoveries, {proof.visits:,} visits, "
        f"{proof.points:,} points"
    )
    if not proof.differences:
        return [f"{plan.name}: {sums}: equal"]
    return [f"{plan.name}: {sums}: DIFFERENT", *(f"  {line}" for line in proof.differences)]

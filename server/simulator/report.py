"""The report of a walk: as one JSON object, and in words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from game_rules.play.fixes import FixVerdict
from server.schemas.play import OfferOut, TotalsOut
from server.simulator.gpx import Walk
from server.simulator.phone import PlayedFixes
from server.simulator.picture import Hint

HINTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class SegmentReport:
    """The verdicts on the fixes of one segment; those of refused batches are in `fixes` only."""

    name: str
    fixes: int
    verdicts: dict[FixVerdict, int]


@dataclass(frozen=True, slots=True)
class WalkReport:
    """The outcome of a walk. `totals` and `offers` (discovered and still open) are the player's after it."""

    segments: tuple[SegmentReport, ...]
    played: PlayedFixes
    totals: TotalsOut
    offers: tuple[OfferOut, ...]
    hints: tuple[Hint, ...]


def segment_reports(walk: Walk, verdicts: Sequence[FixVerdict | None]) -> tuple[SegmentReport, ...]:
    """Tallies by segment; `verdicts` are in the order of `walk.fixes_by_segment`."""
    by_segment: list[list[FixVerdict | None]] = [[] for _ in walk.segments]
    for (_, index), verdict in zip(walk.fixes_by_segment, verdicts, strict=True):
        by_segment[index].append(verdict)
    return tuple(
        SegmentReport(segment.name, len(judged), _tally(judged))
        for segment, judged in zip(walk.segments, by_segment, strict=True)
    )


def report_as_json(report: WalkReport) -> dict[str, Any]:
    """The report as one JSON object. Ids are sorted, verdicts that nobody got are left out."""
    return {
        "fixes": len(report.played.verdicts),
        "verdicts": _tally(report.played.verdicts),
        "segments": [
            {"name": segment.name, "fixes": segment.fixes, "verdicts": segment.verdicts} for segment in report.segments
        ],
        "cells_lifted": report.totals.cells_lifted,
        "discovered": sorted(str(offer.id) for offer in report.offers),
        "visited": sorted(str(offer.id) for offer in report.offers if offer.visited_on is not None),
        "points": report.totals.points,
        "level": report.totals.level,
    }


def report_in_words(report: WalkReport) -> list[str]:
    """The lines of the report for people."""
    totals = report.totals
    lines = [f"{len(report.played.verdicts)} fixes: {_words(_tally(report.played.verdicts))}"]
    lines += [f"  {segment.name}: {segment.fixes} fixes: {_words(segment.verdicts)}" for segment in report.segments]
    if report.played.connections > 1:
        lines.append(f"connected {report.played.connections} times")
    lines.append("")
    lines.append("The player now has")
    lines.append(f"  {totals.cells_lifted} cells lifted")
    lines.append(f"  {totals.offers_discovered} offers discovered, {totals.offers_visited} of them visited")
    lines += [f"    {_offer(offer)}" for offer in report.offers]
    lines.append(
        f"  {totals.points} points: level {totals.level}, the next from {totals.points_at_next_level} points on"
    )
    if report.hints:
        lines.append(f"  hints, the last {min(HINTS_SHOWN, len(report.hints))} of {len(report.hints)}:")
        lines += [f"    {_hint(hint)}" for hint in report.hints[-HINTS_SHOWN:]]
    return lines


def refusals_in_words(played: PlayedFixes) -> list[str]:
    """One line for each batch that the server will never take."""
    return [
        f"{refusal.fixes} fixes were refused: {refusal.problem.code}: {refusal.problem.detail}"
        for refusal in played.refusals
    ]


def _tally(verdicts: Iterable[FixVerdict | None]) -> dict[FixVerdict, int]:
    counted = Counter(verdicts)
    return {verdict: counted[verdict] for verdict in FixVerdict if counted[verdict]}


def _words(tally: dict[FixVerdict, int]) -> str:
    return ", ".join(f"{count} {verdict}" for verdict, count in tally.items()) or "none judged"


def _offer(offer: OfferOut) -> str:
    visited = " (visited)" if offer.visited_on is not None else ""
    return f"{offer.kind}: {offer.title}, {offer.organisation.name}{visited}"


def _hint(hint: Hint) -> str:
    band, sector = hint
    if band is None:
        return "nothing undiscovered fits and is open now"
    return f"{band}, {sector.replace('_', '-')}" if sector else band

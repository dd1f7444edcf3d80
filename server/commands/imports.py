"""`jokajobs import …`: brings offers in from feeds, and says what became of each row."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

import click

from game_rules.feeds import FeedRow, RejectedRow
from game_rules.offers import OfferSource
from server.adapters.france_travail import SavedSearch
from server.adapters.job_posting import job_postings
from server.adapters.web_page import read_page
from server.clock import utc_now
from server.commands.database import database, migrate, opened, run_command, say
from server.services.import_offers import ImportReport, import_offers

_ZONE = ZoneInfo("Europe/Paris")
"""The feeds are French: a day of theirs is a day there."""


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What whoever runs the command asked for. `as_of` is a local day, None for today."""

    as_of: date | None
    dry_run: bool
    as_json: bool


def import_saved_search(file: Path, choices: ImportChoices) -> int:
    """`jokajobs import france-travail FILE`."""

    def work() -> None:
        with file.open("rb") as stream, _progress(stream, file.stat().st_size) as on_batch:
            search, said = SavedSearch(stream), _Said(as_json=choices.as_json)
            report = _import(OfferSource.FRANCE_TRAVAIL, search, choices, said, on_batch)
        said.end(report, dry_run=choices.dry_run, unknown_fields=dict(sorted(search.unknown_fields.items())))

    return run_command(work)


def import_job_postings(file_or_url: str, choices: ImportChoices) -> int:
    """`jokajobs import job-posting FILE_OR_URL`."""

    def work() -> None:
        text, address = read_page(file_or_url)
        said = _Said(as_json=choices.as_json)
        report = _import(OfferSource.JOB_POSTING, job_postings(text, address), choices, said, lambda _: None)
        said.end(report, dry_run=choices.dry_run)
        if not report.rows:
            say("There is no JobPosting: neither as JSON-LD nor as microdata or RDFa.")

    return run_command(work)


def _import(
    source: OfferSource,
    rows: Iterable[FeedRow],
    choices: ImportChoices,
    said: "_Said",
    on_batch: Callable[[ImportReport], None],
) -> ImportReport:
    now = utc_now()
    with database() as url:
        migrate(url)
        with opened(url) as open_unit:
            return import_offers(
                open_unit,
                source,
                rows,
                day=choices.as_of or now.astimezone(_ZONE).date(),
                now=now,
                dry_run=choices.dry_run,
                on_rejected=said.rejected,
                on_batch=on_batch,
            )


@contextmanager
def _progress(stream: BinaryIO, size: int) -> Iterator[Callable[[ImportReport], None]]:
    """A bar on a terminal, by what was read of the file; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(
        length=size, label="Importing", file=sys.stderr, item_show_func=lambda rows: rows and f"{rows} rows"
    ) as bar:
        done = 0

        def on_batch(report: ImportReport) -> None:
            nonlocal done
            at = stream.tell()
            bar.update(at - done, f"{report.rows:,}")
            done = at

        yield on_batch


_JSON_BEGINS = '{"rejected_rows": ['


class _Said:
    """The report on standard output, in words or as one JSON object. Rejected rows come first, one by one."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._rejected_before = False

    def rejected(self, row: RejectedRow) -> None:
        if self._as_json:
            before = "," if self._rejected_before else _JSON_BEGINS
            values = {"row": row.row, "id": row.source_id, "reason": row.reason, "detail": row.detail}
            click.echo(f"{before}\n{json.dumps(values, ensure_ascii=False)}", nl=False)
        else:
            detail = f" ({row.detail})" if row.detail else ""
            click.echo(f"row {row.row}, {row.source_id or 'no id'}: {row.reason}{detail}")
        self._rejected_before = True

    def end(self, report: ImportReport, *, dry_run: bool, **more: Any) -> None:
        values = {
            "dry_run": dry_run,
            "rows": report.rows,
            "created": report.created,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "expired": report.expired,
            "rejected": dict(sorted(report.rejected.items())),
            "findable": report.findable,
            "hidden": dict(sorted(report.hidden.items())),
            **more,
        }
        if self._as_json:
            begins = "" if self._rejected_before else _JSON_BEGINS
            click.echo(f"{begins}],\n{json.dumps(values, ensure_ascii=False)[1:]}")
            return
        click.echo(
            f"{report.rows} rows: {report.created} created, {report.updated} updated, {report.unchanged} unchanged, "
            f"{report.rejected.total()} rejected{_listed(report.rejected)}."
            + (" Nothing was kept: a dry run." if dry_run else "")
        )
        hidden = f"{report.hidden.total()} are hidden{_listed(report.hidden)}"
        click.echo(f"{report.expired} expired. {report.findable} can be found, {hidden}.")
        for name, value in more.items():
            if value:
                click.echo(f"{name.replace('_', ' ')}: {', '.join(f'{key} ({count})' for key, count in value.items())}")


def _listed(counts: dict[Any, int]) -> str:
    listed = ", ".join(f"{count} {reason}" for reason, count in sorted(counts.items()))
    return f" ({listed})" if listed else ""

"""`jokajobs import …`: brings offers in from feeds, and says what became of each row."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from game_rules.feeds import RejectedRow
from server.adapters.feeds.sources import JobPostingFeed, LiveSearchFeed, MissionFeed, SavedSearchFeed, TableFeed
from server.commands.database import database, migrate, run_command
from server.commands.opened_game import opened
from server.commands.terminal import json_text, say, tell
from server.feed_settings import FeedForm, FeedSettings
from server.services.feeds.import_offers import ImportReport, import_feed
from server.services.ports import Feed, OpenFeed
from server.settings import SettingsError, settings_from


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """The options of an import command. `as_of` is a local day, None for today."""

    as_of: date | None
    dry_run: bool
    as_json: bool


def import_saved_search(file: Path, choices: ImportChoices) -> int:
    """`jokajobs import france-travail FILE`."""
    return _run(SavedSearchFeed(file), choices)


def import_live_search(choices: ImportChoices) -> int:
    """`jokajobs import france-travail --live`."""

    def work() -> None:
        access = _settings().france_travail
        if access is None:
            raise SettingsError(
                "set JOKAJOBS_FRANCE_TRAVAIL_CLIENT_ID and JOKAJOBS_FRANCE_TRAVAIL_CLIENT_SECRET: an application on "
                "francetravail.io that may use Offres d'emploi v2 has them"
            )
        _import(LiveSearchFeed(access), choices)

    return run_command(work)


def import_job_postings(file_or_url: str, choices: ImportChoices) -> int:
    """`jokajobs import job-posting FILE_OR_URL`."""

    def work() -> None:
        if not _import(JobPostingFeed(file_or_url, from_any_host=_settings().from_any_host), choices).rows:
            say("There is no JobPosting: neither as JSON-LD nor as microdata or RDFa.")

    return run_command(work)


def import_table(file_or_url: str, list_name: str | None, choices: ImportChoices) -> int:
    """`jokajobs import csv FILE_OR_URL`."""

    def work() -> None:
        _import(TableFeed(file_or_url, list_name, from_any_host=_settings().from_any_host), choices)

    return run_command(work)


def import_missions(file_or_url: str, choices: ImportChoices) -> int:
    """`jokajobs import engagement FILE_OR_URL`."""

    def work() -> None:
        settings = _settings()
        _import(MissionFeed(file_or_url, settings.engagement_key, from_any_host=settings.from_any_host), choices)

    return run_command(work)


def configured_feeds(settings: FeedSettings) -> list[Feed]:
    """Those that the worker brings in by itself."""
    feeds: list[Feed] = [LiveSearchFeed(settings.france_travail)] if settings.france_travail else []
    for form, address in settings.addresses:
        match form:
            case FeedForm.JOB_POSTING:
                feeds.append(JobPostingFeed(address, from_any_host=settings.from_any_host))
            case FeedForm.CSV:
                feeds.append(TableFeed(address, from_any_host=settings.from_any_host))
            case FeedForm.ENGAGEMENT:
                feeds.append(MissionFeed(address, settings.engagement_key, from_any_host=settings.from_any_host))
    return feeds


def _settings() -> FeedSettings:
    return settings_from(os.environ, database_url="").feeds


def _run(feed: Feed, choices: ImportChoices) -> int:
    def work() -> None:
        _import(feed, choices)

    return run_command(work)


def _import(feed: Feed, choices: ImportChoices) -> ImportReport:
    said = _ReportPrinter(as_json=choices.as_json)
    with database() as url:
        migrate(url)
        with opened(url) as app_context, _progress() as on_batch:
            report = import_feed(
                app_context.context(),
                feed,
                day=choices.as_of,
                dry_run=choices.dry_run,
                on_rejected=said.rejected,
                on_batch=on_batch,
            )
    said.end(report, dry_run=choices.dry_run)
    return report


@contextmanager
def _progress() -> Iterator[Callable[[ImportReport, OpenFeed], None]]:
    """A bar on a terminal, by what was read of the feed where its length is known; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _report, _feed: None
        return
    with click.progressbar(
        length=1, label="Importing", file=sys.stderr, item_show_func=lambda rows: rows and f"{rows} rows"
    ) as bar:
        done = 0

        def on_batch(report: ImportReport, feed: OpenFeed) -> None:
            nonlocal done
            bar.length = feed.size
            # Of unknown length: anything that moves.
            at = report.rows if feed.size is None else feed.position()
            bar.update(at - done, f"{report.rows:,}")
            done = at

        yield on_batch


_JSON_BEGINS = '{"rejected_rows": ['


class _ReportPrinter:
    """The report on standard output, in words or as one JSON object. Rejected rows come first, one by one."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._rejected_before = False

    def rejected(self, row: RejectedRow) -> None:
        if self._as_json:
            before = "," if self._rejected_before else _JSON_BEGINS
            values = {"row": row.row, "id": row.source_id, "reason": row.reason, "detail": row.detail}
            # allowed terminal-line: json_text has written it out
            click.echo(f"{before}\n{json_text(values)}", nl=False)
        else:
            detail = f" ({row.detail})" if row.detail else ""
            tell(f"row {row.row}, {row.source_id or 'no id'}: {row.reason}{detail}")
        self._rejected_before = True

    def end(self, report: ImportReport, *, dry_run: bool) -> None:
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
            "out_of_reach": report.out_of_reach,
            "unknown_fields": report.unknown_fields,
        }
        if self._as_json:
            begins = "" if self._rejected_before else _JSON_BEGINS
            # allowed terminal-line: as above
            click.echo(f"{begins}],\n{json_text(values)[1:]}")
            return
        tell(
            f"{report.rows} rows: {report.created} created, {report.updated} updated, {report.unchanged} unchanged, "
            f"{report.rejected.total()} rejected{_listed(report.rejected)}."
            + (" Nothing was kept: a dry run." if dry_run else "")
        )
        hidden = f"{report.hidden.total()} are hidden{_listed(report.hidden)}"
        tell(f"{report.expired} expired. {report.findable} can be found, {hidden}.")
        if report.unknown_fields:
            named = ", ".join(f"{name} ({count})" for name, count in report.unknown_fields.items())
            tell(f"unknown fields: {named}")
        if report.out_of_reach:
            tell(f"{report.out_of_reach} offers were out of reach: the source gives no more at a time.")


def _listed(counts: dict[Any, int]) -> str:
    listed = ", ".join(f"{count} {reason}" for reason, count in sorted(counts.items()))
    return f" ({listed})" if listed else ""

"""Brings in all feeds that whoever runs this has named, one after the other: what one cannot give stops no other."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from server.services.context import Context
from server.services.feeds.import_offers import ImportReport, import_feed
from server.services.ports import Feed, StorageUnavailable

log = logging.getLogger(__name__)


def import_feeds(contexts: Callable[[], Context], feeds: Sequence[Feed]) -> dict[str, ImportReport | None]:
    """Imports feeds; logs and returns their reports by name, None for an unreadable one. Raises StorageUnavailable."""
    reports: dict[str, ImportReport | None] = {}
    for feed in feeds:
        try:
            report = import_feed(contexts(), feed)
        except (OSError, ValueError) as error:
            # The next run asks again; what came before the end is kept.
            # allowed log-text: what a feed is called holds no user, password or query
            log.warning("feed %s: cannot be read: %s", feed.name, error)
            reports[feed.name] = None
        except StorageUnavailable:
            raise
        except Exception:
            # allowed log-text: as above
            log.exception("feed %s: its reader broke", feed.name)
            reports[feed.name] = None
        else:
            # allowed log-text: as above
            log.info("feed %s: %s", feed.name, _in_words(report))
            reports[feed.name] = report
    return reports


def _in_words(report: ImportReport) -> str:
    return (
        f"{report.rows} rows, {report.created} created, {report.updated} updated, {report.unchanged} unchanged, "
        f"{report.expired} expired, rejected: {_counts(report.rejected)}, findable: {report.findable}, "
        f"hidden: {_counts(report.hidden)}, out of reach: {report.out_of_reach}"
    )


def _counts(counts: Counter[Any]) -> str:
    return " ".join(f"{reason}={count}" for reason, count in sorted(counts.items())) or "none"

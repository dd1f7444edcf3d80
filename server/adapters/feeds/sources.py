"""Feeds by where they are: opened when they are read, and closed when they have been."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from game_rules.offers.offer import OfferSource
from server.adapters.feeds.csv_offers import OfferTable
from server.adapters.feeds.engagement import MissionList
from server.adapters.feeds.france_travail import SavedSearch
from server.adapters.feeds.france_travail_access import FranceTravailAccess
from server.adapters.feeds.france_travail_api import LiveSearch
from server.adapters.feeds.job_posting import job_postings
from server.adapters.feeds.web_page import opened_binary, read_page, tellable
from server.services.ports import OpenFeed


@dataclass(frozen=True, slots=True)
class SavedSearchFeed:
    """A saved search of France Travail."""

    file: Path
    source = OfferSource.FRANCE_TRAVAIL

    @property
    def name(self) -> str:
        return str(self.file)

    @contextmanager
    def open(self, communes: Sequence[str], now: datetime) -> Iterator[OpenFeed]:  # noqa: ARG002 - the file decides
        with opened_binary(self.name) as (stream, size):
            search = SavedSearch(stream)
            yield _from_file(search, stream, size)


@dataclass(frozen=True, slots=True)
class LiveSearchFeed:
    """France Travail, live, for the communes of the territory."""

    access: FranceTravailAccess
    source = OfferSource.FRANCE_TRAVAIL
    name = "France Travail"

    @contextmanager
    def open(self, communes: Sequence[str], now: datetime) -> Iterator[OpenFeed]:
        if not communes:
            raise ValueError("no campaign runs, so there is no territory to search for offers: see docs/feeds.md")
        search = LiveSearch(self.access, communes, now)
        yield OpenFeed(
            search,
            unknown_fields=lambda: search.unknown_fields,
            out_of_reach=lambda: search.out_of_reach,
            # What was out of reach may still be there.
            complete_in=lambda: () if search.out_of_reach else communes,
        )


@dataclass(frozen=True, slots=True)
class JobPostingFeed:
    """The JobPostings of a page or a JSON file."""

    file_or_url: str
    from_any_host: bool = False
    source = OfferSource.JOB_POSTING

    @property
    def name(self) -> str:
        return tellable(self.file_or_url)

    @contextmanager
    def open(self, communes: Sequence[str], now: datetime) -> Iterator[OpenFeed]:  # noqa: ARG002 - the page decides
        text, address = read_page(self.file_or_url, from_any_host=self.from_any_host)
        yield OpenFeed(job_postings(text, address))


@dataclass(frozen=True, slots=True)
class TableFeed:
    """A list of offers in CSV. `list_name` is what its ids belong to; None is its site and path, or its file name."""

    file_or_url: str
    list_name: str | None = None
    from_any_host: bool = False
    source = OfferSource.CSV

    @property
    def name(self) -> str:
        return tellable(self.file_or_url)

    @contextmanager
    def open(self, communes: Sequence[str], now: datetime) -> Iterator[OpenFeed]:  # noqa: ARG002 - the list decides
        with opened_binary(self.file_or_url, from_any_host=self.from_any_host) as (stream, size):
            table = OfferTable(stream, self.list_name or _list_name(self.file_or_url))
            yield _from_file(table, stream, size)


@dataclass(frozen=True, slots=True)
class MissionFeed:
    """An answer of the API Engagement. Its `key` is sent to web addresses, and to where they redirect never."""

    file_or_url: str
    key: str | None = field(default=None, repr=False)
    from_any_host: bool = False
    source = OfferSource.ENGAGEMENT

    @property
    def name(self) -> str:
        return tellable(self.file_or_url)

    @contextmanager
    def open(self, communes: Sequence[str], now: datetime) -> Iterator[OpenFeed]:  # noqa: ARG002 - the search decides
        headers = {"x-api-key": self.key} if self.key else {}
        with opened_binary(self.file_or_url, headers, from_any_host=self.from_any_host) as (stream, size):
            missions = MissionList(stream)
            yield _from_file(missions, stream, size)


def _from_file(rows: SavedSearch | OfferTable | MissionList, stream: BinaryIO, size: int) -> OpenFeed:
    position: Callable[[], int] = stream.tell
    return OpenFeed(rows, size=size, position=position, unknown_fields=lambda: rows.unknown_fields)


def _list_name(file_or_url: str) -> str:
    if file_or_url.startswith(("http://", "https://")):
        parts = urlsplit(file_or_url)
        return f"{parts.hostname}{parts.path}"
    return Path(file_or_url).name

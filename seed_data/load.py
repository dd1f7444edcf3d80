"""Loads the demo territory through the services: communes, the campaign, places, organisations, offers.

Every row has an id that its key decides, so loading again on the same day changes
nothing; on a later one, demo events are dated anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from shapely import MultiPolygon

from game_rules.territory.territory import Campaign, Commune
from seed_data.communes import COMMUNES_FILE, LENS_LIEVIN, read_commune_points
from seed_data.csv_rows import ReadRows, RowProblem
from seed_data.deterministic import seed_id
from seed_data.make_areas import AREAS_FILE
from seed_data.make_areas import SOURCE as AREAS_SOURCE
from seed_data.make_offers import OFFERS_FILE, ORGANISATIONS_FILE
from seed_data.rows import read_communes, read_offers, read_organisations, read_places
from seed_data.territory import read_territory, union_of
from server.services.context import Context
from server.services.territory.store_territory import (
    StoreReport,
    store_campaign,
    store_communes,
    store_offers,
    store_organisations,
    store_places,
)

PLACES_FILE = Path(__file__).with_name("places.csv")
_ZONE = ZoneInfo("Europe/Paris")
CAMPAIGN_SLUG = "lens-lievin"
TERRITORY_SOURCE = f"union of the communes of the {LENS_LIEVIN}; each: {AREAS_SOURCE}"

_BATCH_ROWS = 50
"""Rows per unit of work: few enough for a progress bar to move, enough to load the whole demo in seconds."""

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Rows created, updated, and found unchanged, over all files; and the rows left out, each with its reason."""

    created: int
    updated: int
    unchanged: int
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True, slots=True)
class SeedFiles:
    """Paths of the files of a territory; by default those of the demo."""

    communes: Path = COMMUNES_FILE
    areas: Path = AREAS_FILE
    places: Path = PLACES_FILE
    organisations: Path = ORGANISATIONS_FILE
    offers: Path = OFFERS_FILE


DEMO_FILES = SeedFiles()


def load_demo(
    context: Context,
    *,
    progress: Callable[[str, int, int], None],
    say: Callable[[str], None],
    files: SeedFiles = DEMO_FILES,
) -> LoadReport:
    """Load every file in the order that references need. Demo events lie some days after today.

    `progress(file name, rows done, rows in all)` is called as each file advances, `say` with one sentence per row left
    out. Raises OSError where a file cannot be read and ValueError where the areas are no territory.
    """
    outlines = {area.insee: area.outline for area in read_territory(files.areas)}
    communes = read_communes(files.communes, outlines, areas_source=AREAS_SOURCE)
    places = read_places(files.places)
    organisations = read_organisations(files.organisations)
    offers = read_offers(files.offers, organisations, today=context.now.astimezone(_ZONE).date(), zone=_ZONE)

    loading = _Loading(progress, say)
    loading.store_all(files.communes, communes, lambda rows: store_communes(context, rows))
    loading.count(store_campaign(context, _campaign(_home_territory(communes.rows, files))))
    loading.store_all(files.places, places, lambda rows: store_places(context, rows))
    loading.store_all(files.organisations, organisations, lambda rows: store_organisations(context, rows))
    loading.store_all(files.offers, offers, lambda rows: store_offers(context, rows))
    return loading.report()


def _home_territory(communes: Sequence[Commune], files: SeedFiles) -> MultiPolygon:
    members = {point.insee for point in read_commune_points(files.communes).rows if point.agglomeration == LENS_LIEVIN}
    territory = union_of([commune.area for commune in communes if commune.insee in members])
    if territory.is_empty:
        raise ValueError(f"{files.communes.name} names no commune of the {LENS_LIEVIN}: the campaign needs a territory")
    return territory


def _campaign(territory: MultiPolygon) -> Campaign:
    return Campaign(
        id=seed_id("campaign", CAMPAIGN_SLUG),
        slug=CAMPAIGN_SLUG,
        name="Lens – Liévin",
        zone=_ZONE,
        starts_on=date(2026, 1, 1),
        ends_on=None,
        territory=territory,
        territory_source=TERRITORY_SOURCE,
    )


class _Loading:
    """Counts what has been stored and left out so far."""

    def __init__(self, progress: Callable[[str, int, int], None], say: Callable[[str], None]) -> None:
        self._progress = progress
        self._say = say
        self._created = self._updated = self._unchanged = 0
        self._problems: list[RowProblem] = []

    def store_all(self, path: Path, read: ReadRows[_Row], store: Callable[[Sequence[_Row]], StoreReport]) -> None:
        total = len(read.rows)
        self._progress(path.name, 0, total)
        for start in range(0, total, _BATCH_ROWS):
            batch = read.rows[start : start + _BATCH_ROWS]
            self.count(store(batch))
            self._progress(path.name, start + len(batch), total)
        for problem in read.problems:
            self._say(f"{problem} (row left out)")
        self._problems.extend(read.problems)

    def count(self, counts: StoreReport) -> None:
        self._created += counts.created
        self._updated += counts.updated
        self._unchanged += counts.unchanged

    def report(self) -> LoadReport:
        return LoadReport(self._created, self._updated, self._unchanged, tuple(self._problems))

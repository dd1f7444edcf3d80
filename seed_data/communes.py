"""Reads communes.csv: what is known of each commune besides its area."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from game_rules.geo import LatLon
from seed_data.cells import a_latlon, a_number
from seed_data.csv_rows import ReadRows, read_csv

COMMUNES_FILE = Path(__file__).with_name("communes.csv")
LENS_LIEVIN = "CA de Lens - Liévin"
"""The agglomeration whose communes make the first campaign's territory."""

COMMUNE_COLUMNS = ("insee", "name", "agglomeration", "population", "population_source", "lat", "lon", "point_source")


@dataclass(frozen=True, slots=True)
class CommunePoint:
    """A commune by its INSEE code, with its number of inhabitants and a central point."""

    insee: str
    name: str
    agglomeration: str
    population: int
    centre: LatLon
    source: str


def read_commune_points(path: Path = COMMUNES_FILE) -> ReadRows[CommunePoint]:
    """The communes of `path` in its order. Raises OSError where it cannot be read."""
    return read_csv(path, COMMUNE_COLUMNS, parse_commune_point, key=lambda commune: commune.insee)


def parse_commune_point(row: Mapping[str, str]) -> CommunePoint:
    """The commune of one row. Raises ValueError."""
    if len(row["insee"]) != 5:
        raise ValueError(f"insee must be the five characters of an INSEE code, not '{row['insee']}'")
    return CommunePoint(
        insee=row["insee"],
        name=row["name"],
        agglomeration=row["agglomeration"],
        population=int(a_number(row, "population")),
        centre=a_latlon(row),
        source=f"population: {row['population_source']}; central point: {row['point_source']}",
    )

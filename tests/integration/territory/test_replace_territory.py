"""Official outlines take the place of drawn ones, from the file to the database."""

import json
from pathlib import Path

import pytest

from game_rules.refusals import RefusalReason, Refused
from seed_data.territory import read_territory, union_of
from server.services.ports import OpenUnit
from server.services.territory.replace_territory import replace_territory
from tests.support.contexts import context_at
from tests.support.factories import START
from tests.support.scenes.campaigns import EAST_INSEE, WEST_INSEE, communes, store_territory


@pytest.fixture
def outlines_file(tmp_path: Path) -> Path:
    """Three squares beside each other; the last is a commune that nobody here knows."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "nom": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[west, 50.42], [east, 50.42], [east, 50.45], [west, 50.45], [west, 50.42]]],
            },
        }
        for code, west, east in ((WEST_INSEE, 2.76, 2.80), (EAST_INSEE, 2.80, 2.84), ("62999", 2.84, 2.88))
    ]
    path = tmp_path / "official.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_outlines_replace_areas_and_their_union_is_the_territory(open_unit: OpenUnit, outlines_file: Path) -> None:
    store_territory(open_unit, [])
    outlines = read_territory(outlines_file)
    areas = {one.insee: one.outline for one in outlines if one.insee}
    territory = union_of([one.outline for one in outlines])

    done = replace_territory(context_at(open_unit), areas, territory, source="official.geojson")

    assert set(done.replaced) == {WEST_INSEE, EAST_INSEE}
    assert done.unknown == ("62999",)
    with open_unit() as unit:
        by_insee = {commune.insee: commune for commune in unit.territory.communes()}
        campaign = unit.territory.running_campaign(START.date())
    assert by_insee[WEST_INSEE].area.bounds == (2.76, 50.42, 2.80, 50.45)
    assert by_insee[WEST_INSEE].population == communes()[0].population
    assert campaign is not None
    assert campaign.territory.bounds == (2.76, 50.42, 2.88, 50.45)
    assert campaign.territory_source == "official.geojson"


def test_without_a_campaign_there_is_nothing_to_replace(open_unit: OpenUnit, outlines_file: Path) -> None:
    territory = union_of([one.outline for one in read_territory(outlines_file)])
    with pytest.raises(Refused) as refused:
        replace_territory(context_at(open_unit), {}, territory, source="official.geojson")
    assert refused.value.reason is RefusalReason.NO_CAMPAIGN

"""The ground in memory: what lies on an edge belongs to somebody, and always to the same one."""

from game_rules.geo import LatLon
from server.live.campaign import CampaignSnapshot
from tests.support.factories import LENS
from tests.support.scenes.campaigns import EAST_INSEE, HALF_EDGE_DEG, WEST_INSEE, campaign, communes

BORDER_LON = next(one for one in communes() if one.insee == EAST_INSEE).area.bounds[0]


def test_on_the_border_of_two_communes_somebody_is_always_in_the_same_one() -> None:
    on_the_border = LatLon(LENS.lat, BORDER_LON)
    for order in (communes(), communes()[::-1]):
        snapshot = CampaignSnapshot(campaign(), order, [])
        assert snapshot.commune_at(on_the_border) == min(WEST_INSEE, EAST_INSEE)
        assert snapshot.commune_at(LatLon(LENS.lat, BORDER_LON - 0.0001)) == WEST_INSEE
        assert snapshot.commune_at(LatLon(LENS.lat, BORDER_LON + 0.0001)) == EAST_INSEE
    assert snapshot.commune_at(LatLon(LENS.lat + 1, LENS.lon)) is None


def test_the_edge_of_the_territory_belongs_to_it() -> None:
    snapshot, (_, south, _, north) = CampaignSnapshot(campaign(), communes(), []), campaign().territory.bounds
    assert north - south > HALF_EDGE_DEG
    assert snapshot.in_territory(LatLon(north, LENS.lon))
    assert snapshot.in_territory(LatLon(north - 0.00001, LENS.lon))
    assert not snapshot.in_territory(LatLon(north + 0.00001, LENS.lon))

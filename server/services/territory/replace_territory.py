"""Puts official outlines in the place of approximate ones."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from shapely import MultiPolygon

from game_rules.refusals import RefusalReason, Refused
from server.services.context import Context


@dataclass(frozen=True, slots=True)
class TerritoryReplaced:
    """INSEE codes whose area was replaced, and those given that no commune here has."""

    replaced: tuple[str, ...]
    unknown: tuple[str, ...]


def replace_territory(
    context: Context, areas: Mapping[str, MultiPolygon], territory: MultiPolygon, *, source: str
) -> TerritoryReplaced:
    """Gives communes their `areas` (by INSEE code) and the running campaign its `territory`; degrees, x = longitude.

    All or nothing. Raises Refused(no_campaign) when none runs today.
    """
    with context.unit() as unit:
        campaign = unit.territory.running_campaign_at(context.now)
        if campaign is None:
            raise Refused(RefusalReason.NO_CAMPAIGN)
        known = [
            replace(commune, area=areas[commune.insee], source=source)
            for commune in unit.territory.communes()
            if commune.insee in areas
        ]
        unit.territory.store_communes(known)
        unit.territory.store_campaign(replace(campaign, territory=territory, territory_source=source))
        unit.commit()
    replaced = tuple(commune.insee for commune in known)
    return TerritoryReplaced(replaced, tuple(sorted(areas.keys() - set(replaced))))

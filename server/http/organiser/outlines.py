"""The outlines on the organiser's map, as folium draws them.

folium compiles what it is given as a template, and writes it into a script: it gets geometry and nothing that anybody
has typed.
"""

from collections.abc import Sequence

import branca
import folium
from shapely.geometry import mapping

from game_rules.territory.territory import Campaign, Commune

MAP_NAME = "map_campaign"
"""The global variable of folium's script that holds the map; `public/organiser_map.js` looks for it."""
OUTLINES_NAME = "geo_json_outlines"
"""Likewise, the layer of outlines."""


_INK = "#14213d"


def outlines_script(campaign: Campaign, communes: Sequence[Commune]) -> str:
    """Returns folium's script: a map of the territory, with the outlines of the campaign and of its communes.

    Each outline carries its place in the list of names that `preview_json` has.
    """
    territory = campaign.territory
    middle = territory.representative_point()
    campaign_map = folium.Map(location=(middle.y, middle.x), zoom_start=12, tiles=None, prefer_canvas=True)
    campaign_map._id = MAP_NAME.removeprefix("map_")
    outlines = folium.GeoJson(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "geometry": mapping(area), "properties": {"place": place}}
                for place, area in enumerate([territory, *(commune.area for commune in communes)])
            ],
        },
        style_function=lambda feature: _style(is_campaign=feature["properties"]["place"] == 0),
    )
    outlines._id = OUTLINES_NAME.removeprefix("geo_json_")
    outlines.add_to(campaign_map)
    min_lon, min_lat, max_lon, max_lat = territory.bounds
    campaign_map.fit_bounds([(min_lat, min_lon), (max_lat, max_lon)])
    figure = branca.element.Figure()
    campaign_map.add_to(figure)
    figure.render()
    script: str = figure.script.render()
    return script


def _style(*, is_campaign: bool) -> dict[str, object]:
    return {
        "color": _INK,
        "weight": 2 if is_campaign else 1,
        "fillColor": _INK,
        "fillOpacity": 0.06 if is_campaign else 0.0,
    }

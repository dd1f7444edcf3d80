"""The organiser's map: folium draws outlines, and words travel beside it as data.

folium compiles what it is given as a template, and writes it into a script: it gets geometry and nothing that anybody
has typed. Names and titles are JSON, which `public/organiser_map.js` shows as text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

import branca
import folium
import gevent
from shapely.geometry import mapping

from game_rules.territory.territory import Campaign, Commune
from server.schemas.campaign_preview import preview_json
from server.services.app_context import AppContext
from server.services.territory.preview_campaign import CampaignPreview, preview_campaign

MAP_NAME = "map_campaign"
"""The global variable of folium's script that holds the map; `public/organiser_map.js` looks for it."""
OUTLINES_NAME = "geo_json_outlines"
"""Likewise, the layer of outlines."""

_INK = "#14213d"
_KEPT_S = 60.0
"""An organiser looks at days, not at seconds; many who look at once cost what one does (design)."""


@dataclass(frozen=True, slots=True)
class CampaignMap:
    """The parts of the page. `script` is folium's; `data` is JSON, see `preview_json`."""

    preview: CampaignPreview
    script: str
    data: bytes


class CampaignMaps:
    """Makes the map on a thread beside the event loop and keeps it for a minute, or until an offer changes."""

    def __init__(self, app: AppContext) -> None:
        self._app = app
        self._making = Lock()
        self._kept: CampaignMap | None = None
        self._made_of: object = None
        self._made_at_s = 0.0

    def current(self) -> CampaignMap:
        """Returns the map of the running campaign. Raises Refused(no_campaign)."""
        # One makes it; who asks meanwhile waits and gets the same.
        with self._making:
            context = self._app.context()
            campaign, now_s = context.campaign, context.now.timestamp()
            kept = self._kept
            if kept is None or self._made_of is not campaign or not 0 <= now_s - self._made_at_s < _KEPT_S:
                preview = preview_campaign(context)
                kept = gevent.get_hub().threadpool.apply(_make, (preview,))
                self._kept, self._made_of, self._made_at_s = kept, campaign, now_s
            return kept


def _make(preview: CampaignPreview) -> CampaignMap:
    script = outlines_script(preview.campaign, preview.communes)
    data = preview_json(preview.campaign, preview.communes, preview.lifted_share, preview.offers)
    return CampaignMap(preview, script, data)


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

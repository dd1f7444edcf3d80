"""The organiser's map as a page, drawn by folium with scripts that we serve ourselves."""

from html import escape
from typing import Any

import branca
import folium
from shapely import box
from shapely.geometry import mapping

from game_rules.geo import Tile, tile_north_west
from server.services.preview_campaign import CampaignPreview

LEAFLET_URL = "/vendor/leaflet"
"""Where the web client's build puts Leaflet; a CDN would see every organiser's address."""

_CORAL, _LEAF, _INK, _SKY = "#d9432f", "#1d7a6b", "#14213d", "#2f6fde"


class _OwnScriptsMap(folium.Map):
    """A folium map that loads Leaflet and nothing else, from us."""

    default_js = [("leaflet", f"{LEAFLET_URL}/leaflet.js")]  # noqa: RUF012 - folium's class attribute
    default_css = [("leaflet_css", f"{LEAFLET_URL}/leaflet.css")]  # noqa: RUF012


_HEAD = """
<link rel="icon" href="/icons/icon-192.png">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
  body .leaflet-container { background: #f4f1e9; font: 0.9375rem/1.45 system-ui, sans-serif; }
  .summary { position: fixed; z-index: 1000; left: 1rem; bottom: 1rem; max-width: 19rem; padding: 1rem 1.25rem;
    border-radius: 1.25rem; background: #fffef9; color: #14213d; font: 0.9375rem/1.45 system-ui, sans-serif;
    box-shadow: 0 4px 18px rgb(20 33 61 / 18%); }
  .summary h1 { margin: 0 0 0.25rem; font-size: 1.125rem; }
  .summary p { margin: 0.25rem 0 0; }
  .summary i { display: inline-block; width: 0.75rem; height: 0.75rem; margin-right: 0.4rem; border-radius: 50%; }
</style>
"""


def preview_page(preview: CampaignPreview) -> str:
    """The whole HTML page."""
    campaign = preview.world.campaign
    middle = campaign.territory.representative_point()
    page_map = _OwnScriptsMap(location=(middle.y, middle.x), zoom_start=12, tiles=None, prefer_canvas=True)
    _add(page_map, mapping(campaign.territory), _INK, fill_opacity=0.06, tooltip=campaign.name)
    for commune in preview.world.communes:
        if campaign.territory.contains(commune.area.representative_point()):
            _add(page_map, mapping(commune.area), _INK, weight=1, fill_opacity=0.0, tooltip=commune.name)
    for tile, share in preview.lifted_share.items():
        tooltip = f"{share:.0%} parcouru"
        _add(page_map, mapping(_square(tile)), _SKY, weight=0, fill_opacity=0.2 + 0.6 * share, tooltip=tooltip)
    for offer in preview.world.offers.by_id.values():
        folium.CircleMarker(
            location=(offer.position.lat, offer.position.lon),
            radius=4,
            weight=1,
            color="#ffffff",
            fill_color=_CORAL if offer.organisation.is_demo else _LEAF,
            fill=True,
            fill_opacity=0.95,
            tooltip=folium.Tooltip(escape(f"{offer.title} – {offer.organisation.name}")),
        ).add_to(page_map)
    min_lon, min_lat, max_lon, max_lat = campaign.territory.bounds
    page_map.fit_bounds([(min_lat, min_lon), (max_lat, max_lon)])
    figure = branca.element.Figure(title=f"{campaign.name} – aperçu", height="100%")
    page_map.add_to(figure)
    figure.header.add_child(folium.Element(_HEAD))
    figure.html.add_child(folium.Element(_summary(preview)))
    rendered: str = figure.render()
    return rendered


def _summary(preview: CampaignPreview) -> str:
    offers = preview.world.offers.by_id.values()
    demo = sum(offer.organisation.is_demo for offer in offers)
    return (
        f"<div class=summary><h1>{escape(preview.world.campaign.name)}</h1>"
        f"<p><i style='background:{_CORAL}'></i>{demo} offres de démonstration</p>"
        f"<p><i style='background:{_LEAF}'></i>{len(offers) - demo} offres d’employeurs</p>"
        f"<p><i style='background:{_SKY}'></i>Nuages levés, tous ensemble, par carrés de 195 m : "
        f"{len(preview.lifted_share)} carrés touchés</p>"
        f"<p>Limites : {escape(preview.world.campaign.territory_source)}</p></div>"
    )


def _add(
    page_map: folium.Map, geometry: dict[str, Any], colour: str, *, tooltip: str, fill_opacity: float, weight: int = 2
) -> None:
    style = {"color": colour, "weight": weight, "fillColor": colour, "fillOpacity": fill_opacity}
    folium.GeoJson(geometry, style_function=lambda _: style, tooltip=folium.Tooltip(tooltip)).add_to(page_map)


def _square(tile: Tile) -> Any:
    north_west = tile_north_west(tile)
    south_east = tile_north_west(Tile(tile.zoom, tile.x + 1, tile.y + 1))
    return box(north_west.lon, south_east.lat, south_east.lon, north_west.lat)

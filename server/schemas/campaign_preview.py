"""The data that the organiser's map draws over its outlines, as JSON."""

from collections.abc import Iterable, Mapping, Sequence

import orjson

from game_rules.geo import Tile
from game_rules.offers.offer import Offer
from game_rules.territory.territory import Campaign, Commune
from game_rules.tiles import HINT_TILE_ZOOM


def preview_json(
    campaign: Campaign, communes: Sequence[Commune], lifted_share: Mapping[Tile, float], offers: Iterable[Offer]
) -> bytes:
    """Returns one JSON object.

    `places` are the names of the outlines: the campaign's, then the communes'. `lifted` are the squares where anybody
    lifted clouds: `[x, y, share]`, tiles of zoom `lifted_zoom` and a share from 0 to 1. `offers` is a GeoJSON
    FeatureCollection of points with `title`, `organisation` and `is_demo`.
    """
    return orjson.dumps(
        {
            "places": [campaign.name, *(commune.name for commune in communes)],
            "lifted_zoom": HINT_TILE_ZOOM,
            "lifted": [(tile.x, tile.y, round(share, 3)) for tile, share in lifted_share.items()],
            "offers": {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "geometry": {"type": "Point", "coordinates": (offer.position.lon, offer.position.lat)},
                        "properties": {
                            "title": offer.title,
                            "organisation": offer.organisation.name,
                            "is_demo": offer.organisation.is_demo,
                        },
                    }
                    for offer in offers
                ],
            },
        }
    )

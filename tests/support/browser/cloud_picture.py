"""Counts clouds in a picture of the map, under the cells that were lifted and away from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from math import asinh, pi, radians, tan

from PIL import Image, ImageChops, ImageDraw
from playwright.sync_api import FloatRect

from game_rules.geo import LatLon
from game_rules.play.fog import FogCell
from game_rules.tiles import FOG_CELL_ZOOM
from tests.support.browser.phone import Phone

_CANVAS_ONLY = "body * { visibility: hidden !important } canvas { visibility: visible !important }"

# Playwright's own way, a style element, is what the page's content policy refuses.
_DRESS = """(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}"""
_UNDRESS = "() => void document.adoptedStyleSheets.pop()"

_ZOOM = 16.5
"""Where the map opens; MapLibre's world is 512 pixels wide at zoom 0."""

_CELL_PX = 512 * 2**_ZOOM / 2**FOG_CELL_ZOOM

_BLUE_MIN = 4
"""Clouds are the only thing on the schematic map, water aside, with this much more blue than red (0 to 255)."""

_EDGE_CELLS = 2
"""The clouds' torn edges reach this far: neither there nor away."""


@dataclass(frozen=True, slots=True)
class Clouds:
    """Shares of cloudy pixels, 0 to 1; `pixels` is the number of cloudy ones on the whole map."""

    under_lifted: float
    elsewhere: float
    pixels: int


def clouds_seen(phone: Phone, at: LatLon, lifted: Iterable[FogCell]) -> Clouds:
    """Looks at the map that follows a player who stands at `at`, without what lies over it."""
    phone.page.evaluate(_DRESS, _CANVAS_ONLY)
    picture = Image.open(BytesIO(phone.page.screenshot(scale="css", caret="initial"))).convert("RGB")
    phone.page.evaluate(_UNDRESS)
    red, _, blue = picture.split()
    cloudy = ImageChops.subtract(blue, red).point(lambda more: 255 if more >= _BLUE_MIN else 0)

    map_box = _box(phone.map.bounding_box())
    dot = _box(phone.dot.bounding_box())
    middle_x, middle_y = (dot[0] + dot[2]) / 2, (dot[1] + dot[3]) / 2
    me_x, me_y = _in_cells(at)

    def squares(margin_cells: float) -> Image.Image:
        mask = Image.new("L", picture.size, 0)
        draw = ImageDraw.Draw(mask)
        for cell in lifted:
            left = middle_x + (cell.x - me_x - margin_cells) * _CELL_PX
            top = middle_y + (cell.y - me_y - margin_cells) * _CELL_PX
            edge = (1 + 2 * margin_cells) * _CELL_PX
            draw.rectangle((left, top, left + edge, top + edge), fill=255)
        return mask

    bare = Image.new("L", picture.size, 0)
    ImageDraw.Draw(bare).rectangle(map_box, fill=255)

    under = ImageChops.multiply(bare, squares(0))
    away = ImageChops.multiply(bare, ImageChops.invert(squares(_EDGE_CELLS)))
    return Clouds(_share(cloudy, under), _share(cloudy, away), _count(ImageChops.multiply(cloudy, bare)))


def _share(cloudy: Image.Image, region: Image.Image) -> float:
    pixels = _count(region)
    assert pixels > 1000, "too little of that region is in the picture"
    return _count(ImageChops.multiply(cloudy, region)) / pixels


def _count(mask: Image.Image) -> int:
    return mask.histogram()[255]


def _in_cells(place: LatLon) -> tuple[float, float]:
    """Web Mercator, counted in cells from the north-west corner of the world, with fractions."""
    edge = 1 << FOG_CELL_ZOOM
    return (place.lon + 180) / 360 * edge, (1 - asinh(tan(radians(place.lat))) / pi) / 2 * edge


def _box(rect: FloatRect | None) -> tuple[float, float, float, float]:
    assert rect is not None
    return rect["x"], rect["y"], rect["x"] + rect["width"], rect["y"] + rect["height"]

"""The drawing of a poster: A4 as PDF (fpdf2), and the same page as a picture (PDFium)."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import segno
from fpdf import FPDF
from fpdf.enums import Align

from server.services.ports import PosterSheet

PICTURE_DPI = 150
"""Sharp at arm's length, and the smallest square of the code is still four pixels wide."""

_INK, _SOFT, _PAPER, _CLOUD = (20, 33, 61), (74, 86, 114), (255, 253, 248), (233, 238, 247)
_CORAL, _CORAL_SOFT, _CORAL_INK = (217, 67, 47), (253, 231, 226), (142, 36, 21)
_SUN, _SUN_INK = (255, 197, 61), (90, 61, 0)
"""As in the web client's tokens.css."""

_TITLE, _TEXT = "title", "text"
_FONTS = (
    (_TITLE, "B", "bricolage-grotesque-{}-700"),
    (_TEXT, "", "atkinson-hyperlegible-next-{}-400"),
    (_TEXT, "B", "atkinson-hyperlegible-next-{}-700"),
)
_PAGE_W, _PAGE_H, _MARGIN = 210.0, 297.0, 16.0
_INNER_W = _PAGE_W - 2 * _MARGIN
_CODE_MM, _BAND_MM, _GAP_MM = 102.0, 40.0, 20.0
_CODE_Y = _PAGE_H - _BAND_MM - _GAP_MM - _CODE_MM
"""The text above shrinks until it fits: the code is never smaller."""

_MM_PER_PT = 25.4 / 72

_CLOUDS = ((18, 8, 34), (52, -6, 40), (96, 2, 30), (134, -8, 44), (178, 4, 36), (206, 20, 26))
"""Centre x, centre y and radius in mm: the game's sky along the upper edge."""


def drawn(sheet: PosterSheet, fonts: Path) -> bytes:
    """Returns the page as PDF. `fonts` is the folder of `PosterFiles`."""
    page = FPDF(format="A4")
    page.set_auto_page_break(auto=False)
    page.set_margin(0)
    page.set_lang("fr-FR")
    page.set_title(f"{sheet.title} – {sheet.organisation}")
    page.set_creator("Jokajobs")
    if sheet.changed_at is not None:
        page.set_creation_date(sheet.changed_at)
    for family, style, name in _FONTS:
        page.add_font(family, style, fonts / f"{name.format('latin')}.woff2")
        page.add_font(f"{family}-more", style, fonts / f"{name.format('latin-ext')}.woff2")
    page.set_fallback_fonts([f"{_TITLE}-more", f"{_TEXT}-more"], exact_match=False)
    page.add_page()
    _sky(page)
    _top(page, sheet)
    _code(page, sheet.code_url, _CODE_Y)
    _steps(page, sheet, _CODE_Y)
    _bottom(page, sheet)
    return bytes(page.output())


def pictured(pdf: bytes) -> bytes:
    """Returns the first page of a PDF as PNG."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=PICTURE_DPI / 72).to_pil()
    finally:
        document.close()
    file = BytesIO()
    picture.save(file, format="PNG", dpi=(PICTURE_DPI, PICTURE_DPI), optimize=True)
    return file.getvalue()


def _sky(page: FPDF) -> None:
    page.set_fill_color(*_CLOUD)
    for x, y, radius in _CLOUDS:
        page.circle(x, y, radius, style="F")


def _top(page: FPDF, sheet: PosterSheet) -> None:
    y = 18.0
    if sheet.demo_mark:
        y = _pill(page, sheet.demo_mark, y - 7, _SUN, _SUN_INK, 12) + 3
    y = _text(page, sheet.headline, y, family=_TITLE, style="B", size_pt=50, least_pt=32, most_mm=42, colour=_INK) + 5
    y = _pill(page, sheet.kind, y, _CORAL_SOFT, _CORAL_INK, 16) + 4
    left_mm = _CODE_Y - y - (36 if sheet.when else 22)
    y = _text(page, sheet.title, y, family=_TITLE, style="B", size_pt=36, least_pt=16, most_mm=left_mm, colour=_INK) + 2
    if sheet.when:
        y = (
            _text(page, sheet.when, y, family=_TEXT, style="B", size_pt=20, least_pt=13, most_mm=14, colour=_CORAL_INK)
            + 1
        )
    _text(page, sheet.organisation, y, family=_TEXT, style="", size_pt=20, least_pt=12, most_mm=16, colour=_SOFT)


def _code(page: FPDF, url: str, y: float) -> None:
    """The QR code in a frame, drawn as rectangles: it stays sharp at every size."""
    page.set_draw_color(*_INK)
    page.set_line_width(1.6)
    page.set_fill_color(255, 255, 255)
    page.rect(_MARGIN, y, _CODE_MM, _CODE_MM, style="DF", round_corners=True, corner_radius=6)
    rows = list(segno.make(url, error="m", micro=False).matrix)
    quiet = 4
    module = _CODE_MM / (len(rows) + 2 * quiet)
    page.set_fill_color(*_INK)
    for row_number, row in enumerate(rows):
        start = None
        for column, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                # A hair taller than a module, or lines of light run between the rows.
                page.rect(
                    _MARGIN + (quiet + start) * module,
                    y + (quiet + row_number) * module,
                    (column - start) * module,
                    module * 1.02,
                    style="F",
                )
                start = None


def _steps(page: FPDF, sheet: PosterSheet, y: float) -> None:
    left = _MARGIN + _CODE_MM + 10
    width = _PAGE_W - _MARGIN - left
    y += 4
    for number, step in enumerate(sheet.steps, start=1):
        page.set_fill_color(*_INK)
        page.circle(left + 5, y + 5, 5, style="F")
        page.set_font(_TITLE, "B", 15)
        page.set_text_color(255, 255, 255)
        page.set_xy(left, y)
        page.cell(10, 10, str(number), align=Align.C)
        y = _text(
            page, step, y + 1.2, x=left + 14, width=width - 14, family=_TEXT, style="B", size_pt=19, least_pt=14,
            most_mm=32, colour=_INK,
        ) + 7  # fmt: skip
    if sheet.reward is None:
        return
    y += 3
    page.set_fill_color(*_SUN)
    page.rect(left, y, 3, 20, style="F", round_corners=True, corner_radius=1.4)
    _text(
        page, sheet.reward, y + 0.6, x=left + 7, width=width - 7, family=_TEXT, style="", size_pt=16, least_pt=12,
        most_mm=20, colour=_INK,
    )  # fmt: skip


def _bottom(page: FPDF, sheet: PosterSheet) -> None:
    page.set_fill_color(*_INK)
    top = _PAGE_H - _BAND_MM
    page.rect(0, top, _PAGE_W, _BAND_MM, style="F")
    _pin(page, _MARGIN + 6, top + 12)
    _text(
        page, "Jokajobs", top + 7, x=_MARGIN + 17, width=60, family=_TITLE, style="B", size_pt=26, least_pt=26,
        most_mm=12, colour=_PAPER,
    )  # fmt: skip
    _text(
        page, "Le boulot est au coin de la rue.", top + 20, x=_MARGIN + 17, width=80, family=_TEXT, style="",
        size_pt=13, least_pt=13, most_mm=8, colour=_CLOUD,
    )  # fmt: skip
    page.set_font(_TEXT, "", 13)
    page.set_text_color(*_CLOUD)
    page.set_xy(_PAGE_W / 2, top + 8)
    page.cell(_PAGE_W / 2 - _MARGIN, 6, "Pas de code ? Va sur", align=Align.R)
    size_pt = 19.0
    page.set_font(_TEXT, "B", size_pt)
    while page.get_string_width(sheet.shown_address) > _PAGE_W / 2 - _MARGIN and size_pt > 8:
        size_pt -= 1
        page.set_font_size(size_pt)
    page.set_text_color(*_SUN)
    page.set_xy(_PAGE_W / 2, top + 16)
    page.cell(_PAGE_W / 2 - _MARGIN, 9, sheet.shown_address, align=Align.R)


def _pin(page: FPDF, x: float, y: float) -> None:
    """The map's pin for an offer, its head around (x, y)."""
    page.set_fill_color(*_CORAL)
    page.circle(x, y, 6, style="F")
    page.polygon([(x - 5.6, y + 2.2), (x + 5.6, y + 2.2), (x, y + 13)], style="F")
    page.set_fill_color(255, 255, 255)
    page.circle(x, y, 2.2, style="F")


def _pill(
    page: FPDF, text: str, y: float, fill: tuple[int, int, int], colour: tuple[int, int, int], size_pt: float
) -> float:
    page.set_font(_TEXT, "B", size_pt)
    width, height = page.get_string_width(text) + 10, size_pt * _MM_PER_PT * 1.9
    page.set_fill_color(*fill)
    page.rect(_MARGIN, y, width, height, style="F", round_corners=True, corner_radius=height * 0.49)
    page.set_text_color(*colour)
    page.set_xy(_MARGIN, y)
    page.cell(width, height, text, align=Align.C)
    return y + height


def _text(  # noqa: PLR0913 - how a line is set: every one of them differs
    page: FPDF,
    text: str,
    y: float,
    *,
    family: str,
    style: str,
    size_pt: float,
    least_pt: float,
    most_mm: float,
    colour: tuple[int, int, int],
    x: float = _MARGIN,
    width: float = _INNER_W,
) -> float:
    """Writes `text` as large as it fits into `most_mm`, cut off at the smallest size; returns where it ends."""
    size = size_pt
    while True:
        page.set_font(family, style, size)
        line_h = size * _MM_PER_PT * 1.16
        written = page.multi_cell(width, line_h, text, align=Align.L, dry_run=True, output="LINES")
        assert isinstance(written, list)  # noqa: S101 - what was asked for
        lines = max(1, int(most_mm / line_h))
        if len(written) <= lines or size <= least_pt:
            break
        size -= 1
    shown = written[:lines]
    if len(written) > lines:
        shown[-1] = f"{shown[-1].rstrip()[:-1]}…"
    page.set_text_color(*colour)
    for line in shown:
        page.set_xy(x, y)
        page.cell(width, line_h, line.strip(), align=Align.L)
        y += line_h
    return y

"""Posters that hang in shop windows: A4 as PDF, and the same page as a picture."""

from pathlib import Path

from server.services.ports import PosterSheet


class PosterFiles:
    """`fonts` is the folder with the project's fonts, in Latin and Latin Extended: names come from all over Europe."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts

    def pdf(self, sheet: PosterSheet) -> bytes:
        """See `PosterPrinter`."""
        # Here and below: a start does without the libraries, which are a tenth of all that a server imports.
        from server.adapters.poster_page import drawn  # noqa: PLC0415

        return drawn(sheet, self._fonts)

    def png(self, sheet: PosterSheet) -> bytes:
        """See `PosterPrinter`."""
        from server.adapters.poster_page import pictured  # noqa: PLC0415

        return pictured(self.pdf(sheet))

"""Payloads of posters."""

from pydantic import Field

from game_rules.offers.limits import POSTER_TOKEN_MAX_CHARS
from game_rules.play.posters import ScanResult
from server.schemas.base import Incoming, Outgoing
from server.schemas.play import FixIn, OfferOut


class PosterScanIn(Incoming):
    """A player scanned the code of a poster."""

    token: str = Field(min_length=1, max_length=POSTER_TOKEN_MAX_CHARS, description="What follows `/#poster=`.")
    fix: FixIn | None = Field(default=None, description="Where the phone is now, if its owner lets it tell.")


class PosterScanOut(Outgoing):
    """The outcome of a scan. The offer is the player's from now on, whatever the result."""

    result: ScanResult = Field(
        description="`visited`: a visit, with its points. `already_visited`: its points came earlier. `closed`: there, "
        "outside the visiting hours. `too_far`, `no_position`: known now, but the way is still to go. `no_door`: the "
        "offer names only its commune."
    )
    offer: OfferOut

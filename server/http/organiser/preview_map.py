"""The organiser's map: folium draws outlines (outlines.py), and words travel beside it as data.

Names and titles are JSON, which `public/organiser_map.js` shows as text.
"""

from dataclasses import dataclass
from threading import Lock

import gevent

from server.schemas.campaign_preview import preview_json
from server.services.app_context import AppContext
from server.services.territory.preview_campaign import CampaignPreview, preview_campaign

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
    # folium is a twentieth of all that a server imports: a start does without.
    from server.http.organiser.outlines import outlines_script  # noqa: PLC0415

    script = outlines_script(preview.campaign, preview.communes)
    data = preview_json(preview.campaign, preview.communes, preview.lifted_share, preview.offers)
    return CampaignMap(preview, script, data)

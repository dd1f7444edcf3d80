"""An offer as the people of its organisation see it: what they wrote, where it stands, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from game_rules.offer_drafts import OfferDraft
from game_rules.offer_lifecycle import OfferState
from game_rules.offers import OfferSource, Organisation
from game_rules.refusals import RefusalReason, Refused


@dataclass(frozen=True, slots=True)
class PostedOffer:
    """`reason` is what an organiser said of its state. `source` is the feed it came by, None if it was posted here."""

    id: UUID
    organisation: Organisation
    state: OfferState
    version: int
    draft: OfferDraft
    commune_insee: str | None
    commune_name: str | None
    reason: str | None = None
    source: OfferSource | None = None
    created_at: datetime | None = None
    published_at: datetime | None = None

    def check_version(self, version: int) -> None:
        """Raises Refused(edit_conflict) for an editor who has seen another version than this one."""
        if version != self.version:
            raise Refused(RefusalReason.EDIT_CONFLICT)


@dataclass(frozen=True, slots=True)
class OfferCounts:
    """What came of an offer. Nobody is named."""

    found_by: int = 0
    visited_by: int = 0
    applications: int = 0
    waiting_applications: int = 0
    registrations: int = 0

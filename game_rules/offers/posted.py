"""An offer as the people of its organisation see it: what they wrote, where it stands, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from game_rules.offers.drafts import OfferDraft
from game_rules.offers.lifecycle import EDITABLE, OfferAction, OfferActor, OfferState, actions_allowed
from game_rules.offers.offer import OfferSource
from game_rules.organisations.organisation import Organisation
from game_rules.refusals import RefusalReason, Refused
from game_rules.wording.check import Finding


class WordingBlocked(Refused):
    """The offer says what must not be said; `findings` tell where and why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(RefusalReason.WORDING_BLOCKED)
        self.findings = findings


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
    """Counts of what came of an offer. Nobody is named. `held_hires` are those whose news can still be undone."""

    found_by: int = 0
    visited_by: int = 0
    applications: int = 0
    waiting_applications: int = 0
    registrations: int = 0
    held_hires: int = 0


class PostedAction(StrEnum):
    """Actions that the people of an organisation may take on an offer."""

    EDIT = "edit"
    SUBMIT = "submit"
    PAUSE = "pause"
    RESUME = "resume"
    FILL = "fill"
    WITHDRAW = "withdraw"
    EXTEND = "extend"
    RESTORE = "restore"


def actions_on(offer: PostedOffer, *, is_restorable: bool) -> tuple[PostedAction, ...]:
    """Lists what its organisation's people may do now. An event ends when it ends; its times can be edited."""
    edit = (PostedAction.EDIT,) if offer.state in EDITABLE else ()
    moves = actions_allowed(offer.state, OfferActor.EMPLOYER)
    is_event = offer.draft.event is not None
    restore = (PostedAction.RESTORE,) if is_restorable else ()
    return (*edit, *restore, *(PostedAction(move) for move in moves if not (is_event and move is OfferAction.EXTEND)))


@dataclass(frozen=True, slots=True)
class PostedOfferView:
    """All that the people of an organisation are shown of an offer. `restorable_until` and
    `poster_restorable_until` say how long its end, and that of its poster, can be undone; None where there is nothing
    to undo."""

    offer: PostedOffer
    counts: OfferCounts
    findings: tuple[Finding, ...]
    can: tuple[PostedAction, ...]
    is_public: bool
    restorable_until: datetime | None
    poster_restorable_until: datetime | None

    @property
    def openings_left(self) -> int | None:
        """The openings that are left once the held hires are told; None where nobody said how many there are."""
        openings = self.offer.draft.openings
        return None if openings is None else max(openings - self.counts.held_hires, 0)

"""Applications as those who take part in them see them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from game_rules.applications.application import (
    Application,
    ApplicationAction,
    ApplicationActor,
    ApplicationState,
    version_after,
)
from game_rules.kinds import OfferKind
from game_rules.links import has_link
from game_rules.refusals import RefusalReason, Refused


@dataclass(frozen=True, slots=True)
class OfferAppliedFor:
    """The part of an offer that an application keeps, whatever becomes of the offer. `phone` is the employer's."""

    id: UUID
    kind: OfferKind
    title: str
    organisation: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class ApplicationChange:
    at: datetime
    action: ApplicationAction
    actor: ApplicationActor
    to_state: ApplicationState


@dataclass(frozen=True, slots=True)
class ApplicationView:
    """`changes` are oldest first. `is_reachable`: an answer leaves the app, by mail or push, and need not be looked
    for. `is_of_guest`: nobody has checked an address of whoever wrote it.
    `is_of_minor`: whoever wrote it is under 18."""

    application: Application
    offer: OfferAppliedFor
    changes: tuple[ApplicationChange, ...]
    closes_on: date
    is_reminder_due: bool
    is_reachable: bool
    is_of_guest: bool
    is_of_minor: bool

    @property
    def version(self) -> int:
        return version_after(change.action for change in self.changes)

    @property
    def has_unchecked_link(self) -> bool:
        """Tells whether a guest wrote something that a mail program might make a link of."""
        one = self.application
        texts = (one.first_name, one.can_do, one.available, *one.answers, one.response_words or "")
        return self.is_of_guest and any(map(has_link, texts))


class AnswerOvertaken(Refused):
    """An answer to a version that is over (`edit_conflict`); `view` is what stands: maybe it was taken back."""

    def __init__(self, view: ApplicationView) -> None:
        super().__init__(RefusalReason.EDIT_CONFLICT)
        self.view = view

"""Applications as those who take part in them see them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from game_rules.applications.application import (
    Application,
    ApplicationAction,
    ApplicationActor,
    ApplicationState,
    answers_allowed,
    version_after,
)
from game_rules.kinds import OfferKind
from game_rules.links import has_link
from game_rules.refusals import RefusalReason, Refused
from game_rules.undo import undo_until


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
    def answers(self) -> tuple[ApplicationState, ...]:
        """Returns the answers that an employer may give now. Where a hire is held, it is undone first."""
        application = self.application
        return () if application.hire else answers_allowed(application.state, to_minor=self.is_of_minor)

    @property
    def restorable_until(self) -> datetime | None:
        """The moment until which its player can undo its withdrawal, also one that is past; None where it stands."""
        last = self.changes[-1]
        return undo_until(last.at) if last.action is ApplicationAction.WITHDRAW else None

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

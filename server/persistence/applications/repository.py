"""Applications: what players told employers, what came of it, and who reads it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, extract, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from game_rules.applications.application import (
    UNANSWERED,
    UNDER_WAY,
    Application,
    ApplicationAction,
    ApplicationActor,
    ApplicationState,
    HeldHire,
)
from game_rules.applications.interview import Interview
from game_rules.applications.views import ApplicationChange, OfferAppliedFor
from game_rules.notifications.notification import NotificationKind
from game_rules.offers.lifecycle import OfferState
from game_rules.organisations.organisation import OrganisationState
from game_rules.people.players import Language
from server.persistence.organisations.repository import hold_organisation_of
from server.persistence.tables.accounts import AccountRow, PlayerRow, SessionRow
from server.persistence.tables.applications import ApplicationRow, ApplicationTransitionRow
from server.persistence.tables.notifications import NotificationRow, PushSubscriptionRow
from server.persistence.tables.offers import OfferRow
from server.persistence.tables.organisations import OrganisationMemberRow, OrganisationRow


@dataclass(frozen=True, slots=True)
class OfferToApplyFor:
    """An offer, as far as it decides who may apply. `has_readers`: its organisation has members who read
    applications."""

    state: OfferState
    expires_on: date | None
    organisation_state: OrganisationState
    questions: tuple[str, ...]
    has_readers: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """A member of an organisation, who is written to."""

    account_id: UUID
    email: str
    language: Language


@dataclass(frozen=True, slots=True)
class Waiting:
    """An application without an answer. `is_hopeless`: its offer was withdrawn, or its organisation is not verified.
    `was_told`: the player knows that nobody has answered for long."""

    application: Application
    is_hopeless: bool
    was_told: bool


class Applications:
    """Repository bound to one unit of work. Whoever moves an application locks its player first, then it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def offer_to_apply_for(self, offer_id: UUID) -> OfferToApplyFor | None:
        """The offer, which nobody fills or withdraws until this unit ends, and whose organisation stays as it is."""
        hold_organisation_of(self._session, offer_id)
        has_readers = (
            select(OrganisationMemberRow.account_id)
            .where(OrganisationMemberRow.organisation_id == OfferRow.organisation_id)
            .exists()
        )
        found = self._session.execute(
            select(OfferRow.state, OfferRow.expires_on, OrganisationRow.state, OfferRow.questions, has_readers)
            .join(OrganisationRow, OrganisationRow.id == OfferRow.organisation_id)
            .where(OfferRow.id == offer_id)
            .with_for_update(read=True, of=OfferRow)
        ).one_or_none()
        if found is None:
            return None
        state, expires_on, organisation_state, questions, reads = found
        return OfferToApplyFor(state, expires_on, organisation_state, tuple(questions), reads)

    def readers(self, offer_id: UUID) -> list[Reader]:
        """The members of the offer's organisation who have an address."""
        rows = self._session.execute(
            select(AccountRow.id, AccountRow.email, AccountRow.language)
            .join(OrganisationMemberRow, OrganisationMemberRow.account_id == AccountRow.id)
            .join(OfferRow, OfferRow.organisation_id == OrganisationMemberRow.organisation_id)
            .where(OfferRow.id == offer_id, AccountRow.email.is_not(None))
            .order_by(AccountRow.id)
        )
        return [Reader(account_id, email, language) for account_id, email, language in rows if email is not None]

    def add(self, application: Application) -> None:
        self._session.execute(
            insert(ApplicationRow).values(
                id=application.id,
                offer_id=application.offer_id,
                player_id=application.player_id,
                **_values(application),
            )
        )
        self._log(application, ApplicationAction.SEND, ApplicationActor.PLAYER)

    def move(self, application: Application, action: ApplicationAction, actor: ApplicationActor) -> None:
        """Writes a locked application in the state that the rules allowed, and logs it as of its `changed_at`."""
        self._session.execute(
            update(ApplicationRow).where(ApplicationRow.id == application.id).values(**_values(application))
        )
        self._log(application, action, actor)

    def hold_hire(self, application: Application) -> None:
        """Keeps of a locked application what is to be told, or that it is not any more. Its state stays, and nothing is
        logged: what was undone never was."""
        self._session.execute(
            update(ApplicationRow).where(ApplicationRow.id == application.id).values(**_values(application))
        )

    def hires_due(self, now: datetime) -> list[UUID]:
        """Applications whose players are to be told that they are hired."""
        due = select(ApplicationRow.id).where(ApplicationRow.hire_due_at <= now)
        return list(self._session.scalars(due.order_by(ApplicationRow.hire_due_at, ApplicationRow.id)))

    def _log(self, application: Application, action: ApplicationAction, actor: ApplicationActor) -> None:
        self._session.execute(
            insert(ApplicationTransitionRow).values(
                application_id=application.id,
                at=application.changed_at,
                action=action,
                actor=actor,
                to_state=application.state,
            )
        )

    def application(self, application_id: UUID) -> Application | None:
        return self._one(_ALL.where(ApplicationRow.id == application_id))

    def lock(self, application_id: UUID) -> Application | None:
        """The application, which nobody else can move until this unit ends."""
        return self._one(_ALL.where(ApplicationRow.id == application_id).with_for_update(key_share=True))

    def lock_of(self, player_id: UUID, offer_id: UUID) -> Application | None:
        """The player's application for the offer, locked."""
        mine = (ApplicationRow.player_id == player_id) & (ApplicationRow.offer_id == offer_id)
        return self._one(_ALL.where(mine).with_for_update(key_share=True))

    def of_player(self, player_id: UUID) -> list[Application]:
        """The newest first."""
        mine = _ALL.where(ApplicationRow.player_id == player_id)
        return self._all(mine.order_by(ApplicationRow.sent_at.desc(), ApplicationRow.id))

    def for_reader(self, application_id: UUID, account_id: UUID) -> Application | None:
        """The application, if the account is one that may read it, see `of_offer_for_reader`."""
        return self._one(_ALL.where(ApplicationRow.id == application_id, _may_read(account_id)))

    def for_answer(self, application_id: UUID, account_id: UUID) -> Application | None:
        """The same, also one that was taken back: whoever answers it is told that, and reads nothing of it."""
        return self._one(_ALL.where(ApplicationRow.id == application_id, _is_of_theirs(account_id)))

    def of_offer_for_reader(self, offer_id: UUID, account_id: UUID) -> list[Application]:
        """The oldest first: for a member of the organisation, while it is verified. Who withdrew is left out."""
        found = _ALL.where(ApplicationRow.offer_id == offer_id, _may_read(account_id))
        return self._all(found.order_by(ApplicationRow.sent_at, ApplicationRow.id))

    def is_reader_of_offer(self, offer_id: UUID, account_id: UUID) -> bool:
        """Tells whether the account is a member of the organisation whose offer it is, and that is verified."""
        return (
            self._session.scalar(select(OfferRow.id).where(OfferRow.id == offer_id, _is_member(account_id))) is not None
        )

    def under_way_for_offer(self, offer_id: UUID) -> list[Application]:
        """Those of which something may still come, the oldest first."""
        under_way = ApplicationRow.state.in_(sorted(UNDER_WAY))
        return self._all(_ALL.where(ApplicationRow.offer_id == offer_id, under_way).order_by(ApplicationRow.id))

    def count_sent_since(self, player_id: UUID, moment: datetime) -> int:
        """Counts how often the player has applied after `moment`, anew to the same employer too."""
        count = (
            select(func.count())
            .select_from(ApplicationTransitionRow)
            .join(ApplicationRow, ApplicationRow.id == ApplicationTransitionRow.application_id)
            .where(
                ApplicationRow.player_id == player_id,
                ApplicationTransitionRow.action == ApplicationAction.SEND,
                ApplicationTransitionRow.at > moment,
            )
        )
        return self._session.scalar(count) or 0

    def waiting(self, sent_by: datetime, ended_by: datetime) -> list[Waiting]:
        """Applications without an answer that were sent until `sent_by`, or whose employer can answer no more: a
        withdrawn offer was left as it is since `ended_by`."""
        hopeless = or_(
            (OfferRow.state == OfferState.WITHDRAWN) & (OfferRow.changed_at <= ended_by),
            OrganisationRow.state != OrganisationState.VERIFIED,
        ).label("hopeless")
        was_told = (
            select(NotificationRow.id)
            .where(
                NotificationRow.player_id == ApplicationRow.player_id,
                NotificationRow.subject_id == ApplicationRow.id,
                NotificationRow.kind == NotificationKind.APPLICATION_UNANSWERED,
                NotificationRow.created_at > ApplicationRow.sent_at,
            )
            .exists()
        )
        rows = self._session.execute(
            select(ApplicationRow, hopeless, was_told)
            .join(OfferRow, OfferRow.id == ApplicationRow.offer_id)
            .join(OrganisationRow, OrganisationRow.id == OfferRow.organisation_id)
            .where(_is_unanswered(), or_(ApplicationRow.sent_at <= sent_by, hopeless))
            .order_by(ApplicationRow.sent_at, ApplicationRow.id)
            .execution_options(populate_existing=True)
        )
        return [Waiting(_application(row), is_hopeless, told) for row, is_hopeless, told in rows]

    def waits_by_organisation(self, silent_since: datetime) -> dict[UUID, list[float | None]]:
        """By organisation, how many days each application waited for its answer. None is one without an answer that
        was closed, or was sent until `silent_since`; younger ones say nothing yet, nor do those taken back unanswered.
        """
        days = extract("epoch", ApplicationRow.answered_at - ApplicationRow.sent_at) / (24 * 3600)
        rows = self._session.execute(
            select(OfferRow.organisation_id, func.array_agg(days))
            .join(OfferRow, OfferRow.id == ApplicationRow.offer_id)
            .where(
                or_(
                    ApplicationRow.answered_at.is_not(None),
                    ApplicationRow.state == ApplicationState.CLOSED,
                    _is_unanswered() & (ApplicationRow.sent_at <= silent_since),
                )
            )
            .group_by(OfferRow.organisation_id)
        )
        return {
            organisation_id: [None if wait is None else float(wait) for wait in waits]
            for organisation_id, waits in rows
        }

    def organisations_with_readers(self) -> set[UUID]:
        """Organisations that somebody answers for."""
        return set(self._session.scalars(select(OrganisationMemberRow.organisation_id).distinct()))

    def offers_of(self, applications: Collection[Application]) -> dict[UUID, OfferAppliedFor]:
        """The offers applied for, by id. The number of an organisation that is not verified is not told."""
        is_verified = OrganisationRow.state == OrganisationState.VERIFIED
        rows = self._session.execute(
            select(OfferRow.id, OfferRow.kind, OfferRow.title, OrganisationRow.name, OfferRow.phone, is_verified)
            .join(OrganisationRow, OrganisationRow.id == OfferRow.organisation_id)
            .where(OfferRow.id.in_({one.offer_id for one in applications}))
        )
        return {
            offer_id: OfferAppliedFor(offer_id, kind, title, organisation, phone if verified else None)
            for offer_id, kind, title, organisation, phone, verified in rows
        }

    def changes_of(self, application_ids: Collection[UUID]) -> Mapping[UUID, list[ApplicationChange]]:
        """By application, oldest first."""
        rows = self._session.scalars(
            select(ApplicationTransitionRow)
            .where(ApplicationTransitionRow.application_id.in_(application_ids))
            .order_by(ApplicationTransitionRow.id)
        )
        changes: defaultdict[UUID, list[ApplicationChange]] = defaultdict(list)
        for row in rows:
            changes[row.application_id].append(ApplicationChange(row.at, row.action, row.actor, row.to_state))
        return changes

    def reachable(self, player_ids: Collection[UUID], now: datetime) -> set[UUID]:
        """Those of the players to whom something can be told while the app is closed."""
        takes_pushes = (
            select(PushSubscriptionRow.id)
            .join(SessionRow, SessionRow.id == PushSubscriptionRow.session_id)
            .where(SessionRow.account_id == AccountRow.id, SessionRow.expires_at > now)
            .exists()
        )
        return set(
            self._session.scalars(
                select(PlayerRow.id)
                .join(AccountRow, AccountRow.id == PlayerRow.account_id)
                .where(PlayerRow.id.in_(player_ids), or_(AccountRow.email.is_not(None), takes_pushes))
            )
        )

    def move_player(self, old_id: UUID, new_id: UUID) -> None:
        """Makes the one player's applications the other's. Of two for one offer that with a meeting ahead or under way
        stays, which somebody watches, else the one that moved last."""
        for step in map(text, _MERGE):
            self._session.execute(step, {"old": old_id, "new": new_id})

    def _one(self, query: Select[ApplicationRow]) -> Application | None:
        row = self._session.scalar(query.execution_options(populate_existing=True))
        return _application(row) if row else None

    def _all(self, query: Select[ApplicationRow]) -> list[Application]:
        return [_application(row) for row in self._session.scalars(query.execution_options(populate_existing=True))]


_ALL = select(ApplicationRow)

_MERGE = (
    """delete from application o using application n
       where o.player_id = :old and n.player_id = :new and n.offer_id = o.offer_id
       and (exists (select from meeting m where m.application_id = n.id
                    and m.state in ('proposed', 'confirmed', 'under_way')), n.changed_at)
        >= (exists (select from meeting m where m.application_id = o.id
                    and m.state in ('proposed', 'confirmed', 'under_way')), o.changed_at)""",
    """delete from application n where player_id = :new and exists (select from application o
       where o.player_id = :old and o.offer_id = n.offer_id)""",
    "update application set player_id = :new where player_id = :old",
)


def _is_unanswered() -> ColumnElement[bool]:
    return ApplicationRow.state.in_(sorted(UNANSWERED))


def _is_member(account_id: UUID) -> ColumnElement[bool]:
    return (
        select(OrganisationMemberRow.account_id)
        .join(OrganisationRow, OrganisationRow.id == OrganisationMemberRow.organisation_id)
        .where(
            OrganisationMemberRow.organisation_id == OfferRow.organisation_id,
            OrganisationMemberRow.account_id == account_id,
            OrganisationRow.state == OrganisationState.VERIFIED,
        )
        .exists()
    )


def _is_of_theirs(account_id: UUID) -> ColumnElement[bool]:
    return select(OfferRow.id).where(OfferRow.id == ApplicationRow.offer_id, _is_member(account_id)).exists()


def _may_read(account_id: UUID) -> ColumnElement[bool]:
    return _is_of_theirs(account_id) & (ApplicationRow.state != ApplicationState.WITHDRAWN)


def _values(application: Application) -> dict[str, Any]:
    return {
        "state": application.state,
        "first_name": application.first_name,
        "can_do": application.can_do,
        "available": application.available,
        "questions": list(application.questions),
        "answers": list(application.answers),
        "refusal_reason": application.refusal_reason,
        "reply": application.reply,
        "sent_at": application.sent_at,
        "seen_at": application.seen_at,
        "answered_at": application.answered_at,
        "reminded_on": application.reminded_on,
        "interview_at": application.interview.starts_at if application.interview else None,
        "interview_place": application.interview.place if application.interview else None,
        "interview_place_id": application.interview.place_id if application.interview else None,
        "phone": application.phone,
        "response": application.response,
        "response_words": application.response_words,
        "hire_due_at": application.hire.due_at if application.hire else None,
        "hire_reply": application.hire.reply if application.hire else None,
        "changed_at": application.changed_at,
    }


def _application(row: ApplicationRow) -> Application:
    return Application(
        id=row.id,
        offer_id=row.offer_id,
        player_id=row.player_id,
        state=row.state,
        first_name=row.first_name,
        can_do=row.can_do,
        available=row.available,
        questions=tuple(row.questions),
        answers=tuple(row.answers),
        sent_at=row.sent_at,
        changed_at=row.changed_at,
        refusal_reason=row.refusal_reason,
        reply=row.reply,
        seen_at=row.seen_at,
        answered_at=row.answered_at,
        reminded_on=row.reminded_on,
        interview=Interview(row.interview_at, row.interview_place or "", row.interview_place_id)
        if row.interview_at
        else None,
        phone=row.phone,
        response=row.response,
        response_words=row.response_words,
        hire=HeldHire(row.hire_due_at, row.hire_reply) if row.hire_due_at else None,
    )

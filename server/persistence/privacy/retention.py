"""Deletes what has been kept long enough."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, inspect, select, tuple_, update
from sqlalchemy.orm import Session

from game_rules.calls.call import CallState
from server.persistence.changes import announce_ended_sessions
from server.persistence.tables.accounts import AccountRow, PasskeyChallengeRow, PlayerRow, SessionRow, SignInCodeRow
from server.persistence.tables.applications import ApplicationRow
from server.persistence.tables.base import Table
from server.persistence.tables.calls import CallRow
from server.persistence.tables.cases import CaseRow
from server.persistence.tables.events import EventRegistrationRow
from server.persistence.tables.jokers import (
    IdentityDecisionRow,
    JokerDayOffRow,
    JokerExtraSlotRow,
    JokerTransitionRow,
)
from server.persistence.tables.meetings import MeetingRow
from server.persistence.tables.notifications import MailOutboxRow, NotificationRow
from server.persistence.tables.offers import OfferRow
from server.persistence.tables.organisations import OrganisationInvitationRow


class Retention:
    """Repository bound to one unit of work. What begins with `forget` returns how many rows went; it waits for nobody:
    a row that somebody holds is left for the next time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def forget_sessions(self, *, ended_by: datetime) -> int:
        count = self._delete(SessionRow, SessionRow.expires_at <= ended_by)
        if count:
            announce_ended_sessions(self._session)
        return count

    def forget_codes(self, *, expired_by: datetime) -> int:
        return self._delete(SignInCodeRow, SignInCodeRow.expires_at <= expired_by)

    def forget_invitations(self, *, expired_by: datetime) -> int:
        return self._delete(OrganisationInvitationRow, OrganisationInvitationRow.expires_at <= expired_by)

    def forget_passkey_challenges(self, *, expired_by: datetime) -> int:
        return self._delete(PasskeyChallengeRow, PasskeyChallengeRow.expires_at <= expired_by)

    def forget_mails(self, *, written_by: datetime) -> int:
        return self._delete(MailOutboxRow, MailOutboxRow.written_at <= written_by)

    def forget_notifications(self, *, created_by: datetime) -> int:
        return self._delete(NotificationRow, NotificationRow.created_at <= created_by)

    def forget_applications(self, *, changed_by: datetime) -> int:
        """Whatever their state: the clock closes what nobody answers, and what was answered long ago is over too."""
        return self._delete(ApplicationRow, ApplicationRow.changed_at <= changed_by)

    def forget_conversations(self, *, closed_by: datetime) -> int:
        """With all that was said in them; cases about them stay."""
        return self._delete(CallRow, (CallRow.state == CallState.CLOSED) & (CallRow.closed_at <= closed_by))

    def forget_unanswered_calls(self, *, asked_by: datetime) -> int:
        """Those that were withdrawn or found nobody. One that is still waiting stays, however old."""
        is_over = CallRow.state.in_((CallState.WITHDRAWN, CallState.EXPIRED))
        return self._delete(CallRow, is_over & (CallRow.asked_at <= asked_by))

    def forget_cases(self, *, closed_by: datetime) -> int:
        """With their log; the evidence has gone before."""
        return self._delete(CaseRow, CaseRow.closed_at <= closed_by)

    def forget_joker_changes(self, *, made_by: datetime) -> int:
        return self._delete(JokerTransitionRow, JokerTransitionRow.at <= made_by) + self._delete(
            IdentityDecisionRow, IdentityDecisionRow.at <= made_by
        )

    def forget_past_slots(self, *, over_by: date) -> int:
        """Days off and slots of single days, up to and with that local day."""
        return self._delete(JokerDayOffRow, JokerDayOffRow.off_on <= over_by) + self._delete(
            JokerExtraSlotRow, JokerExtraSlotRow.free_on <= over_by
        )

    def forget_registrations(self, *, ended_by: datetime) -> int:
        """Of events; the events stay."""
        is_over = exists().where(OfferRow.id == EventRegistrationRow.offer_id, OfferRow.event_ends_at <= ended_by)
        return self._delete(EventRegistrationRow, is_over)

    def forget_trusted_contacts(self, *, ended_by: datetime) -> int:
        """Of meetings; the meetings stay."""
        nobody = {"contact_name": None, "contact_email": None, "contact_phone": None}
        gone = update(MeetingRow).where(MeetingRow.contact_name.is_not(None), MeetingRow.ended_at <= ended_by)
        return len(self._session.execute(gone.values(**nobody).returning(MeetingRow.id)).all())

    def guests_without_session(self) -> list[tuple[UUID, UUID]]:
        """Account and player of each guest whose account nobody can open again."""
        rows = self._session.execute(
            select(AccountRow.id, PlayerRow.id)
            .join(PlayerRow, PlayerRow.account_id == AccountRow.id)
            .where(_is_guest_without_session())
            .order_by(PlayerRow.id)
        )
        return [(account_id, player_id) for account_id, player_id in rows]

    def is_guest_without_session(self, account_id: UUID) -> bool:
        """Tells whether the account is one of them: for whoever holds its player's lock, until this unit ends."""
        found = select(AccountRow.id).where(AccountRow.id == account_id, _is_guest_without_session())
        return self._session.scalar(found) is not None

    def _delete(self, table: type[Table], condition: ColumnElement[bool]) -> int:
        key = inspect(table).primary_key
        # allowed lock-strength: the rows are deleted
        due = select(*key).where(condition).with_for_update(skip_locked=True, of=table).cte("due")
        gone = delete(table).where(tuple_(*key).in_(select(due))).returning(*key)
        return len(self._session.execute(gone, execution_options={"synchronize_session": False}).all())


def _is_guest_without_session() -> ColumnElement[bool]:
    return AccountRow.is_guest & ~exists().where(SessionRow.account_id == AccountRow.id)

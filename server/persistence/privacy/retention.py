"""Deletes what has been kept long enough."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, inspect, select, update
from sqlalchemy.orm import Session

from game_rules.calls.call import CallState
from server.persistence.changes import announce_ended_sessions
from server.persistence.tables.accounts import AccountRow, PasskeyChallengeRow, PlayerRow, SessionRow, SignInCodeRow
from server.persistence.tables.applications import ApplicationRow
from server.persistence.tables.base import Table
from server.persistence.tables.calls import CallRow, ReportRow
from server.persistence.tables.events import EventRegistrationRow
from server.persistence.tables.jokers import JokerDayOffRow, JokerExtraSlotRow, JokerTransitionRow
from server.persistence.tables.meetings import MeetingRow
from server.persistence.tables.notifications import MailOutboxRow, NotificationRow
from server.persistence.tables.offers import OfferRow
from server.persistence.tables.organisations import OrganisationInvitationRow


class Retention:
    """Repository bound to one unit of work. What begins with `forget` returns how many rows went."""

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
        """With all that was said in them; reports about them stay."""
        return self._delete(CallRow, (CallRow.state == CallState.CLOSED) & (CallRow.closed_at <= closed_by))

    def forget_unanswered_calls(self, *, asked_by: datetime) -> int:
        """Those that were withdrawn or found nobody. One that is still waiting stays, however old."""
        is_over = CallRow.state.in_((CallState.WITHDRAWN, CallState.EXPIRED))
        return self._delete(CallRow, is_over & (CallRow.asked_at <= asked_by))

    def forget_reports(self, *, settled_by: datetime) -> int:
        return self._delete(ReportRow, ReportRow.handled_at <= settled_by)

    def forget_joker_changes(self, *, made_by: datetime) -> int:
        return self._delete(JokerTransitionRow, JokerTransitionRow.at <= made_by)

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

    def guests_without_session(self) -> list[UUID]:
        """Lists accounts of guests that nobody can open again."""
        return list(self._session.scalars(select(AccountRow.id).where(*_IS_FORGOTTEN).order_by(AccountRow.id)))

    def lock_guest_without_session(self, account_id: UUID) -> UUID | None:
        """Locks the player of such an account and returns them, None for another account.

        One that somebody else holds is left for the next time.
        """
        return self._session.scalar(
            select(PlayerRow.id)
            .join(AccountRow, PlayerRow.account_id == AccountRow.id)
            .where(AccountRow.id == account_id, *_IS_FORGOTTEN)
            .with_for_update(key_share=True, skip_locked=True, of=PlayerRow)
        )

    def _delete(self, table: type[Table], condition: ColumnElement[bool]) -> int:
        key = inspect(table).primary_key
        return len(self._session.execute(delete(table).where(condition).returning(*key)).all())


_IS_FORGOTTEN = (AccountRow.is_guest, ~exists().where(SessionRow.account_id == AccountRow.id))

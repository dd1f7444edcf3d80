"""Reads all that is kept of one player about being a Joker, calls and conversations."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from game_rules.cases.case import CaseKind
from game_rules.jokers.profile import JokerTally
from game_rules.privacy.help_records import (
    CallChange,
    CallRecord,
    HelpRecords,
    JokerChange,
    JokerRecord,
    MeetingRecord,
    ShownCall,
)
from server.persistence.accounts.repository import Accounts
from server.persistence.calls.conversations import Conversations
from server.persistence.calls.repository import Calls
from server.persistence.cases.repository import Cases
from server.persistence.jokers import Jokers
from server.persistence.meetings import Meetings
from server.persistence.tables.calls import CallRecipientRow, CallTransitionRow
from server.persistence.tables.jokers import JokerRow, JokerTransitionRow


class HelpRecordsReader:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._accounts, self._jokers = Accounts(session), Jokers(session)
        self._calls, self._conversations = Calls(session), Conversations(session)
        self._meetings = Meetings(session)

    def of(self, player_id: UUID) -> HelpRecords:
        """All of it; a fixed number of queries, however much there is."""
        blocked = self._conversations.blocked_by(player_id)
        names = self._accounts.names([blocked_id for blocked_id, _ in blocked])
        return HelpRecords(
            joker=self._joker(player_id),
            calls=tuple(self._call_records(player_id)),
            shown=tuple(self._shown(player_id)),
            blocked=tuple((names[blocked_id], at) for blocked_id, at in blocked),
            reports=tuple(Cases(self._session).reported_by(player_id, CaseKind.REPORT, CaseKind.QUESTION)),
            meetings=tuple(self._meeting_records(player_id)),
        )

    def _joker(self, player_id: UUID) -> JokerRecord | None:
        joker = self._jokers.joker(player_id)
        row = self._session.get(JokerRow, player_id)
        if joker is None or row is None:
            return None
        changes = self._session.scalars(
            select(JokerTransitionRow).where(JokerTransitionRow.player_id == player_id).order_by(JokerTransitionRow.id)
        )
        return JokerRecord(
            state=joker.state,
            reason=joker.reason,
            help=joker.help,
            tally=JokerTally(row.answered_count, row.thanked_count),
            charter_version=joker.charter_version,
            charter_accepted_at=row.charter_accepted_at,
            applied_at=row.applied_at,
            identity_checked_at=joker.identity_checked_at,
            identity_decisions=self._jokers.identity_decisions([player_id]).get(player_id, ()),
            honorability_attested_on=joker.honorability_attested_on,
            last_seen_at=joker.last_seen_at,
            availability=self._jokers.availabilities([player_id])[player_id],
            changes=tuple(JokerChange(one.at, one.action, one.actor, one.to_state, one.reason) for one in changes),
        )

    def _call_records(self, player_id: UUID) -> list[CallRecord]:
        calls = self._calls.all_of(player_id)
        ids = [call.id for call in calls]
        names = self._accounts.names({other_id for call in calls if (other_id := call.other_of(player_id))})
        receipts = self._conversations.receipts(ids)
        messages, changes = self._conversations.messages_in(ids), self._changes(ids)
        records = []
        for call in calls:
            role, other_id = call.role_of(player_id), call.other_of(player_id)
            if role is None:
                continue
            records.append(
                CallRecord(
                    call=call,
                    role=role,
                    other_name=names.get(other_id) if other_id else None,
                    messages=tuple(messages.get(call.id, ())),
                    mine=receipts.get((call.id, player_id)),
                    theirs=receipts.get((call.id, other_id)) if other_id else None,
                    changes=tuple(changes[call.id]),
                )
            )
        return records

    def _changes(self, call_ids: Sequence[UUID]) -> Mapping[UUID, list[CallChange]]:
        rows = self._session.scalars(
            select(CallTransitionRow).where(CallTransitionRow.call_id.in_(call_ids)).order_by(CallTransitionRow.id)
        )
        changes: defaultdict[UUID, list[CallChange]] = defaultdict(list)
        for row in rows:
            changes[row.call_id].append(CallChange(row.at, row.action, row.role, row.to_state))
        return changes

    def _meeting_records(self, player_id: UUID) -> list[MeetingRecord]:
        meetings = self._meetings.all_of_player(player_id)
        ids = [meeting.id for meeting in meetings]
        changes, alerts = self._meetings.changes_of(ids), self._meetings.alerts_of(ids)
        return [
            MeetingRecord(meeting, role, tuple(changes.get(meeting.id, ())), alerts.get((meeting.id, role)))
            for meeting in meetings
            if (role := meeting.role_of(player_id)) is not None
        ]

    def _shown(self, player_id: UUID) -> list[ShownCall]:
        rows = self._session.scalars(
            select(CallRecipientRow)
            .where(CallRecipientRow.joker_id == player_id)
            .order_by(CallRecipientRow.notified_at, CallRecipientRow.call_id)
        )
        return [ShownCall(row.call_id, row.wave, row.notified_at, row.seen_at) for row in rows]

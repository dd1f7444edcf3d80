"""Meetings, what the clock has done about them, and alerts."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, case, func, or_, select, true, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from game_rules.applications.application import ApplicationState
from game_rules.applications.interview import Response
from game_rules.geo import LatLon
from game_rules.meetings.meeting import (
    AHEAD,
    LIVE,
    Attendance,
    EmployerHost,
    Meeting,
    MeetingAction,
    MeetingRole,
    MeetingState,
    MeetingStep,
    TrustedContact,
)
from game_rules.meetings.slots import Span
from game_rules.meetings.views import MeetingAlert
from game_rules.privacy.help_records import MeetingChange
from server.persistence.calls.repository import is_blocked
from server.persistence.tables.applications import ApplicationRow
from server.persistence.tables.calls import CallRow
from server.persistence.tables.meetings import MeetingAlertRow, MeetingRow, MeetingStepRow, MeetingTransitionRow
from server.persistence.tables.offers import OfferRow
from server.persistence.tables.organisations import OrganisationRow

_Query = Select[MeetingRow, UUID | None, UUID | None, UUID | None, str | None]


# The employer, or who applied, may have called an interview off, which the clock notes later.
_INTERVIEW_STANDS = (ApplicationRow.state == ApplicationState.MEETING_PROPOSED) & (
    ApplicationRow.response == Response.YES
)


class Meetings:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, meeting: Meeting) -> None:
        door = meeting.employer.door if meeting.employer else None
        self._session.execute(
            insert(MeetingRow).values(
                id=meeting.id,
                call_id=meeting.call_id,
                application_id=meeting.employer.application_id if meeting.employer else None,
                place_id=meeting.place_id,
                interview_place=meeting.employer.place if meeting.employer else None,
                door_lat=door.lat if door else None,
                door_lon=door.lon if door else None,
                starts_at=meeting.starts_at,
                ends_at=meeting.ends_at,
                timezone=meeting.zone.key,
                proposed_by=meeting.proposed_by,
                proposed_at=meeting.proposed_at,
                **_values(meeting),
            )
        )
        self._log(meeting, None, meeting.proposed_by, meeting.proposed_at)

    def meeting(self, meeting_id: UUID) -> Meeting | None:
        return self._one(_ALL.where(MeetingRow.id == meeting_id))

    def lock(self, meeting_id: UUID) -> Meeting | None:
        """The meeting, which nobody else can move until this unit ends."""
        return self._one(_ALL.where(MeetingRow.id == meeting_id).with_for_update(key_share=True, of=MeetingRow))

    def live_of_call(self, call_id: UUID) -> Meeting | None:
        """The conversation's meeting that is still to come or under way."""
        return self._one(_ALL.where(MeetingRow.call_id == call_id, _is_in(LIVE)))

    def lock_live_of_application(self, application_id: UUID) -> Meeting | None:
        """The interview that is still to come or under way, locked."""
        of_it = _ALL.where(MeetingRow.application_id == application_id, _is_in(LIVE))
        return self._one(of_it.with_for_update(key_share=True, of=MeetingRow))

    def save(self, meeting: Meeting) -> None:
        """Writes what can change of a locked meeting."""
        self._session.execute(update(MeetingRow).where(MeetingRow.id == meeting.id).values(**_values(meeting)))

    def move(self, meeting: Meeting, action: MeetingAction, role: MeetingRole, now: datetime) -> None:
        """Writes a locked meeting in the state that the rules allowed, and logs it."""
        self.save(meeting)
        self._log(meeting, action, role, now)

    def _log(self, meeting: Meeting, action: MeetingAction | None, role: MeetingRole, now: datetime) -> None:
        self._session.execute(
            insert(MeetingTransitionRow).values(
                meeting_id=meeting.id, at=now, action=action, role=role, to_state=meeting.state
            )
        )

    def taken(self, player_ids: Collection[UUID], *, but: UUID | None) -> list[Span]:
        """Lists when one of the players has a meeting ahead, or is at one; that of the conversation `but` left out, and
        interviews that were called off."""
        rows = self._session.execute(
            select(MeetingRow.starts_at, MeetingRow.ends_at)
            .outerjoin(CallRow, CallRow.id == MeetingRow.call_id)
            .outerjoin(ApplicationRow, ApplicationRow.id == MeetingRow.application_id)
            .where(
                _is_in(LIVE),
                _concerns(player_ids),
                or_(MeetingRow.call_id.is_(None), MeetingRow.call_id != but) if but else true(),
                or_(MeetingRow.application_id.is_(None), _INTERVIEW_STANDS),
            )
            .order_by(MeetingRow.starts_at, MeetingRow.id)
        )
        return [Span(starts, ends) for starts, ends in rows]

    def of_player(self, player_id: UUID, ended_since: datetime, now: datetime) -> list[Meeting]:
        """The player's meetings on either side, live ones and those that ended after `ended_since`, earliest first.

        Of somebody blocked, either way, only one where a word of the player may be awaited: they have to be able to
        give it.
        """
        other = func.coalesce(func.nullif(CallRow.asker_id, player_id), CallRow.joker_id)
        return self._all(
            _ALL.where(
                _concerns([player_id]),
                or_(MeetingRow.application_id.is_(None), _INTERVIEW_STANDS, MeetingRow.starts_at <= now),
                or_(_is_in(LIVE), MeetingRow.ended_at > ended_since),
                or_(_may_be_awaited(player_id, now), ~is_blocked(player_id, other)),
            )
        )

    def all_of_player(self, player_id: UUID) -> list[Meeting]:
        """Every meeting that the player has had or has, the earliest first."""
        return self._all(_ALL.where(_concerns([player_id])))

    def lock_live_of(self, player_id: UUID, other_id: UUID | None = None) -> list[Meeting]:
        """The player's meetings that are not over, or those with the other one, locked."""
        both = _concerns([player_id]) if other_id is None else _concerns([player_id]) & _concerns([other_id])
        return self._all(_ALL.where(both, _is_in(LIVE)).with_for_update(key_share=True, of=MeetingRow))

    def lock_live_held_by(self, joker_id: UUID) -> list[Meeting]:
        """The meetings ahead to which the player comes as a Joker, locked."""
        held = CallRow.joker_id == joker_id
        return self._all(_ALL.where(held, _is_in(AHEAD)).with_for_update(key_share=True, of=MeetingRow))

    def count_proposed_since(self, player_id: UUID, moment: datetime) -> int:
        """Counts the meetings that the player has proposed after `moment`."""
        by_them = or_(
            (MeetingRow.proposed_by == MeetingRole.ASKER) & (CallRow.asker_id == player_id),
            (MeetingRow.proposed_by == MeetingRole.HELPER) & (CallRow.joker_id == player_id),
        )
        count = (
            select(func.count())
            .select_from(MeetingRow)
            .join(CallRow, CallRow.id == MeetingRow.call_id)
            .where(by_them, MeetingRow.proposed_at > moment)
        )
        return self._session.scalar(count) or 0

    def count_contacts_asked(self, asker_id: UUID, email: str, since: datetime) -> int:
        """Counts the trusted contacts whom the asker had asked after `since`, or who have that address."""
        count = (
            select(func.count())
            .select_from(MeetingRow)
            .outerjoin(CallRow, CallRow.id == MeetingRow.call_id)
            .outerjoin(ApplicationRow, ApplicationRow.id == MeetingRow.application_id)
            .where(
                MeetingRow.contact_asked_at > since,
                or_(_asker_id == asker_id, MeetingRow.contact_email == email),
            )
        )
        return self._session.scalar(count) or 0

    def have_met_since(self, meeting: Meeting, since: datetime) -> bool:
        """Tells whether the two were both there at another meeting that began at or after `since`, whoever asked."""
        found = self._session.scalar(
            select(MeetingRow.id)
            .join(CallRow, CallRow.id == MeetingRow.call_id)
            .where(
                CallRow.asker_id.in_(meeting.people),
                CallRow.joker_id.in_(meeting.people),
                MeetingRow.asker_checked_in_at >= since,
                MeetingRow.helper_checked_in_at.is_not(None),
                MeetingRow.id != meeting.id,
            )
            .limit(1)
        )
        return found is not None

    def do_step(self, meeting_id: UUID, step: MeetingStep, now: datetime) -> bool:
        """Notes that the step is done; False when it was already."""
        done = self._session.execute(
            insert(MeetingStepRow)
            .values(meeting_id=meeting_id, step=step, done_at=now)
            .on_conflict_do_nothing()
            .returning(MeetingStepRow.step)
        )
        return done.one_or_none() is not None

    def add_alert(self, alert: MeetingAlert) -> None:
        self._session.execute(
            insert(MeetingAlertRow).values(
                meeting_id=alert.meeting_id,
                role=alert.role,
                raised_at=alert.raised_at,
                contact_mailed=alert.contact_mailed,
                answered_at=alert.answered_at,
                settled_at=alert.settled_at,
            )
        )

    def open_alerts(self) -> list[MeetingAlert]:
        """Those that no organiser has dealt with, oldest first."""
        rows = self._session.scalars(
            select(MeetingAlertRow)
            .where(MeetingAlertRow.settled_at.is_(None))
            .order_by(MeetingAlertRow.raised_at, MeetingAlertRow.meeting_id, MeetingAlertRow.role)
        )
        return [_alert(row) for row in rows]

    def alerts_of(self, meeting_ids: Collection[UUID]) -> dict[tuple[UUID, MeetingRole], MeetingAlert]:
        """By meeting and who is missed, settled ones too."""
        rows = self._session.scalars(select(MeetingAlertRow).where(MeetingAlertRow.meeting_id.in_(meeting_ids)))
        return {(row.meeting_id, row.role): _alert(row) for row in rows}

    def changes_of(self, meeting_ids: Collection[UUID]) -> dict[UUID, list[MeetingChange]]:
        """By meeting, oldest first."""
        rows = self._session.scalars(
            select(MeetingTransitionRow)
            .where(MeetingTransitionRow.meeting_id.in_(meeting_ids))
            .order_by(MeetingTransitionRow.id)
        )
        changes: defaultdict[UUID, list[MeetingChange]] = defaultdict(list)
        for row in rows:
            changes[row.meeting_id].append(MeetingChange(row.at, row.action, row.role, row.to_state))
        return changes

    def answer_alert(self, meeting_id: UUID, role: MeetingRole, now: datetime) -> bool:
        """Whoever was missed has checked out; False when nobody was alerted."""
        return self._mark_alert(meeting_id, role, MeetingAlertRow.answered_at.is_(None), answered_at=now)

    def settle_alert(self, meeting_id: UUID, role: MeetingRole, now: datetime) -> bool:
        """An organiser has dealt with it; False when there is no such alert that is open."""
        return self._mark_alert(meeting_id, role, MeetingAlertRow.settled_at.is_(None), settled_at=now)

    def _mark_alert(
        self, meeting_id: UUID, role: MeetingRole, condition: ColumnElement[bool], **values: datetime
    ) -> bool:
        marked = self._session.execute(
            update(MeetingAlertRow)
            .where(MeetingAlertRow.meeting_id == meeting_id, MeetingAlertRow.role == role, condition)
            .values(**values)
            .returning(MeetingAlertRow.role)
        )
        return marked.one_or_none() is not None

    def _one(self, query: _Query) -> Meeting | None:
        found = self._session.execute(query.execution_options(populate_existing=True)).one_or_none()
        return _meeting(*found) if found else None

    def _all(self, query: _Query) -> list[Meeting]:
        ordered = query.order_by(MeetingRow.starts_at, MeetingRow.id)
        found = self._session.execute(ordered.execution_options(populate_existing=True)).all()
        return [_meeting(*one) for one in found]


_asker_id = func.coalesce(CallRow.asker_id, ApplicationRow.player_id)

_ALL: _Query = (
    select(MeetingRow, _asker_id, CallRow.joker_id, OrganisationRow.id, OrganisationRow.name)
    .outerjoin(CallRow, CallRow.id == MeetingRow.call_id)
    .outerjoin(ApplicationRow, ApplicationRow.id == MeetingRow.application_id)
    .outerjoin(OfferRow, OfferRow.id == ApplicationRow.offer_id)
    .outerjoin(OrganisationRow, OrganisationRow.id == OfferRow.organisation_id)
)


def _is_in(states: Collection[MeetingState]) -> ColumnElement[bool]:
    return MeetingRow.state.in_(sorted(states))


def _concerns(player_ids: Collection[UUID]) -> ColumnElement[bool]:
    return or_(
        CallRow.asker_id.in_(player_ids), CallRow.joker_id.in_(player_ids), ApplicationRow.player_id.in_(player_ids)
    )


def _may_be_awaited(player_id: UUID, now: datetime) -> ColumnElement[bool]:
    """Selects as `may_say_all_is_well` of the rules tells."""
    is_asker = _asker_id == player_id
    came_at = case((is_asker, MeetingRow.asker_checked_in_at), else_=MeetingRow.helper_checked_in_at)
    left_at = case((is_asker, MeetingRow.asker_checked_out_at), else_=MeetingRow.helper_checked_out_at)
    well_at = case((is_asker, MeetingRow.asker_well_at), else_=MeetingRow.helper_well_at)
    has_begun = _is_in({MeetingState.UNDER_WAY, MeetingState.MISSED}) | (
        (MeetingRow.state == MeetingState.CONFIRMED) & (MeetingRow.starts_at <= now)
    )
    return (came_at.is_not(None) & left_at.is_(None)) | (has_begun & came_at.is_(None) & well_at.is_(None))


def _alert(row: MeetingAlertRow) -> MeetingAlert:
    return MeetingAlert(row.meeting_id, row.role, row.raised_at, row.contact_mailed, row.answered_at, row.settled_at)


def _attendance(row: MeetingRow, role: MeetingRole) -> Attendance:
    if role is MeetingRole.ASKER:
        return Attendance(
            row.asker_late_minutes,
            row.asker_checked_in_at,
            row.asker_checked_out_at,
            row.asker_well_at,
            row.asker_came_by,
        )
    return Attendance(
        row.helper_late_minutes,
        row.helper_checked_in_at,
        row.helper_checked_out_at,
        row.helper_well_at,
        row.helper_came_by,
    )


def _values(meeting: Meeting) -> dict[str, Any]:
    contact = meeting.trusted_contact
    return {
        "state": meeting.state,
        "contact_name": contact.name if contact else None,
        "contact_email": contact.email if contact else None,
        "contact_phone": contact.phone if contact else None,
        "contact_answer": meeting.contact_answer,
        "contact_asked_at": meeting.contact_asked_at,
        "asker_late_minutes": meeting.asker.late_minutes,
        "asker_checked_in_at": meeting.asker.checked_in_at,
        "asker_checked_out_at": meeting.asker.checked_out_at,
        "asker_well_at": meeting.asker.well_at,
        "asker_came_by": meeting.asker.came_by,
        "helper_late_minutes": meeting.helper.late_minutes,
        "helper_checked_in_at": meeting.helper.checked_in_at,
        "helper_checked_out_at": meeting.helper.checked_out_at,
        "helper_well_at": meeting.helper.well_at,
        "helper_came_by": meeting.helper.came_by,
        "cancelled_by": meeting.cancelled_by,
        "cancel_reason": meeting.cancel_reason,
        "ended_at": meeting.ended_at,
        "sequence": meeting.sequence,
    }


def _meeting(
    row: MeetingRow,
    asker_id: UUID | None,
    joker_id: UUID | None,
    organisation_id: UUID | None,
    organisation_name: str | None,
) -> Meeting:
    contact = TrustedContact(row.contact_name, row.contact_email, row.contact_phone) if row.contact_name else None
    return Meeting(
        id=row.id,
        call_id=row.call_id,
        asker_id=asker_id,
        joker_id=joker_id,
        place_id=row.place_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        zone=ZoneInfo(row.timezone),
        state=row.state,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        trusted_contact=contact,
        contact_answer=row.contact_answer,
        contact_asked_at=row.contact_asked_at,
        asker=_attendance(row, MeetingRole.ASKER),
        helper=_attendance(row, MeetingRole.HELPER),
        cancelled_by=row.cancelled_by,
        cancel_reason=row.cancel_reason,
        ended_at=row.ended_at,
        sequence=row.sequence,
        employer=_employer(row, organisation_id, organisation_name),
    )


def _employer(row: MeetingRow, organisation_id: UUID | None, name: str | None) -> EmployerHost | None:
    if row.application_id is None or organisation_id is None:
        return None
    door = LatLon(row.door_lat, row.door_lon) if row.door_lat is not None and row.door_lon is not None else None
    return EmployerHost(row.application_id, organisation_id, name or "", row.interview_place or "", door)

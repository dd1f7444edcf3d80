"""Somebody's download of being a Joker, of calls and of conversations."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, Field

from game_rules.calls.call import CallAction, CallRole, CallState
from game_rules.calls.conversation import Receipt
from game_rules.cases.case import Case, CaseOutcome, ReportReason
from game_rules.jokers.availability import DayOff, ExtraSlot
from game_rules.jokers.joker import HelpTopic, IdentityAction, JokerAction, JokerActor, JokerState, SpokenLanguage
from game_rules.meetings.meeting import CancelReason, MeetingAction, MeetingRole, MeetingState
from game_rules.privacy.help_records import CallRecord, JokerRecord, MeetingRecord, ShownCall
from server.schemas.base import Outgoing
from server.schemas.calls.help import ReceiptOut
from server.schemas.cases import SubjectOut
from server.schemas.jokers import ExtraSlotOut, FreeSpanOut, WeeklySlotOut
from server.schemas.meetings import AttendanceOut, TrustedContactOut


class JokerChangeExport(Outgoing):
    """A change of a Joker's state."""

    at: AwareDatetime
    action: JokerAction
    actor: JokerActor
    to_state: JokerState
    reason: str | None = Field(description="What the organiser said to it.")


class IdentityDecisionExport(Outgoing):
    """A decision of an organiser on who this person is."""

    at: AwareDatetime
    action: IdentityAction
    reason: str | None
    honorability_attested_on: date | None


class JokerExport(Outgoing):
    """Being a Joker."""

    state: JokerState
    reason: str | None = Field(description="What an organiser said to the last decision.")
    topics: list[HelpTopic]
    languages: list[SpokenLanguage]
    rome_domains: list[str]
    trade: str | None = Field(description="In their own words.")
    commune: str | None
    introduction: str | None
    answered: int = Field(description="Calls they answered.")
    thanked: int = Field(description="Calls after which somebody said it helped.")
    charter_version: int
    charter_accepted_at: AwareDatetime
    applied_at: AwareDatetime
    minors_article: int | None = Field(description="Version of the charter's article on minors.")
    identity_checked_at: AwareDatetime | None
    identity_decisions: list[IdentityDecisionExport] = Field(description="Oldest first.")
    honorability_attested_on: date | None
    last_seen_at: AwareDatetime | None = Field(description="The last sign of an open app.")
    slots: list[WeeklySlotOut]
    days_off: list[date]
    extra_slots: list[ExtraSlotOut]
    free_now: FreeSpanOut | None
    changes: list[JokerChangeExport] = Field(description="Oldest first.")

    @classmethod
    def of(cls, record: JokerRecord) -> "JokerExport":
        availability, free_now = record.availability, record.availability.free_now
        return cls(
            state=record.state,
            reason=record.reason,
            topics=sorted(record.help.topics),
            languages=sorted(record.help.languages),
            rome_domains=sorted(record.help.rome_domains),
            trade=record.help.about.trade,
            commune=record.help.about.commune,
            introduction=record.help.about.introduction,
            answered=record.tally.answered,
            thanked=record.tally.thanked,
            charter_version=record.charter_version,
            charter_accepted_at=record.charter_accepted_at,
            applied_at=record.applied_at,
            minors_article=record.help.minors_article,
            identity_checked_at=record.identity_checked_at,
            identity_decisions=[
                IdentityDecisionExport(
                    at=one.at,
                    action=one.action,
                    reason=one.reason,
                    honorability_attested_on=one.honorability_attested_on,
                )
                for one in record.identity_decisions
            ],
            honorability_attested_on=record.honorability_attested_on,
            last_seen_at=record.last_seen_at,
            slots=[WeeklySlotOut.of(slot) for slot in availability.slots],
            days_off=[one.on for one in availability.exceptions if isinstance(one, DayOff)],
            extra_slots=[ExtraSlotOut.of(one) for one in availability.exceptions if isinstance(one, ExtraSlot)],
            free_now=FreeSpanOut(until=free_now.until, place_id=free_now.place_id) if free_now else None,
            changes=[
                JokerChangeExport(
                    at=one.at, action=one.action, actor=one.actor, to_state=one.to_state, reason=one.reason
                )
                for one in record.changes
            ],
        )


class CallChangeExport(Outgoing):
    """A change of a call's state; `action` is null for the asking."""

    at: AwareDatetime
    action: CallAction | None
    role: CallRole
    to_state: CallState


class MessageExport(Outgoing):
    """A message; `text` is null when the other one has left and taken it along."""

    sequence: int
    mine: bool
    text: str | None
    sent_at: AwareDatetime


class NearExport(Outgoing):
    """The tile of zoom 17 (195 m) from which an open call was asked."""

    x: int
    y: int


class CallExport(Outgoing):
    """A question that was asked or answered, and what was said."""

    id: UUID
    role: CallRole = Field(description="asker or helper: this person's own part.")
    other_name: str | None = Field(description="null when nobody answered, or the other one has left.")
    topic: HelpTopic
    language: SpokenLanguage
    text: str | None = Field(description="The question.")
    offer_id: UUID | None
    rome_domain: str | None
    near: NearExport | None
    state: CallState
    asked_at: AwareDatetime
    accepted_at: AwareDatetime | None
    closed_at: AwareDatetime | None
    helped: bool | None = Field(
        description="The asker's answer: thanks, when it is true. The Joker is told of a yes only."
    )
    messages: list[MessageExport]
    mine: ReceiptOut | None
    theirs: ReceiptOut | None
    changes: list[CallChangeExport] = Field(description="Oldest first.")

    @classmethod
    def of(cls, record: CallRecord) -> "CallExport":
        call, is_asker = record.call, record.role is CallRole.ASKER
        own_id = call.asker_id if is_asker else call.joker_id
        return cls(
            id=call.id,
            role=record.role,
            other_name=record.other_name,
            topic=call.topic,
            language=call.language,
            text=call.text,
            # Of somebody else's offer a Joker is told the title only: its place may be under their clouds.
            offer_id=call.offer_id if is_asker else None,
            rome_domain=call.rome_domain,
            near=NearExport(x=call.near.x, y=call.near.y) if call.near and is_asker else None,
            state=call.state,
            asked_at=call.asked_at,
            accepted_at=call.accepted_at,
            closed_at=call.closed_at,
            helped=call.helped if is_asker or call.helped else None,
            messages=[
                MessageExport(sequence=one.sequence, mine=one.sender_id == own_id, text=one.text, sent_at=one.sent_at)
                for one in record.messages
            ],
            mine=_receipt(record.mine),
            theirs=_receipt(record.theirs),
            changes=[
                CallChangeExport(at=one.at, action=one.action, role=one.role, to_state=one.to_state)
                for one in record.changes
            ],
        )


class ShownCallExport(Outgoing):
    """A call that was shown to this Joker; `wave` counts from 0."""

    call_id: UUID
    wave: int
    notified_at: AwareDatetime
    seen_at: AwareDatetime | None

    @classmethod
    def of(cls, shown: ShownCall) -> "ShownCallExport":
        return cls(call_id=shown.call_id, wave=shown.wave, notified_at=shown.notified_at, seen_at=shown.seen_at)


class BlockExport(Outgoing):
    """Somebody whom this person has blocked."""

    name: str
    blocked_at: AwareDatetime


class ReportExport(Outgoing):
    """A report that this person made or a question that they asked the team, and what came of it."""

    subject: SubjectOut
    reason: ReportReason | None
    text: str | None
    reported_at: AwareDatetime
    closed_at: AwareDatetime | None
    outcome: CaseOutcome | None
    answer: str | None

    @classmethod
    def of(cls, case: Case) -> "ReportExport":
        return cls(
            subject=SubjectOut(kind=case.subject.kind, id=case.subject.id),
            reason=case.reason,
            text=case.text,
            reported_at=case.opened_at,
            closed_at=case.closed_at,
            outcome=case.outcome,
            answer=case.answer,
        )


class MeetingChangeExport(Outgoing):
    """A change of a meeting's state; `action` is null for the proposal."""

    at: AwareDatetime
    action: MeetingAction | None
    role: MeetingRole
    to_state: MeetingState


class MissedExport(Outgoing):
    """This person had checked in and did not check out in time; who was told of it."""

    raised_at: AwareDatetime
    contact_mailed: bool
    answered_at: AwareDatetime | None
    settled_at: AwareDatetime | None


class MeetingExport(Outgoing):
    """A meeting that was proposed to or by this person."""

    id: UUID
    conversation_id: UUID | None
    application_id: UUID | None = Field(description="Of an interview with an employer.")
    role: MeetingRole = Field(description="asker or helper: this person's own part.")
    place_id: UUID | None
    interview_place: str | None
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    timezone: str
    state: MeetingState
    proposed_by: MeetingRole
    proposed_at: AwareDatetime
    cancelled_by: MeetingRole | None
    cancel_reason: CancelReason | None
    ended_at: AwareDatetime | None
    mine: AttendanceOut
    theirs: AttendanceOut
    trusted_contact: TrustedContactOut | None
    missed: MissedExport | None
    changes: list[MeetingChangeExport] = Field(description="Oldest first.")

    @classmethod
    def of(cls, record: MeetingRecord) -> "MeetingExport":
        meeting, missed = record.meeting, record.missed
        contact = meeting.trusted_contact if record.role is MeetingRole.ASKER else None
        return cls(
            id=meeting.id,
            conversation_id=meeting.call_id,
            application_id=meeting.employer.application_id if meeting.employer else None,
            role=record.role,
            place_id=meeting.place_id,
            interview_place=meeting.employer.place if meeting.employer else None,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            timezone=meeting.zone.key,
            state=meeting.state,
            proposed_by=meeting.proposed_by,
            proposed_at=meeting.proposed_at,
            cancelled_by=meeting.cancelled_by,
            cancel_reason=meeting.cancel_reason,
            ended_at=meeting.ended_at,
            mine=AttendanceOut.of(meeting.attendance_of(record.role)),
            theirs=AttendanceOut.of(meeting.attendance_of(record.role.other)),
            trusted_contact=TrustedContactOut.of(contact) if contact else None,
            missed=MissedExport(
                raised_at=missed.raised_at,
                contact_mailed=missed.contact_mailed,
                answered_at=missed.answered_at,
                settled_at=missed.settled_at,
            )
            if missed
            else None,
            changes=[
                MeetingChangeExport(at=one.at, action=one.action, role=one.role, to_state=one.to_state)
                for one in record.changes
            ],
        )


def _receipt(receipt: Receipt | None) -> ReceiptOut | None:
    return ReceiptOut.of(receipt) if receipt else None

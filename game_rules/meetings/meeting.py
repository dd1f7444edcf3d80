"""The life of a meeting between an asker and their Joker: states, allowed moves, and who may make them.

proposed -> confirmed | cancelled | lapsed;  confirmed -> under_way | cancelled | missed;  under_way -> met | missed.
From its start on it is watched, see `game_rules/meetings/watch.py`. A meeting never moves: another time is another
meeting, so that nobody holds a calendar entry that says something else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from game_rules.geo import LatLon
from game_rules.jokers.joker import Joker, vetting_of
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.meetings.limits import TRUSTED_NAME_MAX_CHARS
from game_rules.meetings.slots import Span
from game_rules.people.encounters import (
    Counterpart,
    Encounter,
    Where,
    hour_of_span,
    needs_contact,
)
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from game_rules.texts import printable_line


class MeetingState(StrEnum):
    """States of a meeting. `under_way`: somebody has checked in; `met`: both had; `lapsed`: nobody answered."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    UNDER_WAY = "under_way"
    MET = "met"
    MISSED = "missed"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


AHEAD = frozenset({MeetingState.PROPOSED, MeetingState.CONFIRMED})
"""Nobody is there yet."""

LIVE = AHEAD | {MeetingState.UNDER_WAY}
"""A conversation has one such meeting at most, and nobody two at one time."""


class MeetingAction(StrEnum):
    """Moves of a meeting."""

    CONFIRM = "confirm"
    CANCEL = "cancel"
    LAPSE = "lapse"
    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"
    SAY_WELL = "say_well"
    CLOSE = "close"


class MeetingRole(StrEnum):
    """Roles of those who move a meeting: the two, or the game, for the clock and for private reasons (a block, somebody
    who left, a suspension)."""

    ASKER = "asker"
    HELPER = "helper"
    GAME = "game"

    @property
    def other(self) -> "MeetingRole":
        """The other one of the two; the game's is the game."""
        return _OTHERS[self]


_OTHERS = {
    MeetingRole.ASKER: MeetingRole.HELPER,
    MeetingRole.HELPER: MeetingRole.ASKER,
    MeetingRole.GAME: MeetingRole.GAME,
}
_TWO = frozenset({MeetingRole.ASKER, MeetingRole.HELPER})
_CLOCK = frozenset({MeetingRole.GAME})
_ANYBODY = _TWO | _CLOCK


class CancelReason(StrEnum):
    """Reasons why somebody cancels, if they say. Words to choose from: an appointment is no place for a letter."""

    ILL = "ill"
    NO_TIME = "no_time"
    TRANSPORT = "transport"
    OTHER_TIME = "other_time"
    CHANGED_MIND = "changed_mind"


_TRANSITIONS: Mapping[tuple[MeetingState, MeetingAction], tuple[frozenset[MeetingRole], frozenset[MeetingState]]] = (
    MappingProxyType(
        {
            (MeetingState.PROPOSED, MeetingAction.CONFIRM): (_TWO, frozenset({MeetingState.CONFIRMED})),
            (MeetingState.PROPOSED, MeetingAction.CANCEL): (_ANYBODY, frozenset({MeetingState.CANCELLED})),
            (MeetingState.PROPOSED, MeetingAction.LAPSE): (_CLOCK, frozenset({MeetingState.LAPSED})),
            (MeetingState.CONFIRMED, MeetingAction.CANCEL): (_ANYBODY, frozenset({MeetingState.CANCELLED})),
            (MeetingState.CONFIRMED, MeetingAction.CHECK_IN): (_TWO, frozenset({MeetingState.UNDER_WAY})),
            (MeetingState.CONFIRMED, MeetingAction.CLOSE): (_CLOCK, frozenset({MeetingState.MISSED})),
            (MeetingState.UNDER_WAY, MeetingAction.CHECK_IN): (_TWO, frozenset({MeetingState.UNDER_WAY})),
            (MeetingState.UNDER_WAY, MeetingAction.CHECK_OUT): (
                _TWO,
                frozenset({MeetingState.UNDER_WAY, MeetingState.MET, MeetingState.MISSED}),
            ),
            (MeetingState.CONFIRMED, MeetingAction.SAY_WELL): (
                _TWO,
                frozenset({MeetingState.CONFIRMED, MeetingState.MISSED}),
            ),
            (MeetingState.UNDER_WAY, MeetingAction.SAY_WELL): (
                _TWO,
                frozenset({MeetingState.UNDER_WAY, MeetingState.MISSED}),
            ),
            (MeetingState.UNDER_WAY, MeetingAction.CLOSE): (_CLOCK, frozenset({MeetingState.MET, MeetingState.MISSED})),
            # Whoever was missed says that all is well.
            (MeetingState.MET, MeetingAction.CHECK_OUT): (_TWO, frozenset({MeetingState.MET})),
            (MeetingState.MISSED, MeetingAction.CHECK_OUT): (_TWO, frozenset({MeetingState.MISSED})),
            (MeetingState.MISSED, MeetingAction.SAY_WELL): (_TWO, frozenset({MeetingState.MISSED})),
        }
    )
)
"""Nobody cancels what is under way: that would switch off the watch over whoever is there. It ends by checking out."""


@dataclass(frozen=True, slots=True)
class TrustedContact:
    """The person to tell when somebody under 18 is missed. An e-mail address, a phone number, or both."""

    name: str
    email: str | None
    phone: str | None


class ContactAnswer(StrEnum):
    """Answers of a trusted contact to being one. Who declines, or was named by mistake, is forgotten at once."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"


class CheckInProof(StrEnum):
    """Proofs that somebody is there: a position at the place, the code that the other one showed them, or the code that
    the place's desk has for the day."""

    POSITION = "position"
    OTHERS_CODE = "others_code"
    DESK_CODE = "desk_code"


@dataclass(frozen=True, slots=True)
class Attendance:
    """The attendance of one of the two, as they told it. `late_minutes` is what they announced; `well_at` is when they
    said that all is well without having checked in: up to the end, that they are not coming. `came_by` is what proved
    that they came."""

    late_minutes: int | None = None
    checked_in_at: datetime | None = None
    checked_out_at: datetime | None = None
    well_at: datetime | None = None
    came_by: CheckInProof | None = None

    @property
    def is_there(self) -> bool:
        return self.checked_in_at is not None and self.checked_out_at is None

    @property
    def is_silent(self) -> bool:
        """Tells whether nothing says that they came, or why not."""
        return self.checked_in_at is None and self.well_at is None

    @property
    def is_awaited(self) -> bool:
        return self.is_there or self.is_silent


@dataclass(frozen=True, slots=True)
class EmployerHost:
    """The employer whom a minor meets in an interview, in place of a Joker. `place` is its name or address; `door` is
    where it is, None where `Meeting.place_id` says so."""

    application_id: UUID
    organisation_id: UUID
    name: str
    place: str
    door: LatLon | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """An appointment with a Joker at a staffed public place, or a minor's interview with an `employer`.

    From `starts_at` to `ends_at`, told in the local time of `zone`.
    `contact_answer` is what the trusted contact says to being one, None while they have not answered, and
    `contact_asked_at` when they were asked by mail. `id` was made by the device of who proposed it. `ended_at` is when
    nothing more was to come of it. `sequence` is
    that of its calendar entry (RFC 5545): it grows with each change that a calendar has to learn of. `asker_id` and
    `joker_id` are None for somebody who has left for good: nothing is agreed with them any more.
    """

    id: UUID
    call_id: UUID | None
    asker_id: UUID | None
    joker_id: UUID | None
    place_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    state: MeetingState
    proposed_by: MeetingRole
    proposed_at: datetime
    trusted_contact: TrustedContact | None = None
    contact_answer: ContactAnswer | None = None
    contact_asked_at: datetime | None = None
    asker: Attendance = Attendance()
    helper: Attendance = Attendance()
    cancelled_by: MeetingRole | None = None
    cancel_reason: CancelReason | None = None
    ended_at: datetime | None = None
    sequence: int = 0
    employer: EmployerHost | None = None

    @property
    def slot(self) -> Span:
        return Span(self.starts_at, self.ends_at)

    @property
    def people(self) -> tuple[UUID, ...]:
        """The two, without who has left."""
        return tuple(one for one in (self.asker_id, self.joker_id) if one is not None)

    @property
    def both_came(self) -> bool:
        """An employer has no phone of the game: who came to their door, or to the place, has met them."""
        is_host_there = self.employer is not None or self.helper.checked_in_at is not None
        return self.asker.checked_in_at is not None and is_host_there

    def role_of(self, player_id: UUID) -> MeetingRole | None:
        """The part that `player_id` has in it; None for everybody else."""
        if player_id == self.asker_id:
            return MeetingRole.ASKER
        return MeetingRole.HELPER if player_id == self.joker_id else None

    def player_of(self, role: MeetingRole) -> UUID | None:
        """Returns the player in that role; None once they have left."""
        return self.asker_id if role is MeetingRole.ASKER else self.joker_id

    def attendance_of(self, role: MeetingRole) -> Attendance:
        return self.asker if role is MeetingRole.ASKER else self.helper

    def attended(self, role: MeetingRole, attendance: Attendance) -> "Meeting":
        """Returns the meeting with that attendance of the one in `role`."""
        return replace(self, asker=attendance) if role is MeetingRole.ASKER else replace(self, helper=attendance)

    def awaited(self) -> tuple[MeetingRole, ...]:
        """Those whose last word is not "all is well": they came and have not left, or nothing is known of them. Who
        erased their account is awaited no more."""
        return tuple(
            role
            for role in (MeetingRole.ASKER, MeetingRole.HELPER)
            if self.attendance_of(role).is_awaited and self.player_of(role) is not None
        )


def check_move(meeting: Meeting, action: MeetingAction, role: MeetingRole) -> None:
    """Raises Refused(meeting_over) for anything on a meeting that has ended, Refused(not_allowed_now) for the rest that
    is no allowed move. Nobody confirms what they proposed themselves."""
    transition = _TRANSITIONS.get((meeting.state, action))
    if transition is None:
        over = meeting.state not in LIVE
        raise Refused(RefusalReason.MEETING_OVER if over else RefusalReason.NOT_ALLOWED_NOW)
    if role not in transition[0] or (action is MeetingAction.CONFIRM and role is meeting.proposed_by):
        raise Refused(RefusalReason.NOT_ALLOWED_NOW)


def next_meeting_state(meeting: Meeting, action: MeetingAction, role: MeetingRole) -> MeetingState:
    """The state after `action` by `role`, given the attendance that it led to. Raises what `check_move` raises."""
    check_move(meeting, action, role)
    _, targets = _TRANSITIONS[meeting.state, action]
    if len(targets) == 1:
        return next(iter(targets))
    if action is not MeetingAction.CLOSE and meeting.awaited():
        return meeting.state
    return MeetingState.MET if meeting.both_came else MeetingState.MISSED


def meeting_of_two(asker_age: AgeBand, joker: Joker | None, slot: Span, zone: tzinfo) -> Encounter:
    """Returns the two as the table of encounters knows them, at a place that is open then. A check of the Joker's
    identity has to count on the day of the meeting."""
    hour = hour_of_span(slot.starts, slot.ends, zone)
    return Encounter(asker_age, Counterpart.JOKER, vetting_of(joker, slot.starts), hour, Where.PUBLIC_OPEN)


def check_contact(asker_age: AgeBand, contact: TrustedContact | None) -> None:
    """Raises Refused(trusted_contact_needed) where a minor has named nobody."""
    if contact is None and needs_contact(asker_age, Where.PUBLIC_OPEN):
        raise Refused(RefusalReason.TRUSTED_CONTACT_NEEDED)


_PHONE = re.compile(r"\+?[0-9]{8,15}")
_BETWEEN_DIGITS = re.compile(r"[\s.\-/()\u00a0\u202f\u2009]")


def clean_contact(contact: TrustedContact, *, not_these: frozenset[str]) -> TrustedContact:
    """The contact as it is kept. `not_these` are the addresses of the two themselves, in the form of accounts.

    Raises Refused(trusted_contact_invalid) without a name, without any way to reach them, for a number that is none,
    and for one of the two who meet: they are no help to each other.
    """
    name = printable_line(contact.name)
    phone = _BETWEEN_DIGITS.sub("", contact.phone) if contact.phone else None
    if (
        not 1 <= len(name) <= TRUSTED_NAME_MAX_CHARS
        or (contact.email is None and phone is None)
        or (phone is not None and not _PHONE.fullmatch(phone))
        or contact.email in not_these
    ):
        raise Refused(RefusalReason.TRUSTED_CONTACT_INVALID)
    return TrustedContact(name, contact.email, phone)


class MeetingStep(StrEnum):
    """Steps that the clock takes about a meeting, each at most once."""

    LAPSE = "lapse"
    REMIND_DAY_BEFORE = "remind_day_before"
    REMIND_HOUR_BEFORE = "remind_hour_before"
    ASK_IF_WELL = "ask_if_well"
    REMIND_CHECK_OUT = "remind_check_out"
    CLOSE = "close"


def steps_to_come(
    meeting: Meeting, now: datetime, limits: Limits = DEFAULT_LIMITS
) -> tuple[tuple[MeetingStep, datetime], ...]:
    """Lists the steps to come and when, once the meeting is in its state: reminders that would be late are left out."""
    if meeting.state is MeetingState.PROPOSED:
        return ((MeetingStep.LAPSE, meeting.starts_at),)
    if meeting.state is not MeetingState.CONFIRMED:
        return ()
    reminders = (
        (MeetingStep.REMIND_DAY_BEFORE, meeting.starts_at - timedelta(seconds=limits.meeting_reminder_day_s)),
        (MeetingStep.REMIND_HOUR_BEFORE, meeting.starts_at - timedelta(seconds=limits.meeting_reminder_hour_s)),
    )
    return (
        # An interview has its own reminders, whoever is asked to it.
        *((step, due_at) for step, due_at in reminders if due_at > now and meeting.employer is None),
        (MeetingStep.ASK_IF_WELL, meeting.starts_at + timedelta(seconds=limits.meeting_ask_if_well_s)),
        (MeetingStep.REMIND_CHECK_OUT, meeting.ends_at),
        (MeetingStep.CLOSE, check_out_due_at(meeting, limits)),
    )


def is_step_due(meeting: Meeting, step: MeetingStep, now: datetime, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Tells whether the step still has something to do: the reminder of a cancelled meeting has not, nor one that comes
    too late because every worker was away."""
    if step is MeetingStep.LAPSE:
        return meeting.state is MeetingState.PROPOSED
    if step in {MeetingStep.REMIND_DAY_BEFORE, MeetingStep.REMIND_HOUR_BEFORE}:
        return meeting.state is MeetingState.CONFIRMED and now < meeting.starts_at
    is_agreed = meeting.state in {MeetingState.CONFIRMED, MeetingState.UNDER_WAY}
    if step in {MeetingStep.ASK_IF_WELL, MeetingStep.REMIND_CHECK_OUT}:
        return is_agreed and bool(meeting.awaited()) and now < check_out_due_at(meeting, limits)
    return is_agreed


def check_in_opens_at(meeting: Meeting, limits: Limits = DEFAULT_LIMITS) -> datetime:
    return meeting.starts_at - timedelta(seconds=limits.meeting_check_in_early_s)


def check_out_due_at(meeting: Meeting, limits: Limits = DEFAULT_LIMITS) -> datetime:
    """Whoever has not said by then that all is well is missed."""
    return meeting.ends_at + timedelta(seconds=limits.meeting_check_out_grace_s)

"""All that is kept of one player about being a Joker, calls and conversations: what they download of themselves."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from game_rules.calls.call import Call, CallAction, CallRole, CallState
from game_rules.calls.conversation import Message, Receipt
from game_rules.cases.case import Case
from game_rules.jokers.availability import Availability
from game_rules.jokers.joker import HelpOffered, JokerAction, JokerActor, JokerState
from game_rules.jokers.profile import IdentityDecision, JokerTally
from game_rules.meetings.meeting import Meeting, MeetingAction, MeetingRole, MeetingState
from game_rules.meetings.views import MeetingAlert


@dataclass(frozen=True, slots=True)
class JokerChange:
    """A change of a Joker's state; `reason` is in the organiser's words."""

    at: datetime
    action: JokerAction
    actor: JokerActor
    to_state: JokerState
    reason: str | None


@dataclass(frozen=True, slots=True)
class JokerRecord:
    """Being a Joker, with every change, oldest first."""

    state: JokerState
    reason: str | None
    help: HelpOffered
    tally: JokerTally
    charter_version: int
    charter_accepted_at: datetime
    applied_at: datetime
    identity_checked_at: datetime | None
    identity_decisions: tuple[IdentityDecision, ...]
    honorability_attested_on: date | None
    last_seen_at: datetime | None
    availability: Availability
    changes: tuple[JokerChange, ...]


@dataclass(frozen=True, slots=True)
class CallChange:
    """A change of a call's state; `action` is None for the asking."""

    at: datetime
    action: CallAction | None
    role: CallRole
    to_state: CallState


@dataclass(frozen=True, slots=True)
class CallRecord:
    """A call that the player asked or answered, with what was said, in order. `other_name` is None when nobody answered
    or the other one has left."""

    call: Call
    role: CallRole
    other_name: str | None
    messages: tuple[Message, ...]
    mine: Receipt | None
    theirs: Receipt | None
    changes: tuple[CallChange, ...]


@dataclass(frozen=True, slots=True)
class ShownCall:
    """A call that was shown to the player as a Joker; `wave` counts from 0."""

    call_id: UUID
    wave: int
    notified_at: datetime
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class MeetingChange:
    """A change of a meeting's state; `action` is None for the proposal."""

    at: datetime
    action: MeetingAction | None
    role: MeetingRole
    to_state: MeetingState


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """A meeting of the player; `missed` is the alert about them, if there was one."""

    meeting: Meeting
    role: MeetingRole
    changes: tuple[MeetingChange, ...]
    missed: MeetingAlert | None


@dataclass(frozen=True, slots=True)
class HelpRecords:
    """The player's own. Who blocked or reported them is the others'."""

    joker: JokerRecord | None
    calls: tuple[CallRecord, ...]
    shown: tuple[ShownCall, ...]
    blocked: tuple[tuple[str, datetime], ...]
    reports: tuple[Case, ...]
    meetings: tuple[MeetingRecord, ...]

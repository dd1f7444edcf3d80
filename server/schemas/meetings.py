"""Payloads of meetings: appointments of the two of a conversation at a staffed public place."""

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from game_rules.gps import GpsFix
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.meetings.limits import MEETING_LATE_MAX_MINUTES, MEETING_LATE_MIN_MINUTES, TRUSTED_NAME_MAX_CHARS
from game_rules.meetings.meeting import (
    Attendance,
    CancelReason,
    CheckInProof,
    ContactAnswer,
    MeetingRole,
    MeetingState,
    TrustedContact,
    check_in_opens_at,
    check_out_due_at,
)
from game_rules.meetings.presence import is_exact
from game_rules.meetings.views import MeetingView, OpenAlert, SlotChoice
from game_rules.territory.territory import Place, PlaceKind
from server.schemas.base import Incoming, Outgoing, PositionOut
from server.schemas.email_address import EmailAddress
from server.schemas.play import FixIn, OpenHoursOut, visiting_hours_out

_DURATIONS = " or ".join(str(minutes) for minutes in DEFAULT_LIMITS.meeting_durations_min)


class TrustedContactIn(Incoming):
    """Somebody whom a player under 18 trusts. At least one of `email` and `phone`."""

    name: str = Field(min_length=1, max_length=TRUSTED_NAME_MAX_CHARS, description="As the player calls them.")
    email: EmailAddress | None = Field(
        default=None, description="They are asked once the meeting is agreed, and told if the player is missed."
    )
    phone: str | None = Field(
        default=None, min_length=8, max_length=30, description="Without an address an organiser calls them."
    )

    def to_contact(self) -> TrustedContact:
        return TrustedContact(self.name, self.email, self.phone)


class ProposeMeetingIn(Incoming):
    """`propose_meeting`: a time and a place. Sent again with the same `meeting_id`, it is proposed once; it takes the
    place of an open proposal of the conversation, whoever made that."""

    meeting_id: UUID = Field(description="Made by the device.")
    conversation_id: UUID
    place_id: UUID = Field(description="A staffed place.")
    starts_at: AwareDatetime = Field(description="One of the meeting slots.")
    duration_minutes: int = Field(ge=1, le=24 * 60, description=f"{_DURATIONS}.")
    trusted_contact: TrustedContactIn | None = Field(
        default=None, description="From the asker only, and needed from one under 18."
    )


class MeetingIdIn(Incoming):
    """Names a meeting."""

    meeting_id: UUID


class ConfirmMeetingIn(MeetingIdIn):
    """`confirm_meeting`: agrees to what the other one proposed."""

    trusted_contact: TrustedContactIn | None = Field(
        default=None, description="From an asker under 18 who has named nobody yet (`contact_needed`)."
    )


class CancelMeetingIn(MeetingIdIn):
    """`cancel_meeting`: declines, withdraws or calls off. The other one is told, with the reason if there is one."""

    reason: CancelReason | None = None


class LateForMeetingIn(MeetingIdIn):
    """`late_for_meeting`: tells the other one. The last word counts."""

    minutes: int = Field(ge=MEETING_LATE_MIN_MINUTES, le=MEETING_LATE_MAX_MINUTES)


_Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


class CheckInIn(MeetingIdIn):
    """`check_in`: I am there. Either of the two proves it; the position is judged and forgotten."""

    fix: FixIn | None = None
    code: _Code | None = Field(default=None, description="The one that the other one shows, or the desk's of the day.")

    @model_validator(mode="after")
    def _has_one_proof(self) -> Self:
        if (self.fix is None) == (self.code is None):
            raise ValueError("send a position or a code")
        return self

    def to_proof(self) -> GpsFix | str:
        return self.fix.to_fix() if self.fix else self.code or ""


class CheckOutIn(MeetingIdIn):
    """`check_out`: I am leaving. After `check_out_due_at`, or for who came by a code, it takes no proof."""

    fix: FixIn | None = None
    code: _Code | None = None

    def to_proof(self) -> GpsFix | str | None:
        return self.fix.to_fix() if self.fix else self.code


class SayWellIn(MeetingIdIn):
    """`say_well`: all is well, without having checked in; up to the end it says that one is not coming. From when one
    can check in, also long after the end; before, one cancels."""


class MeetingPlaceOut(Outgoing):
    """A place where people meet."""

    id: UUID
    name: str
    kind: PlaceKind
    position: PositionOut
    is_exact: bool = Field(description="A position can tell whether somebody is there; false: only a code can.")

    @classmethod
    def of(cls, place: Place) -> "MeetingPlaceOut":
        return cls(
            id=place.id,
            name=place.name,
            kind=place.kind,
            position=PositionOut.of(place.position),
            is_exact=is_exact(place),
        )


class AttendanceOut(Outgoing):
    """The attendance of one of the two, as they told it."""

    late_minutes: int | None
    checked_in_at: AwareDatetime | None
    checked_out_at: AwareDatetime | None
    well_at: AwareDatetime | None = Field(
        description="When they said that all is well without having checked in: before the end, that they do not come."
    )
    came_by: CheckInProof | None = Field(description="What proved that they came.")

    @classmethod
    def of(cls, attendance: Attendance) -> "AttendanceOut":
        return cls(
            late_minutes=attendance.late_minutes,
            checked_in_at=attendance.checked_in_at,
            checked_out_at=attendance.checked_out_at,
            well_at=attendance.well_at,
            came_by=attendance.came_by,
        )


class TrustedContactOut(Outgoing):
    """The trusted contact that the player named; nobody else is shown it."""

    name: str
    email: str | None
    phone: str | None

    @classmethod
    def of(cls, contact: TrustedContact) -> "TrustedContactOut":
        return cls(name=contact.name, email=contact.email, phone=contact.phone)


class MeetingOtherOut(Outgoing):
    """The other one, by the name they go by."""

    player_id: UUID | None = Field(description="null is an employer.")
    name: str


class MeetingOut(Outgoing):
    """A meeting as this player sees it."""

    id: UUID
    conversation_id: UUID | None = Field(description="null: it is an interview with an employer.")
    application_id: UUID | None = Field(description="Of an interview.")
    role: MeetingRole = Field(description="asker or helper: the player's own part.")
    other: MeetingOtherOut | None = Field(description="null is somebody who has left for good.")
    place: MeetingPlaceOut
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    timezone: str = Field(description="IANA name: show the times in it, whatever the phone's own is.")
    state: MeetingState
    proposed_by: MeetingRole = Field(description="The other of the two may confirm.")
    cancelled_by: MeetingRole | None = Field(description="game: none of the two, and nobody is told why.")
    cancel_reason: CancelReason | None
    mine: AttendanceOut
    theirs: AttendanceOut
    contact_needed: bool = Field(description="The player is under 18: no meeting without a trusted contact.")
    trusted_contact: TrustedContactOut | None
    contact_answer: ContactAnswer | None = Field(
        description="What the trusted contact says to being one; declined: they are forgotten, and nobody is named."
    )
    is_team_told: bool = Field(description="An alert reaches an organiser at once; false: it waits in their list.")
    check_in_opens_at: AwareDatetime = Field(description="From then until `ends_at` one can check in.")
    check_out_due_at: AwareDatetime = Field(description="Who has not said by then that all is well is missed.")

    @classmethod
    def of(cls, view: MeetingView, limits: Limits = DEFAULT_LIMITS) -> "MeetingOut":
        meeting = view.meeting
        contact = meeting.trusted_contact if view.role is MeetingRole.ASKER else None
        return cls(
            id=meeting.id,
            conversation_id=meeting.call_id,
            application_id=meeting.employer.application_id if meeting.employer else None,
            role=view.role,
            other=MeetingOtherOut(player_id=view.other[0], name=view.other[1]) if view.other else None,
            place=MeetingPlaceOut.of(view.place),
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            timezone=meeting.zone.key,
            state=meeting.state,
            proposed_by=meeting.proposed_by,
            cancelled_by=meeting.cancelled_by,
            cancel_reason=meeting.cancel_reason,
            mine=AttendanceOut.of(meeting.attendance_of(view.role)),
            theirs=AttendanceOut.of(meeting.attendance_of(view.role.other)),
            contact_needed=view.contact_needed,
            trusted_contact=TrustedContactOut.of(contact) if contact else None,
            contact_answer=meeting.contact_answer if view.role is MeetingRole.ASKER else None,
            is_team_told=view.is_team_told,
            check_in_opens_at=check_in_opens_at(meeting, limits),
            check_out_due_at=check_out_due_at(meeting, limits),
        )


class MeetingChangedOut(Outgoing):
    """`meeting_changed`: a meeting was proposed or moved; it replaces what the client had of it."""

    meeting: MeetingOut


class MeetingAck(Outgoing):
    """Acknowledgement with the meeting as it stands."""

    ok: Literal[True] = True
    meeting: MeetingOut


class PresenceCodeOut(Outgoing):
    """The code that the player shows the other one, who enters it to say that they are there."""

    code: str


class SlotDayOut(Outgoing):
    """The free slots of one day."""

    on: date = Field(description="Local day.")
    starts: list[AwareDatetime] = Field(description="In order.")


class SlotPlaceOut(Outgoing):
    """A staffed place with its free slots; days without are left out."""

    place: MeetingPlaceOut
    staffed_hours: list[OpenHoursOut]
    days: list[SlotDayOut]


class MeetingSlotsOut(Outgoing):
    """Places and times at which the two of a conversation can meet: other meetings of either are left out."""

    timezone: str
    durations_minutes: list[int] = Field(description="How long a meeting may be.")
    places: list[SlotPlaceOut]
    contact_needed: bool = Field(description="The player is under 18: they name a trusted contact with the proposal.")

    @classmethod
    def of(cls, choice: SlotChoice) -> "MeetingSlotsOut":
        return cls(
            timezone=choice.zone_name,
            durations_minutes=list(choice.durations_min),
            places=[
                SlotPlaceOut(
                    place=MeetingPlaceOut.of(place),
                    staffed_hours=visiting_hours_out(place.staffed_hours) if place.staffed_hours else [],
                    days=[SlotDayOut(on=day.on, starts=list(day.starts)) for day in slots.days],
                )
                for place, slots in choice.places
            ],
            contact_needed=choice.contact_needed,
        )


class MeetingAlertOut(Outgoing):
    """Somebody did not say in time that all is well."""

    meeting_id: UUID
    role: MeetingRole = Field(description="Who is missed: asker (the player) or helper (the Joker).")
    missing_player_id: UUID | None = Field(description="null, as the name, is somebody who has left for good.")
    missing_name: str | None
    checked_in_at: AwareDatetime | None = Field(description="When the missed one came; null: they never said so.")
    other_player_id: UUID | None
    other_name: str | None
    other_checked_out_at: AwareDatetime | None
    place: MeetingPlaceOut
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    timezone: str
    raised_at: AwareDatetime
    answered_at: AwareDatetime | None = Field(description="When they said that all is well after all.")
    contact: TrustedContactOut | None = Field(description="Whom the missed one trusts; call them.")
    contact_mailed: bool = Field(
        description="The contact was written to; false: they have no address, or have not confirmed."
    )

    @classmethod
    def of(cls, found: OpenAlert) -> "MeetingAlertOut":
        alert, meeting = found.alert, found.meeting
        contact = meeting.trusted_contact if alert.role is MeetingRole.ASKER else None
        return cls(
            meeting_id=meeting.id,
            role=alert.role,
            missing_player_id=meeting.player_of(alert.role),
            missing_name=found.missing_name,
            checked_in_at=meeting.attendance_of(alert.role).checked_in_at,
            other_player_id=meeting.player_of(alert.role.other),
            other_name=found.other_name,
            other_checked_out_at=meeting.attendance_of(alert.role.other).checked_out_at,
            place=MeetingPlaceOut.of(found.place),
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            timezone=meeting.zone.key,
            raised_at=alert.raised_at,
            answered_at=alert.answered_at,
            contact=TrustedContactOut.of(contact) if contact else None,
            contact_mailed=alert.contact_mailed,
        )


class MeetingAlertsOut(Outgoing):
    """Alerts that no organiser has dealt with, oldest first."""

    alerts: list[MeetingAlertOut]

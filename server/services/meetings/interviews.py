"""Somebody who applied responds to an interview or a call: a minor who agrees to an interview has a meeting."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from game_rules.addressed_events import AddressedEvent
from game_rules.applications.application import Application, ApplicationState
from game_rules.applications.interview import INTERVIEW_MINUTES, Interview, NewResponse, Response
from game_rules.applications.views import ApplicationView
from game_rules.meetings.meeting import (
    EmployerHost,
    Meeting,
    MeetingAction,
    MeetingRole,
    MeetingState,
    TrustedContact,
    check_contact,
)
from game_rules.meetings.watch import is_watched
from game_rules.offers.drafts import AtDoor
from game_rules.organisations.organisation import OrganisationState
from game_rules.refusals import RefusalReason, Refused
from server.persistence.ids import new_id
from server.services.applications.respond import respond_in
from server.services.applications.views import ApplicationMoved
from server.services.context import Context, Unit
from server.services.meetings.answer import call_off
from server.services.meetings.notices import mail_calendar_entry, schedule_steps
from server.services.meetings.propose import age_of_asker, contact_of
from server.services.meetings.trusted_contact import ask_contact
from server.services.meetings.views import meeting_events
from server.texts.meetings import MeetingMail


def respond_to_invitation(
    context: Context, application_id: UUID, version: int, response: NewResponse, contact: TrustedContact | None = None
) -> ApplicationMoved:
    """Says yes, no or something else to the interview or the call that stands at `version`. A minor names a trusted
    `contact` with a yes to an interview; any other word calls off what was agreed and has not begun.

    Raises Refused(trusted_contact_needed | trusted_contact_invalid | slot_too_soon | slot_taken | private_place |
    organisation_not_verified | not_allowed_now), the last while they are looked for at an earlier interview, and what
    `respond_in` raises.
    """
    with context.unit() as unit:
        # Meetings before applications, as everybody locks them.
        unit.accounts.lock_player(context.player_id)
        live = unit.meetings.lock_live_of_application(application_id)
        responded = respond_in(unit, application_id, version, response)
        if responded.view.is_of_minor and responded.view.application.interview is not None:
            events = _follow(unit, responded, responded.view.application.interview, live, contact)
            responded = replace(responded, events=(*responded.events, *events))
        unit.commit()
    return responded


def _follow(
    unit: Unit, responded: ApplicationMoved, interview: Interview, live: Meeting | None, contact: TrustedContact | None
) -> list[AddressedEvent]:
    """Lets the minor's meeting follow what they said."""
    view = responded.view
    is_agreed = view.application.response is Response.YES
    is_repeated_later = not responded.events and interview.starts_at <= unit.now
    if is_repeated_later or (live is not None and is_agreed and _stands(view.application, live)):
        return []
    if live is not None and is_watched(live, unit.now):
        if is_agreed:
            # One is looked for at the other meeting: a second one of the same two would be watched by nobody.
            raise Refused(RefusalReason.NOT_ALLOWED_NOW)
        return []
    events: list[AddressedEvent] = []
    for off in call_off(unit, [live] if live else []):
        events += meeting_events(unit, off)
    return [*events, *meeting_events(unit, _agree(unit, view, interview, contact))] if is_agreed else events


def _agree(unit: Unit, view: ApplicationView, interview: Interview, contact: TrustedContact | None) -> Meeting:
    if interview.starts_at <= unit.now:
        raise Refused(RefusalReason.SLOT_TOO_SOON)
    meeting = _meeting_of(unit, view, interview)
    meeting = replace(meeting, trusted_contact=contact_of(unit, meeting, MeetingRole.ASKER, contact))
    check_contact(age_of_asker(unit, meeting), meeting.trusted_contact)
    if any(meeting.slot.overlaps(one) for one in unit.meetings.taken(meeting.people, but=None)):
        raise Refused(RefusalReason.SLOT_TAKEN)
    meeting = ask_contact(unit, meeting)
    unit.meetings.add(meeting)
    schedule_steps(unit, meeting)
    mail_calendar_entry(unit, meeting, MeetingMail.CONFIRMED, MeetingRole.ASKER)
    return meeting


def _meeting_of(unit: Unit, view: ApplicationView, interview: Interview) -> Meeting:
    """Raises Refused(private_place) where the offer has a door no more, and the place is no public one, and
    Refused(organisation_not_verified) for an organisation that is suspended or closed by now."""
    application, door = view.application, None
    offer = unit.posted_offers.offer(application.offer_id)
    if offer is None or (interview.place_id is None and not isinstance(offer.draft.place, AtDoor)):
        raise Refused(RefusalReason.PRIVATE_PLACE)
    if offer.organisation.state is not OrganisationState.VERIFIED:
        raise Refused(RefusalReason.ORGANISATION_NOT_VERIFIED)
    if interview.place_id is None and isinstance(offer.draft.place, AtDoor):
        door = offer.draft.place.position
    organisation = offer.organisation
    return Meeting(
        id=new_id(unit.now),
        call_id=None,
        asker_id=application.player_id,
        joker_id=None,
        place_id=interview.place_id,
        starts_at=interview.starts_at,
        ends_at=interview.starts_at + timedelta(minutes=INTERVIEW_MINUTES),
        zone=ZoneInfo(str(unit.zone)),
        state=MeetingState.CONFIRMED,
        proposed_by=MeetingRole.HELPER,
        proposed_at=unit.now,
        employer=EmployerHost(application.id, organisation.id, organisation.name, interview.place, door),
    )


def is_off(unit: Unit, meeting: Meeting) -> bool:
    """Tells whether the employer, or who applied, called the interview off before it began: however that came about.

    From the start on the watch goes on, whatever becomes of the application. In the caller's unit, which holds the
    meeting.
    """
    if meeting.employer is None:
        return False
    application = unit.applications.lock(meeting.employer.application_id)
    if application is None:
        return True
    return not _stands(application, meeting) and application.changed_at < meeting.starts_at


def end_quietly(unit: Unit, meeting: Meeting) -> None:
    """Notes that an interview is off; who applied was told of it as it happened. In the caller's unit."""
    off = replace(
        meeting,
        state=MeetingState.CANCELLED,
        cancelled_by=MeetingRole.GAME,
        ended_at=unit.now,
        trusted_contact=None,
        sequence=meeting.sequence + 1,
    )
    unit.meetings.move(off, MeetingAction.CANCEL, MeetingRole.GAME, unit.now)


def _stands(application: Application, meeting: Meeting) -> bool:
    return (
        application.state is ApplicationState.MEETING_PROPOSED
        and application.response is Response.YES
        and application.interview is not None
        and application.interview.starts_at == meeting.starts_at
        and meeting.employer is not None
        and application.interview.place == meeting.employer.place
    )

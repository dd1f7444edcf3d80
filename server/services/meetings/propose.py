"""One of the two of a conversation proposes to meet at a staffed public place."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from game_rules.addressed_events import AddressedEvent
from game_rules.calls.call import Call, CallState
from game_rules.jokers.joker import vetting_of
from game_rules.meetings.meeting import (
    CancelReason,
    Meeting,
    MeetingAction,
    MeetingRole,
    MeetingState,
    TrustedContact,
    check_contact,
    clean_contact,
    meeting_of_two,
    next_meeting_state,
)
from game_rules.meetings.slots import PlaceSlots, Span, check_slot, free_slots, slots_that
from game_rules.meetings.views import MeetingView, SlotChoice
from game_rules.notifications.notification import NotificationKind
from game_rules.people.encounters import (
    Counterpart,
    Encounter,
    Hour,
    Where,
    check_encounter,
    needs_contact,
    why_not,
)
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from server.services.calls.conversation_views import conversation_in
from server.services.context import Context, Unit
from server.services.meetings.notices import schedule_steps, tell
from server.services.meetings.views import meeting_events, meeting_views
from server.services.notifications.tell_organisers import is_organiser_told


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A meeting as a device sends it; `id` was made there, so that proposing twice is proposing once."""

    id: UUID
    call_id: UUID
    place_id: UUID
    starts_at: datetime
    minutes: int
    trusted_contact: TrustedContact | None = None


@dataclass(frozen=True, slots=True)
class MeetingMoved:
    """The meeting as whoever moved it sees it, committed, and whom to tell what."""

    view: MeetingView
    events: tuple[AddressedEvent, ...]


def propose_meeting(context: Context, new: NewMeeting) -> MeetingMoved:
    """Keeps the proposal; it takes the place of an open one of the conversation, whoever made that. The same proposal
    sent again changes nothing.

    Raises Refused(no_campaign | call_not_found | call_over | meeting_not_found | meeting_already_set |
    too_many_proposals), and what `check_encounter`, `clean_contact` and `check_slot` raise.
    """
    campaign = context.running
    with context.unit() as unit:
        seen, _, other_id = conversation_in(unit, unit.calls.call(new.call_id))
        if seen.joker_id is None or other_id is None or not unit.accounts.lock_players((context.player_id, other_id)):
            raise Refused(RefusalReason.CALL_NOT_FOUND)
        joker = unit.jokers.lock(seen.joker_id)
        call, _, _ = conversation_in(unit, unit.calls.lock(new.call_id))
        known = unit.meetings.meeting(new.id)
        if known is not None:
            if known.call_id != call.id or known.player_of(known.proposed_by) != context.player_id:
                raise Refused(RefusalReason.MEETING_NOT_FOUND)
            return MeetingMoved(meeting_views(unit, [known], context.player_id)[0], ())
        meeting = _meeting_of(context, call, new)
        if call.state is not CallState.ACCEPTED:
            raise Refused(RefusalReason.CALL_OVER)
        hour_ago = context.now - timedelta(hours=1)
        if (
            unit.meetings.count_proposed_since(context.player_id, hour_ago)
            >= context.limits.meeting_proposals_per_hour_max
        ):
            raise Refused(RefusalReason.TOO_MANY_PROPOSALS)
        contact = contact_of(unit, meeting, meeting.proposed_by, new.trusted_contact)
        age = age_of_asker(unit, meeting)
        check_encounter(meeting_of_two(age, joker, meeting.slot, campaign.zone))
        # A Joker who proposes cannot name whom a player trusts: that comes with the player's yes.
        if meeting.proposed_by is MeetingRole.ASKER:
            check_contact(age, contact)
        taken = unit.meetings.taken(meeting.people, but=call.id)
        check_slot(
            meeting.slot,
            campaign.staffed_hours.get(new.place_id),
            campaign.zone,
            context.now,
            taken,
            context.limits,
        )
        events = _make_room(unit, call, meeting.proposed_by)
        meeting = replace(meeting, trusted_contact=contact)
        unit.meetings.add(meeting)
        schedule_steps(unit, meeting)
        tell(unit, meeting, NotificationKind.MEETING_PROPOSED, meeting.proposed_by.other)
        events += meeting_events(unit, meeting)
        view = meeting_views(unit, [meeting], context.player_id)[0]
        unit.commit()
    return MeetingMoved(view, tuple(events))


def contact_of(unit: Unit, meeting: Meeting, role: MeetingRole, given: TrustedContact | None) -> TrustedContact | None:
    """The trusted contact after `given`, which only the asker may name: with a telephone alone, only where an organiser
    is told and can call. Raises Refused(trusted_contact_invalid)."""
    if given is None:
        return meeting.trusted_contact
    if role is not MeetingRole.ASKER or (given.email is None and not is_organiser_told(unit)):
        raise Refused(RefusalReason.TRUSTED_CONTACT_INVALID)
    players = (unit.accounts.player(player_id) for player_id in meeting.people)
    not_these = {one.email for one in players if one and one.email}
    if meeting.employer is not None:
        application = unit.applications.application(meeting.employer.application_id)
        if application is not None:
            not_these |= {one.email for one in unit.applications.readers(application.offer_id)}
    return clean_contact(given, not_these=frozenset(not_these))


def age_of_asker(unit: Unit, meeting: Meeting) -> AgeBand:
    """All that is known of it. Raises Refused(meeting_not_found) for somebody who has left."""
    return _age_of(unit, meeting.asker_id)


def _age_of(unit: Unit, asker_id: UUID | None) -> AgeBand:
    age = unit.accounts.age_band_of_player(asker_id) if asker_id else None
    if age is None:
        raise Refused(RefusalReason.MEETING_NOT_FOUND)
    return age


def choose_slot(context: Context, call_id: UUID, minutes: int) -> SlotChoice:
    """The staffed places with the slots of the next days that are free for both. Whoever may not meet hears of it here,
    before they have chosen.

    Raises Refused(no_campaign | call_not_found | call_over | slot_invalid), and what `check_encounter` raises.
    """
    campaign = context.running
    if minutes not in context.limits.meeting_durations_min:
        raise Refused(RefusalReason.SLOT_INVALID)
    with context.unit() as unit:
        call, _, other_id = conversation_in(unit, unit.calls.call(call_id))
        if other_id is None:
            raise Refused(RefusalReason.CALL_OVER)
        joker = unit.jokers.joker(call.joker_id) if call.joker_id else None
        age = _age_of(unit, call.asker_id)
        check_encounter(Encounter(age, Counterpart.JOKER, vetting_of(joker, context.now), Hour.DAY, Where.PUBLIC_OPEN))
        taken = unit.meetings.taken((context.player_id, other_id), but=call.id)
    places, length = [], timedelta(minutes=minutes)
    for place in campaign.staffed_places.values():
        free = free_slots(campaign.staffed_hours[place.id], campaign.zone, context.now, taken, minutes, context.limits)
        days = slots_that(
            lambda starts: why_not(meeting_of_two(age, joker, Span(starts, starts + length), campaign.zone)) is None,
            free,
        )
        if days:
            places.append((place, PlaceSlots(place.id, days)))
    contact_needed = context.player_id == call.asker_id and needs_contact(age, Where.PUBLIC_OPEN)
    return SlotChoice(str(campaign.zone), context.limits.meeting_durations_min, tuple(places), contact_needed)


def _meeting_of(context: Context, call: Call, new: NewMeeting) -> Meeting:
    if call.asker_id is None or call.joker_id is None:
        raise Refused(RefusalReason.CALL_NOT_FOUND)
    return Meeting(
        id=new.id,
        call_id=call.id,
        asker_id=call.asker_id,
        joker_id=call.joker_id,
        place_id=new.place_id,
        starts_at=new.starts_at,
        ends_at=new.starts_at + timedelta(minutes=new.minutes),
        zone=ZoneInfo(str(context.running.zone)),
        state=MeetingState.PROPOSED,
        proposed_by=MeetingRole.ASKER if context.player_id == call.asker_id else MeetingRole.HELPER,
        proposed_at=context.now,
    )


def _make_room(unit: Unit, call: Call, role: MeetingRole) -> list[AddressedEvent]:
    """Another time for the same conversation ends the open proposal. Raises Refused(meeting_already_set)."""
    before = unit.meetings.live_of_call(call.id)
    if before is None:
        return []
    if before.state is not MeetingState.PROPOSED:
        raise Refused(RefusalReason.MEETING_ALREADY_SET)
    before = replace(
        before,
        state=next_meeting_state(before, MeetingAction.CANCEL, role),
        cancelled_by=role,
        cancel_reason=CancelReason.OTHER_TIME,
        ended_at=unit.now,
        trusted_contact=None,
        sequence=before.sequence + 1,
    )
    unit.meetings.move(before, MeetingAction.CANCEL, role, unit.now)
    unit.notifications.mark_read_of(before.id, unit.now)
    return meeting_events(unit, before)

"""Departure for good, as others see it: questions taken back, conversations closed, no name and no words."""

from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.calls.call import UNANSWERED, CallState
from game_rules.calls.help_events import ConversationChanged
from game_rules.meetings.meeting import Meeting, MeetingState
from game_rules.meetings.watch import is_watched
from game_rules.people.encounters import is_minor
from server.services.calls.ask_joker import take_back
from server.services.calls.close_conversation import close_in
from server.services.calls.conversation_views import CLOSED_SHOWN_FOR, views_of
from server.services.context import Unit
from server.services.meetings.alerts import open_alert_case
from server.services.meetings.answer import call_off
from server.services.meetings.views import meeting_events


def anonymise_player(unit: Unit, player_id: UUID) -> list[AddressedEvent]:
    """Takes the player out of calls, conversations and reports, in the caller's unit, which holds their lock.

    What others said stays, and they are told. What is the player's alone goes with their account: that is the caller's.
    """
    # It goes with the account: an organiser who decides about the Joker locks it before the conversations.
    unit.jokers.lock(player_id)
    # No wave may choose a Joker who is about to be gone.
    unit.calls.lock_wave_selection()
    unit.calls.lock_all_of([player_id])
    events: list[AddressedEvent] = []
    for call_id in unit.calls.open_of(player_id):
        call = unit.calls.lock(call_id)
        role = call.role_of(player_id) if call else None
        if call is None or role is None:
            continue
        if call.state in UNANSWERED:
            events += take_back(unit, call)[1]
        elif call.state is CallState.ACCEPTED:
            close_in(unit, call, role)
    live = unit.meetings.lock_live_of(player_id)
    for meeting in live:
        if meeting.state is MeetingState.UNDER_WAY or (is_watched(meeting, unit.now) and _is_of_minor(unit, meeting)):
            # Nobody would know any more whom the other one is with.
            open_alert_case(unit, meeting, player_id)
    called_off = call_off(unit, live)
    shared = unit.calls.conversations_of(player_id, unit.now - CLOSED_SHOWN_FOR)
    unit.calls.forget_player(player_id)
    for before in shared:
        other_id, call = before.other_of(player_id), unit.calls.call(before.id)
        if other_id is not None and call is not None:
            events += [AddressedEvent(other_id, ConversationChanged(view)) for view in views_of(unit, [call], other_id)]
    for off in called_off:
        without_them = unit.meetings.meeting(off.id)
        events += meeting_events(unit, without_them) if without_them else []
    return events


def _is_of_minor(unit: Unit, meeting: Meeting) -> bool:
    age = unit.accounts.age_band_of_player(meeting.asker_id) if meeting.asker_id else None
    return age is not None and is_minor(age)

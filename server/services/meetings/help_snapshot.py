"""All that an app which is opened is shown of calls and meetings."""

from game_rules.calls.help_events import CallOffered
from game_rules.jokers.joker import Joker, vetting_of
from game_rules.meetings.help_snapshot import HelpSnapshot
from game_rules.people.encounters import Counterpart, Encounter, Where, hour_at, is_minor, why_not
from game_rules.people.players import AgeBand
from server.services.calls.conversation_views import CLOSED_SHOWN_FOR, offer_title, views_of
from server.services.context import Context, Unit
from server.services.jokers.profile import profile_in
from server.services.meetings.views import meeting_views


def take_help_snapshot(context: Context) -> HelpSnapshot:
    """All of it at one moment."""
    with context.unit() as unit:
        unit.read_at_one_moment()
        profile = profile_in(unit, context.player_id)
        shown = _shown_to(unit, profile.joker) if profile is not None else []
        meetings = unit.meetings.of_player(context.player_id, context.now - CLOSED_SHOWN_FOR, context.now)
        return HelpSnapshot(
            profile=profile,
            my_call=unit.calls.unanswered_call_of(context.player_id),
            shown_calls=tuple(shown),
            conversations=tuple(
                views_of(
                    unit,
                    unit.calls.conversations_of(context.player_id, context.now - CLOSED_SHOWN_FOR),
                    context.player_id,
                )
            ),
            meetings=tuple(meeting_views(unit, meetings, context.player_id)),
            unread_notifications=unit.notifications.unread(context.player_id),
        )


def _shown_to(unit: Unit, joker: Joker) -> list[CallOffered]:
    """Lists the calls that were shown to the Joker and that they may still answer now."""
    calls = unit.calls.shown_to(joker.player_id) if joker.may_answer else []
    minors = unit.accounts.minors_among({call.asker_id for call in calls if call.asker_id})
    vetting = vetting_of(joker, unit.now)
    shown = []
    for call in calls:
        age = AgeBand.FROM_15_TO_17 if call.asker_id in minors else AgeBand.FROM_18
        encounter = Encounter(age, Counterpart.JOKER, vetting, hour_at(unit.now, unit.zone), Where.ONLINE)
        if why_not(encounter) is None:
            shown.append(CallOffered(call, offer_title(unit.context, call.offer_id), is_minor(age)))
    return shown

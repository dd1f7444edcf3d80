"""All that an app which is opened is shown of calls and meetings."""

from game_rules.calls.help_events import CallOffered
from game_rules.meetings.help_snapshot import HelpSnapshot
from server.services.calls.conversation_views import CLOSED_SHOWN_FOR, offer_title, views_of
from server.services.context import Context
from server.services.jokers.profile import profile_in
from server.services.meetings.views import meeting_views


def take_help_snapshot(context: Context) -> HelpSnapshot:
    """All of it at one moment."""
    with context.unit() as unit:
        unit.read_at_one_moment()
        profile = profile_in(unit)
        may_answer = profile is not None and profile.joker.may_answer
        shown = unit.calls.shown_to(context.player_id) if may_answer else []
        return HelpSnapshot(
            profile=profile,
            my_call=unit.calls.unanswered_call_of(context.player_id),
            shown_calls=tuple(CallOffered(call, offer_title(context, call.offer_id)) for call in shown),
            conversations=tuple(
                views_of(
                    unit,
                    unit.calls.conversations_of(context.player_id, context.now - CLOSED_SHOWN_FOR),
                    context.player_id,
                )
            ),
            meetings=tuple(
                meeting_views(
                    unit, unit.meetings.of_player(context.player_id, context.now - CLOSED_SHOWN_FOR), context.player_id
                )
            ),
            unread_notifications=unit.notifications.unread(context.player_id),
        )

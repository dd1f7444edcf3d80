"""All that an app which is opened is shown of calls and meetings."""

from uuid import UUID

from game_rules.calls.help_events import CallOffered
from game_rules.meetings.help_snapshot import HelpSnapshot
from server.services.calls.conversation_views import CLOSED_SHOWN_FOR, offer_title, views_of
from server.services.context import Context
from server.services.jokers.profile import profile_in
from server.services.meetings.views import meeting_views


def take_help_snapshot(context: Context, player_id: UUID) -> HelpSnapshot:
    """All of it at one moment."""
    with context.unit() as unit:
        profile = profile_in(unit, player_id)
        may_answer = profile is not None and profile.joker.may_answer
        shown = unit.calls.shown_to(player_id) if may_answer else []
        return HelpSnapshot(
            profile=profile,
            my_call=unit.calls.unanswered_call_of(player_id),
            shown_calls=tuple(CallOffered(call, offer_title(context, call.offer_id)) for call in shown),
            conversations=tuple(
                views_of(unit, unit.calls.conversations_of(player_id, context.now - CLOSED_SHOWN_FOR), player_id)
            ),
            meetings=tuple(
                meeting_views(unit, unit.meetings.of_player(player_id, context.now - CLOSED_SHOWN_FOR), player_id)
            ),
            unread_notifications=unit.notifications.unread(player_id),
        )

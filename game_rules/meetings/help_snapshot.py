"""All that an app which is opened is shown of calls and meetings."""

from dataclasses import dataclass

from game_rules.calls.call import Call
from game_rules.calls.help_events import CallOffered, Conversation
from game_rules.jokers.profile import JokerProfile
from game_rules.meetings.views import MeetingView


@dataclass(frozen=True, slots=True)
class HelpSnapshot:
    """Everything of Jokers, calls and conversations that concerns one player."""

    profile: JokerProfile | None
    my_call: Call | None
    shown_calls: tuple[CallOffered, ...]
    conversations: tuple[Conversation, ...]
    meetings: tuple[MeetingView, ...]
    unread_notifications: int

"""What Jokers, askers and organisers are shown of calls and of themselves, each as one value."""

from dataclasses import dataclass

from game_rules.calls.call import Call
from game_rules.calls.help_events import CallOffered, Conversation
from game_rules.jokers.availability import Availability, FreeSpan
from game_rules.jokers.joker import Joker
from game_rules.meetings.views import MeetingView


@dataclass(frozen=True, slots=True)
class JokerProfile:
    """A Joker's own view: `free` is the span they are in now, if their app were open."""

    joker: Joker
    availability: Availability
    free: FreeSpan | None


@dataclass(frozen=True, slots=True)
class VettedJoker:
    """A Joker with the name that the person goes by."""

    joker: Joker
    name: str


@dataclass(frozen=True, slots=True)
class HelpSnapshot:
    """Everything of Jokers, calls and conversations that concerns one player."""

    profile: JokerProfile | None
    my_call: Call | None
    shown_calls: tuple[CallOffered, ...]
    conversations: tuple[Conversation, ...]
    meetings: tuple[MeetingView, ...]
    unread_notifications: int

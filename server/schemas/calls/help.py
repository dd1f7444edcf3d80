"""Payloads of the socket namespace /help: calls to Jokers and conversations, for those who ask and those who answer."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from game_rules.calls.call import Call, CallRole, CallState
from game_rules.calls.conversation import Message, Receipt
from game_rules.calls.help_events import CallOffered, Conversation, GoneReason
from game_rules.cases.case import ReportReason
from game_rules.geo import Tile
from game_rules.jokers.joker import HelpTopic, SpokenLanguage
from game_rules.meetings.help_snapshot import HelpSnapshot
from game_rules.text_limits import CALL_TEXT_MAX_CHARS, MESSAGE_MAX_CHARS, REASON_MAX_CHARS
from game_rules.tiles import HINT_TILE_ZOOM
from server.schemas.base import Incoming, Outgoing
from server.schemas.jokers import JokerOut
from server.schemas.meetings import MeetingOut

_CONFIRMED = (
    "Only after `contact_data_found`: a minor wants the phone number or address in the text to go out all the same."
)
_TILES = 1 << HINT_TILE_ZOOM


class TileIn(Incoming):
    """A slippy-map tile of zoom 17, about 195 m: all that Jokers' ranking is told of where somebody asks."""

    x: int = Field(ge=0, lt=_TILES, description="Column, from the west.")
    y: int = Field(ge=0, lt=_TILES, description="Row, from the north.")

    def to_tile(self) -> Tile:
        return Tile(HINT_TILE_ZOOM, self.x, self.y)


class AskJokerIn(Incoming):
    """`ask_joker`: a question to Jokers. Sent again with the same `call_id`, it is asked once."""

    call_id: UUID = Field(description="Made by the device.")
    topic: HelpTopic
    language: SpokenLanguage = SpokenLanguage.FRENCH
    text: str | None = Field(default=None, min_length=1, max_length=CALL_TEXT_MAX_CHARS)
    offer_id: UUID | None = Field(default=None, description="A discovered offer it is about; Jokers see its title.")
    rome_domain: Annotated[str, Field(pattern=r"^[A-N][0-9]{2}$")] | None = Field(
        default=None, description="The trade it is about (F17); the offer's when left out."
    )
    near: TileIn | None = Field(default=None, description="Forgotten as soon as the call is no longer open.")
    confirmed: bool = Field(default=False, description=_CONFIRMED)


class CallIdIn(Incoming):
    """Names a call."""

    call_id: UUID


class ConversationIdIn(Incoming):
    """Names a conversation: the id of the call that it began with."""

    conversation_id: UUID


class CloseConversationIn(ConversationIdIn):
    """`close_conversation`: it is over. The asker may say whether it helped, later too; the first answer stands."""

    helped: bool | None = Field(
        default=None, description="Did it help? Asked of the asker only; yes gives points to both."
    )


class SendMessageIn(ConversationIdIn):
    """`send_message`: sent again with the same `client_id`, it is kept once and acknowledged alike."""

    client_id: UUID = Field(description="Made by the device, new for each message.")
    text: str = Field(min_length=1, max_length=MESSAGE_MAX_CHARS)
    confirmed: bool = Field(default=False, description=_CONFIRMED)


class FetchMessagesIn(ConversationIdIn):
    """`fetch_messages`: what was said after a message, oldest first. The way to catch up after a lost connection."""

    after: int = Field(
        default=0, ge=0, le=2_147_483_647, description="`sequence` of the newest message the device has."
    )


class MarkMessagesIn(ConversationIdIn):
    """`mark_messages`: how far this person's devices have received and read. Marks never go back."""

    delivered_up_to: int = Field(ge=0, le=2_147_483_647)
    read_up_to: int = Field(default=0, ge=0, le=2_147_483_647)


class ReportIn(CallIdIn):
    """`report`: calls an organiser in. It blocks nobody; that is `block`."""

    reason: ReportReason
    text: str | None = Field(default=None, min_length=1, max_length=REASON_MAX_CHARS)


class MyCallOut(Outgoing):
    """The player's own question."""

    id: UUID
    topic: HelpTopic
    language: SpokenLanguage
    text: str | None
    offer_id: UUID | None
    rome_domain: str | None
    state: CallState = Field(description="waiting: nobody has answered yet, and the next free Joker is told.")
    asked_at: AwareDatetime
    jokers_asked: int = Field(description="To how many Jokers it was shown so far.")
    rests_until: AwareDatetime | None = Field(
        description="Under 18, at night: no Joker is shown it before that. null: they are."
    )

    @classmethod
    def of(cls, call: Call) -> "MyCallOut":
        return cls(
            id=call.id,
            topic=call.topic,
            language=call.language,
            text=call.text,
            offer_id=call.offer_id,
            rome_domain=call.rome_domain,
            state=call.state,
            asked_at=call.asked_at,
            jokers_asked=call.jokers_asked,
            rests_until=call.rests_until,
        )


class OfferedCallOut(Outgoing):
    """A question as Jokers see it before one accepts: not who asks, nor where."""

    id: UUID
    topic: HelpTopic
    language: SpokenLanguage
    text: str | None
    offer_title: str | None
    rome_domain: str | None
    asked_at: AwareDatetime
    asker_is_minor: bool = Field(description="Whoever asks is under 18.")

    @classmethod
    def of(cls, offered: CallOffered) -> "OfferedCallOut":
        call = offered.call
        return cls(
            id=call.id,
            topic=call.topic,
            language=call.language,
            text=call.text,
            offer_title=offered.offer_title,
            rome_domain=call.rome_domain,
            asked_at=call.asked_at,
            asker_is_minor=offered.asker_is_minor,
        )


class ReceiptOut(Outgoing):
    """The newest messages that somebody has received and read: sequence numbers, 0 is nothing."""

    delivered_up_to: int
    read_up_to: int

    @classmethod
    def of(cls, receipt: Receipt) -> "ReceiptOut":
        return cls(delivered_up_to=receipt.delivered_up_to, read_up_to=receipt.read_up_to)


class OtherOut(Outgoing):
    """The other one, by the name they go by."""

    player_id: UUID
    name: str


class ConversationOut(Outgoing):
    """A conversation as this player sees it."""

    id: UUID
    role: CallRole = Field(description="asker or helper: the player's own part.")
    other: OtherOut | None = Field(
        description="null is somebody who has left for good, and taken their words along: forget what the device kept."
    )
    topic: HelpTopic
    language: SpokenLanguage
    text: str | None = Field(description="The question.")
    offer_title: str | None
    state: CallState = Field(description="accepted or closed.")
    accepted_at: AwareDatetime | None
    closed_at: AwareDatetime | None
    helped: bool | None = Field(description="The asker's answer. The Joker is told of a yes only.")
    last_sequence: int = Field(description="Number of the newest message, 0 without any.")
    asker_is_minor: bool = Field(description="Whoever asked is under 18.")
    mine: ReceiptOut
    theirs: ReceiptOut

    @classmethod
    def of(cls, conversation: Conversation) -> "ConversationOut":
        call, other = conversation.call, conversation.other
        is_asker = conversation.role is CallRole.ASKER
        return cls(
            id=call.id,
            role=conversation.role,
            other=OtherOut(player_id=other.id, name=other.name) if other else None,
            topic=call.topic,
            language=call.language,
            text=call.text,
            offer_title=conversation.offer_title,
            state=call.state,
            accepted_at=call.accepted_at,
            closed_at=call.closed_at,
            helped=call.helped if is_asker or call.helped else None,
            last_sequence=call.last_sequence,
            asker_is_minor=conversation.asker_is_minor,
            mine=ReceiptOut.of(conversation.mine),
            theirs=ReceiptOut.of(conversation.theirs or Receipt(call.id, call.id)),
        )


class MessageOut(Outgoing):
    """One message; `sequence` counts from 1 without gaps."""

    conversation_id: UUID
    sequence: int
    client_id: UUID
    sender_id: UUID | None = Field(description="null is somebody who has left for good.")
    text: str | None = Field(description="null has gone with its sender.")
    sent_at: AwareDatetime

    @classmethod
    def of(cls, message: Message) -> "MessageOut":
        return cls(
            conversation_id=message.call_id,
            sequence=message.sequence,
            client_id=message.client_id,
            sender_id=message.sender_id,
            text=message.text,
            sent_at=message.sent_at,
        )


class HelpSnapshotOut(Outgoing):
    """`help_snapshot`: sent on every connect; it replaces what the client had of calls and conversations."""

    joker: JokerOut | None = Field(description="null for who never applied as a Joker.")
    my_call: MyCallOut | None = Field(description="The player's question that nobody has answered yet.")
    calls: list[OfferedCallOut] = Field(description="Questions that this Joker may accept, oldest first.")
    conversations: list[ConversationOut] = Field(description="Open ones, and those closed in the last 30 days.")
    meetings: list[MeetingOut] = Field(description="To come, under way, and over in the last 30 days; earliest first.")
    unread_notifications: int = Field(description="Unread lines of the inbox, GET /api/me/notifications.")

    @classmethod
    def of(cls, snapshot: HelpSnapshot) -> "HelpSnapshotOut":
        return cls(
            joker=JokerOut.of(snapshot.profile) if snapshot.profile else None,
            my_call=MyCallOut.of(snapshot.my_call) if snapshot.my_call else None,
            calls=[OfferedCallOut.of(call) for call in snapshot.shown_calls],
            conversations=[ConversationOut.of(one) for one in snapshot.conversations],
            meetings=[MeetingOut.of(one) for one in snapshot.meetings],
            unread_notifications=snapshot.unread_notifications,
        )


class CallOfferedOut(Outgoing):
    """`call_offered`: somebody asks; the first Joker who accepts gets it."""

    call: OfferedCallOut


class CallTakenOut(Outgoing):
    """`call_taken`: another Joker was quicker."""

    call_id: UUID


class CallGoneOut(Outgoing):
    """`call_gone`: the question needs no answer any more."""

    call_id: UUID
    reason: GoneReason


class CallChangedOut(Outgoing):
    """`call_changed`: the player's own question moved, for example because nobody answered."""

    call: MyCallOut


class ConversationChangedOut(Outgoing):
    """`conversation_changed`: a call was accepted, or the conversation closed."""

    conversation: ConversationOut


class ConversationGoneOut(Outgoing):
    """`conversation_gone`: one of the two has blocked the other. Nothing of it is shown any more."""

    conversation_id: UUID


class MessageSentOut(Outgoing):
    """`message`: a new message, to the other one and to the sender's other devices."""

    message: MessageOut


class MessagesMarkedOut(Outgoing):
    """`messages_marked`: how far `reader_id`, one of the two, has received and read."""

    conversation_id: UUID
    reader_id: UUID
    receipt: ReceiptOut


class TypingOut(Outgoing):
    """`other_typing`: the other one writes. Show it for a few seconds."""

    conversation_id: UUID


class DoneAck(Outgoing):
    """Acknowledgement: it is done, and was before if it was sent before."""

    ok: Literal[True] = True


class CallAck(Outgoing):
    """Acknowledgement with the player's question as it stands."""

    ok: Literal[True] = True
    call: MyCallOut


class ConversationAck(Outgoing):
    """Acknowledgement with the conversation as it stands."""

    ok: Literal[True] = True
    conversation: ConversationOut


class MessageAck(Outgoing):
    """Acknowledgement of `send_message`, after COMMIT, with the number that the message got."""

    ok: Literal[True] = True
    message: MessageOut


class MessagesAck(Outgoing):
    """Acknowledgement of `fetch_messages`: at most 100, in order."""

    ok: Literal[True] = True
    messages: list[MessageOut]
    more: bool = Field(description="Fetch again after the last of these.")
    last_sequence: int = Field(description="Number of the last one here, or what was asked for when there is none.")

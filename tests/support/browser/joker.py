"""A Joker who answers the phones of the browser tests, over a real socket."""

from typing import Any
from uuid import uuid4

from game_rules.jokers.limits import MINORS_ARTICLE_VERSION
from tests.support.running.help_people import APPLICATION, Organiser
from tests.support.running.servers import Guest, ServerProcess

EVERY_TOPIC = ["cv", "getting_around", "interview", "other", "papers"]


class AnsweringJoker:
    """Approved for minors too, free now, with the app open: `with AnsweringJoker(server, "Nadia") as joker`."""

    def __init__(self, server: ServerProcess, name: str) -> None:
        self._guest = Guest(server, name=name)
        application = {
            **APPLICATION,
            "topics": EVERY_TOPIC,
            "languages": ["en", "fr"],
            "minors_article": MINORS_ARTICLE_VERSION,
        }
        self._guest.send("POST", "/api/joker", application, status=201)
        for decision in ("approve", "identity-checked"):
            Organiser(server).send("POST", f"/jokers/{self._guest.id}/{decision}", {})
        self._socket = self._guest.open_socket("/help")
        self._socket.wait_for("help_snapshot")
        self._guest.send("PUT", "/api/joker/free-now", {})

    def __enter__(self) -> "AnsweringJoker":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.__exit__()
        self._guest.send("DELETE", "/api/joker")

    def accept(self) -> dict[str, Any]:
        """Takes the next call that is offered; returns the conversation."""
        call = self._socket.wait_for("call_offered")["call"]
        conversation: dict[str, Any] = self._done("accept_call", call_id=call["id"])["conversation"]
        return conversation

    def say(self, conversation_id: str, text: str) -> None:
        self._done("send_message", conversation_id=conversation_id, client_id=str(uuid4()), text=text)

    def hear(self) -> str:
        """The next message that arrives; the Joker has then read it."""
        message = self._socket.wait_for("message")["message"]
        sequence = message["sequence"]
        self._done(
            "mark_messages",
            conversation_id=message["conversation_id"],
            delivered_up_to=sequence,
            read_up_to=sequence,
        )
        text: str = message["text"]
        return text

    def write_for_a_while(self, conversation_id: str) -> None:
        """The app shows the other one that somebody types."""
        self._done("typing", conversation_id=conversation_id)

    def all_said(self, conversation_id: str) -> list[str]:
        """Every message of the conversation, in order, as the server keeps them."""
        page = self._done("fetch_messages", conversation_id=conversation_id, after=0)
        assert not page["more"]
        return [message["text"] for message in page["messages"]]

    def _done(self, event: str, **payload: Any) -> dict[str, Any]:
        ack: dict[str, Any] = self._socket.ask(event, payload)
        assert ack["ok"], ack
        return ack

"""Two people who talk from two servers: each message is noted as it is sent, and what is on their screens."""

from collections.abc import Callable, Mapping
from math import inf
from threading import Event, RLock
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine, text

from server.clock import utc_now
from tests.faults.history import Attempt, Kept, Outcome, Verdict, check
from tests.faults.lines import Line
from tests.faults.notes import Notes, Pulse
from tests.support.running.help_people import make_joker
from tests.support.running.servers import Guest, ServerProcess
from tests.support.scenes.help import HelpScene

_PAUSE_S = 0.5


class Talk:
    """A conversation of an asker on the first server with a Joker on the second.

    The asker sends a message again until it is acknowledged, as the app does. The Joker does not wait for an answer
    that does not come, as somebody whose phone has died: those messages stay without an answer.
    """

    def __init__(self, servers: tuple[ServerProcess, ServerProcess], scene: HelpScene, pulse: Pulse) -> None:
        asker, joker = Guest(servers[0], address="10.2.0.1"), make_joker(servers[1], scene)
        self._id = scene.conversation(asker.id, joker.id, utc_now())
        sent_s: dict[str, float] = {}
        self._phones = [
            _Phone(Line(asker, servers[0], "/help"), 0, self._id, pulse, sent_s, insists=True),
            _Phone(Line(joker, servers[1], "/help"), 1, self._id, pulse, sent_s, insists=False),
        ]

    @property
    def pulses(self) -> list[str]:
        return [name for phone in self._phones for name in (phone.name, phone.heard)]

    def runs(self) -> list[Callable[[Event], None]]:
        return [phone.talk for phone in self._phones]

    def finish(self) -> None:
        """Lets each come again and catch up."""
        for phone in self._phones:
            phone.come_again()

    def verdicts(self, engine: Engine) -> Mapping[str, Verdict]:
        """Compares what both sent with the database, and that with both screens."""
        attempts = [attempt for phone in self._phones for attempt in phone.notes.attempts]
        query = "select client_id, text from help_message where call_id = :call order by sequence"
        with engine.connect() as connection:
            rows = connection.execute(text(query), {"call": self._id}).all()
        stream = str(self._id)
        # The place is counted: a gap in the numbers would show in each that follows.
        kept = [Kept(stream, str(id_), words, str(place)) for place, (id_, words) in enumerate(rows, 1)]
        written = [
            Attempt(stream, one.id, Outcome.ACKNOWLEDGED, float(place), place + 0.5, one.content, one.told)
            for place, one in enumerate(kept)
        ]
        pushed = [Attempt(stream, one.id, Outcome.ACKNOWLEDGED, 0.0, inf, one.content) for one in kept]
        found = {"messages": check(attempts, kept)}
        for phone in self._phones:
            found[f"messages: screen after {phone.heard}"] = check(written, phone.screen())
            found[f"messages: {phone.heard}"] = check(
                pushed, phone.pushed, may_be_missing={attempt.id for attempt in pushed}
            )
        return found


class _Phone:
    """One person's phone: its screen grows at its end only. `sent_s` has, of both, when each message was sent."""

    def __init__(
        self, line: Line, number: int, conversation: UUID, pulse: Pulse, sent_s: dict[str, float], *, insists: bool
    ) -> None:
        self.name, self.heard = f"messages at {number}", f"pushes to {number}"
        self._line, self._conversation, self._insists = line, str(conversation), insists
        self._pulse, self._sent_s = pulse, sent_s
        line.on_event = self._hear
        self._shown: list[Any] = []
        self._lock = RLock()
        self._newest: int | None = None
        self._snapshot = Event()
        self.notes = Notes()
        self.pushed: list[Kept] = []

    def talk(self, enough: Event) -> None:
        number = 0
        while not enough.is_set():
            number += 1
            self._say(f"{self.name}: {number}", enough)
            enough.wait(_PAUSE_S)

    def come_again(self) -> None:
        """Connects anew and fetches what the snapshot says is missing: a push alone is no promise."""
        while True:
            self._line.close()
            self._snapshot.clear()
            self._line.open_until(Event())
            if self._snapshot.wait(5.0) and self._catch_up():
                break
        self._line.close()

    def screen(self) -> list[Kept]:
        return [Kept(self._conversation, one["client_id"], one["text"], str(one["sequence"])) for one in self._shown]

    def _say(self, words: str, enough: Event) -> None:
        client_id = str(uuid4())
        message = {"conversation_id": self._conversation, "client_id": client_id, "text": words}
        while self._line.open_until(enough):
            sent_s = monotonic()
            self._sent_s.setdefault(client_id, sent_s)
            outcome, ack = self._line.ask("send_message", message)
            told = str(ack["message"]["sequence"]) if outcome is Outcome.ACKNOWLEDGED else None
            self.notes.add(self._conversation, client_id, outcome, sent_s, content=words, told=told)
            if outcome is Outcome.ACKNOWLEDGED:
                self._pulse.beat(self.name, sent_s)
                self._show(ack["message"])
                return
            assert outcome is Outcome.UNKNOWN, ack
            if not self._insists:
                return
            Event().wait(_PAUSE_S)

    def _catch_up(self) -> bool:
        """Fetches up to what the snapshot told; False when the connection broke over it."""
        while len(self._shown) < (self._newest or 0):
            after = {"conversation_id": self._conversation, "after": len(self._shown)}
            if not self._line.is_open:
                return False
            outcome, ack = self._line.ask("fetch_messages", after)
            if outcome is not Outcome.ACKNOWLEDGED:
                return False
            for message in ack["messages"]:
                self._show(message)
        return True

    def _hear(self, event: str, payload: Any) -> None:
        if event == "help_snapshot":
            (conversation,) = payload["conversations"]
            self._newest = conversation["last_sequence"]
            self._snapshot.set()
        elif event == "message":
            message = payload["message"]
            self.pushed.append(Kept(self._conversation, message["client_id"], message["text"]))
            self._pulse.beat(self.heard, self._sent_s.get(message["client_id"], 0.0))
            self._show(message)

    def _show(self, message: Any) -> None:
        """Puts the message at the end of the screen if it is the next one; others are fetched in the end."""
        with self._lock:
            if message["sequence"] == len(self._shown) + 1:
                self._shown.append(message)

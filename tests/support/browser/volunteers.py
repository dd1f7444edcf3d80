"""Jokers of the browser tests: on a phone, or below it where a test is about something else."""

from uuid import UUID, uuid4

from tests.support.browser.phone import Phone
from tests.support.running.help_people import APPLICATION, Organiser
from tests.support.running.servers import Browser, Guest, ServerProcess, Socket

# No other test's Jokers or players speak it: who is asked here is decided here.
LANGUAGE = "pl"


def sign_in(phone: Phone, server: ServerProcess, email: str) -> UUID:
    """Makes the guest on the phone somebody with an account; opens the page anew. Returns who they are."""
    code = Browser(server).mailed_code(email)
    answer = phone.context.request.post(f"{phone.url}/api/sign-in", data={"email": email, "code": code})
    assert answer.ok, answer.text()
    phone.open()
    return UUID(phone.account()["player"]["id"])


def decide(server: ServerProcess, joker_id: UUID, what: str, reason: str | None = None) -> None:
    """`what` an organiser does: approve, suspend or identity-checked."""
    Organiser(server).send("POST", f"/jokers/{joker_id}/{what}", {"reason": reason} if reason else {})


def free_joker(server: ServerProcess, name: str) -> tuple[Guest, Socket]:
    """Another Joker who is free now, with an open app. Whoever calls closes the socket."""
    joker = Guest(server, name=name)
    joker.send("POST", "/api/joker", {**APPLICATION, "languages": [LANGUAGE]}, status=201)
    decide(server, joker.id, "approve")
    app = joker.open_socket("/help")
    app.wait_for("help_snapshot")
    joker.send("PUT", "/api/joker/free-now", {})
    return joker, app


def ask(app: Socket, text: str) -> str:
    """A player asks the Jokers of these tests; returns the call's id."""
    question = {"call_id": str(uuid4()), "topic": "papers", "language": LANGUAGE, "text": text}
    assert app.ask("ask_joker", question)["ok"]
    return question["call_id"]

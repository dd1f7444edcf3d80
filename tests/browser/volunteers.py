"""Jokers of the browser tests: on a phone, or below it where a test is about something else."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from tests.browser.phone import Phone
from tests.functional.help_people import APPLICATION, Organiser
from tests.functional.servers import Browser, Guest, ServerProcess, Socket

# No other test's Jokers or players speak it: who is asked here is decided here.
LANGUAGE = "pl"
QUESTION: Mapping[str, Any] = {"topic": "papers", "language": LANGUAGE}


def sign_in(phone: Phone, server: ServerProcess, email: str) -> UUID:
    """Makes the guest on the phone somebody with an account; opens the page anew. Returns who they are."""
    code = Browser(server).mailed_code(email)
    answer = phone.context.request.post(f"{phone.url}/api/sign-in", data={"email": email, "code": code})
    assert answer.ok, answer.text()
    phone.open()
    return UUID(phone.account()["player"]["id"])


def approve(server: ServerProcess, joker_id: UUID) -> None:
    assert Organiser(server).send("POST", f"/jokers/{joker_id}/approve", {})["state"] == "approved"


def free_joker(server: ServerProcess, name: str) -> tuple[Guest, Socket]:
    """Another Joker who is free now, with an open app. Whoever calls closes the socket."""
    joker = Guest(server, name=name)
    joker.send("POST", "/api/joker", {**APPLICATION, "languages": [LANGUAGE]}, status=201)
    approve(server, joker.id)
    app = joker.open_socket("/help")
    app.wait_for("help_snapshot")
    joker.send("PUT", "/api/joker/free-now", {})
    return joker, app

"""People of the functional tests of calls: players, Jokers and an organiser, each a browser of their own."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http import HTTPStatus
from threading import Barrier
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from game_rules.jokers.joker import JokerAction
from game_rules.jokers.limits import JOKER_CHARTER_VERSION, MINORS_ARTICLE_VERSION
from server.clock import utc_now
from server.persistence.unit_of_work import OpenUnit
from server.services.calls.close_conversation import close_conversation
from server.services.jokers.manage_joker import apply_as_joker
from server.services.jokers.vet import confirm_identity
from server.services.meetings.decide_on_joker import decide_on_joker
from tests.support.contexts import context_at
from tests.support.running.servers import DEADLINE_S, Guest, ServerProcess, Socket
from tests.support.scenes.campaigns import PARIS
from tests.support.scenes.help import EVERYTHING, HelpScene
from tests.support.waiting import together

APPLICATION = {
    "topics": ["cv", "papers"],
    "languages": ["fr"],
    "rome_domains": [],
    "charter_version": JOKER_CHARTER_VERSION,
}


def scene_on(engine: Engine, zone: ZoneInfo = PARIS) -> HelpScene:
    """The small world with its staffed place, in the server's database; its clocks show the time of `zone`."""
    sessions = sessionmaker(engine, expire_on_commit=False)
    return HelpScene(OpenUnit(sessions), zone)


class Organiser:
    """Somebody who came with the server's token."""

    def __init__(self, server: ServerProcess) -> None:
        self._url, self.http = server.url, server.organiser()

    def send(self, method: str, path: str, payload: Any = None, *, status: int = 200) -> Any:
        answer = self.http.request(method, f"{self._url}/api/organiser{path}", json=payload, timeout=DEADLINE_S)
        assert answer.status_code == status, answer.text
        return answer.json() if status != HTTPStatus.NO_CONTENT else None


def make_joker(server: ServerProcess, scene: HelpScene, name: str = "Dominique", *, for_minors: bool = False) -> Guest:
    """An approved Joker; `for_minors`: of checked identity, who accepted the article on minors."""
    guest = Guest(server, name=name)
    offered = replace(EVERYTHING, minors_article=MINORS_ARTICLE_VERSION) if for_minors else EVERYTHING
    apply_as_joker(context_at(scene.open_unit, utc_now(), player_id=guest.id), offered, JOKER_CHARTER_VERSION)
    if for_minors:
        confirm_identity(context_at(scene.open_unit, utc_now()), guest.id)
    decide_on_joker(
        context_at(scene.open_unit, utc_now(), campaign=scene.campaign), guest.id, JokerAction.APPROVE, reason=None
    )
    return guest


def race_for_a_call(scene: HelpScene, jokers: Sequence[tuple[Guest, Socket]]) -> None:
    """All Jokers accept one call in the same instant. Raises AssertionError unless exactly one of them gets it, each
    other one is refused with `call_taken`, is told so, and the database names the winner."""
    call_id = scene.open_call_for(scene.player(), [guest.id for guest, _ in jokers], utc_now())
    at_once = Barrier(len(jokers))

    def accept(socket: Socket) -> Any:
        together(at_once)
        return socket.ask("accept_call", {"call_id": str(call_id)})

    with ThreadPoolExecutor(len(jokers)) as pool:
        acks = list(pool.map(accept, [socket for _, socket in jokers]))

    winners = [guest for (guest, _), ack in zip(jokers, acks, strict=True) if ack["ok"]]
    assert len(winners) == 1, f"{len(winners)} Jokers got the call"
    lost = [ack["problem"]["code"] for ack in acks if not ack["ok"]]
    assert lost == ["call_taken"] * (len(jokers) - 1), sorted(set(lost))
    for guest, socket in jokers:
        if guest is not winners[0]:
            assert UUID(socket.wait_for("call_taken")["call_id"]) == call_id
    assert scene.call(call_id).joker_id == winners[0].id
    close_conversation(
        context_at(scene.open_unit, utc_now(), campaign=scene.campaign, player_id=winners[0].id), call_id, helped=None
    )


def open_jokers(server: ServerProcess, scene: HelpScene, count: int) -> list[tuple[Guest, Socket]]:
    """Jokers with an open help socket each. Whoever calls closes the sockets."""
    jokers = [make_joker(server, scene, f"Joker {number}") for number in range(count)]
    opened = [(guest, guest.open_socket("/help")) for guest in jokers]
    for _, socket in opened:
        socket.wait_for("help_snapshot")
    return opened

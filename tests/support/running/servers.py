"""Starts the server as it ships and talks to it as a phone would."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from time import monotonic
from typing import Any, Protocol
from uuid import UUID, uuid4

import orjson
import requests
import simple_websocket
from socketio.exceptions import TimeoutError as SocketTimeout

from game_rules.gps import GpsFix
from server.settings import PROJECT_ROOT
from server.simulator.socket_client import SocketClient
from tests.support.ports import free_port
from tests.support.waiting import DEADLINE_S, end_of, in_vain, next_of, wait_until

__all__ = ["DEADLINE_S"]

JOKAJOBS = str(Path(sys.executable).parent / "jokajobs")
SHIPPED = (JOKAJOBS, "serve", "--no-seed", "--no-worker")
WITH_WORKER = SHIPPED[:-1]

ORGANISER_TOKEN = "test-token-that-opens-the-organisers-pages"  # noqa: S105 - guards nothing

_PING, _PONG = "2", "3"
"""Engine.IO's heartbeat, which an open socket has to answer."""


class Process(Protocol):
    """A running program."""

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def send_signal(self, number: int, /) -> None: ...
    def kill(self) -> None: ...


Launch = Callable[[Sequence[str], Mapping[str, str], Path], Process]
"""Starts a program: command, environment, the file that its messages are added to."""


def launch(command: Sequence[str], env: Mapping[str, str], log: Path) -> Process:
    """Starts a program as a shell does."""
    with log.open("ab") as messages:
        return subprocess.Popen(command, cwd=PROJECT_ROOT, env=env, stdout=messages, stderr=messages)


class ServerProcess:
    """A running server; its messages go to `log`."""

    def __init__(
        self,
        database_url: str,
        log: Path,
        *,
        env: Mapping[str, str] | None = None,
        command: Sequence[str] = SHIPPED,
        launch: Launch = launch,
        starts_within_s: float = DEADLINE_S,
    ) -> None:
        self._starts_within_s = starts_within_s
        self.database_url = database_url
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        self._command, self._launch = command, launch
        self._env = {
            **os.environ,
            "DATABASE_URL": database_url,
            "JOKAJOBS_ORGANISER_TOKEN": ORGANISER_TOKEN,
            # Everybody in a test comes from one address.
            "JOKAJOBS_CONNECTIONS_PER_CLIENT": "10000",
            **(env or {}),
        }
        self.start()

    def start(self, env: Mapping[str, str] | None = None) -> None:
        """Starts on the same port as before, with `env` for this time, and waits until players can come in."""
        command = [*self._command, "--port", str(self.port)]
        self._process = self._launch(command, {**self._env, **(env or {})}, self.log)
        wait_until(
            self._lets_players_in, "the server's start", instead=self.log.read_text, within_s=self._starts_within_s
        )

    def _lets_players_in(self) -> bool:
        assert self._process.poll() is None, f"the server ended over its start: {self.log.read_text()}"
        try:
            return requests.get(f"{self.url}/readyz", timeout=5).status_code in {200, 503}
        except (requests.ConnectionError, requests.Timeout):
            return False

    def organiser(self) -> requests.Session:
        """A new session of an organiser who came with the token."""
        return organiser_of(self.url)

    def outbox(self) -> str:
        """The page of mails that wait, as the developer who started the server reads it."""
        return outbox_of(self.url)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self._process.kill()
        end_of(self._process, "a server that was killed")

    def send_signal(self, number: int) -> None:
        self._process.send_signal(number)

    def wait_for_end(self, within_s: float = DEADLINE_S) -> int:
        """Waits until it ends by itself; returns its exit code, minus the signal that ended it."""
        return end_of(self._process, "the server", instead=self.log.read_text, within_s=within_s)

    def stop(self) -> int:
        """Asks it to end, as an operator would; returns its exit code."""
        if self.is_running:
            self._process.send_signal(signal.SIGTERM)
        return self.wait_for_end()


def organiser_of(url: str) -> requests.Session:
    """A new session of an organiser who came to the server at `url` with its token."""
    session = requests.Session()
    answer = session.post(f"{url}/organiser/session", json={"token": ORGANISER_TOKEN}, timeout=DEADLINE_S)
    assert answer.status_code == 204, answer.text
    return session


def outbox_of(url: str) -> str:
    """The page of mails that wait at the server at `url`, as the developer who started it reads it."""
    page = organiser_of(url).get(f"{url}/dev/outbox", timeout=DEADLINE_S)
    assert page.status_code == 200
    return page.text


class Browser:
    """A browser that knows nobody yet. `on_answer` is given each HTTP answer, from the first one on.

    `address` is where it seems to be, for a server that trusts one proxy.
    """

    def __init__(
        self, server: ServerProcess, on_answer: Callable[..., object] | None = None, *, address: str | None = None
    ) -> None:
        self.server = server
        self.http = requests.Session()
        if address is not None:
            self.http.headers["X-Forwarded-For"] = address
        if on_answer is not None:
            self.http.hooks["response"].append(on_answer)
        self.device_id = str(uuid4())

    def ask(self, method: str, path: str, body: Any = None, **options: Any) -> requests.Response:
        """Any request, with whatever it is answered."""
        try:
            return self.http.request(method, self.server.url + path, json=body, timeout=DEADLINE_S, **options)
        except requests.Timeout:
            in_vain(f"the answer to {method} {path}", DEADLINE_S, self.server.log.read_text)

    def get(self, path: str) -> Any:
        answer = self.ask("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def send(self, method: str, path: str, payload: Any = None, *, status: int = 200) -> Any:
        """Sends a request and returns the JSON of its answer, which has to have this status."""
        answer = self.ask(method, path, payload)
        assert answer.status_code == status, answer.text
        return answer.json()

    def mailed_code(self, email: str) -> str:
        """Asks for a code and reads it where a developer reads it: on the outbox page."""
        assert self.ask("POST", "/api/sign-in/codes", {"email": email}).status_code == 202
        page = self.server.outbox()
        mail = next(mail for mail in page.split("<article")[1:] if f"<b>{email.lower()}</b>" in mail)
        found = re.search(r"\b[0-9]{6}\b", mail)
        assert found is not None
        return found[0]

    def sign_in(self, email: str, name: str = "Zoé") -> requests.Response:
        """Signs in with a mailed code; `name` is for an account that is not there yet."""
        code = self.mailed_code(email)
        return self.ask("POST", "/api/sign-in", {"email": email, "code": code, "name": name, "age_band": "18_plus"})

    @property
    def address(self) -> dict[str, str]:
        """The header that says where it seems to be."""
        return {name: str(value) for name, value in self.http.headers.items() if name == "X-Forwarded-For"}

    @property
    def cookie(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.http.cookies)

    def open_socket(self, namespace: str = "/play") -> "Socket":
        return Socket(self, namespace)


class Guest(Browser):
    """A guest with a session, who may open sockets."""

    def __init__(
        self,
        server: ServerProcess,
        on_answer: Callable[..., object] | None = None,
        *,
        name: str = "Camille",
        age_band: str = "18_plus",
        address: str | None = None,
        **wishes: Any,
    ) -> None:
        super().__init__(server, on_answer, address=address)
        guest = {"name": name, "language": "fr", "age_band": age_band, "wishes": wishes}
        answer = self.ask("POST", "/api/guests", guest)
        assert answer.status_code == 201, answer.text
        self.id = UUID(answer.json()["player"]["id"])


class Socket:
    """An open socket of a guest, with all that it received."""

    def __init__(self, guest: Browser, namespace: str = "/play") -> None:
        self._guest, self._namespace = guest, namespace
        self._events: SimpleQueue[tuple[str, Any]] = SimpleQueue()
        self.received: list[tuple[str, Any]] = []
        self._client = SocketClient()
        self._client.on("*", self._keep, namespace=namespace)
        self._client.connect(
            guest.server.url,
            namespaces=[namespace],
            transports=["websocket"],
            headers={"Cookie": guest.cookie, **guest.address},
            wait_timeout=DEADLINE_S,
        )

    def __enter__(self) -> "Socket":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.disconnect()

    def wait_until_closed(self) -> None:
        """Returns once the server has closed it."""
        wait_until(
            lambda: not (self._client.connected and self._client.namespaces),
            f"the server's closing of a socket to {self._namespace}",
            instead=lambda: f"it stayed open and brought {self._names()}",
        )

    def _keep(self, event: str, payload: Any = None) -> None:
        self.received.append((event, payload))
        self._events.put((event, payload))

    def wait_for(self, name: str) -> Any:
        """The payload of the next event called `name`."""
        deadline = monotonic() + DEADLINE_S  # allowed vain-wait: next_of says it
        event = ""
        while event != name:
            event, payload = next_of(
                self._events,
                f"the event {name}",
                instead=lambda: f"all that came on {self._namespace} until now was {self._names()}",
                within_s=deadline - monotonic(),
            )
        return payload

    def _names(self) -> list[str]:
        return [name for name, _ in self.received]

    def ask(self, event: str, *args: Any) -> Any:
        """Sends a message and returns its acknowledgement."""
        try:
            return self._client.call(event, args or None, namespace=self._namespace, timeout=DEADLINE_S)
        except SocketTimeout:
            is_open = "open" if self._client.connected else "closed"
            in_vain(
                f"the acknowledgement of {event}", DEADLINE_S, lambda: f"the socket is {is_open}; {self._names()} came"
            )

    def send_fixes(self, fixes: Sequence[GpsFix], context: Sequence[Mapping[str, Any]] = ()) -> Any:
        return self.ask(
            "gps_fixes",
            {
                "device_id": self._guest.device_id,
                "fixes": [fix_payload(fix) for fix in fixes],
                "context": list(context),
            },
        )


class RawSocket:
    """A socket below Socket.IO's client: frames as they are. `received` are all of them, save the heartbeat's."""

    def __init__(self, guest: Guest) -> None:
        self._guest = guest
        self.received: list[str] = []
        url = guest.server.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
        self._socket = simple_websocket.Client(url, headers={"Cookie": guest.cookie})
        # Not after the opening frame: where that came with the handshake, this client sees it with the next one only.
        self.send("40/play,")
        self.receive_starting("40/play,")

    def __enter__(self) -> "RawSocket":
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(simple_websocket.ConnectionClosed):
            self._socket.close()

    def send(self, frame: str) -> None:
        try:
            self._socket.send(frame)
        except simple_websocket.ConnectionClosed:
            assert frame.startswith("42/play,["), "only what follows the close may be lost"

    def receive_starting(self, start: str) -> str:
        while True:
            frame = self._socket.receive(timeout=DEADLINE_S)
            if frame is None:
                in_vain(f"a frame that starts with {start}", DEADLINE_S, lambda: self.received[-5:])
            if frame == _PING:
                self.send(_PONG)
                continue
            self.received.append(str(frame))
            if frame.startswith(start):
                return str(frame)

    def ack_of(self, number: int) -> Any:
        start = f"43/play,{number}"
        return orjson.loads(self.receive_starting(start)[len(start) :])[0]

    def send_fixes(self, number: int, fixes: Sequence[GpsFix], device_id: str | None = None) -> Any:
        """Sends `fixes` as message `number` and returns its acknowledgement."""
        message = {"device_id": device_id or self._guest.device_id, "fixes": [fix_payload(fix) for fix in fixes]}
        self.send(f'42/play,{number}["gps_fixes",{orjson.dumps(message).decode()}]')
        return self.ack_of(number)


def fix_payload(fix: GpsFix) -> dict[str, Any]:
    """A fix as a phone sends it."""
    return {
        "lat": fix.position.lat,
        "lon": fix.position.lon,
        "horizontal_accuracy_m": fix.horizontal_accuracy_m,
        "taken_at": fix.taken_at.isoformat(),
    }

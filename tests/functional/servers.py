"""Starts the server as it ships and talks to it as a phone would."""

import os
import queue
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import requests
import socketio

from game_rules.fixes import GpsFix
from server.settings import PROJECT_ROOT
from tests.ports import free_port

DEADLINE_S = 30.0
SHIPPED = (str(Path(sys.executable).parent / "jokajobs"), "serve", "--no-seed", "--no-worker")
WITH_WORKER = SHIPPED[:-1]


class ServerProcess:
    """A running server; its messages go to `log`."""

    def __init__(
        self, database_url: str, log: Path, *, env: Mapping[str, str] | None = None, command: Sequence[str] = SHIPPED
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        self._command = command
        self._env = {
            **os.environ,
            "DATABASE_URL": database_url,
            "JOKAJOBS_ORGANISER_TOKEN": "test-token",
            **(env or {}),
        }
        self.start()

    def start(self) -> None:
        """Starts on the same port as before and waits until players can come in."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._command, "--port", str(self.port)], cwd=PROJECT_ROOT, env=self._env, stdout=log, stderr=log
            )
        deadline = monotonic() + DEADLINE_S
        while monotonic() < deadline:
            assert self._process.poll() is None, self.log.read_text()
            try:
                if requests.get(f"{self.url}/readyz", timeout=5).status_code in {200, 503}:
                    return
            except requests.ConnectionError:
                sleep(0.02)
        raise AssertionError(f"the server did not start: {self.log.read_text()}")

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        if self.is_running:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(DEADLINE_S)


class Browser:
    """A browser that knows nobody yet."""

    def __init__(self, server: ServerProcess) -> None:
        self.server = server
        self.http = requests.Session()
        self.device_id = str(uuid4())

    def ask(self, method: str, path: str, body: Any = None, **options: Any) -> requests.Response:
        """Any request, with whatever it is answered."""
        return self.http.request(method, self.server.url + path, json=body, timeout=DEADLINE_S, **options)

    def get(self, path: str) -> Any:
        answer = self.ask("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def mailed_code(self, email: str) -> str:
        """Asks for a code and reads it where a developer reads it: on the outbox page."""
        assert self.ask("POST", "/api/sign-in/codes", {"email": email}).status_code == 202
        page = requests.get(f"{self.server.url}/dev/outbox", timeout=DEADLINE_S).text
        mail = next(mail for mail in page.split("<article")[1:] if f"<b>{email.lower()}</b>" in mail)
        found = re.search(r"\b[0-9]{6}\b", mail)
        assert found is not None
        return found[0]

    def sign_in(self, email: str, name: str = "Zoé") -> requests.Response:
        """Signs in with a mailed code; `name` is for an account that is not there yet."""
        code = self.mailed_code(email)
        return self.ask("POST", "/api/sign-in", {"email": email, "code": code, "name": name, "age_band": "18_plus"})

    @property
    def cookie(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.http.cookies)

    def open_socket(self) -> "Socket":
        return Socket(self)


class Guest(Browser):
    """A guest with a session, who may open sockets."""

    def __init__(self, server: ServerProcess, **wishes: Any) -> None:
        super().__init__(server)
        guest = {"name": "Camille", "language": "fr", "age_band": "18_plus", "wishes": wishes}
        answer = self.ask("POST", "/api/guests", guest)
        assert answer.status_code == 201, answer.text


class Socket:
    """An open socket of a guest, with all that it received."""

    def __init__(self, guest: Browser) -> None:
        self._guest = guest
        self._events: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.received: list[tuple[str, Any]] = []
        self._client = socketio.Client(reconnection=False)
        self._client.on("*", self._keep, namespace="/play")
        self._client.connect(
            guest.server.url,
            namespaces=["/play"],
            transports=["websocket"],
            headers={"Cookie": guest.cookie},
            wait_timeout=DEADLINE_S,
        )

    def __enter__(self) -> "Socket":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.disconnect()

    def wait_until_closed(self) -> None:
        """Returns once the server has closed it."""
        deadline = monotonic() + DEADLINE_S
        while self._client.connected and self._client.namespaces:
            assert monotonic() < deadline, "the socket stayed open"
            sleep(0.02)

    def _keep(self, event: str, payload: Any = None) -> None:
        self.received.append((event, payload))
        self._events.put((event, payload))

    def wait_for(self, name: str) -> Any:
        """The payload of the next event called `name`."""
        deadline = monotonic() + DEADLINE_S
        while True:
            event, payload = self._events.get(timeout=max(0.01, deadline - monotonic()))
            if event == name:
                return payload

    def ask(self, event: str, *args: Any) -> Any:
        """Sends a message and returns its acknowledgement."""
        return self._client.call(event, args or None, namespace="/play", timeout=DEADLINE_S)

    def send_fixes(self, fixes: Sequence[GpsFix], context: Sequence[Mapping[str, Any]] = ()) -> Any:
        return self.ask(
            "gps_fixes",
            {
                "device_id": self._guest.device_id,
                "fixes": [fix_payload(fix) for fix in fixes],
                "context": list(context),
            },
        )


def fix_payload(fix: GpsFix) -> dict[str, Any]:
    """A fix as a phone sends it."""
    return {
        "lat": fix.position.lat,
        "lon": fix.position.lon,
        "horizontal_accuracy_m": fix.horizontal_accuracy_m,
        "taken_at": fix.taken_at.isoformat(),
    }

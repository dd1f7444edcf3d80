"""Starts the server as it ships and talks to it as a phone would."""

import os
import queue
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from uuid import UUID, uuid4

import requests
import socketio

from game_rules.fixes import GpsFix
from server.settings import PROJECT_ROOT

DEADLINE_S = 30.0
SHIPPED = (str(Path(sys.executable).parent / "jokajobs"), "serve", "--no-seed")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


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


class Guest:
    """A guest with a session, who may open sockets."""

    def __init__(
        self, server: ServerProcess, *, name: str = "Camille", age_band: str = "18_plus", **wishes: Any
    ) -> None:
        self.server = server
        self.http = requests.Session()
        answer = self.http.post(
            f"{server.url}/api/guests",
            json={"name": name, "language": "fr", "age_band": age_band, "wishes": wishes},
            timeout=DEADLINE_S,
        )
        assert answer.status_code == 201, answer.text
        self.id = UUID(answer.json()["player"]["id"])
        self.device_id = str(uuid4())

    def get(self, path: str) -> Any:
        answer = self.http.get(self.server.url + path, timeout=DEADLINE_S)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def send(self, method: str, path: str, payload: Any = None, *, status: int = 200) -> Any:
        """Sends a request and returns the JSON of its answer, which has to have this status."""
        answer = self.http.request(method, self.server.url + path, json=payload, timeout=DEADLINE_S)
        assert answer.status_code == status, answer.text
        return answer.json()

    @property
    def cookie(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.http.cookies)

    def open_socket(self, namespace: str = "/play") -> "Socket":
        return Socket(self, namespace)


class Socket:
    """An open socket of a guest, with all that it received."""

    def __init__(self, guest: Guest, namespace: str = "/play") -> None:
        self._guest, self._namespace = guest, namespace
        self._events: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.received: list[tuple[str, Any]] = []
        self._client = socketio.Client(reconnection=False)
        self._client.on("*", self._keep, namespace=namespace)
        self._client.connect(
            guest.server.url,
            namespaces=[namespace],
            transports=["websocket"],
            headers={"Cookie": guest.cookie},
            wait_timeout=DEADLINE_S,
        )

    def __enter__(self) -> "Socket":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.disconnect()

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
        return self._client.call(event, args or None, namespace=self._namespace, timeout=DEADLINE_S)

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

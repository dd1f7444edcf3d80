"""A process that has imported the server and splits off one more for each start: to import it takes two seconds of a
core, and the tests start some eighty servers.

What is split off runs the same script with the same arguments and environment as a process of its own would, and ends
with this one. Not for tests of the start itself.
"""

import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import Any

import orjson

from tests.support.waiting import end_of

# Not from server.settings: what it imports must not be there before gevent has taken over.
_PROJECT_ROOT = Path(__file__).parents[3]
_POLL_S = 0.01
# Those of the system: gevent's own would have this process wait for its children in an event loop.
_fork, _waitpid = os.fork, os.waitpid


_OF_SERVERS, _OF_WORKERS = "servers", "workers"


class ForkServer:
    """The tests' end. `launch` has the signature of `servers.launch`; close it in the end.

    For servers, which run on gevent, or `of_workers` and commands, which do without.
    """

    def __init__(self, *, of_workers: bool = False) -> None:
        self._lock = Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__, _OF_WORKERS if of_workers else _OF_SERVERS],
            cwd=_PROJECT_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def launch(
        self, command: Sequence[str], env: Mapping[str, str], log: Path, *, errors: Path | None = None
    ) -> "ForkedProcess":
        """Runs `command`, a script of ours with its arguments, with or without a Python before it. Its standard error
        is added to `errors`, if that is given, instead of `log`."""
        words = list(command[1:] if command[0] == sys.executable else command)
        request = {"command": words, "env": dict(env), "log": str(log), "errors": str(errors or log)}
        return ForkedProcess(self, self._ask(request))

    def exit_code_of(self, pid: int) -> int | None:
        """The exit code, minus the signal that ended it, told once; None as long as it runs."""
        code: int | None = self._ask({"exit_code_of": pid})
        return code

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        end_of(self._process, "the process that servers are split off from")
        self._process.stdout.close()

    def _ask(self, request: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self._process.stdin.write(orjson.dumps(request, option=orjson.OPT_APPEND_NEWLINE))
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        assert answer, "the process that servers are split off from has ended"
        return orjson.loads(answer)


class ForkedProcess:
    """A process that was split off, with the methods of `subprocess.Popen` that tests use."""

    def __init__(self, parent: ForkServer, pid: int) -> None:
        self.pid = pid
        self._parent = parent
        self._exit_code: int | None = None

    def poll(self) -> int | None:
        if self._exit_code is None:
            self._exit_code = self._parent.exit_code_of(self.pid)
        return self._exit_code

    def wait(self, timeout: float | None = None) -> int:
        deadline = None if timeout is None else monotonic() + timeout
        while (code := self.poll()) is None:
            if deadline is not None and monotonic() > deadline:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            sleep(_POLL_S)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def _serve_forks() -> dict[str, Any] | None:
    """Answers requests, one a line, until there are no more. Returns in each child, too: with what it has to run."""
    running: set[int] = set()
    for line in sys.stdin.buffer:
        request = orjson.loads(line)
        if "command" in request:
            pid = _fork()
            if pid == 0:
                return dict(request)
            running.add(pid)
            answer: int | None = pid
        else:
            pid, status = _waitpid(request["exit_code_of"], os.WNOHANG)
            running.discard(pid)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        sys.stdout.buffer.write(orjson.dumps(answer, option=orjson.OPT_APPEND_NEWLINE))
        sys.stdout.buffer.flush()
    for pid in running:
        # The run was killed, or a test forgot to stop its server.
        os.kill(pid, signal.SIGKILL)
    return None


def _become(command: Sequence[str], env: Mapping[str, str], log: str, errors: str) -> None:
    """Runs a script as the process of its own that it would have been."""
    written = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    for number, (path, flags) in enumerate(((os.devnull, os.O_RDONLY), (log, written), (errors, written))):
        opened = os.open(path, flags, 0o644)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = list(command)
    runpy.run_path(command[0], run_name="__main__")


def _main() -> None:
    if sys.argv[1] == _OF_SERVERS:
        from gevent import monkey  # noqa: PLC0415 - tests import this file for its class

        # What the server does first of all.
        monkey.patch_all()
        import server.cli  # noqa: PLC0415
        import server.commands.served_game  # noqa: PLC0415
    else:
        import server.commands.accounts  # noqa: PLC0415
        import server.commands.jokers  # noqa: PLC0415
        import server.commands.organisations  # noqa: PLC0415
        import server.commands.walk  # noqa: PLC0415
        import server.commands.worker  # noqa: F401, PLC0415

    child = _serve_forks()
    if child is not None:
        _become(child["command"], child["env"], child["log"], child["errors"])


if __name__ == "__main__":
    _main()

"""A worker's process beside the server's: started with it, started again when it dies, and gone with it.

Import it only after `gevent.monkey.patch_all()`.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic

import gevent

from server.processes.stop_signals import StopSignals

log = logging.getLogger(__name__)

_STOP_WITHIN_S = 15.0
_START_AGAIN_AFTER_S = 5.0
_START_AGAIN_AT_LAST_AFTER_S = 60.0
"""What ends at once each time is started less and less often: nothing gets better by a line in the log every five
seconds."""


@contextmanager
def worker_beside(database_url: str, port: int, vapid_key_file: Path | None, stop: StopSignals) -> Iterator[None]:
    """Keeps a worker running while the context is open, and until `stop`. `port` is the server's, for links to it.

    A process of its own: asyncio and gevent do not share one.
    """
    env = {**os.environ, "DATABASE_URL": database_url, "JOKAJOBS_PORT": str(port)}
    if vapid_key_file is not None:
        env["JOKAJOBS_VAPID_PRIVATE_KEY_FILE"] = str(vapid_key_file)
    keeper = _Keeper(env)
    thread = Thread(target=keeper.keep_running, daemon=True)
    thread.start()
    # Both end at once, the server and its worker: each may have something to finish.
    telling = gevent.spawn(_tell_when_asked, stop, keeper)
    try:
        yield
    finally:
        telling.kill()
        keeper.stop()
        thread.join(_STOP_WITHIN_S)


def _tell_when_asked(stop: StopSignals, keeper: "_Keeper") -> None:
    stop.wait()
    keeper.tell_to_stop()


class _Keeper:
    def __init__(self, env: dict[str, str]) -> None:
        self._env = env
        self._stopping = Event()
        self._process: subprocess.Popen[bytes] | None = None

    def keep_running(self) -> None:
        wait_s = _START_AGAIN_AFTER_S / 2
        while not self._stopping.is_set():
            started_s = monotonic()
            try:
                ended = f"ended with code {self._run_once()}"
            except OSError as error:
                # No memory for a process now is no reason to do without one from now on.
                ended = f"could not be started ({type(error).__name__})"
            if not self._stopping.is_set():
                lived_long = monotonic() - started_s > _START_AGAIN_AT_LAST_AFTER_S
                wait_s = _START_AGAIN_AFTER_S if lived_long else min(2 * wait_s, _START_AGAIN_AT_LAST_AFTER_S)
                log.warning("the worker %s; another starts in %.0f s", ended, wait_s)
                self._stopping.wait(wait_s)

    def _run_once(self) -> int:
        # Its stdin is our pipe: when we die without a word, it closes.
        self._process = subprocess.Popen(
            # -P: nothing is imported from the folder that somebody happens to stand in.
            [sys.executable, "-P", "-c", "from server.cli import main; main()", "worker", "--until-stdin-closes"],
            env=self._env,
            stdin=subprocess.PIPE,
            # Ctrl-C in the terminal is for the server, which tells its worker.
            start_new_session=True,
        )
        if self._stopping.is_set():
            self._process.terminate()
        return self._process.wait()

    def tell_to_stop(self) -> None:
        self._stopping.set()
        process = self._process
        if process is not None and process.poll() is None:
            process.terminate()

    def stop(self) -> None:
        self.tell_to_stop()
        process = self._process
        if process is None:
            return
        try:
            process.wait(_STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

"""Commands and workers of ours, in processes that have imported them already: see fork_server.py."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory

from tests.support.running.fork_server import ForkedProcess, ForkServer
from tests.support.running.servers import JOKAJOBS
from tests.support.waiting import DEADLINE_S, end_of

_fork_servers: list[ForkServer] = []
_started: dict[ForkedProcess, Sequence[str]] = {}


@contextmanager
def open_commands() -> Iterator[None]:
    """Lets commands be started in the block."""
    fork_server = ForkServer(of_workers=True)
    _fork_servers.append(fork_server)
    try:
        yield
    finally:
        _fork_servers.remove(fork_server)
        fork_server.close()


def start_worker(env: Mapping[str, str], log: Path) -> ForkedProcess:
    """Starts `jokajobs worker`; its messages are added to `log`."""
    return _launched(["worker"], env, log)


def _launched(words: Sequence[str], env: Mapping[str, str], log: Path, errors: Path | None = None) -> ForkedProcess:
    process = _fork_servers[-1].launch([JOKAJOBS, *words], env, log, errors=errors)
    _started[process] = words
    return process


@contextmanager
def no_command_left_running() -> Iterator[None]:
    """Raises AssertionError when a command or worker that began in the block runs on after it."""
    _started.clear()
    yield
    left = [" ".join(words) for process, words in _started.items() if process.poll() is None]
    assert not left, f"a test left this running: {left}"


class Command:
    """`jokajobs` with `words`, which runs. `env` is ours by default."""

    def __init__(self, *words: str, env: Mapping[str, str] | None = None) -> None:
        self._words = words
        self._folder = TemporaryDirectory()
        self._said, self._told = (Path(self._folder.name) / name for name in ("stdout", "stderr"))
        self._process = _launched(words, os.environ if env is None else env, self._said, self._told)

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def ended(self, *, within_s: float = DEADLINE_S) -> CompletedProcess[str]:
        """Waits for its end, good or bad."""
        code = end_of(self._process, f"jokajobs {self._words[0]}", instead=self._told.read_text, within_s=within_s)
        with self._folder:
            return CompletedProcess(self._words, code, self._said.read_text(), self._told.read_text())


def run_command(*words: str, env: Mapping[str, str] | None = None) -> CompletedProcess[str]:
    """Runs `jokajobs` with `words` to its end, good or bad."""
    return Command(*words, env=env).ended()

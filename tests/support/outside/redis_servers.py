"""A real Redis for tests: in memory only, on a port of its own."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import redis

from tests.support.ports import free_port
from tests.support.waiting import end_of, wait_until

# Debian's package redis-tools holds the server under the name of a tool, and unlike redis-server starts no service. The
# program goes by the name it is called with.
_PROGRAMS = ("redis-server", "valkey-server", "redis-check-rdb")


class RedisServer:
    """Running until it is stopped; it can be started again on the same port."""

    def __init__(self) -> None:
        self._port = free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self.start()

    def start(self) -> None:
        program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
        assert program is not None, "no Redis here: ./dev test installs what tests need"
        self._process = subprocess.Popen(
            ["redis-server", "--port", str(self._port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
            executable=program,
            stdout=subprocess.DEVNULL,
        )
        with redis.Redis.from_url(self.url) as client:
            wait_until(lambda: _answers(client), "Redis's start", instead=lambda: f"exit code {self._process.poll()}")

    def stop(self) -> None:
        self._process.terminate()
        end_of(self._process, "Redis, which was told to stop")

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self._process.kill()
        end_of(self._process, "Redis, which was killed")


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """Runs until the context ends."""
    server = RedisServer()
    try:
        yield server
    finally:
        server.stop()

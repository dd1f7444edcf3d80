"""Owns the private cluster on behalf of one server or worker, in a process of its own.

That process stays root where it was started so, while the one it serves gives its rights up; and a server on gevent
never waits for PostgreSQL's own programs. It ends when its standard input closes: however the other one dies, the
cluster is stopped by the last who used it. It imports little, to start at once and to stay small.
"""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from server.adapters.postgres.embedded_postgres import ClusterError, PrivateCluster, private_cluster

_LOOK_EVERY_S = 1.0
_TRY_AGAIN_AFTER_S = 5.0
"""After a start that failed: a full disk does not get emptier by being asked."""


@contextmanager
def kept_database(checkout: Path, name: str) -> Iterator[Callable[[], str]]:
    """Has the private cluster run meanwhile, and brought back when it dies.

    Yields at once; what is yielded waits for the SQLAlchemy URL of a database in it. Call it once. It raises
    ClusterError.
    """
    with subprocess.Popen(  # noqa: S603 - our own program, arguments made here
        # -P: nothing is imported from the folder that somebody happens to stand in.
        [sys.executable, "-P", "-m", "server.processes.database_keeper", checkout, name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # Ctrl-C in the terminal is for the server, which still needs its database to end well.
        start_new_session=True,
    ) as keeper:
        assert keeper.stdin is not None  # noqa: S101 - both are pipes
        assert keeper.stdout is not None  # noqa: S101
        told = keeper.stdout
        try:
            yield lambda: _url_told(told.readline())
        finally:
            # Its end is waited for: who starts again at once finds nothing half stopped.
            keeper.stdin.close()


def _url_told(line: bytes) -> str:
    """Returns the URL that the keeper said first. Raises ClusterError with its reason, when it gave one."""
    if not line:
        raise ClusterError("The private database's keeper ended without a word: start again, or set DATABASE_URL.")
    told = json.loads(line)
    if "error" in told:
        raise ClusterError(told["error"])
    return str(told["url"])


def _run(checkout: Path, name: str) -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # A service manager tells every process of a service to stop; this one goes last.
        signal.signal(number, signal.SIG_IGN)
    try:
        with private_cluster(checkout, say=_say) as cluster:
            _tell(url=cluster.ensure_database(name))
            _keep(cluster)
    except ClusterError as error:
        _tell(error=str(error))
        return 1
    return 0


def _keep(cluster: PrivateCluster) -> None:
    said = None
    wait_s = _LOOK_EVERY_S
    while not _is_over(wait_s):
        try:
            if cluster.bring_back():
                _say("The private database had died, and runs again.")
            said, wait_s = None, _LOOK_EVERY_S
        except (ClusterError, OSError, subprocess.SubprocessError) as error:
            # A full disk, no memory for a process: the next try may find more. Nobody else brings it back.
            if str(error) != said:
                said = str(error)
                _say(said)
            wait_s = _TRY_AGAIN_AFTER_S


def _is_over(wait_s: float) -> bool:
    readable, _, _ = select.select([sys.stdin.fileno()], [], [], wait_s)
    return bool(readable) and not os.read(sys.stdin.fileno(), 1)


def _tell(**words: str) -> None:
    # Nobody may be there to read it any more.
    with suppress(BrokenPipeError):
        os.write(sys.stdout.fileno(), json.dumps(words).encode() + b"\n")


def _say(line: str) -> None:
    with suppress(BrokenPipeError):
        os.write(sys.stderr.fileno(), f"{line}\n".encode())


if __name__ == "__main__":
    sys.exit(_run(Path(sys.argv[1]), sys.argv[2]))

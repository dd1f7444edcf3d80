"""All that a run kills parts of: two servers on their private PostgreSQL, a worker, Redis between the servers, and the
mail server, push service and web server outside."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from server.adapters.postgres.embedded_postgres import cluster_home
from server.adapters.push.vapid_key import make_vapid_key_once
from server.checkout import DATABASE_NAME
from server.clock import utc_now
from server.commands.database import migrate
from server.persistence.engine import connect
from server.persistence.unit_of_work import OpenUnit
from server.processes.database_keeper import kept_database
from server.settings import PROJECT_ROOT
from tests.faults.errands import FEED_PATH
from tests.faults.notes import RECOVERS_WITHIN_S
from tests.faults.ordered_server import ORDER, ORDERED
from tests.faults.walkers import OFFERS
from tests.support.outside.mail_servers import MailServer, mail_server
from tests.support.outside.push_servers import PushServer, push_server
from tests.support.outside.redis_servers import RedisServer, redis_server
from tests.support.outside.web_pages import WebServer, web_server
from tests.support.running.fork_server import ForkServer
from tests.support.running.servers import Launch, ServerProcess
from tests.support.running.workers import WORKER, env_for
from tests.support.scenes.campaigns import store_territory
from tests.support.scenes.help import HelpScene
from tests.support.waiting import end_of

_MANY = "1000000"


class Worker:
    """A worker, on its own as on another machine; it is started again by whoever killed it."""

    def __init__(self, env: Mapping[str, str], log: Path, launch: Launch) -> None:
        self._env, self._log, self._launch = env, log, launch
        self.start()

    def start(self) -> None:
        self._process = self._launch(WORKER, self._env, self._log)

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self._process.kill()
        end_of(self._process, "a worker that was killed")

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        end_of(self._process, "a worker that was told to stop", instead=self._log.read_text)


@dataclass(frozen=True)
class World:
    """The running parts. `home` is the folder of the cluster, `folder` one for orders and logs."""

    folder: Path
    home: Path
    engine: Engine
    scene: HelpScene
    redis: RedisServer
    post: MailServer
    service: PushServer
    web: WebServer
    worker: Worker
    servers: tuple[ServerProcess, ServerProcess]

    @property
    def open_unit(self) -> OpenUnit:
        return self.scene.open_unit

    def order_of(self, number: int) -> Path:
        """The file in which the server of that number reads its order."""
        return self.folder / f"order-{number}"


@contextmanager
def running_world() -> Iterator[World]:
    """Starts it all, on a new cluster that waits for the disk at each COMMIT; ends and removes it all.

    Servers and workers are split off from processes that have imported them: on a busy machine the import takes longer
    than everything that a kill is about.
    """
    with ExitStack() as stack:
        launch, launch_worker = (_launch(stack, of_workers=is_worker) for is_worker in (False, True))
        # Not pytest's own folder, which is closed to the user that PostgreSQL runs as.
        folder = Path(tempfile.mkdtemp(prefix="jokajobs-faults-"))
        stack.callback(shutil.rmtree, folder)
        folder.chmod(0o755)
        with _state_folder(folder):
            home = cluster_home(PROJECT_ROOT)
            # The process that a server has beside it, too: it brings back a PostgreSQL that has died.
            url = stack.enter_context(kept_database(PROJECT_ROOT, DATABASE_NAME))()
        migrate(url)
        engine = connect(url, pool_size=4)
        stack.callback(engine.dispose)
        scene = HelpScene(OpenUnit(sessionmaker(engine, expire_on_commit=False)))
        # It is about noon there, whenever this runs: no phone rings at night, and no day ends.
        store_territory(scene.open_unit, OFFERS, ZoneInfo(f"Etc/GMT{utc_now().hour - 12:+d}"))
        redis = stack.enter_context(redis_server())
        post, service = stack.enter_context(mail_server()), stack.enter_context(push_server())
        web = stack.enter_context(web_server())
        env = {**env_for(engine, post), **_settings(folder, redis, web)}
        worker = Worker(env, folder / "worker.log", launch_worker)
        stack.callback(worker.stop)
        servers = []
        for number in range(2):
            own = {**env, ORDER: str(folder / f"order-{number}")}
            log = folder / f"server-{number}.log"
            server = ServerProcess(url, log, env=own, command=ORDERED, launch=launch, starts_within_s=RECOVERS_WITHIN_S)
            stack.callback(server.stop)
            servers.append(server)
        yield World(folder, home, engine, scene, redis, post, service, web, worker, (servers[0], servers[1]))


def _launch(stack: ExitStack, *, of_workers: bool) -> Launch:
    fork_server = ForkServer(of_workers=of_workers)
    stack.callback(fork_server.close)
    return fork_server.launch


def _settings(folder: Path, redis: RedisServer, web: WebServer) -> dict[str, str]:
    key = folder / "push.pem"
    make_vapid_key_once(key)
    return {
        "JOKAJOBS_VAPID_PRIVATE_KEY_FILE": str(key),
        "JOKAJOBS_PUSH_TO_ANY_HOST": "yes",
        "JOKAJOBS_FEEDS": f"csv={web.url}{FEED_PATH}",
        "JOKAJOBS_MESSAGE_QUEUE": redis.url,
        "JOKAJOBS_RATE_LIMIT_STORAGE": redis.url,
        # Clients say where they are: each has the limits of a client of its own.
        "JOKAJOBS_TRUSTED_PROXIES": "1",
        # A phone that sends again after each kill sends more than a person may.
        "JOKAJOBS_MAX_BATCHES_PER_10_S": _MANY,
        "JOKAJOBS_MAX_MESSAGES_PER_10_S": _MANY,
        "JOKAJOBS_GUESTS_PER_CLIENT_PER_HOUR": _MANY,
    }


@contextmanager
def _state_folder(folder: Path) -> Iterator[None]:
    name = "JOKAJOBS_STATE_FOLDER"
    before = os.environ.get(name)
    os.environ[name] = str(folder)
    try:
        yield
    finally:
        del os.environ[name]
        if before is not None:
            os.environ[name] = before

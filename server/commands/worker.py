"""`jokajobs worker`: does what the server puts down for later. Plain Python and asyncio: gevent stays out of it."""

import logging
import os
import signal
import threading

from procrastinate import PsycopgConnector
from sqlalchemy import make_url

from server.adapters.mail.development import DevelopmentMailer
from server.adapters.mail.smtp import SmtpMailer
from server.adapters.mail.smtp_server import SmtpServer
from server.adapters.push.web_push import WebPushSender
from server.clock import utc_now
from server.commands.database import lasting_database, migrate, told_in_a_line
from server.commands.imports import configured_feeds
from server.commands.push_key import with_push_key
from server.commands.terminal import say
from server.development import OUTBOX_PATH
from server.jobs.tasks import job_app
from server.jobs.worker import WithoutTracebacksOfOutages, run_worker
from server.log_lines import log_to_standard_error
from server.persistence.engine import connect
from server.persistence.time_limits import CONNECT_S, KEEPALIVES, WORKING
from server.processes.garbage import collect_from_now_on
from server.processes.interrupts import unwind_when_told
from server.processes.lesser_user import give_up_root
from server.services.ports import Mailer, WebPush
from server.settings import Settings, settings_from
from server.wiring import app_context_on

_CONNECTIONS = 4


def work(*, until_stdin_closes: bool) -> int:
    """Works until it is told to stop. Returns the exit code."""
    log_to_standard_error(quiet=("alembic", "procrastinate"))
    # It tells every try to connect.
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)
    for handler in logging.getLogger().handlers:
        handler.addFilter(WithoutTracebacksOfOutages())
    # Before it works, and while it waits for the database: then, too, everything that was opened is closed.
    unwind_when_told(lambda: SystemExit(0))
    if until_stdin_closes:
        threading.Thread(target=_stop_when_stdin_closes, daemon=True).start()
    return told_in_a_line(lambda: _work(is_alone=not until_stdin_closes))


def _work(*, is_alone: bool) -> None:
    settings = settings_from(os.environ, database_url="")
    with lasting_database() as url:
        settings = with_push_key(settings)
        # A server that brings a worker has said it already.
        if (note := give_up_root(settings)) and is_alone:
            say(note)
        migrate(url)
        engine = connect(url, pool_size=_CONNECTIONS, limits=WORKING)
        connector = PsycopgConnector(
            conninfo=make_url(url).set(drivername="postgresql").render_as_string(hide_password=False),
            min_size=1,
            max_size=_CONNECTIONS,
            kwargs={"connect_timeout": CONNECT_S, **KEEPALIVES},
        )
        app = job_app(
            connector,
            app_context_on(engine, settings),
            _mailer(settings),
            _web_push(settings),
            configured_feeds(settings.feeds),
        )
        collect_from_now_on()
        try:
            run_worker(app, silence_s=settings.worker_silence_s)
        finally:
            engine.dispose()


def _mailer(settings: Settings) -> Mailer:
    if settings.smtp_url is None:
        return DevelopmentMailer(say, f"http://localhost:{settings.port}{OUTBOX_PATH}")
    return SmtpMailer(SmtpServer.of_url(settings.smtp_url), settings.mail_from)


def _web_push(settings: Settings) -> WebPush | None:
    key_file = settings.vapid_private_key_file
    if key_file is None:
        return None
    return WebPushSender(key_file, settings.push_contact, utc_now, to_any_host=settings.push_to_any_host)


def _stop_when_stdin_closes() -> None:
    """The server holds the other end: however it dies, the worker stops too.

    Below Python's buffer: a thread that holds the buffer's lock at the end makes the interpreter abort.
    """
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)

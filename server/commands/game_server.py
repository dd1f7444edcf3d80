"""The game's server on its database: migrations, demo data, server, in this order, each announced."""

import errno
import os
import socket
import ssl
import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace

import segno

from server.adapters.local_certificate import LocalCertificate, local_certificate, network_address
from server.app import Application, create_app
from server.clock import utc_now
from server.commands.database import log_warning, migrate, seed_if_empty, told_in_a_line
from server.commands.push_key import with_push_key
from server.commands.serve import ServeChoices
from server.commands.terminal import say
from server.http.development_outbox import OUTBOX_PATH, is_for_development
from server.log_lines import log_to_standard_error
from server.processes.garbage import collect_from_now_on
from server.processes.lesser_user import give_up_root
from server.processes.stop_signals import StopSignals
from server.processes.worker_process import worker_beside
from server.serving.connections import connection_limits, raise_file_limit
from server.serving.web_server import serve
from server.settings import PROJECT_ROOT, Settings, SettingsError, settings_from, sqlalchemy_url

_CERTIFICATE_FOLDER = PROJECT_ROOT / ".https"
_NAMES_WHO_ASKS_TOO_OFTEN = "flask-limiter"
"""Its log would hold addresses of machines; the answer to whoever asks is enough."""


def run_game(choices: ServeChoices, wait_for_url: Callable[[], str] | None) -> int:
    """Serves until it is told to stop. Returns the exit code. `wait_for_url` is the private cluster's, if that runs."""
    stop = StopSignals()
    raise_file_limit()
    # They tell every step; the lines below are enough for somebody who starts a server.
    log_to_standard_error(quiet=("alembic", "procrastinate", _NAMES_WHO_ASKS_TOO_OFTEN))
    return told_in_a_line(lambda: _run(stop, choices, wait_for_url or _given_url))


def _given_url() -> str:
    return sqlalchemy_url(os.environ["DATABASE_URL"])


def _run(stop: StopSignals, choices: ServeChoices, wait_for_url: Callable[[], str]) -> None:
    settings = settings_from(os.environ, database_url="")
    settings = replace(settings, port=choices.port or settings.port, host=choices.host or settings.host)
    certificate = None
    address = f"http://localhost:{settings.port}"
    if choices.https:
        name = network_address() or "localhost"
        settings = replace(settings, host=choices.host or "0.0.0.0", cookie_secure=True)  # noqa: S104 - phones come from outside
        certificate = local_certificate(_CERTIFICATE_FOLDER, ["localhost", "127.0.0.1", name], utc_now())
        address = f"https://{name}:{settings.port}"
    # What only root may do comes first: low ports, the certificate's key, the private cluster, the key for pushes.
    tls = _tls_context(certificate) if certificate else None
    with _bound(settings) as listener:
        url = wait_for_url()
        settings = with_push_key(settings)
        notes = [give_up_root(settings)]
        stop.check()
        migrate(url)
        stop.check()
        notes.append(log_warning(url))
        if choices.seed:
            seed_if_empty(url)
        stop.check()
        public_url = settings.public_url or address
        application = create_app(replace(settings, database_url=url, public_url=public_url))

        def announce() -> None:
            _announce(address, settings, application)
            for note in filter(None, notes):
                say(note)
            if certificate is not None:
                _invite_phones(address, certificate)

        stop.check()
        limits = connection_limits(per_client=settings.connections_per_client, trusted_proxies=settings.trusted_proxies)
        key_file = settings.vapid_private_key_file
        beside = worker_beside(url, settings.port, key_file, stop) if choices.worker else nullcontext()
        collect_from_now_on()
        try:
            with beside:
                serve(application, listener, limits=limits, stop=stop, ready=announce, tls=tls)
        except OSError as error:
            raise _port_error(settings, error) from error


def _bound(settings: Settings) -> socket.socket:
    """Taken before the database is waited for, so that a second `./dev run` fails at once. It does not listen yet."""
    bound = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((settings.host, settings.port))
    except OSError as error:
        bound.close()
        raise _port_error(settings, error) from error
    return bound


def _tls_context(certificate: LocalCertificate) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate.chain, certificate.key)
    return context


def _port_error(settings: Settings, error: OSError) -> SettingsError:
    if error.errno == errno.EADDRINUSE:
        return SettingsError(
            f"port {settings.port} is taken by another program: stop it, or choose another with --port 8001"
        )
    if error.errno == errno.EACCES:
        return SettingsError(f"port {settings.port} needs an administrator: choose one above 1023 with --port")
    return SettingsError(f"cannot listen on {settings.host} port {settings.port} ({error.strerror}): check --host")


def _announce(address: str, settings: Settings, application: Application) -> None:
    campaign = application.app_context.campaign
    if campaign is None:
        say("No campaign runs today: load the demo with `jokajobs seed`, or import a territory.")
    else:
        say(f"{campaign.record.name}: {len(campaign.offers.by_id)} offers under the clouds.")
    say(f"The game:              {address}")
    if settings.is_token_ours:
        say(f"The organiser's map:   {address}/organiser#{settings.organiser_token}")
    else:
        # It is written down elsewhere: a log is no place for it.
        say(f"The organiser's map:   {address}/organiser")
    if is_for_development(settings):
        say(f"Mails wait at:         {address}{OUTBOX_PATH} (open the organiser's map first)")
    elif settings.smtp_url is None:
        say("Mails wait in the database: set JOKAJOBS_SMTP_URL, so that they leave.")
    say(f"The API:               {address}/openapi")
    say("Stop with Ctrl-C.")


def _invite_phones(address: str, certificate: LocalCertificate) -> None:
    say("")
    say("With a phone on the same network, scan this. It warns once, because the certificate was made here:")
    say(f"go on, or install {certificate.authority} on the phone first.")
    segno.make(address, error="m").terminal(out=sys.stderr, compact=True)

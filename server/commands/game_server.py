"""The start of the game's server: settings, address, database, in this order. What is wrong with one of them is told
before the game itself is imported, which takes most of a start."""

import errno
import os
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace

from server.adapters.local_certificate import LocalCertificate, local_certificate, network_address
from server.clock import utc_now
from server.commands.database import log_warning, migrate, told_in_a_line
from server.commands.push_key import with_push_key
from server.commands.serve import ServeChoices
from server.log_lines import log_to_standard_error
from server.processes.lesser_user import give_up_root
from server.processes.stop_signals import StopSignals
from server.settings import PROJECT_ROOT, Settings, SettingsError, settings_from, sqlalchemy_url

_CERTIFICATE_FOLDER = PROJECT_ROOT / ".https"
_NAMES_WHO_ASKS_TOO_OFTEN = "flask-limiter"
"""Its log would hold addresses of machines; the answer to whoever asks is enough."""


@dataclass(frozen=True, slots=True)
class Door:
    """The place where a server is reached. The certificate is there with HTTPS."""

    listener: socket.socket
    address: str
    tls: ssl.SSLContext | None
    certificate: LocalCertificate | None


def run_game(choices: ServeChoices, wait_for_url: Callable[[], str] | None) -> int:
    """Serves until it is told to stop. Returns the exit code. `wait_for_url` is the private cluster's, if that runs."""
    stop = StopSignals()
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
        settings = replace(with_push_key(settings), database_url=url, public_url=settings.public_url or address)
        notes = [give_up_root(settings)]
        stop.check()
        migrate(url)
        stop.check()
        notes.append(log_warning(url))
        from server.commands.served_game import serve_game  # noqa: PLC0415 - see above

        stop.check()
        serve_game(settings, Door(listener, address, tls, certificate), choices, stop, notes)


def _bound(settings: Settings) -> socket.socket:
    """Taken before the database is waited for, so that a second `./dev run` fails at once. It does not listen yet."""
    bound = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((settings.host, settings.port))
    except OSError as error:
        bound.close()
        raise port_error(settings, error) from error
    return bound


def _tls_context(certificate: LocalCertificate) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate.chain, certificate.key)
    return context


def port_error(settings: Settings, error: OSError) -> SettingsError:
    """Says what is wrong with the address that the settings name, and what to do."""
    if error.errno == errno.EADDRINUSE:
        return SettingsError(
            f"port {settings.port} is taken by another program: stop it, or choose another with --port 8001"
        )
    if error.errno == errno.EACCES:
        return SettingsError(f"port {settings.port} needs an administrator: choose one above 1023 with --port")
    return SettingsError(f"cannot listen on {settings.host} port {settings.port} ({error.strerror}): check --host")

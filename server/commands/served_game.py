"""The game on a database that is up to date: demo data, server, worker, each announced. Importing it takes most of a
start."""

import sys
from collections.abc import Sequence
from contextlib import nullcontext

import segno

from server.adapters.local_certificate import LocalCertificate
from server.app import Application, create_app
from server.commands.demo import seed_if_empty
from server.commands.game_server import Door, port_error
from server.commands.serve import ServeChoices
from server.commands.terminal import say
from server.development import OUTBOX_PATH, is_for_development
from server.processes.garbage import collect_from_now_on
from server.processes.stop_signals import StopSignals
from server.processes.worker_process import worker_beside
from server.serving.connections import connection_limits, raise_file_limit
from server.serving.web_server import serve
from server.settings import Settings


def serve_game(
    settings: Settings, door: Door, choices: ServeChoices, stop: StopSignals, notes: Sequence[str | None]
) -> None:
    """Serves until `stop`. `notes` are told with what can be opened. Raises SettingsError where `door` is shut."""
    if choices.seed:
        seed_if_empty(settings.database_url)
    stop.check()
    raise_file_limit()
    application = create_app(settings)

    def announce() -> None:
        _announce(door.address, settings, application)
        for note in filter(None, notes):
            say(note)
        if door.certificate is not None:
            _invite_phones(door.address, door.certificate)

    stop.check()
    limits = connection_limits(per_client=settings.connections_per_client, trusted_proxies=settings.trusted_proxies)
    key_file = settings.vapid_private_key_file
    beside = worker_beside(settings.database_url, settings.port, key_file, stop) if choices.worker else nullcontext()
    collect_from_now_on()
    try:
        with beside:
            serve(application, door.listener, limits=limits, stop=stop, ready=announce, tls=door.tls)
    except OSError as error:
        raise port_error(settings, error) from error


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

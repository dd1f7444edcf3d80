"""The composition root: the only place where things are wired together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from http import HTTPStatus
from typing import Any

from flask import Flask
from flask_openapi3 import Info
from socketio import WSGIApp
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.wire_limits import MAX_MESSAGE_BYTES
from seed_data.rome import rome_occupations
from server.adapters.geocoder import BanGeocoder
from server.adapters.health_probes import PostgresProbe, RedisProbe
from server.adapters.message_queue import message_queue
from server.adapters.passkeys import relying_party_at
from server.adapters.posters import PosterFiles
from server.adapters.push.vapid_key import public_vapid_key
from server.adapters.signer import LinkSigner
from server.clock import utc_now
from server.development import is_for_development
from server.http.api_pages import api_pages_blueprint
from server.http.applications import applications_blueprint
from server.http.campaign import campaign_blueprint
from server.http.cases.measures import measures_blueprint
from server.http.cases.reports import reports_blueprint
from server.http.development_outbox import development_outbox_blueprint
from server.http.employer_applications import employer_applications_blueprint
from server.http.employer_offers import employer_offers_blueprint, submitted_offers_blueprint
from server.http.events import events_blueprint
from server.http.health import health_blueprint
from server.http.jokers import jokers_blueprint
from server.http.me import me_blueprint
from server.http.meetings import meeting_alerts_blueprint, meetings_blueprint
from server.http.notifications import notifications_blueprint
from server.http.organisations import organisations_blueprint
from server.http.organiser.case_pages import case_pages_blueprint
from server.http.organiser.case_queue import case_queue_blueprint
from server.http.organiser.desk_code_pages import desk_code_pages_blueprint
from server.http.organiser.organisation_vetting import organisation_vetting_blueprint
from server.http.organiser.organiser import organiser_blueprint
from server.http.organiser.vetting import vetting_blueprint
from server.http.passkeys import passkeys_blueprint
from server.http.plumbing.answers import answer_problems, answer_validation_error
from server.http.plumbing.api_document import DescribedApi
from server.http.plumbing.rate_limits import RateLimits
from server.http.plumbing.refused_requests import refuse_requests
from server.http.plumbing.roles import IsOrganiser, log_what_token_sessions_do, organiser_check, who_judges
from server.http.plumbing.security_headers import SecurityHeaders, client_policy
from server.http.posters import poster_links_blueprint, posters_blueprint
from server.http.privacy import privacy_blueprint
from server.http.public.answer_link import answer_link
from server.http.public.contact_link import contact_link
from server.http.public.extend_link import extend_link
from server.http.public.mailed_links import mailed_links_blueprint
from server.http.public.public_feeds import public_feeds_blueprint
from server.http.public.public_pages import public_pages_blueprint
from server.http.sign_in import sign_in_blueprint
from server.http.web import client_api_blueprint, pages_blueprint
from server.http.writing_help import writing_help_blueprint
from server.persistence.changes import CAMPAIGN_CHANGED, POSITIONS_REFUSED, SESSIONS_ENDED
from server.persistence.engine import connect
from server.processes.change_listener import ChangeListener
from server.processes.health_watch import HealthWatch, Probe, campaign_finding
from server.realtime.campaign_publisher import CampaignPublisher
from server.realtime.engine import silent_logger
from server.realtime.help import HelpNamespace
from server.realtime.help_clock import HelpClock
from server.realtime.packets import FastJson, ForgivingPacket
from server.realtime.play import PlayNamespace
from server.realtime.publisher import Publisher
from server.realtime.socket_server import GuardedSocketServer
from server.schemas.problems import Problem
from server.schemas.protocol import SESSION_COOKIE, host_cookie
from server.services.accounts.guessing_alarm import GuessingAlarm
from server.services.accounts.organiser_sessions import OrganiserSessions
from server.services.app_context import AppContext
from server.services.check_health import HealthCheck
from server.services.links import LinkPurpose
from server.services.play.forget_walkers import forget_walkers
from server.services.territory.load_campaign import load_campaign
from server.serving.hourly_limits import HourlyLimits
from server.settings import PROJECT_ROOT, Settings
from server.wiring import app_context_on


@dataclass(frozen=True, slots=True)
class Application:
    """A wired server: `flask` is the WSGI application, sockets included."""

    flask: Flask
    app_context: AppContext
    engine: Engine
    publisher: Publisher
    sockets: GuardedSocketServer
    play: PlayNamespace
    help: HelpNamespace
    help_clock: HelpClock
    changes: ChangeListener
    health: HealthWatch

    def end(self) -> None:
        """Begins nothing more: the loops stand still, and sockets close once their messages are answered."""
        self.help_clock.stop()
        self.changes.stop()
        self.help.end()
        self.sockets.eio.end()


def create_app(
    settings: Settings, *, clock: Callable[[], datetime] = utc_now, limits: Limits = DEFAULT_LIMITS
) -> Application:
    """Wires a server on a migrated database and loads the running campaign into memory."""
    engine = connect(settings.database_url, pool_size=settings.database_connections)
    app_context = app_context_on(engine, settings, clock=clock, limits=limits)
    load_campaign(app_context.context())

    session_cookie = host_cookie(SESSION_COOKIE) if settings.cookie_secure else SESSION_COOKIE
    app = DescribedApi(
        "jokajobs",
        info=Info(title="Jokajobs", version="0.1.0", description="Finding work by walking."),
        root_path=str(PROJECT_ROOT / "server"),
        static_folder=None,
        doc_ui=False,
        security_schemes={"session": {"type": "apiKey", "in": "cookie", "name": session_cookie}},
        validation_error_status=HTTPStatus.UNPROCESSABLE_ENTITY,
        validation_error_model=Problem,
        validation_error_callback=answer_validation_error,
    )
    app.config["MAX_CONTENT_LENGTH"] = MAX_MESSAGE_BYTES
    app.config["SESSION_COOKIE_SECURE"] = settings.cookie_secure
    # Else `//offres` is redirected to an address that holds whatever the Host header said.
    app.url_map.merge_slashes = False
    answer_problems(app)
    refuse_requests(
        app,
        public_url=settings.public_url,
        allowed_origins=settings.allowed_origins,
        https_only=settings.cookie_secure,
    )
    rate_limits = RateLimits(
        HourlyLimits(settings.rate_limit_storage),
        guests_per_client_per_hour=settings.guests_per_client_per_hour,
        on_guessing=GuessingAlarm(app_context.context),
    )
    app.register_api(sign_in_blueprint(app_context, rate_limits, cookie_secure=settings.cookie_secure))
    key_file = settings.vapid_private_key_file
    app.register_api(
        notifications_blueprint(
            app_context,
            push_key=public_vapid_key(key_file) if key_file else None,
            push_to_any_host=settings.push_to_any_host,
        )
    )
    passkey_party = relying_party_at(settings.public_url)
    app.register_api(passkeys_blueprint(app_context, rate_limits, passkey_party, cookie_secure=settings.cookie_secure))
    app.register_api(campaign_blueprint(app_context))
    app.register_api(
        client_api_blueprint(
            schematic_map=PROJECT_ROOT / "seed_data" / "streets.geojson",
            dist=settings.webclient_dist,
            demo_walk=PROJECT_ROOT / "seed_data" / "demo_walk.gpx",
            pmtiles_file=settings.pmtiles_file,
            map_style_url=settings.map_style_url,
            passkey_origin=passkey_party.origin if passkey_party else None,
        )
    )
    geocoder = BanGeocoder(settings.geocoder_url, clock) if settings.geocoder_url else None
    app.register_api(writing_help_blueprint(app_context, rate_limits, cache(rome_occupations), geocoder))
    sockets = _add_sockets(app, settings)
    publisher = Publisher(sockets)
    app.register_api(me_blueprint(app_context, publisher, rate_limits, cookie_secure=settings.cookie_secure))
    play = PlayNamespace(app_context, publisher, settings.max_batches_per_10_s, session_cookie)
    help_namespace = HelpNamespace(app_context, publisher, settings.max_messages_per_10_s, session_cookie, rate_limits)
    sockets.register_namespace(play)
    sockets.register_namespace(help_namespace)
    is_organiser = _add_organisers(app, app_context, publisher, rate_limits, settings)
    app.register_api(privacy_blueprint(app_context, publisher, cookie_secure=settings.cookie_secure))
    app.register_api(jokers_blueprint(app_context, publisher))
    app.register_api(meetings_blueprint(app_context))
    app.register_api(reports_blueprint(app_context, rate_limits))
    app.register_api(measures_blueprint(app_context))
    _add_employers(app, app_context, publisher, rate_limits, is_organiser)
    app.register_blueprint(api_pages_blueprint(app))
    app.register_blueprint(
        pages_blueprint(
            app_context,
            dist=settings.webclient_dist,
            pmtiles_file=settings.pmtiles_file,
            client_policy=client_policy(settings.map_style_url, settings.public_url),
        )
    )
    help_clock = HelpClock(app_context, publisher, help_namespace)
    changes = ChangeListener(
        settings.database_url,
        {
            CAMPAIGN_CHANGED: CampaignPublisher(app_context, publisher, play).follow,
            SESSIONS_ENDED: lambda: _close_ended(play, help_namespace),
            POSITIONS_REFUSED: lambda: forget_walkers(app_context.context()),
        },
        look_again_s=lambda: _seconds_until(app_context.live.campaign.look_again_at, app_context.clock()),
    )
    campaign = partial(campaign_finding, lambda: app_context.campaign is not None)
    health = HealthWatch(_probes(settings), [campaign, changes.finding, help_clock.finding])
    app.register_api(health_blueprint(health.look))
    return Application(app, app_context, engine, publisher, sockets, play, help_namespace, help_clock, changes, health)


def _seconds_until(moment: datetime | None, now: datetime) -> float | None:
    return None if moment is None else (moment - now).total_seconds()


def _close_ended(play: PlayNamespace, help_namespace: HelpNamespace) -> None:
    try:
        play.close_ended()
    finally:
        help_namespace.close_ended()


def _add_organisers(
    app: DescribedApi, app_context: AppContext, publisher: Publisher, rate_limits: RateLimits, settings: Settings
) -> IsOrganiser:
    """All that is for whoever runs the campaign, and for whoever develops."""
    sessions = OrganiserSessions(
        app_context.context, lambda key: LinkSigner(key, app_context.clock), settings.organiser_token
    )
    is_organiser = organiser_check(app_context, sessions)
    log_what_token_sessions_do(app)
    judge = who_judges(app_context, sessions)
    app.register_api(meeting_alerts_blueprint(app_context, is_organiser, judge))
    app.register_api(vetting_blueprint(app_context, publisher, is_organiser, judge))
    app.register_api(case_queue_blueprint(app_context, publisher, is_organiser, judge))
    app.register_blueprint(case_pages_blueprint(app_context, is_organiser, judge))
    app.register_blueprint(desk_code_pages_blueprint(app_context, is_organiser))
    app.register_blueprint(
        organiser_blueprint(app_context, sessions, is_organiser, rate_limits, cookie_secure=settings.cookie_secure)
    )
    if is_for_development(settings):
        app.register_blueprint(development_outbox_blueprint(app_context, is_organiser))
    return is_organiser


def _add_employers(
    app: DescribedApi, app_context: AppContext, publisher: Publisher, rate_limits: RateLimits, is_organiser: IsOrganiser
) -> None:
    """All around those who make offers: what they write, what becomes of it, and what everybody may read of it."""
    public_folder = PROJECT_ROOT / "server" / "public"
    app.register_api(organisations_blueprint(app_context, rate_limits))
    app.register_api(organisation_vetting_blueprint(app_context, is_organiser))
    app.register_api(employer_offers_blueprint(app_context, rate_limits))
    app.register_api(submitted_offers_blueprint(app_context, is_organiser))
    app.register_api(events_blueprint(app_context, publisher, rate_limits))
    app.register_api(posters_blueprint(app_context, publisher, PosterFiles(public_folder / "fonts"), rate_limits))
    app.register_api(applications_blueprint(app_context, publisher, rate_limits))
    app.register_api(employer_applications_blueprint(app_context, publisher))
    mailed_links = {
        LinkPurpose.EXTEND_OFFER: extend_link(app_context),
        LinkPurpose.ANSWER_APPLICATION: answer_link(app_context, publisher),
        LinkPurpose.TRUSTED_CONTACT: contact_link(app_context, publisher),
    }
    app.register_blueprint(mailed_links_blueprint(app_context, mailed_links))
    app.register_blueprint(public_pages_blueprint(app_context, public_folder=public_folder))
    app.register_blueprint(public_feeds_blueprint(app_context))
    app.register_blueprint(poster_links_blueprint(app_context, public_folder=public_folder))


def _probes(settings: Settings) -> list[Probe]:
    probes: list[Probe] = [PostgresProbe(settings.database_url, worker_silence_s=settings.worker_silence_s)]
    if settings.message_queue:
        cost = "what happens here is not pushed to sockets on other servers"
        probes.append(RedisProbe(settings.message_queue, HealthCheck.MESSAGE_QUEUE, cost))
    if not settings.rate_limit_storage.startswith("memory:"):
        cost = "each server counts for itself who asks too often"
        probes.append(RedisProbe(settings.rate_limit_storage, HealthCheck.RATE_LIMIT_STORAGE, cost))
    return probes


def _add_sockets(app: Flask, settings: Settings) -> GuardedSocketServer:
    options: dict[str, Any] = (
        {"cors_allowed_origins": list(settings.allowed_origins)} if settings.allowed_origins else {}
    )
    if settings.message_queue:
        options["client_manager"] = message_queue(settings.message_queue)
    server = GuardedSocketServer(
        async_mode="gevent",
        # In order, in the socket's own greenlet: a phone that sends faster than it is served waits, as it should.
        async_handlers=False,
        serializer=ForgivingPacket,
        json=FastJson,
        engineio_logger=silent_logger(),
        sockets_per_client=settings.connections_per_client,
        **options,
    )
    app.wsgi_app = WSGIApp(server, app.wsgi_app)  # type: ignore[method-assign]
    app.wsgi_app = SecurityHeaders(app.wsgi_app, https_only=settings.cookie_secure)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        # Outermost, so that sockets see the client too.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies
        )
    return server

"""The environment as one frozen object; a wrong value stops the start with one clear line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from game_rules.people.limits import ORGANISER_TOKEN_MIN_CHARS
from game_rules.play.limits import MAX_BATCHES_PER_10_S
from game_rules.wire_limits import MAX_MESSAGES_PER_10_S
from server import checkout
from server.adapters.mail.smtp_server import SmtpServer
from server.adapters.push.vapid_key import public_vapid_key
from server.feed_settings import FeedSettings, feed_settings_from
from server.serving.rates import GUESTS_PER_CLIENT_PER_HOUR

PROJECT_ROOT = checkout.PROJECT_ROOT

CONNECTIONS_PER_CLIENT = 100
"""A class of 30 behind one address, each with a socket and two requests; a script that wants every place is stopped."""

DEFAULT_GEOCODER_URL = "https://data.geopf.fr/geocodage/search"
"""Open to everybody, 50 searches a second from one address (IGN, "API Géoplateforme - Géocodage")."""


class SettingsError(Exception):
    """A setting has no usable value; the message says which one and what it takes."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of an operator. See docs/settings.md for the table."""

    database_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    database_connections: int = 10
    max_batches_per_10_s: int = MAX_BATCHES_PER_10_S
    max_messages_per_10_s: int = MAX_MESSAGES_PER_10_S
    cookie_secure: bool = False
    allowed_origins: tuple[str, ...] = ()
    organiser_token: str = field(default_factory=lambda: token_urlsafe(24))
    is_token_ours: bool = False
    """Made up at this start, and so unknown to anybody until it is printed."""
    webclient_dist: Path = PROJECT_ROOT / "webclient" / "dist"
    pmtiles_file: Path | None = None
    map_style_url: str | None = None
    smtp_url: str | None = None
    mail_from: str = "jokajobs@localhost"
    organiser_mail: str | None = None
    worker_silence_s: int = 30
    trusted_proxies: int = 0
    rate_limit_storage: str = "memory://"
    message_queue: str | None = None
    guests_per_client_per_hour: int = GUESTS_PER_CLIENT_PER_HOUR
    connections_per_client: int = CONNECTIONS_PER_CLIENT
    vapid_private_key_file: Path | None = None
    vapid_contact: str | None = None
    push_to_any_host: bool = False
    geocoder_url: str | None = DEFAULT_GEOCODER_URL
    feeds: FeedSettings = field(default_factory=FeedSettings)

    @property
    def base_url(self) -> str:
        """The address that mails and posters lead to: as an operator says, else this machine alone."""
        return self.public_url or f"http://127.0.0.1:{self.port}"

    @property
    def push_contact(self) -> str:
        """The address for complaints of a push service (RFC 8292, 2.1)."""
        return self.vapid_contact or f"mailto:{self.mail_from}"


def settings_from(environ: Mapping[str, str], database_url: str) -> Settings:
    """Reads JOKAJOBS_* from `environ`. Raises SettingsError naming the variable."""
    defaults = Settings(database_url=database_url, organiser_token="")
    pmtiles = environ.get("JOKAJOBS_PMTILES_FILE")
    settings = Settings(
        database_url=database_url,
        host=environ.get("JOKAJOBS_HOST", defaults.host),
        port=_whole_number(environ, "JOKAJOBS_PORT", defaults.port, 1, 65_535),
        public_url=_public_url(environ),
        database_connections=_whole_number(
            environ, "JOKAJOBS_DATABASE_CONNECTIONS", defaults.database_connections, 1, 90
        ),
        max_batches_per_10_s=_whole_number(
            environ, "JOKAJOBS_MAX_BATCHES_PER_10_S", defaults.max_batches_per_10_s, 1, 1_000_000
        ),
        max_messages_per_10_s=_whole_number(
            environ, "JOKAJOBS_MAX_MESSAGES_PER_10_S", defaults.max_messages_per_10_s, 1, 1_000_000
        ),
        cookie_secure=_yes_or_no(environ, "JOKAJOBS_COOKIE_SECURE", default=defaults.cookie_secure),
        allowed_origins=_allowed_origins(environ),
        organiser_token=environ.get("JOKAJOBS_ORGANISER_TOKEN") or token_urlsafe(24),
        is_token_ours=not environ.get("JOKAJOBS_ORGANISER_TOKEN"),
        pmtiles_file=Path(pmtiles) if pmtiles else None,
        map_style_url=_map_style_url(environ),
        smtp_url=_smtp_url(environ),
        worker_silence_s=_whole_number(environ, "JOKAJOBS_WORKER_SILENCE_S", defaults.worker_silence_s, 1, 3600),
        trusted_proxies=_whole_number(environ, "JOKAJOBS_TRUSTED_PROXIES", defaults.trusted_proxies, 0, 10),
        rate_limit_storage=environ.get("JOKAJOBS_RATE_LIMIT_STORAGE") or defaults.rate_limit_storage,
        message_queue=environ.get("JOKAJOBS_MESSAGE_QUEUE") or None,
        guests_per_client_per_hour=_whole_number(
            environ, "JOKAJOBS_GUESTS_PER_CLIENT_PER_HOUR", defaults.guests_per_client_per_hour, 1, 1_000_000
        ),
        connections_per_client=_whole_number(
            environ, "JOKAJOBS_CONNECTIONS_PER_CLIENT", defaults.connections_per_client, 1, 1_000_000
        ),
        mail_from=environ.get("JOKAJOBS_MAIL_FROM") or defaults.mail_from,
        organiser_mail=environ.get("JOKAJOBS_ORGANISER_MAIL") or None,
        vapid_private_key_file=_vapid_key_file(environ),
        vapid_contact=environ.get("JOKAJOBS_VAPID_CONTACT") or None,
        geocoder_url=_geocoder_url(environ),
        push_to_any_host=_yes_or_no(environ, "JOKAJOBS_PUSH_TO_ANY_HOST", default=defaults.push_to_any_host),
        feeds=_feeds(environ),
    )
    if settings.pmtiles_file and not settings.pmtiles_file.is_file():
        raise SettingsError(f"JOKAJOBS_PMTILES_FILE names {pmtiles}, which is not a file: correct it or unset it")
    if len(settings.organiser_token) < ORGANISER_TOKEN_MIN_CHARS:
        raise SettingsError(
            f"JOKAJOBS_ORGANISER_TOKEN needs {ORGANISER_TOKEN_MIN_CHARS} characters or more, so that nobody guesses "
            "it: openssl rand -hex 16 makes one; without the variable each start makes its own"
        )
    if settings.rate_limit_storage.partition("://")[0] not in {"memory", "redis", "rediss", "redis+unix"}:
        raise SettingsError("JOKAJOBS_RATE_LIMIT_STORAGE must be memory:// or look like redis://host:6379/0")
    if settings.message_queue and not settings.message_queue.startswith(("redis://", "rediss://", "unix://")):
        raise SettingsError("JOKAJOBS_MESSAGE_QUEUE must look like redis://host:6379/0, rediss://… or unix://…")
    if settings.smtp_url and not environ.get("JOKAJOBS_MAIL_FROM"):
        raise SettingsError("JOKAJOBS_SMTP_URL needs JOKAJOBS_MAIL_FROM, the address that mails come from")
    if not _MAIL_ADDRESS.fullmatch(settings.mail_from):
        raise SettingsError("JOKAJOBS_MAIL_FROM must be one plain address such as jokajobs@example.org")
    if settings.organiser_mail and not _MAIL_ADDRESS.fullmatch(settings.organiser_mail):
        raise SettingsError("JOKAJOBS_ORGANISER_MAIL must be one plain address such as equipe@example.org")
    if not _CONTACT.fullmatch(settings.push_contact):
        raise SettingsError("JOKAJOBS_VAPID_CONTACT must look like mailto:somebody@example.org or https://example.org")
    return settings


def sqlalchemy_url(database_url: str) -> str:
    """The operator's DATABASE_URL for psycopg 3. Raises SettingsError for another database than PostgreSQL."""
    scheme, separator, rest = database_url.partition("://")
    url = f"postgresql+psycopg://{rest}"
    if not separator or scheme not in {"postgres", "postgresql", "postgresql+psycopg"} or not _is_url(url):
        raise SettingsError("DATABASE_URL must look like postgresql://user:password@host/database")
    return url


def _is_url(text: str) -> bool:
    try:
        make_url(text)
    except (ArgumentError, ValueError):
        # ValueError is a port that is no number; both repeat parts of the address, the password maybe among them.
        return False
    return True


_PUBLIC_URL = re.compile(r"https?://[0-9A-Za-z.:\[\]-]+")


def _public_url(environ: Mapping[str, str]) -> str | None:
    url = (environ.get("JOKAJOBS_PUBLIC_URL") or "").rstrip("/")
    if url and not _PUBLIC_URL.fullmatch(url):
        raise SettingsError("JOKAJOBS_PUBLIC_URL must look like https://play.example.org, without a path")
    return url.lower() or None


def _allowed_origins(environ: Mapping[str, str]) -> tuple[str, ...]:
    origins = tuple(environ.get("JOKAJOBS_ALLOWED_ORIGINS", "").split())
    if not all(map(_PUBLIC_URL.fullmatch, origins)):
        raise SettingsError("JOKAJOBS_ALLOWED_ORIGINS must be words such as https://app.example.org, without a path")
    return origins


_GEOCODER_URL = re.compile(r"https?://[0-9A-Za-z.:\[\]-]+/[^\s?#]*")


def _geocoder_url(environ: Mapping[str, str]) -> str | None:
    url = environ.get("JOKAJOBS_GEOCODER_URL") or DEFAULT_GEOCODER_URL
    if url.lower() == "no":
        return None
    if not _GEOCODER_URL.fullmatch(url):
        raise SettingsError("JOKAJOBS_GEOCODER_URL must be no, or look like https://addresses.example.org/search")
    return url


_MAP_STYLE_URL = re.compile(r"(https?://[0-9A-Za-z.:\[\]-]+)?/[^\s]*")


def _map_style_url(environ: Mapping[str, str]) -> str | None:
    url = environ.get("JOKAJOBS_MAP_STYLE_URL")
    # Its host becomes part of a header.
    if url and not _MAP_STYLE_URL.fullmatch(url):
        raise SettingsError("JOKAJOBS_MAP_STYLE_URL must look like https://map.example.org/style.json")
    return url or None


def _feeds(environ: Mapping[str, str]) -> FeedSettings:
    try:
        return feed_settings_from(environ)
    except ValueError as error:
        raise SettingsError(str(error)) from error


_MAIL_ADDRESS = re.compile(r"[0-9A-Za-z.!#$%&'*+/=?^_`{|}~-]+@[0-9A-Za-z.-]+")
"""Atoms and dots (RFC 5322, 3.2.3): what is more would need quotes in a header, and a comma makes two of one."""
_CONTACT = re.compile(rf"mailto:{_MAIL_ADDRESS.pattern}|https://[0-9A-Za-z-]+\.[0-9A-Za-z.-]+")


def _vapid_key_file(environ: Mapping[str, str]) -> Path | None:
    name = environ.get("JOKAJOBS_VAPID_PRIVATE_KEY_FILE")
    if not name:
        return None
    try:
        public_vapid_key(Path(name))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise SettingsError(f"JOKAJOBS_VAPID_PRIVATE_KEY_FILE names {name}, which cannot be used: {reason}") from None
    return Path(name)


def _smtp_url(environ: Mapping[str, str]) -> str | None:
    url = environ.get("JOKAJOBS_SMTP_URL") or None
    if url is not None:
        try:
            SmtpServer.of_url(url)
        except ValueError as error:
            # Not the value: it holds a password.
            raise SettingsError(f"JOKAJOBS_SMTP_URL cannot be read: {error}") from None
    return url


def _whole_number(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    value = environ.get(name)
    if value is None:
        return default
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise SettingsError(f"{name} must be a whole number from {least} to {most}, not {value!r}")
    return int(value)


def _yes_or_no(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = environ.get(name)
    if value is None:
        return default
    if value.lower() not in {"yes", "no"}:
        raise SettingsError(f"{name} must be yes or no, not {value!r}")
    return value.lower() == "yes"

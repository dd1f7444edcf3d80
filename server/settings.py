"""The environment as one frozen object; a wrong value stops the start with one clear line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe

from game_rules.limits import MAX_BATCHES_PER_10_S, MAX_MESSAGES_PER_10_S

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting has no usable value; the message says which one and what it takes."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may choose. See README.md for the table."""

    database_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    database_connections: int = 10
    max_batches_per_10_s: int = MAX_BATCHES_PER_10_S
    max_messages_per_10_s: int = MAX_MESSAGES_PER_10_S
    cookie_secure: bool = False
    allowed_origins: tuple[str, ...] = ()
    organiser_token: str = field(default_factory=lambda: token_urlsafe(18))
    webclient_dist: Path = PROJECT_ROOT / "webclient" / "dist"
    pmtiles_file: Path | None = None
    map_style_url: str | None = None


def settings_from(environ: Mapping[str, str], database_url: str) -> Settings:
    """Reads JOKAJOBS_* from `environ`. Raises SettingsError naming the variable."""
    defaults = Settings(database_url=database_url, organiser_token="")
    pmtiles = environ.get("JOKAJOBS_PMTILES_FILE")
    settings = Settings(
        database_url=database_url,
        host=environ.get("JOKAJOBS_HOST", defaults.host),
        port=_whole_number(environ, "JOKAJOBS_PORT", defaults.port, 1, 65_535),
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
        allowed_origins=tuple(environ.get("JOKAJOBS_ALLOWED_ORIGINS", "").split()),
        organiser_token=environ.get("JOKAJOBS_ORGANISER_TOKEN") or token_urlsafe(18),
        pmtiles_file=Path(pmtiles) if pmtiles else None,
        map_style_url=environ.get("JOKAJOBS_MAP_STYLE_URL") or None,
    )
    if settings.pmtiles_file and not settings.pmtiles_file.is_file():
        raise SettingsError(f"JOKAJOBS_PMTILES_FILE names {pmtiles}, which is not a file: correct it or unset it")
    return settings


def sqlalchemy_url(database_url: str) -> str:
    """The operator's DATABASE_URL for psycopg 3. Raises SettingsError for another database than PostgreSQL."""
    scheme, separator, rest = database_url.partition("://")
    if not separator or scheme not in {"postgres", "postgresql", "postgresql+psycopg"}:
        raise SettingsError("DATABASE_URL must look like postgresql://user:password@host/database")
    return f"postgresql+psycopg://{rest}"


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

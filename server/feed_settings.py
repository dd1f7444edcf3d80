"""Which feeds bring offers in, as the environment says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from server.adapters.feeds.france_travail_access import FranceTravailAccess
from server.adapters.feeds.web_urls import web_url, without_password


class FeedForm(StrEnum):
    """The kind of feed at an address of JOKAJOBS_FEEDS, by the name that it has there and on the command line."""

    JOB_POSTING = "job-posting"
    CSV = "csv"
    ENGAGEMENT = "engagement"


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """`addresses` are asked in turn, in our own network too with `from_any_host`. Without `france_travail` nobody asks
    there. No text of this holds a secret."""

    france_travail: FranceTravailAccess | None = None
    addresses: tuple[tuple[FeedForm, str], ...] = field(default=(), repr=False)
    engagement_key: str | None = field(default=None, repr=False)
    from_any_host: bool = False


def feed_settings_from(environ: Mapping[str, str]) -> FeedSettings:
    """Raises ValueError naming the variable."""
    return FeedSettings(
        france_travail=_france_travail(environ),
        addresses=tuple(_address(word) for word in environ.get("JOKAJOBS_FEEDS", "").split()),
        engagement_key=_header_value(environ, "JOKAJOBS_ENGAGEMENT_KEY"),
        from_any_host=_yes_or_no(environ, "JOKAJOBS_FEEDS_FROM_ANY_HOST"),
    )


def _france_travail(environ: Mapping[str, str]) -> FranceTravailAccess | None:
    client_id = environ.get("JOKAJOBS_FRANCE_TRAVAIL_CLIENT_ID")
    secret = environ.get("JOKAJOBS_FRANCE_TRAVAIL_CLIENT_SECRET")
    if not client_id and not secret:
        return None
    if not client_id or not secret:
        raise ValueError("JOKAJOBS_FRANCE_TRAVAIL_CLIENT_ID and JOKAJOBS_FRANCE_TRAVAIL_CLIENT_SECRET need each other")
    usual = FranceTravailAccess(client_id, secret)
    return FranceTravailAccess(
        client_id,
        secret,
        _web_address(environ, "JOKAJOBS_FRANCE_TRAVAIL_TOKEN_URL", usual.token_url),
        _web_address(environ, "JOKAJOBS_FRANCE_TRAVAIL_API_URL", usual.api_url).rstrip("/"),
    )


def _web_address(environ: Mapping[str, str], name: str, usual: str) -> str:
    value = environ.get(name) or usual
    if not _is_web_address(value):
        raise ValueError(f"{name} must be a web address")
    return value


def _is_web_address(text: str) -> bool:
    """Its host may ask for a user and a password: only programs go there."""
    return "\\" not in text and web_url(without_password(text)) is not None


def _address(word: str) -> tuple[FeedForm, str]:
    form, _, address = word.partition("=")
    if form not in set(FeedForm) or not _is_web_address(address):
        raise ValueError(
            "JOKAJOBS_FEEDS must be words such as csv=https://ville.example/offres.csv: a form "
            f"({', '.join(FeedForm)}), = and a web address"
        )
    return FeedForm(form), address


def _yes_or_no(environ: Mapping[str, str], name: str) -> bool:
    value = (environ.get(name) or "no").lower()
    if value not in {"yes", "no"}:
        raise ValueError(f"{name} must be yes or no")
    return value == "yes"


def _header_value(environ: Mapping[str, str], name: str) -> str | None:
    value = environ.get(name)
    if value and not re.fullmatch(r"[!-~]+", value):
        # Not the value: it is a secret.
        raise ValueError(f"{name} must be letters, digits and signs, without spaces")
    return value or None

"""People are sent to addresses of the web that say to everybody where they lead."""

import re
from contextlib import suppress

import pytest
from pydantic import TypeAdapter, ValidationError

from game_rules.web_addresses import web_address
from server.adapters.feeds.web_urls import web_url
from server.schemas.offers.employer_offers import OfferDraftIn
from server.settings import SettingsError, settings_from
from tests.support.hostile_words import CLEANED, KEPT, MISLEADING_ADDRESSES

GOOD = (
    "https://jobs.example", "http://jobs.example:8080/a?b=c|d&e[]={f}#g", "HTTPS://Jobs.Example/offre%20d’emploi@ici",
    "https://préfecture.example/", "https://نمونه.example/", "http://192.0.2.1/", "https://[2001:db8::1]/",
)  # fmt: skip
ATOM = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+", re.ASCII)
_DRAFT = TypeAdapter(OfferDraftIn)


@pytest.mark.parametrize("address", GOOD)
def test_an_address_is_kept_as_it_is(address: str) -> None:
    assert web_address(address) == web_url(f" {address} ") == address


@pytest.mark.parametrize("address", [*MISLEADING_ADDRESSES, *KEPT, *CLEANED, "", "https://a.example/" + "\u2028"])
def test_what_misleads_or_is_no_address_is_none(address: str) -> None:
    assert web_address(address) is None


@pytest.mark.parametrize("address", MISLEADING_ADDRESSES)
def test_an_employers_link_leads_where_a_browser_reads_it_to_lead(address: str) -> None:
    draft = None
    with suppress(ValidationError):
        draft = _DRAFT.validate_python({"kind": "job", "title": "Vente", "apply_url": address})
    # Refused, or written as a browser reads it.
    link = draft.apply_url if draft else None
    assert link == web_address(link)
    assert (link or "https://good.example/").startswith(("https://good.example/", "https://evil.example/"))


def test_a_feed_of_the_settings_may_ask_for_a_password() -> None:
    settings = settings_from({"JOKAJOBS_FEEDS": "csv=https://jeu:sesame@ville.example/offres.csv?cle=a"}, "")
    assert [address for _, address in settings.feeds.addresses] == ["https://jeu:sesame@ville.example/offres.csv?cle=a"]
    for address in ("https://jeu:sesame@evil.example\\@good.example/", "javascript:x", "https://a.example:port/"):
        with pytest.raises(SettingsError) as refusal:
            settings_from({"JOKAJOBS_FEEDS": f"csv={address}"}, "")
        assert "sesame" not in str(refusal.value)


@pytest.mark.parametrize(
    "name",
    [
        *("JOKAJOBS_PUBLIC_URL", "JOKAJOBS_MAP_STYLE_URL", "JOKAJOBS_GEOCODER_URL", "JOKAJOBS_FRANCE_TRAVAIL_API_URL"),
        *("JOKAJOBS_FEEDS", "JOKAJOBS_MESSAGE_QUEUE", "JOKAJOBS_RATE_LIMIT_STORAGE", "JOKAJOBS_VAPID_CONTACT"),
        *(
            "JOKAJOBS_ALLOWED_ORIGINS",
            "JOKAJOBS_PORT",
            "JOKAJOBS_TRUSTED_PROXIES",
            "JOKAJOBS_COOKIE_SECURE",
            "JOKAJOBS_SMTP_URL",
        ),
    ],
)
def test_words_are_no_setting_that_becomes_part_of_a_header_a_query_or_an_address(name: str) -> None:
    accepted = [words for words in (*KEPT, *CLEANED) if is_taken(name, words)]
    assert accepted == []


@pytest.mark.parametrize("name", ["JOKAJOBS_MAIL_FROM", "JOKAJOBS_ORGANISER_MAIL"])
def test_a_mail_address_of_the_settings_is_one_and_needs_no_quotes(name: str) -> None:
    two, named = "jeu@example.org,a", ["Le jeu <jeu", "<jeu", '"jeu"', "a,b", "a;b", "(a)jeu", "a:b", "jeu\n"]
    wrong = [*named, two, *(words for words in (*KEPT, *CLEANED) if not ATOM.fullmatch(words))]
    assert [words for words in wrong if is_taken(name, f"{words}@example.org")] == []
    assert [words for words in (*KEPT, *CLEANED) if not words.isascii() and is_taken(name, f"jeu@{words}")] == []
    assert is_taken(name, "l'équipe@example.org".replace("é", "e"))


def is_taken(name: str, value: str) -> bool:
    pair = {"JOKAJOBS_FRANCE_TRAVAIL_CLIENT_ID": "a", "JOKAJOBS_FRANCE_TRAVAIL_CLIENT_SECRET": "b"}
    try:
        settings_from({**pair, name: value}, "")
    except SettingsError as refusal:
        return name not in str(refusal)
    return True

"""The environment becomes settings, or one sentence that names the variable."""

from pathlib import Path

import pytest

from server.adapters.push.vapid_key import make_vapid_key_once
from server.feed_settings import FeedForm
from server.settings import Settings, SettingsError, settings_from, sqlalchemy_url

URL = "postgresql+psycopg://localhost/jokajobs"


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = settings_from({}, URL)
    assert settings == Settings(database_url=URL, organiser_token=settings.organiser_token, is_token_ours=True)
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.cookie_secure is False


def test_every_variable_is_read(tmp_path: Path) -> None:
    pmtiles = tmp_path / "map.pmtiles"
    pmtiles.touch()
    key = tmp_path / "key.pem"
    make_vapid_key_once(key)
    settings = settings_from(
        {
            "JOKAJOBS_HOST": "192.0.2.1",
            "JOKAJOBS_PORT": "80",
            "JOKAJOBS_DATABASE_CONNECTIONS": "20",
            "JOKAJOBS_CONNECTIONS_PER_CLIENT": "500",
            "JOKAJOBS_MAX_BATCHES_PER_10_S": "100",
            "JOKAJOBS_COOKIE_SECURE": "Yes",
            "JOKAJOBS_ALLOWED_ORIGINS": "https://one.example  https://two.example",
            "JOKAJOBS_ORGANISER_TOKEN": "a token of more than thirty-two letters",
            "JOKAJOBS_PMTILES_FILE": str(pmtiles),
            "JOKAJOBS_MAP_STYLE_URL": "https://map.example/style.json",
            "JOKAJOBS_VAPID_PRIVATE_KEY_FILE": str(key),
            "JOKAJOBS_VAPID_CONTACT": "https://game.example",
            "JOKAJOBS_PUSH_TO_ANY_HOST": "yes",
            "JOKAJOBS_GEOCODER_URL": "http://127.0.0.1:7878/search",
            "JOKAJOBS_UNHEARD_OF": "is nobody's business",
        },
        URL,
    )
    assert settings == Settings(
        database_url=URL,
        host="192.0.2.1",
        port=80,
        database_connections=20,
        connections_per_client=500,
        max_batches_per_10_s=100,
        cookie_secure=True,
        allowed_origins=("https://one.example", "https://two.example"),
        organiser_token="a token of more than thirty-two letters",  # noqa: S106 - guards nothing
        pmtiles_file=pmtiles,
        map_style_url="https://map.example/style.json",
        vapid_private_key_file=key,
        vapid_contact="https://game.example",
        push_to_any_host=True,
        geocoder_url="http://127.0.0.1:7878/search",
    )


def test_feeds_are_named_by_form_and_address_and_their_secrets_are_in_no_text() -> None:
    feeds = settings_from(
        {
            "JOKAJOBS_FRANCE_TRAVAIL_CLIENT_ID": "PAR_essai",
            "JOKAJOBS_FRANCE_TRAVAIL_CLIENT_SECRET": "geheim",
            "JOKAJOBS_FRANCE_TRAVAIL_API_URL": "http://localhost:1/api/",
            "JOKAJOBS_FEEDS": "csv=https://ville.example/o.csv?a=b\n job-posting=https://fleurs.example/emplois",
            "JOKAJOBS_ENGAGEMENT_KEY": "schluessel",
        },
        URL,
    ).feeds
    assert feeds.addresses == (
        (FeedForm.CSV, "https://ville.example/o.csv?a=b"),
        (FeedForm.JOB_POSTING, "https://fleurs.example/emplois"),
    )
    assert feeds.france_travail is not None
    assert feeds.france_travail.api_url == "http://localhost:1/api"
    assert feeds.france_travail.token_url.startswith("https://entreprise.francetravail.fr/")
    assert "geheim" not in repr(feeds)
    assert "schluessel" not in repr(feeds)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JOKAJOBS_FRANCE_TRAVAIL_CLIENT_ID", "alone"),
        ("JOKAJOBS_FEEDS", "https://ville.example/offres.csv"),
        ("JOKAJOBS_FEEDS", "rss=https://ville.example/offres"),
        ("JOKAJOBS_FEEDS", "csv=file:///etc/passwd"),
        ("JOKAJOBS_ENGAGEMENT_KEY", "two\r\nlines"),
    ],
)
def test_a_feed_that_cannot_be_read_stops_the_start(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        settings_from({name: value}, URL)


@pytest.mark.parametrize(
    "value", ["https://map.example/style.json", "http://127.0.0.1:8080/s?key=1", "/map/style.json"]
)
def test_a_map_style_is_an_address(value: str) -> None:
    assert settings_from({"JOKAJOBS_MAP_STYLE_URL": value}, URL).map_style_url == value


@pytest.mark.parametrize(
    "value", ["map.example", "https://map.example; script-src *", "https://a b/", "https://*/", "ftp://a/"]
)
def test_a_map_style_that_would_open_the_content_policy_stops_the_start(value: str) -> None:
    with pytest.raises(SettingsError, match="JOKAJOBS_MAP_STYLE_URL"):
        settings_from({"JOKAJOBS_MAP_STYLE_URL": value}, URL)


@pytest.mark.parametrize("value", ["", None])
def test_an_organisers_token_that_is_not_given_is_made_up_and_never_the_same(value: str | None) -> None:
    environ = {} if value is None else {"JOKAJOBS_ORGANISER_TOKEN": value}
    tokens = {settings_from(environ, URL).organiser_token for _ in range(3)}
    assert len(tokens) == 3
    assert all(len(token) >= 32 for token in tokens)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("JOKAJOBS_PORT", 1, 65_535),
        ("JOKAJOBS_DATABASE_CONNECTIONS", 1, 90),
        ("JOKAJOBS_MAX_BATCHES_PER_10_S", 1, 1_000_000),
    ],
)
def test_a_number_has_two_ends(name: str, least: int, most: int) -> None:
    for value in (least, most):
        settings_from({name: str(value)}, URL)
    for wrong in (str(least - 1), str(most + 1), "-1", "1.5", "", " 8", "eight", "٨", "1_0"):
        with pytest.raises(SettingsError, match=f"^{name} must be a whole number from {least} to {most}, not '.*'$"):
            settings_from({name: wrong}, URL)


@pytest.mark.parametrize(("value", "meant"), [("yes", True), ("NO", False)])
def test_a_switch_is_yes_or_no(value: str, *, meant: bool) -> None:
    assert settings_from({"JOKAJOBS_COOKIE_SECURE": value}, URL).cookie_secure is meant


@pytest.mark.parametrize("value", ["", "1", "true", "on"])
def test_a_switch_is_nothing_else(value: str) -> None:
    with pytest.raises(SettingsError, match=f"^JOKAJOBS_COOKIE_SECURE must be yes or no, not '{value}'$"):
        settings_from({"JOKAJOBS_COOKIE_SECURE": value}, URL)


def test_a_map_that_is_no_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=f"^JOKAJOBS_PMTILES_FILE names {tmp_path}, which is not a file"):
        settings_from({"JOKAJOBS_PMTILES_FILE": str(tmp_path)}, URL)


@pytest.mark.parametrize("scheme", ["redis", "rediss", "unix"])
def test_a_message_queue_is_a_redis(scheme: str) -> None:
    url = f"{scheme}://:secret@host:6379/0"
    assert settings_from({"JOKAJOBS_MESSAGE_QUEUE": url}, URL).message_queue == url
    assert settings_from({"JOKAJOBS_MESSAGE_QUEUE": ""}, URL).message_queue is None


@pytest.mark.parametrize("wrong", ["redis", "host:6379", "amqp://me:secret@host"])
def test_another_message_queue_is_refused_without_repeating_its_password(wrong: str) -> None:
    with pytest.raises(SettingsError, match=r"^JOKAJOBS_MESSAGE_QUEUE must look like redis://host:6379/0, ") as error:
        settings_from({"JOKAJOBS_MESSAGE_QUEUE": wrong}, URL)
    assert "secret" not in str(error.value)


def test_a_key_for_pushes_is_looked_at_before_the_start(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    for content in (None, "no key"):
        if content is not None:
            file.write_text(content)
        with pytest.raises(SettingsError, match=f"^JOKAJOBS_VAPID_PRIVATE_KEY_FILE names {file}, which cannot be used"):
            settings_from({"JOKAJOBS_VAPID_PRIVATE_KEY_FILE": str(file)}, URL)
    with pytest.raises(SettingsError, match=r"^JOKAJOBS_VAPID_CONTACT must look like"):
        settings_from({"JOKAJOBS_VAPID_CONTACT": "somebody@example.org"}, URL)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_database_may_be_named_as_postgresql_tools_do(scheme: str) -> None:
    assert sqlalchemy_url(f"{scheme}://me:pass@host:5432/game") == "postgresql+psycopg://me:pass@host:5432/game"


@pytest.mark.parametrize(
    "wrong", ["", "jokajobs", "mysql://host/game", "postgresql:game", "postgresql://host:port/game"]
)
def test_what_is_no_address_of_postgresql_is_refused_with_an_example(wrong: str) -> None:
    with pytest.raises(SettingsError, match=r"^DATABASE_URL must look like postgresql://user:password@host/database$"):
        sqlalchemy_url(wrong)


def test_addresses_are_looked_up_at_a_service_or_nowhere() -> None:
    assert (settings_from({}, URL).geocoder_url or "").startswith("https://")
    assert settings_from({"JOKAJOBS_GEOCODER_URL": "no"}, URL).geocoder_url is None
    for wrong in ("yes", "addresses.example.org", "https://addresses.example.org", "ftp://addresses.example.org/x"):
        with pytest.raises(SettingsError, match=r"^JOKAJOBS_GEOCODER_URL must be no, or look like https://"):
            settings_from({"JOKAJOBS_GEOCODER_URL": wrong}, URL)

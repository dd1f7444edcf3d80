"""A wrong setting stops the start with one line that names it, and never repeats a secret."""

import pytest

from server.settings import SettingsError, settings_from

SMTP = "smtp://jeu:sesame@mail.example.org"


def test_without_any_setting_mails_wait_in_the_outbox_and_no_proxy_is_believed() -> None:
    settings = settings_from({}, database_url="")
    assert settings.smtp_url is None
    assert settings.trusted_proxies == 0
    assert settings.rate_limit_storage == "memory://"


def test_an_empty_variable_is_an_unset_one() -> None:
    settings = settings_from({"JOKAJOBS_SMTP_URL": "", "JOKAJOBS_MAIL_FROM": ""}, database_url="")
    assert settings.smtp_url is None


def test_a_mail_server_comes_with_the_address_that_mails_come_from() -> None:
    environ = {"JOKAJOBS_SMTP_URL": SMTP, "JOKAJOBS_MAIL_FROM": "jeu@example.org"}
    settings = settings_from(environ, database_url="")
    assert (settings.smtp_url, settings.mail_from) == (SMTP, "jeu@example.org")


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"JOKAJOBS_SMTP_URL": SMTP}, "JOKAJOBS_MAIL_FROM"),
        ({"JOKAJOBS_SMTP_URL": "sesame"}, "JOKAJOBS_SMTP_URL"),
        ({"JOKAJOBS_SMTP_URL": "http://jeu:sesame@mail.example.org"}, "JOKAJOBS_SMTP_URL"),
        ({"JOKAJOBS_SMTP_URL": "smtp://jeu:sesame@mail.example.org:port"}, "JOKAJOBS_SMTP_URL"),
        ({"JOKAJOBS_SMTP_URL": SMTP, "JOKAJOBS_MAIL_FROM": "Le jeu <jeu@example.org>"}, "JOKAJOBS_MAIL_FROM"),
        ({"JOKAJOBS_TRUSTED_PROXIES": "yes"}, "JOKAJOBS_TRUSTED_PROXIES"),
        ({"JOKAJOBS_RATE_LIMIT_STORAGE": "mongodb://sesame"}, "JOKAJOBS_RATE_LIMIT_STORAGE"),
        ({"JOKAJOBS_WORKER_SILENCE_S": "0"}, "JOKAJOBS_WORKER_SILENCE_S"),
        ({"JOKAJOBS_GUESTS_PER_CLIENT_PER_HOUR": "0"}, "JOKAJOBS_GUESTS_PER_CLIENT_PER_HOUR"),
    ],
)
def test_a_wrong_setting_is_named(environ: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        settings_from(environ, database_url="")
    message = str(refusal.value)
    assert named in message
    assert "sesame" not in message
    assert "\n" not in message

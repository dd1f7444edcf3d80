"""A PostgreSQL that would write people's words into its log is noticed, with what to set."""

import pytest
from sqlalchemy import text

from server.commands.database import log_warning
from server.persistence.engine import connect
from tests.support.databases import NewDatabase


@pytest.fixture(scope="module")
def url(new_database: NewDatabase) -> str:
    return new_database("log_settings")


def set_to(url: str, setting: str) -> None:
    engine = connect(url, pool_size=1)
    with engine.begin() as connection:
        connection.execute(text(f"alter database {engine.url.database} {setting}"))
    engine.dispose()


@pytest.mark.parametrize(
    ("setting", "advice"),
    [
        ("log_error_verbosity = 'default'", "SET log_error_verbosity = 'terse';"),
        ("log_min_error_statement = 'error'", "SET log_min_error_statement = 'panic';"),
        ("log_statement = 'mod'", "SET log_statement = 'none';"),
        ("log_min_duration_statement = '1s'", "SET log_min_duration_statement = '-1';"),
    ],
)
def test_what_would_tell_is_named_and_what_it_advises_mends_it(url: str, setting: str, advice: str) -> None:
    # Set by name, so that this holds on any server; the private cluster has them right already.
    for quiet in (
        "log_error_verbosity = 'terse'",
        "log_min_error_statement = 'panic'",
        "log_statement = 'none'",
        "log_min_duration_statement = '-1'",
        "log_min_duration_sample = '-1'",
    ):
        set_to(url, f"set {quiet}")
    assert log_warning(url) is None
    set_to(url, f"set {setting}")
    warned = log_warning(url)
    assert warned is not None
    assert warned.endswith(advice)
    assert warned.count("ALTER DATABASE") == 1
    set_to(url, advice.removesuffix(";"))
    assert log_warning(url) is None

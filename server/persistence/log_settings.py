"""Settings of what a PostgreSQL server writes into its own log: values of people do not belong there."""

from sqlalchemy import Engine, text

_WANTED = {
    "log_error_verbosity": ("terse",),
    "log_min_error_statement": ("panic", "fatal"),
    "log_statement": ("none", "ddl"),
    "log_min_duration_statement": ("-1",),
    "log_min_duration_sample": ("-1",),
}
"""The values that will do, the one to set first. A unique violation's DETAIL names the e-mail address; statements come
with their parameters."""


def telling_log_settings(engine: Engine) -> dict[str, str]:
    """The settings by which values of people reach the server's log, each with the value that it should have."""
    found = {}
    with engine.connect() as connection:
        for name, wanted in _WANTED.items():
            if connection.scalar(text("select current_setting(:name)"), {"name": name}) not in wanted:
                found[name] = wanted[0]
    return found

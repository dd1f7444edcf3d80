"""A terminal and a log show words of people and of feeds, and obey none of them."""

import json
import logging
from pathlib import Path

import pytest
from click.testing import CliRunner

from server.commands.terminal import json_text, say, tell
from server.commands.verbs import jokajobs
from server.log_lines import LogLines
from tests.support.hostile_words import CLEANED, KEPT, OBEYED

ESCAPES = "Vente \x1b[2J\x1b]0;titre\x07 \x9b2J \u202efin\r"


@pytest.mark.parametrize("text", CLEANED)
def test_a_line_of_a_command_stays_a_line(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    tell(f"row {text}")
    say(f"row {text}")
    for printed in capsys.readouterr():
        assert printed.startswith("row ")
        assert printed.endswith("\n")
        assert not set(printed[:-1]) & set("\n\r\x07\x08\x0b\x0c\x1b\x7f\x85\x9b\x9d\u2028\u2029\u202e\u2067")


@pytest.mark.parametrize("text", KEPT)
def test_words_that_can_be_seen_are_printed_as_they_are(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    tell(text)
    assert capsys.readouterr().out == f"{text}\n"


@pytest.mark.parametrize("text", [*KEPT, *CLEANED])
def test_json_for_programs_has_the_words_and_nothing_that_a_terminal_obeys(text: str) -> None:
    written = json_text({"title": text})
    assert json.loads(written) == {"title": text}
    assert len(written.splitlines()) == 1
    assert not set(written) & set("\x1b\x7f\x9b\x9d\u202e\u2067")


@pytest.mark.parametrize(
    "arguments",
    [
        ["walk", f"{ESCAPES}.gpx"],
        ["walk", "x.gpx", "--at", ESCAPES],
        ["walk", "x.gpx", "--server", ESCAPES],
        ["walk", f"--{ESCAPES}"],
        [ESCAPES],
        [f"--{ESCAPES}"],
        ["serve", "--port", ESCAPES],
        ["import", ESCAPES],
        ["import", "csv", f"{ESCAPES}.csv"],
        ["import", "job-posting", f"http://{ESCAPES}/"],
        ["import", "engagement", f"{ESCAPES}.json"],
        ["organisations", "verify", ESCAPES],
        ["joker", "approve", ESCAPES],
    ],
)
def test_a_refusal_repeats_an_argument_and_the_terminal_obeys_none_of_it(arguments: list[str]) -> None:
    done = CliRunner().invoke(jokajobs, arguments, env={"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"})
    assert done.exit_code in {1, 2}
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert not set(done.output) & OBEYED
    assert not set(done.output) & {"\u2066", "\u2069"}


@pytest.mark.parametrize("value", [ESCAPES, *CLEANED])
def test_what_stands_in_a_walks_file_is_told_and_not_obeyed(value: str, tmp_path: Path) -> None:
    file, sayable = tmp_path / "walk.gpx", "".join(one for one in value if one >= " " and ord(one) < 0xFFFE)
    file.write_text(
        f'<gpx version="1.1" creator="{sayable}" xmlns="http://www.topografix.com/GPX/1/1"><trk>'
        f'<name>{sayable}</name><trkseg><trkpt lat="{sayable}" lon="2.8"/></trkseg></trk></gpx>'
    )
    done = CliRunner().invoke(jokajobs, ["walk", str(file)])
    assert done.exit_code == 2
    assert not set(done.output) & OBEYED


def entry(message: str, *values: object, error: Exception | None = None) -> str:
    told = (type(error), error, error.__traceback__) if error else None
    return LogLines().format(logging.LogRecord("server", logging.INFO, __file__, 1, message, values, told))


@pytest.mark.parametrize("text", CLEANED)
def test_a_message_is_one_entry_of_the_log(text: str) -> None:
    written = entry("asked for %s", text)
    assert len(written.splitlines()) == 1
    assert "\x1b" not in written


def _fail_with(text: str) -> None:
    raise ValueError(text)


def test_a_traceback_begins_no_entry() -> None:
    try:
        _fail_with("Vente\n2026-01-01 00:00:00,000 INFO server: forgé\x1b[2J")
    except ValueError as error:
        first, *others = entry("failed", error=error).splitlines()
    assert first.endswith("INFO server: failed")
    assert others[0] == "  Traceback (most recent call last):"
    assert all(line.startswith("  ") for line in others)
    assert not any("\x1b" in line for line in others)

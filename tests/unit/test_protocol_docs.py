"""docs/protocol.md is made from the schemas, and says what they say."""

import json
import re
from pathlib import Path

from click.testing import CliRunner

from server.commands.protocol import protocol
from server.schemas.protocol import FROM_CLIENT, HELP_FROM_CLIENT, HELP_TO_CLIENT, TO_CLIENT, json_schema
from server.schemas.protocol_docs import protocol_markdown

DOCUMENT = Path(__file__).parents[2] / "docs" / "protocol.md"


def test_the_committed_document_is_up_to_date() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == protocol_markdown(), (
        "run: jokajobs protocol markdown > docs/protocol.md"
    )


def test_every_event_and_every_field_of_its_payload_is_there() -> None:
    text = protocol_markdown()
    definitions = json_schema()["$defs"]
    for event in (*FROM_CLIENT, *TO_CLIENT, *HELP_FROM_CLIENT, *HELP_TO_CLIENT):
        section = text.partition(f"### `{event.name}`\n")[2].partition("\n### ")[0]
        for field in definitions[event.payload.__name__]["properties"]:
            assert f"| `{field}` |" in section


def test_every_link_leads_to_a_heading() -> None:
    text = protocol_markdown()
    headings = {heading.lower() for heading in re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings


def test_a_field_that_may_be_left_out_says_so() -> None:
    line = next(line for line in protocol_markdown().splitlines() if line.startswith("| `context` |"))
    assert line.endswith("May be left out. |")
    assert "list of 0 to 200 [ContextFixIn](#contextfixin)" in line


def test_the_command_prints_the_document() -> None:
    assert CliRunner().invoke(protocol, ["markdown"]).stdout == protocol_markdown()


def test_the_command_prints_the_json_schema() -> None:
    assert json.loads(CliRunner().invoke(protocol, ["json"]).stdout) == json_schema()

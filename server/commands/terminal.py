"""Lines for whoever runs a command. People and feeds have written some of their words, and a terminal obeys escapes."""

import json
from typing import Any

import click

from game_rules.texts import NOT_OF_A_LINE, written_out


def tell(line: str) -> None:
    """Prints a line of the command's own output."""
    click.echo(written_out(line))


def say(line: str) -> None:
    """Tells whoever runs the command something, apart from the command's own output."""
    click.echo(written_out(line), err=True)


def json_text(value: Any) -> str:
    """JSON in one line that a terminal shows as well as a program reads it."""
    text = json.dumps(value, ensure_ascii=False)
    return NOT_OF_A_LINE.sub(lambda found: json.dumps(found[0])[1:-1], text)

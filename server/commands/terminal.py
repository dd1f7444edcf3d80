"""Lines for whoever runs a command. People and feeds have written some of their words, and a terminal obeys escapes."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from game_rules.texts import NOT_OF_A_LINE, written_out


def tell(line: str) -> None:
    """Prints a line of the command's own output."""
    click.echo(written_out(line))


def say(line: str) -> None:
    """Tells whoever runs the command something, apart from the command's own output."""
    click.echo(written_out(line), err=True)


class Commands(click.Group):
    """Commands whose refusals are shown as `say` shows a line: they repeat arguments, names of files and what stands in
    the files."""

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        with _refusals_written_out():
            return super().make_context(*args, **options)

    def invoke(self, ctx: click.Context) -> Any:
        with _refusals_written_out():
            return super().invoke(ctx)


@contextmanager
def _refusals_written_out() -> Iterator[None]:
    try:
        yield
    except click.ClickException as refusal:
        # Final for those who raise it; this is what click shows.
        refusal.message = written_out(refusal.message)  # type: ignore[misc]
        raise


def json_text(value: Any) -> str:
    """JSON in one line that a terminal shows as well as a program reads it."""
    text = json.dumps(value, ensure_ascii=False)
    return NOT_OF_A_LINE.sub(lambda found: json.dumps(found[0])[1:-1], text)

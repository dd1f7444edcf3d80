"""`jokajobs protocol`: prints the socket protocol, for people and for the client's type generator."""

import json

import click

from server.schemas.protocol import json_schema
from server.schemas.protocol_docs import protocol_markdown


@click.group()
def protocol() -> None:
    """Print the protocol of the play socket."""


@protocol.command("json")
def protocol_as_json() -> None:
    """Print all payloads as JSON Schema (2020-12)."""
    # allowed terminal-line: words of ours, on several lines
    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@protocol.command("markdown")
def protocol_as_markdown() -> None:
    """Print docs/protocol.md."""
    # allowed terminal-line: as above
    click.echo(protocol_markdown(), nl=False)

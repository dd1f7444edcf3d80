"""The verbs of `jokajobs`. What a verb needs is imported when it runs, so that each starts quickly."""

import sys
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from server.commands.terminal import Commands

if TYPE_CHECKING:
    from server.commands.imports import ImportChoices


class _Verbs(Commands):
    """Two verbs more, whose options stand in modules that take long to import."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), "protocol", "walk"])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "protocol":
            from server.commands.protocol import protocol  # noqa: PLC0415

            return protocol
        if cmd_name == "walk":
            from server.clock import utc_now  # noqa: PLC0415
            from server.commands.walk import walk_command  # noqa: PLC0415

            return walk_command(utc_now)
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def jokajobs() -> None:
    """Jokajobs: finding work by walking."""


@jokajobs.command()
@click.option("--port", type=click.IntRange(1, 65_535), help="Instead of JOKAJOBS_PORT or 8000.")
@click.option("--host", help="Address to listen on, instead of JOKAJOBS_HOST or 127.0.0.1.")
@click.option("--https", is_flag=True, help="Serve to phones on the same network, with a certificate made here.")
@click.option("--seed/--no-seed", default=True, help="Load the demo territory into an empty database.")
@click.option("--worker/--no-worker", default=True, help="Start a worker beside the server.")
def serve(port: int | None, host: str | None, https: bool, seed: bool, worker: bool) -> None:  # noqa: FBT001
    """Migrate the database, load the demo territory once, and serve the game."""
    from server.commands.serve import ServeChoices, run_server  # noqa: PLC0415

    sys.exit(run_server(ServeChoices(port, host, https, seed, worker)))


@jokajobs.command()
@click.option("--until-stdin-closes", is_flag=True, hidden=True, help="Stop when whoever started it is gone.")
def worker(until_stdin_closes: bool) -> None:  # noqa: FBT001 - click passes flags so
    """Do what the server puts down for later: mails, and what is due by the clock."""
    from server.commands.worker import work  # noqa: PLC0415

    sys.exit(work(until_stdin_closes=until_stdin_closes))


@jokajobs.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    from server.commands.database import migrate_database  # noqa: PLC0415

    sys.exit(migrate_database())


@jokajobs.command()
def seed() -> None:
    """Load the demo territory; what is there already stays as it is."""
    from server.commands.demo import seed_database  # noqa: PLC0415

    sys.exit(seed_database())


@jokajobs.group()
def territory() -> None:
    """The territory that is played on."""


@territory.command("import")
@click.argument("file", type=click.Path())
def import_territory(file: str) -> None:
    """Replace the communes' areas and the campaign's polygon by the outlines in a GeoJSON FILE."""
    from server.commands.demo import import_territory_file  # noqa: PLC0415

    sys.exit(import_territory_file(file))


@jokajobs.group()
def joker() -> None:
    """Volunteers who answer calls."""


@joker.command("list")
def list_jokers() -> None:
    """Print each Joker's id, state, identity check and name."""
    from server.commands.jokers import print_jokers  # noqa: PLC0415

    sys.exit(print_jokers())


@joker.command("approve")
@click.argument("joker_id", metavar="ID", type=click.UUID)
def approve_joker(joker_id: UUID) -> None:
    """Let the Joker answer calls in the app."""
    from server.commands.jokers import approve  # noqa: PLC0415

    sys.exit(approve(joker_id))


@joker.command("identity-checked")
@click.argument("joker_id", metavar="ID", type=click.UUID)
def confirm_identity_of_joker(joker_id: UUID) -> None:
    """Note that you saw who the Joker is: they may then be at a place."""
    from server.commands.jokers import identity_checked  # noqa: PLC0415

    sys.exit(identity_checked(joker_id))


@jokajobs.group()
def organiser() -> None:
    """Those who run the campaign."""


@organiser.command("add")
@click.argument("email")
@click.option("--name", default="Organisation", help="What to call a new account.", show_default=True)
def add_organiser(email: str, name: str) -> None:
    """Make whoever signs in with EMAIL an organiser."""
    from server.commands.accounts import make_organiser  # noqa: PLC0415

    sys.exit(make_organiser(email, name))


@organiser.command("correct-age")
@click.argument("email")
@click.argument("age", type=click.Choice(["15_17", "18_plus"]))
def correct_age_of(email: str, age: str) -> None:
    """Correct what whoever signs in with EMAIL said of their age: under 18 nobody is in the recruiter's space."""
    from server.commands.accounts import change_age  # noqa: PLC0415

    sys.exit(change_age(email, age))


@organiser.command("admit")
@click.argument("email")
def admit_address(email: str) -> None:
    """Let EMAIL open an account again: it was barred when somebody who was shut out erased theirs."""
    from server.commands.accounts import admit  # noqa: PLC0415

    sys.exit(admit(email))


@organiser.command("revoke")
def revoke_organisers() -> None:
    """End every session that was begun with the server's organiser token."""
    from server.commands.accounts import revoke_organisers  # noqa: PLC0415

    sys.exit(revoke_organisers())


@jokajobs.group()
def organisations() -> None:
    """Those who post offers: what an organiser decides about them. Their members are written to."""


@organisations.command("list")
@click.option("--state", type=click.Choice(["pending", "verified", "declined", "suspended"]), help="Only these.")
@click.option("--name", help="Only those whose name holds this; among them those that a feed brought.")
def list_organisations(state: str | None, name: str | None) -> None:
    """Print each one's id, state, SIRET, offers and name, the newest first."""
    from server.commands.organisations import print_organisations  # noqa: PLC0415

    sys.exit(print_organisations(state, name))


def _decision(action: str, what: str, *, needs_reason: bool = False) -> None:
    @organisations.command(action, help=what)
    @click.argument("organisation_id", metavar="ID", type=click.UUID)
    @click.option("--reason", required=needs_reason, help="What its members are told of it.")
    def decide(organisation_id: UUID, reason: str | None) -> None:
        from game_rules.organisations.organisation import OrganisationAction  # noqa: PLC0415
        from server.commands.organisations import decide  # noqa: PLC0415

        sys.exit(decide(organisation_id, OrganisationAction(action), reason))


_decision("verify", "Let the public see its offers.")
_decision("decline", "Say no; its members may correct it and ask again.", needs_reason=True)
_decision("suspend", "Hide all its offers at once.", needs_reason=True)
_decision("reinstate", "End a suspension: what was published shows again.")


@jokajobs.group("import")
def import_() -> None:
    """Bring in offers of a feed. Run again it changes nothing; ended early and run again it comes to the same."""


def import_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options that every import has; the command gets them as `choices`."""

    @click.option("--dry-run", is_flag=True, help="Say what would become of each row, and keep nothing.")
    @click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DATE",
        help="Judge what is over as of this day.  [default: today]",
    )
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
    @wraps(command)
    def chosen(*, dry_run: bool, as_of: datetime | None, as_json: bool, **arguments: Any) -> None:
        from server.commands.imports import ImportChoices  # noqa: PLC0415

        command(choices=ImportChoices(as_of.date() if as_of else None, dry_run, as_json), **arguments)

    return chosen


@import_.command("france-travail")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--live", is_flag=True, help="Ask the API itself, for the communes of the territory.")
@import_options
def import_france_travail(file: Path | None, live: bool, choices: "ImportChoices") -> None:  # noqa: FBT001
    """Bring in offers of France Travail's API "Offres d'emploi v2": a saved search (JSON), or --live."""
    from server.commands.imports import import_live_search, import_saved_search  # noqa: PLC0415

    if (file is None) is not live:
        raise click.UsageError("Name a saved search, or say --live.")
    sys.exit(import_saved_search(file, choices) if file else import_live_search(choices))


@import_.command("job-posting")
@click.argument("file_or_url")
@import_options
def import_job_posting(file_or_url: str, choices: "ImportChoices") -> None:
    """Bring in the schema.org JobPostings of a web page (JSON-LD, microdata, RDFa) or of a JSON file."""
    from server.commands.imports import import_job_postings  # noqa: PLC0415

    sys.exit(import_job_postings(file_or_url, choices))


@import_.command("csv")
@click.argument("file_or_url")
@click.option("--list", "list_name", metavar="NAME", help="Whose list it is.  [default: its file name or address]")
@import_options
def import_csv(file_or_url: str, list_name: str | None, choices: "ImportChoices") -> None:
    """Bring in a table of offers; docs/feeds.md names the columns."""
    from server.commands.imports import import_table  # noqa: PLC0415

    sys.exit(import_table(file_or_url, list_name, choices))


@import_.command("engagement")
@click.argument("file_or_url")
@import_options
def import_engagement(file_or_url: str, choices: "ImportChoices") -> None:
    """Bring in the civic service missions of an answer of the API Engagement (JSON)."""
    from server.commands.imports import import_missions  # noqa: PLC0415

    sys.exit(import_missions(file_or_url, choices))

"""The demo territory, and another one's outlines in its place."""

from pathlib import Path

import click

from seed_data.load import load_demo
from seed_data.territory import read_territory, union_of
from server.commands.database import database, migrate, run_command
from server.commands.opened_game import opened
from server.commands.terminal import say
from server.services.app_context import AppContext
from server.services.territory.replace_territory import replace_territory


def seed_if_empty(database_url: str) -> None:
    """Loads the demo territory into a database that has none."""
    with opened(database_url) as app_context:
        with app_context.open_unit() as unit:
            if not unit.territory.is_empty():
                return
        say("Loading the demo territory, once:")
        _load(app_context)


def _load(app_context: AppContext) -> None:
    report = load_demo(app_context.context(), progress=_progress, say=lambda line: say(f"  {line}"))
    say(f"  {report.created} rows new, {report.updated} changed, {report.unchanged} as they were.")


def _progress(name: str, done: int, of: int) -> None:
    width = 24
    filled = width * done // of if of else width
    end = done >= of
    # allowed terminal-line: the name of a file of ours, written over the line before
    click.echo(f"\r  {name:<16} [{'#' * filled:<{width}}] {done}/{of}", nl=end, err=True)


def seed_database() -> int:
    """`jokajobs seed`."""

    def work() -> None:
        with database() as url:
            migrate(url)
            with opened(url) as app_context:
                _load(app_context)

    return run_command(work)


def import_territory_file(file: str) -> int:
    """`jokajobs territory import FILE`."""

    def work() -> None:
        outlines = read_territory(Path(file))
        areas = {one.insee: one.outline for one in outlines if one.insee}
        territory = union_of([one.outline for one in outlines])
        with database() as url:
            migrate(url)
            with opened(url) as app_context:
                done = replace_territory(app_context.context(), areas, territory, source=Path(file).name)
        say(f"The campaign is played on {len(outlines)} outlines; {len(done.replaced)} communes took theirs over.")
        if done.unknown:
            say(f"No commune here has these INSEE codes: {', '.join(done.unknown)}.")

    return run_command(work)

"""`jokajobs organiser`: who may do more."""

from game_rules.people.players import AgeBand, clean_display_name
from server.commands.database import database, migrate, run_command
from server.commands.opened_game import opened
from server.commands.terminal import say
from server.schemas.email_address import normalise_email
from server.services.accounts.barred_addresses import admit_address
from server.services.accounts.correct_age import correct_age
from server.services.accounts.grant_organiser import grant_organiser
from server.services.accounts.organiser_sessions import revoke_organiser_sessions


def revoke_organisers() -> int:
    """`jokajobs organiser revoke`."""

    def work() -> None:
        with database() as url:
            migrate(url)
            with opened(url) as app_context:
                revoke_organiser_sessions(app_context.context())
        say("Whoever came with the token is out. To keep them out, change JOKAJOBS_ORGANISER_TOKEN and start again.")

    return run_command(work)


def make_organiser(email: str, name: str) -> int:
    """`jokajobs organiser add EMAIL`."""

    def work() -> None:
        address, display_name = normalise_email(email), clean_display_name(name)
        with database() as url:
            migrate(url)
            with opened(url) as app_context:
                new = grant_organiser(app_context.context(), address, display_name)
        say("They are organiser now: they sign in with a code by mail." if new else "They were organiser already.")

    return run_command(work)


def admit(email: str) -> int:
    """`jokajobs organiser admit EMAIL`."""

    def work() -> None:
        address = normalise_email(email)
        with database() as url:
            migrate(url)
            with opened(url) as app_context:
                was_barred = admit_address(app_context.context(), address)
        say("It may open an account again." if was_barred else "This address was not barred.")

    return run_command(work)


def change_age(email: str, age_band: str) -> int:
    """`jokajobs organiser correct-age EMAIL AGE`."""

    def work() -> None:
        address, age = normalise_email(email), AgeBand(age_band)
        with database() as url:
            migrate(url)
            with opened(url) as app_context:
                found = correct_age(app_context.context(), address, age)
        say("It is corrected." if found else "Nobody plays with this address.")

    return run_command(work)

"""`jokajobs organisations`: what an organiser decides about those who post offers, from the command line."""

import os
from collections.abc import Callable
from uuid import UUID

from game_rules.organisations.organisation import OrganisationAction, OrganisationState
from game_rules.refusals import RefusalReason, Refused
from server.adapters.job_queue import ProcrastinateQueue
from server.clock import utc_now
from server.commands.database import database, migrate, opened, run_command
from server.commands.terminal import say, tell
from server.services.offers.decide_on_organisation import decide_on_organisation
from server.services.organisations.desk import OrganisationDesk
from server.services.organisations.vet import list_organisations
from server.services.ports import OpenUnit
from server.settings import SettingsError, settings_from


def print_organisations(state: str | None, name: str | None) -> int:
    """`jokajobs organisations list`."""

    def work(open_unit: OpenUnit) -> None:
        states = [OrganisationState(state)] if state is not None else None
        for one in list_organisations(open_unit, states=states, name=name):
            organisation = one.organisation
            siret = organisation.siret or "-"
            tell(
                f"{organisation.id}  {organisation.state.value:<9}  {siret:<14}  {one.submitted_offers:>4} submitted  "
                f"{one.published_offers:>4} published  {organisation.name}"
            )

    return _with_database(work)


def decide(organisation_id: UUID, action: OrganisationAction, reason: str | None) -> int:
    """`jokajobs organisations verify | decline | suspend | reinstate ID`."""

    def work(open_unit: OpenUnit) -> None:
        settings = settings_from(os.environ, database_url="")
        desk = OrganisationDesk(ProcrastinateQueue(), settings.base_url, settings.organiser_mail)
        vetted = decide_on_organisation(
            open_unit, desk, organisation_id, action, reason=reason, account_id=None, now=utc_now()
        )
        say(f"{vetted.organisation.name} is {vetted.organisation.state.value}; its members are written to.")

    return _with_database(work)


_SENTENCES = {
    RefusalReason.ORGANISATION_NOT_FOUND: "there is no organisation with this id: jokajobs organisations list has them",
    RefusalReason.NOT_ALLOWED_NOW: "its state does not allow that: jokajobs organisations list tells where it stands",
    RefusalReason.INVALID_TEXT: "this needs --reason: its members are written it",
}


def _with_database(work: Callable[[OpenUnit], None]) -> int:
    def run() -> None:
        with database() as url:
            migrate(url)
            with opened(url) as open_unit:
                try:
                    work(open_unit)
                except Refused as refused:
                    raise SettingsError(_SENTENCES.get(refused.reason, refused.reason.value)) from refused

    return run_command(run)

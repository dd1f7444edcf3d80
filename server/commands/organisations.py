"""`jokajobs organisations`: what an organiser decides about those who post offers, from the command line."""

from uuid import UUID

from game_rules.organisations.organisation import OrganisationAction, OrganisationState
from game_rules.refusals import RefusalReason
from server.commands.opened_game import run_on_app
from server.commands.terminal import say, tell
from server.services.app_context import AppContext
from server.services.offers.decide_on_organisation import decide_on_organisation
from server.services.organisations.vet import list_organisations


def print_organisations(state: str | None, name: str | None) -> int:
    """`jokajobs organisations list`."""

    def work(app_context: AppContext) -> None:
        states = [OrganisationState(state)] if state is not None else None
        for one in list_organisations(app_context.context(), states=states, name=name):
            organisation = one.organisation
            siret = organisation.siret or "-"
            tell(
                f"{organisation.id}  {organisation.state.value:<9}  {siret:<14}  {one.submitted_offers:>4} submitted  "
                f"{one.published_offers:>4} published  {organisation.name}"
            )

    return run_on_app(work, _SENTENCES)


def decide(organisation_id: UUID, action: OrganisationAction, reason: str | None) -> int:
    """`jokajobs organisations verify | decline | suspend | reinstate ID`."""

    def work(app_context: AppContext) -> None:
        vetted = decide_on_organisation(app_context.context(), organisation_id, action, reason=reason, account_id=None)
        say(f"{vetted.organisation.name} is {vetted.organisation.state.value}; its members are written to.")

    return run_on_app(work, _SENTENCES)


_SENTENCES = {
    RefusalReason.ORGANISATION_NOT_FOUND: "there is no organisation with this id: jokajobs organisations list has them",
    RefusalReason.NOT_ALLOWED_NOW: "its state does not allow that: jokajobs organisations list tells where it stands",
    RefusalReason.INVALID_TEXT: "this needs --reason: its members are written it",
}

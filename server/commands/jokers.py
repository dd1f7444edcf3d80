"""`jokajobs joker`: what an organiser decides about volunteers, from the command line."""

from uuid import UUID

from game_rules.jokers.joker import JokerAction
from game_rules.refusals import RefusalReason
from server.commands.opened_game import run_on_app
from server.commands.terminal import say, tell
from server.services.app_context import AppContext
from server.services.jokers.vet import confirm_identity, list_jokers
from server.services.meetings.decide_on_joker import decide_on_joker


def print_jokers() -> int:
    """`jokajobs joker list`."""

    def work(app_context: AppContext) -> None:
        for vetted in list_jokers(app_context.context()):
            checked = "identity checked" if vetted.identity_checked else "identity not checked"
            tell(f"{vetted.joker.player_id}  {vetted.joker.state.value:<9}  {checked:<20}  {vetted.name}")

    return run_on_app(work, _SENTENCES)


def approve(joker_id: UUID) -> int:
    """`jokajobs joker approve ID`."""

    def work(app_context: AppContext) -> None:
        # Approving closes no conversation, so that nobody has to be told.
        vetted, _ = decide_on_joker(app_context.context(), joker_id, JokerAction.APPROVE, reason=None)
        say(f"{vetted.name} may answer calls.")

    return run_on_app(work, _SENTENCES)


def identity_checked(joker_id: UUID) -> int:
    """`jokajobs joker identity-checked ID`."""

    def work(app_context: AppContext) -> None:
        vetted = confirm_identity(app_context.context(), joker_id)
        say(f"{vetted.name} may be at a place for a year.")

    return run_on_app(work, _SENTENCES)


_SENTENCES = {
    RefusalReason.JOKER_NOT_FOUND: "there is no Joker with this id: jokajobs joker list prints them",
    RefusalReason.NOT_ALLOWED_NOW: "this Joker is approved already, or has left: jokajobs joker list tells",
}

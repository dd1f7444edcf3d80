"""`jokajobs joker`: what an organiser decides about volunteers, from the command line."""

import os
from collections.abc import Callable
from uuid import UUID

from game_rules.jokers.joker import JokerAction
from game_rules.refusals import RefusalReason, Refused
from server.adapters.calendar_files import CalendarFiles
from server.adapters.job_queue import ProcrastinateQueue
from server.clock import utc_now
from server.commands.database import database, migrate, opened, run_command
from server.commands.terminal import say, tell
from server.services.desks import MeetingDesk
from server.services.jokers.vet import confirm_identity, list_jokers
from server.services.meetings.decide_on_joker import decide_on_joker
from server.services.ports import OpenUnit
from server.settings import SettingsError, settings_from


def print_jokers() -> int:
    """`jokajobs joker list`."""

    def work(open_unit: OpenUnit) -> None:
        for vetted in list_jokers(open_unit):
            checked = "identity checked" if vetted.joker.is_identity_checked else "identity not checked"
            tell(f"{vetted.joker.player_id}  {vetted.joker.state.value:<9}  {checked:<20}  {vetted.name}")

    return _with_database(work)


def approve(joker_id: UUID) -> int:
    """`jokajobs joker approve ID`."""

    def work(open_unit: OpenUnit) -> None:
        desk = MeetingDesk(ProcrastinateQueue(), CalendarFiles(settings_from(os.environ, database_url="").mail_from))
        # Approving closes no conversation, so that nobody has to be told.
        vetted, _ = decide_on_joker(open_unit, desk, None, joker_id, JokerAction.APPROVE, reason=None, now=utc_now())
        say(f"{vetted.name} may answer calls.")

    return _with_database(work)


def identity_checked(joker_id: UUID) -> int:
    """`jokajobs joker identity-checked ID`."""

    def work(open_unit: OpenUnit) -> None:
        vetted = confirm_identity(open_unit, ProcrastinateQueue(), joker_id, utc_now())
        say(f"{vetted.name} may be at a place.")

    return _with_database(work)


_SENTENCES = {
    RefusalReason.JOKER_NOT_FOUND: "there is no Joker with this id: jokajobs joker list prints them",
    RefusalReason.NOT_ALLOWED_NOW: "this Joker is approved already, or has left: jokajobs joker list tells",
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

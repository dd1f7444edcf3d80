"""Wires what a web server, a worker and a command share; `server/app.py` adds the rest of a server."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from game_rules.limits import DEFAULT_LIMITS, Limits
from server.adapters.calendar_files import CalendarFiles
from server.adapters.job_queue import ProcrastinateQueue
from server.adapters.signer import LinkSigner
from server.clock import utc_now
from server.persistence.unit_of_work import OpenUnit
from server.services.app_context import AppContext
from server.services.links import Links, signing_key
from server.services.presence_codes import presence_codes
from server.services.track_seal import track_seal
from server.settings import Settings


def app_context_on(
    engine: Engine,
    settings: Settings,
    *,
    clock: Callable[[], datetime] = utc_now,
    limits: Limits = DEFAULT_LIMITS,
) -> AppContext:
    """Returns the game of a migrated database, whose keys are made if it has none. No campaign is loaded yet."""
    open_unit = OpenUnit(sessionmaker(engine, expire_on_commit=False))
    return AppContext(
        open_unit=open_unit,
        clock=clock,
        jobs=ProcrastinateQueue(),
        links=Links(LinkSigner(signing_key(open_unit), clock), settings.base_url),
        calendar=CalendarFiles(settings.mail_from),
        track_seal=track_seal(open_unit),
        presence_codes=presence_codes(open_unit),
        organiser_mail=settings.organiser_mail,
        limits=limits,
    )

"""Contexts that services are handed in tests: the real queue, calendar files and signatures, at a given time."""

from datetime import datetime
from typing import Any

from server.adapters.calendar_files import CalendarFiles
from server.adapters.job_queue import ProcrastinateQueue
from server.adapters.signer import LinkSigner
from server.live.world import World
from server.persistence.unit_of_work import OpenUnit
from server.services.context import Context
from server.services.links import Links
from server.services.track_seal import TrackSeal
from tests.support.factories import START

MAIL_FROM = "jeu@jokajobs.example.org"
ORGANISER_MAIL = "equipe@example.org"
BASE_URL = "https://jeu.example.org"
SEAL = TrackSeal(b"a key for tests")
JOBS = ProcrastinateQueue()


def links_at(now: datetime) -> Links:
    """Links that are signed, and read, at `now`."""
    return Links(LinkSigner(b"a key for tests", lambda: now), BASE_URL)


def context_at(open_unit: OpenUnit, now: datetime = START, world: World | None = None, **parts: Any) -> Context:
    """The context of a use case at `now`; `parts` are its fields that a test cares for."""
    wired = {
        "jobs": JOBS,
        "links": links_at(now),
        "calendar": CalendarFiles(MAIL_FROM),
        "track_seal": SEAL,
        "organiser_mail": ORGANISER_MAIL,
    }
    return Context(now, world, open_unit, **{**wired, **parts})

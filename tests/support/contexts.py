"""Contexts that services are handed in tests: the real queue, calendar files and signatures, at a given time."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from game_rules.people.players import Language, Player
from game_rules.people.wishes import Wishes
from server.adapters.calendar_files import CalendarFiles
from server.adapters.job_queue import ProcrastinateQueue
from server.adapters.signer import LinkSigner
from server.live.campaign import CampaignSnapshot
from server.persistence.unit_of_work import OpenUnit
from server.services.context import Context, SignedIn
from server.services.links import Links
from server.services.presence_codes import PresenceCodes
from server.services.track_seal import TrackSeal
from tests.support.factories import START

MAIL_FROM = "jeu@jokajobs.example.org"
ORGANISER_MAIL = "equipe@example.org"
BASE_URL = "https://jeu.example.org"
SEAL = TrackSeal(b"a key for tests")
CODES = PresenceCodes(b"a key for tests")
JOBS = ProcrastinateQueue()


def links_at(now: datetime) -> Links:
    """Links that are signed, and read, at `now`."""
    return Links(LinkSigner(b"a key for tests", lambda: now), BASE_URL)


def acting(player_id: UUID | None = None, account_id: UUID | None = None) -> SignedIn:
    """Somebody signed in of whom a use case asks no more than an id; what is not given is nobody's."""
    player = Player(player_id or uuid4(), account_id or uuid4(), "", Language.FRENCH, is_guest=False, wishes=Wishes())
    return SignedIn(player, uuid4())


def context_at(
    open_unit: OpenUnit,
    now: datetime = START,
    campaign: CampaignSnapshot | None = None,
    *,
    player: Player | None = None,
    player_id: UUID | None = None,
    account_id: UUID | None = None,
    **parts: Any,
) -> Context:
    """The context of a use case at `now`; `parts` are its fields that a test cares for."""
    if player is not None:
        parts["signed_in"] = SignedIn(player, uuid4())
    elif player_id is not None or account_id is not None:
        parts["signed_in"] = acting(player_id, account_id)
    wired = {
        "jobs": JOBS,
        "links": links_at(now),
        "calendar": CalendarFiles(MAIL_FROM),
        "track_seal": SEAL,
        "presence_codes": CODES,
        "organiser_mail": ORGANISER_MAIL,
    }
    return Context(now, campaign, open_unit, **{**wired, **parts})

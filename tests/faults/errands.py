"""Clients whose wishes a worker fulfils: codes by mail, pushes to phones, offers of a feed."""

from collections.abc import Callable, Mapping
from math import inf
from threading import Event
from time import monotonic
from uuid import UUID

from procrastinate.exceptions import AlreadyEnqueued
from sqlalchemy import Engine, text

from server.adapters.job_queue import ProcrastinateQueue
from server.clock import utc_now
from server.services.ports import Job, JobName, OpenUnit, StorageUnavailable
from tests.faults.history import Attempt, Kept, Outcome, Verdict, check
from tests.faults.lines import new_guest, post
from tests.faults.notes import Notes, Pulse
from tests.support.outside.mail_servers import MailServer
from tests.support.outside.push_servers import PushServer
from tests.support.outside.web_pages import WebServer
from tests.support.running.help_people import APPLICATION
from tests.support.running.servers import Browser, ServerProcess, organiser_of

Servers = tuple[ServerProcess, ServerProcess]

_MAIL_EVERY_S, _PUSH_EVERY_S, _ROW_EVERY_S = 0.5, 1.0, 10.0
FEED_PATH = "/offres.csv"
_FEED_HEAD = "identifiant,intitule,employeur,date_publication\n"


class MailWishes:
    """Asks the servers in turn for codes to sign in with, each for another address, and each once."""

    pulses = ("mails",)

    def __init__(self, servers: Servers, post: MailServer, pulse: Pulse) -> None:
        self._servers, self._post, self._pulse = servers, post, pulse
        self._notes = Notes()
        self._sent_s: dict[str, float] = {}

    def runs(self) -> list[Callable[[Event], None]]:
        return [self._run]

    def finish(self) -> None:
        """Has nothing left to do."""

    def note_arrival(self) -> None:
        """Called by the mail server once a mail is in."""
        self._pulse.beat("mails", self._sent_s.get(self._post.received[-1]["To"], 0.0))

    def verdicts(self, _engine: Engine) -> Mapping[str, Verdict]:
        """Compares with the mails that arrived. At least once: the same mail may come again, with the same id."""
        mails = {str(mail["Message-ID"]): mail for mail in self._post.received}
        kept = [Kept("mails", str(mail["To"])) for mail in mails.values() if mail["To"] in self._sent_s]
        return {"jobs: mails": check([_unordered(attempt) for attempt in self._notes.attempts], kept)}

    @property
    def came_again(self) -> int:
        """Mails that arrived once more, as they may."""
        ours = [str(mail["Message-ID"]) for mail in self._post.received if mail["To"] in self._sent_s]
        return len(ours) - len(set(ours))

    def _run(self, enough: Event) -> None:
        number = 0
        while not enough.wait(_MAIL_EVERY_S):
            number += 1
            # Each from another network: one client may ask for sixty in an hour.
            asker = Browser(self._servers[0], address=f"10.{3 + number // 60_000}.{number // 250 % 240}.{number % 250}")
            address = f"personne-{id(self)}-{number}@example.org"
            sent_s = self._sent_s[address] = monotonic()
            with asker.http:
                outcome = post(asker, self._servers[number % 2], "/api/sign-in/codes", {"email": address})
            if outcome is not None:
                self._notes.add("mails", address, outcome, sent_s)


class PushWishes:
    """Becomes a Joker again and again; the organiser's yes, to one server and then the other, is pushed to a phone."""

    pulses = ()

    def __init__(self, servers: Servers, service: PushServer) -> None:
        self._servers, self._service = servers, service
        self._organiser = Browser(servers[0], address="10.2.0.3")
        self._organiser.http.cookies = organiser_of(servers[0].url).cookies
        self._notes = Notes()

    def runs(self) -> list[Callable[[Event], None]]:
        return [self._run]

    def finish(self) -> None:
        self._organiser.http.close()

    def verdicts(self, engine: Engine) -> Mapping[str, Verdict]:
        """Compares the yeses with the database, and that with the pushes: at most once each, and of those that are not
        marked as begun by a worker that died, exactly once."""
        asked = [UUID(attempt.id) for attempt in self._notes.attempts]
        with engine.connect() as connection:
            approved = connection.scalars(
                text("select player_id from joker where state = 'approved' and player_id = any(:asked)"),
                {"asked": asked},
            ).all()
            begun = connection.scalars(
                text(
                    "select player_id from notification join push_delivery on notification_id = notification.id "
                    "where push_delivery.state = 'sending' and player_id = any(:asked)"
                ),
                {"asked": asked},
            ).all()
        due = [Attempt("pushes", str(player), Outcome.ACKNOWLEDGED, 0.0, inf) for player in approved]
        wanted = {str(player) for player in asked}
        arrived = [Kept("pushes", push.content["subject_id"]) for push in self._service.received]
        return {
            "jobs: yeses to Jokers": check(
                [_unordered(attempt) for attempt in self._notes.attempts],
                [Kept("pushes", str(player)) for player in approved],
            ),
            "jobs: pushes to phones": check(
                due,
                [push for push in arrived if push.id in wanted],
                may_be_missing={str(player) for player in begun},
            ),
        }

    def _run(self, enough: Event) -> None:
        number = 0
        while not enough.wait(_PUSH_EVERY_S):
            number += 1
            server = self._servers[number % 2]
            guest = new_guest(server, enough, address="10.2.0.2")
            if guest is None:
                return
            with guest.http:
                subscription = self._service.browser(str(guest.id)).subscription()
                steps = (("/api/joker", APPLICATION), ("/api/me/push-subscriptions", subscription))
                if any(post(guest, server, *step) is not Outcome.ACKNOWLEDGED for step in steps):
                    continue
            sent_s = monotonic()
            outcome = post(self._organiser, server, f"/api/organiser/jokers/{guest.id}/approve", {})
            if outcome is not None:
                self._notes.add("pushes", str(guest.id), outcome, sent_s)


class FeedWishes:
    """Publishes an offer more every few seconds and has the feed read, as the hour does."""

    pulses = ()

    def __init__(self, web: WebServer, open_unit: OpenUnit) -> None:
        self._web, self._open_unit = web, open_unit
        self._queue = ProcrastinateQueue()
        self._rows: list[str] = []
        self._notes = Notes()

    def runs(self) -> list[Callable[[Event], None]]:
        return [self._run]

    def finish(self) -> None:
        """Has the feed read a last time: a round that was being read when a row was published does not know it."""
        self._read_later()

    def verdicts(self, engine: Engine) -> Mapping[str, Verdict]:
        """Compares the rows of the feed with the offers: whatever dies over a reading, each is there once."""
        with engine.connect() as connection:
            offers = connection.scalars(text("select source_id from offer where source = 'csv'")).all()
        # The name of the list comes first.
        kept = [Kept("feed", row) for row in (offer.rpartition("/")[2] for offer in offers) if row in self._rows]
        return {"jobs: offers of a feed": check(self._notes.attempts, kept)}

    def _run(self, enough: Event) -> None:
        while not enough.is_set():
            row = f"r{id(self)}-{len(self._rows)}"
            self._rows.append(row)
            today = utc_now().date()
            lines = "".join(f"{one},Vendeuse,Employeur de démonstration,{today}\n" for one in self._rows)
            self._web.pages[FEED_PATH] = (_FEED_HEAD + lines).encode()
            self._notes.attempts.append(Attempt("feed", row, Outcome.ACKNOWLEDGED, monotonic(), inf))
            self._read_later()
            enough.wait(_ROW_EVERY_S)

    def _read_later(self) -> None:
        try:
            with self._open_unit() as unit:
                self._queue.defer(unit, Job(JobName.IMPORT_FEEDS, {"timestamp": "0"}))
                unit.commit()
        except (AlreadyEnqueued, StorageUnavailable):
            # One waits already, or the database is away: the next row has it read.
            return


def _unordered(attempt: Attempt) -> Attempt:
    """Mails and pushes leave in any order."""
    return Attempt(attempt.stream, attempt.id, attempt.outcome, attempt.sent_s, inf)

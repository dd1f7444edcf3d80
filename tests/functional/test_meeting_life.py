"""A meeting as two phones live it: from the slots to the points, and the alert when somebody does not come back."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from html import unescape
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from sqlalchemy import Engine, text

from game_rules.geo import LatLon
from game_rules.gps import GpsFix
from game_rules.hours import OpenHours, VisitingHours
from game_rules.limits import DEFAULT_LIMITS
from game_rules.meetings.meeting import ContactAnswer, MeetingState, TrustedContact
from game_rules.people.players import AgeBand
from game_rules.territory.territory import Place, PlaceKind
from server.clock import utc_now
from server.live.campaign import LiveCampaign
from server.live.live import Live
from server.services.accounts.sessions import start_session
from server.services.jokers.vet import confirm_identity
from server.services.meetings.attend import check_in
from server.services.territory.load_campaign import load_campaign
from server.services.territory.store_territory import store_places
from server.serving.rates import PRESENCE_CODES_PER_HOUR
from tests.support.contexts import ORGANISER_MAIL, context_at
from tests.support.databases import NewDatabase
from tests.support.factories import place
from tests.support.outside.mail_servers import mail_server
from tests.support.running.filled import StartServer, address_of, eventually, fill_database
from tests.support.running.help_people import Organiser, make_joker, scene_on
from tests.support.running.servers import Browser, Guest, ServerProcess, Socket
from tests.support.running.workers import count, env_for, worker
from tests.support.scenes.campaigns import WEST_INSEE, store_territory
from tests.support.scenes.help import LIBRARY, HelpScene
from tests.support.scenes.meetings import MeetingScene
from tests.support.waiting import end_of, together

pytestmark = pytest.mark.usefixtures("commands")

STATION = Place(
    id=UUID("0190b6a0-0000-7000-8000-00000000c0d1"),
    name="Maison ouverte de démonstration",
    kind=PlaceKind.STATION,
    position=place(metres_north=800),
    accuracy_m=10,
    commune_insee=WEST_INSEE,
    source="made for tests",
    staffed_hours=VisitingHours({weekday: (OpenHours(time(0), time(23, 59)),) for weekday in range(7)}),
)
AUNT = {"name": "Tante Odile", "email": "odile@example.org"}
COUSIN = {"name": "Cousine Lucie", "email": "lucie@example.org"}


NOON = ZoneInfo(f"Etc/GMT{utc_now().hour - 12:+d}")
"""A zone far from midnight now, so that a meeting of now lies in one day."""


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("meetings"), [], NOON)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def scene(engine: Engine) -> HelpScene:
    scene = scene_on(engine)
    store_territory(scene.open_unit, [], NOON)
    store_places(context_at(scene.open_unit), [STATION])
    live = LiveCampaign()
    assert load_campaign(context_at(scene.open_unit, utc_now(), live=Live(campaign=live)))
    assert live.current is not None
    scene.campaign = live.current
    return scene


@pytest.fixture(scope="module")
def server(engine: Engine, scene: HelpScene, start_server: StartServer) -> ServerProcess:
    return start_server(address_of(engine))


class Pair:
    """A player and a Joker in conversation, each with their app open."""

    def __init__(self, server: ServerProcess, scene: HelpScene, age_band: str = "18_plus") -> None:
        self.asker, self.joker = (
            Guest(server, age_band=age_band),
            make_joker(server, scene, "Dominique", for_minors=age_band == "15_17"),
        )
        self.where = {"conversation_id": str(scene.conversation(self.asker.id, self.joker.id, utc_now()))}
        self.at_asker, self.at_joker = self.asker.open_socket("/help"), self.joker.open_socket("/help")
        for socket in (self.at_asker, self.at_joker):
            socket.wait_for("help_snapshot")

    def __enter__(self) -> "Pair":
        return self

    def __exit__(self, *_: object) -> None:
        self.at_asker.__exit__()
        self.at_joker.__exit__()

    def slots_path(self) -> str:
        return f"/api/conversations/{self.where['conversation_id']}/meeting-slots?duration_minutes=30"

    def proposal(self, **more: Any) -> dict[str, Any]:
        """For a time of tomorrow."""
        (found,) = [one for one in self.asker.get(self.slots_path())["places"] if one["place"]["id"] == str(STATION.id)]
        starts = {
            datetime.fromisoformat(one).astimezone(NOON).hour: one for one in reversed(found["days"][1]["starts"])
        }
        slot = {"place_id": str(STATION.id), "starts_at": starts[10], "duration_minutes": 30}
        return {"meeting_id": str(uuid4()), **self.where, **slot, **more}


def done(ack: Any) -> Any:
    assert ack["ok"] is True, ack
    return ack["meeting"]


def refusal(ack: Any) -> str:
    assert ack["ok"] is False
    return str(ack["problem"]["code"])


def here(position: LatLon = STATION.position) -> dict[str, Any]:
    return {
        "lat": position.lat,
        "lon": position.lon,
        "horizontal_accuracy_m": 20,
        "taken_at": utc_now().isoformat(),
    }


def test_nobody_meets_a_joker_whose_identity_nobody_saw(server: ServerProcess, scene: HelpScene) -> None:
    with Pair(server, scene, "18_plus") as two:
        tomorrow = (utc_now() + timedelta(days=1)).isoformat()
        blind = {"place_id": str(STATION.id), "starts_at": tomorrow, "duration_minutes": 30, "meeting_id": str(uuid4())}
        assert refusal(two.at_asker.ask("propose_meeting", {**two.where, **blind})) == "identity_not_checked"
        too_early = two.asker.ask("GET", two.slots_path())
        assert (too_early.status_code, too_early.json()["code"]) == (403, "identity_not_checked")


def test_from_the_proposal_to_a_calendar(server: ServerProcess, scene: HelpScene) -> None:
    with Pair(server, scene, "15_17") as two:
        proposal = two.proposal()
        assert refusal(two.at_asker.ask("propose_meeting", proposal)) == "trusted_contact_needed"
        evening = datetime.fromisoformat(proposal["starts_at"]) + timedelta(hours=10)
        closed = {"place_id": str(LIBRARY.id), "starts_at": evening.isoformat(), "trusted_contact": AUNT}
        assert refusal(two.at_asker.ask("propose_meeting", {**proposal, **closed})) == "place_closed"
        proposal["trusted_contact"] = AUNT
        proposed = done(two.at_asker.ask("propose_meeting", proposal))
        assert done(two.at_asker.ask("propose_meeting", proposal)) == proposed
        assert (proposed["state"], proposed["contact_needed"]) == ("proposed", True)
        assert proposed["trusted_contact"] == {**AUNT, "phone": None}
        offered = two.at_joker.wait_for("meeting_changed")["meeting"]
        assert (offered["role"], offered["other"]["name"], offered["trusted_contact"]) == ("helper", "Camille", None)
        while (told := two.at_joker.wait_for("notification")["notification"])["kind"] != "meeting_proposed":
            pass
        assert (told["subject_id"], told["name"]) == (proposed["id"], "Camille")

        confirmed = done(two.at_joker.ask("confirm_meeting", {"meeting_id": offered["id"]}))
        assert two.at_asker.wait_for("meeting_changed")["meeting"]["state"] == confirmed["state"] == "confirmed"

        file = two.asker.ask("GET", f"/api/meetings/{offered['id']}.ics")
        assert file.headers["Content-Type"].startswith("text/calendar")
        (event,) = Calendar.from_ical(file.text).events
        assert event.start == datetime.fromisoformat(proposal["starts_at"])
        assert Guest(server).ask("GET", f"/api/meetings/{offered['id']}.ics").status_code == 404

        late = done(two.at_joker.ask("late_for_meeting", {"meeting_id": offered["id"], "minutes": 10}))
        assert late["mine"]["late_minutes"] == 10
        assert two.at_asker.wait_for("meeting_changed")["meeting"]["theirs"]["late_minutes"] == 10
        fix = {"meeting_id": offered["id"], "fix": here()}
        assert refusal(two.at_asker.ask("check_in", fix)) == "not_the_time"
        done(two.at_joker.ask("cancel_meeting", {"meeting_id": offered["id"], "reason": "ill"}))
        off = two.at_asker.wait_for("meeting_changed")["meeting"]
        assert (off["state"], off["cancelled_by"], off["cancel_reason"]) == ("cancelled", "helper", "ill")
        assert off["trusted_contact"] is None


def test_being_there_gives_points_and_leaves_no_position(
    server: ServerProcess, scene: HelpScene, engine: Engine
) -> None:
    with Pair(server, scene) as two:
        call_id = UUID(two.where["conversation_id"])
        meeting_id = str(agreed(scene, two.asker.id, two.joker.id, call_id, last_quarter())[1])
        far = {"meeting_id": meeting_id, "fix": here(place(metres_north=1300))}
        assert refusal(two.at_asker.ask("check_in", far)) == "too_far_from_place"
        message = {"meeting_id": meeting_id, "fix": here()}
        with two.asker.open_socket() as playing:
            playing.wait_for("snapshot")
            assert done(two.at_asker.ask("check_in", message))["state"] == "under_way"
            done(two.at_joker.ask("check_in", message))
            (entry,) = playing.wait_for("points_awarded")["entries"]
        assert (entry["rule"], entry["points"]) == ("joker_met", DEFAULT_LIMITS.points_joker_met)
        assert two.joker.get("/api/me")["totals"]["points"] == DEFAULT_LIMITS.points_player_met
        done(two.at_asker.ask("check_out", message))
        assert done(two.at_joker.ask("check_out", message))["state"] == "met"
        snapshot = two.asker.open_socket("/help")
        (met,) = snapshot.wait_for("help_snapshot")["meetings"]
        snapshot.__exit__()
        assert (met["id"], met["state"]) == (meeting_id, "met")
    with engine.connect() as connection:
        for table in ("meeting", "meeting_transition", "procrastinate_jobs"):
            rows = connection.scalars(text(f"select t::text from {table} t")).all()  # noqa: S608
            assert not any(str(STATION.position.lat)[:6] in row for row in rows)
    assert str(STATION.position.lat)[:6] not in server.log.read_text()


def test_the_trusted_contact_says_yes_on_a_page_that_asks_first(server: ServerProcess, scene: HelpScene) -> None:
    with Pair(server, scene, "15_17") as two:
        proposed = done(two.at_asker.ask("propose_meeting", two.proposal(trusted_contact=COUSIN)))
        agreed_on = done(two.at_joker.ask("confirm_meeting", {"meeting_id": proposed["id"]}))
        assert (agreed_on["contact_answer"], agreed_on["is_team_told"]) == (None, False)
        (article,) = [
            one for one in unescape(server.outbox()).split("<article")[1:] if f"<b>{COUSIN['email']}</b>" in one
        ]
        yes, no = re.findall(r"/r/[\w.-]+", article)
        contact = Browser(server)
        for link in (yes, no):
            assert "<form" in contact.ask("GET", link).text
        assert two.at_asker.wait_for("meeting_changed")["meeting"]["contact_answer"] is None
        assert contact.ask("POST", yes).status_code == 200
        told = two.at_asker.wait_for("meeting_changed")["meeting"]
        assert (told["contact_answer"], told["trusted_contact"]["name"]) == ("confirmed", COUSIN["name"])
        assert two.at_joker.wait_for("meeting_changed")["meeting"]["contact_answer"] is None
        assert "<form" not in contact.ask("GET", yes).text
        assert contact.ask("POST", no).status_code == 200
        told = two.at_asker.wait_for("meeting_changed")["meeting"]
        assert (told["contact_answer"], told["trusted_contact"]) == ("declined", None)
        assert told["state"] == "cancelled", "no organiser of this server has an address: nobody would be told"


def test_codes_are_not_guessed(server: ServerProcess, scene: HelpScene) -> None:
    with Pair(server, scene) as two:
        call_id = UUID(two.where["conversation_id"])
        meeting_id = str(agreed(scene, two.asker.id, two.joker.id, call_id, last_quarter())[1])
        code = two.joker.get(f"/api/meetings/{meeting_id}/presence-code")["code"]
        wrong = f"{(int(code) + 1) % 1_000_000:06}"
        assert refusal(two.at_asker.ask("check_in", {"meeting_id": meeting_id})) == "validation_failed"
        for _ in range(PRESENCE_CODES_PER_HOUR - 1):
            assert refusal(two.at_asker.ask("check_in", {"meeting_id": meeting_id, "code": wrong})) in {
                "presence_code_wrong",
                "too_many_requests",
            }
        assert (
            done(two.at_asker.ask("check_in", {"meeting_id": meeting_id, "code": code}))["mine"]["came_by"]
            == "others_code"
        )
        too_many = two.at_asker.ask("check_out", {"meeting_id": meeting_id, "code": code})["problem"]
        assert (too_many["code"], too_many["retryable"]) == ("too_many_requests", True)


def test_two_devices_that_confirm_and_cancel_at_once_leave_one_truth(server: ServerProcess, scene: HelpScene) -> None:
    with Pair(server, scene) as two:
        confirm_identity(context_at(scene.open_unit, utc_now()), two.joker.id)
        meeting_id = done(two.at_asker.ask("propose_meeting", two.proposal()))["id"]
        tablet, barrier = two.joker.open_socket("/help"), Barrier(3)

        def send(socket: Socket, event: str) -> Any:
            together(barrier)
            return socket.ask(event, {"meeting_id": meeting_id})

        sent = [(two.at_joker, "confirm_meeting"), (tablet, "confirm_meeting"), (two.at_asker, "cancel_meeting")]
        with ThreadPoolExecutor(3) as pool:
            acks = list(pool.map(lambda one: send(*one), sent))
        tablet.__exit__()
        assert acks[2]["meeting"]["state"] == "cancelled"
        for ack in acks[:2]:
            assert ack["ok"] or refusal(ack) == "meeting_over"
    with scene.open_unit() as unit:
        meeting = unit.meetings.meeting(UUID(meeting_id))
    assert meeting is not None
    assert meeting.state.value == "cancelled"


def test_whoever_does_not_come_back_is_looked_for_by_a_worker_that_may_die(
    scene: HelpScene, engine: Engine, server: ServerProcess, tmp_path: Path
) -> None:
    with engine.begin() as connection:
        connection.execute(text("truncate mail_outbox, procrastinate_jobs cascade"))
    asker_id, joker_id = (
        scene.player("Camille", AgeBand.FROM_15_TO_17),
        scene.joker("Dominique", free=False, for_minors=True),
    )
    # The worker also does what an hour is due for: guests whom no session can open would go with it.
    with context_at(scene.open_unit, utc_now()).unit() as unit:
        for player_id in (asker_id, joker_id):
            player = unit.accounts.player(player_id)
            assert player is not None
            start_session(unit, player.account_id)
        unit.commit()
    starts_at = last_quarter() - timedelta(hours=2)
    contact = TrustedContact("Tante Odile", "odile@example.org", None)
    two, meeting_id = agreed(scene, asker_id, joker_id, None, starts_at, contact)
    two.contact_says(ContactAnswer.CONFIRMED, meeting_id, starts_at)
    with engine.begin() as connection:
        connection.execute(text("delete from mail_outbox"))
    fix = GpsFix(STATION.position, 20, starts_at)
    check_in(context_at(scene.open_unit, starts_at, player_id=asker_id), meeting_id, fix)
    with mail_server() as post:
        with worker(env_for(engine, post), tmp_path / "log") as doomed:
            # It dies while it tells of it.
            post.before_answering = doomed.kill
            end_of(doomed, "a worker that is killed over a mail")
        post.before_answering = lambda: None
        with worker(env_for(engine, post), tmp_path / "log"):
            eventually(lambda: count(engine, "mail_outbox") == 0)
            eventually(lambda: count(engine, "procrastinate_jobs where status in ('todo', 'doing')") == 0)
        sent = {(mail["Message-ID"], mail["To"]) for mail in post.received}
    assert sorted(to for _, to in sent) == [ORGANISER_MAIL, "odile@example.org"]
    assert two.meeting(meeting_id).state is MeetingState.MISSED
    with engine.connect() as connection:
        steps = connection.scalars(
            text("select step from meeting_step where meeting_id = :id order by step"), {"id": meeting_id}
        ).all()
    assert steps == ["close"], "a reminder of what is over is none"

    organiser = Organiser(server)
    (alert,) = organiser.send("GET", "/meeting-alerts")["alerts"]
    assert (alert["missing_name"], alert["contact"]["name"], alert["role"]) == ("Camille", "Tante Odile", "asker")
    settled = organiser.send("POST", f"/meeting-alerts/{meeting_id}/asker/settled")
    assert settled["alerts"] == []


def last_quarter() -> datetime:
    now = utc_now()
    return now.replace(minute=now.minute - now.minute % 15, second=0, microsecond=0)


def agreed(
    scene: HelpScene,
    asker_id: UUID,
    joker_id: UUID,
    call_id: UUID | None,
    starts_at: datetime,
    contact: TrustedContact | None = None,
) -> tuple[MeetingScene, UUID]:
    """Agreed the day before; the meeting's id."""
    agreed_at = starts_at - timedelta(days=1)
    two = MeetingScene(scene, asker_id=asker_id, joker_id=joker_id, call_id=call_id, now=agreed_at)
    proposed = two.propose(asker_id, starts_at, now=agreed_at, place_id=STATION.id, contact=contact)
    two.confirm(joker_id, proposed.view.meeting.id, now=agreed_at)
    return two, proposed.view.meeting.id

"""People are shown what we know of them, and nothing of it is left once they leave."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from game_rules.meetings.meeting import MeetingStep, TrustedContact
from game_rules.notifications.notification import NotificationKind
from server.adapters.push.vapid_key import make_vapid_key_once
from server.clock import utc_now
from server.persistence.tables.base import Table
from server.services.meetings.advance import advance_meeting
from server.services.ports import OpenUnit
from server.services.privacy.enforce_retention import enforce_retention
from tests.support.authenticator import Authenticator
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.personal_data import IN_EXPORT, NOT_IN_EXPORT, columns_about_people, found_at
from tests.support.ports import free_port
from tests.support.running.addresses import VERDICT
from tests.support.running.brisk_walk import walk
from tests.support.running.filled import StartServer, fill_database
from tests.support.running.help_people import APPLICATION, Organiser, make_joker, scene_on
from tests.support.running.servers import WITH_WORKER, Browser, Guest, RawSocket, ServerProcess, fix_payload
from tests.support.scenes.help import BAKERY, LIBRARY, HelpScene
from tests.support.scenes.meetings import MeetingScene, next_open_hour
from tests.support.waiting import happened, joined

EMAIL = "zephyrine.quillacq@example.org"
NAME = "Zéphyrine-Quillacq"
WORDS = "des-mots-que-rien-d-autre-ne-dit"
A_WEEK = timedelta(days=7)


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("privacy"), [BAKERY])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def scene(engine: Engine) -> HelpScene:
    return scene_on(engine)


@pytest.fixture(scope="module")
def server(
    engine: Engine, scene: HelpScene, start_server: StartServer, tmp_path_factory: pytest.TempPathFactory
) -> ServerProcess:
    key = tmp_path_factory.mktemp("push") / "key.pem"
    make_vapid_key_once(key)
    env = {"JOKAJOBS_VAPID_PRIVATE_KEY_FILE": str(key), "JOKAJOBS_PUSH_TO_ANY_HOST": "yes"}
    # With its worker: what it leaves in jobs and logs counts too.
    return start_server(engine.url.render_as_string(hide_password=False), env=env, command=WITH_WORKER)


def places_that_hold(engine: Engine, word: str) -> list[str]:
    """Every table of the database with a row that holds `word` in any column."""
    with engine.connect() as connection:
        tables = connection.execute(
            text(
                "select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE' "
                "and table_schema not in ('pg_catalog', 'information_schema') order by table_name"
            )
        ).all()
        return [
            table
            for schema, table in tables
            if connection.scalar(
                text(f'select count(*) from "{schema}"."{table}" t where t::text ilike :word'),  # noqa: S608
                {"word": f"%{word}%"},
            )
        ]


def player_of(server: ServerProcess) -> Browser:
    browser = Browser(server)
    guest = {"name": NAME, "language": "fr", "age_band": "18_plus", "consent_version": "2026-11"}
    assert browser.ask("POST", "/api/guests", guest).status_code == 201
    with browser.open_socket() as phone:
        assert phone.send_fixes(walk(250))["ok"] is True
    assert browser.sign_in(EMAIL).status_code == 200
    lock = Authenticator(browser.get("/api/client-settings")["passkey_origin"])
    options = browser.send("POST", "/api/me/passkeys/options")["options"]
    browser.send("POST", "/api/me/passkeys", {"credential": lock.make(options)}, status=201)
    # A second code waits unused.
    browser.mailed_code(EMAIL)
    return browser


class Person:
    """Somebody with their app open."""

    def __init__(self, browser: Browser) -> None:
        self.browser, self.socket = browser, browser.open_socket("/help")
        self.snapshot = self.socket.wait_for("help_snapshot")

    def do(self, event: str, **message: Any) -> Any:
        ack = self.socket.ask(event, message)
        assert ack["ok"] is True, ack
        return ack

    def ask_joker(self, words: str, **more: Any) -> str:
        call_id = str(uuid4())
        self.do("ask_joker", call_id=call_id, topic="cv", text=words, **more)
        return call_id

    def say(self, conversation_id: str, words: str) -> None:
        self.do("send_message", conversation_id=conversation_id, client_id=str(uuid4()), text=words)

    def answer(self, call_id: str) -> None:
        while self.socket.wait_for("call_offered")["call"]["id"] != call_id:
            pass
        self.do("call_seen", call_id=call_id)
        self.do("accept_call", call_id=call_id)


def become_a_joker(browser: Browser) -> None:
    """With everything that a Joker can say of themselves, approved and checked."""
    profile = browser.send("POST", "/api/joker", {**APPLICATION, "rome_domains": ["D11"]}, status=201)
    organiser, one = Organiser(browser.server), f"/jokers/{profile['player_id']}"
    organiser.send("POST", f"{one}/approve", {"reason": "Bienvenue"})
    organiser.send("POST", f"{one}/identity-checked")
    span = {"starts": "10:00", "ends": "11:00"}
    availability = {
        "slots": [{"weekday": 2, "place_id": str(LIBRARY.id), **span}],
        "days_off": ["2026-12-23"],
        "extra_slots": [{"on": "2026-12-24", **span}],
    }
    browser.send("PUT", "/api/joker/availability", availability)
    browser.send("PUT", "/api/joker/free-now", {})


def miss_a_meeting(engine: Engine, scene: HelpScene, asker_id: UUID, joker_id: UUID, conversation_id: str) -> None:
    """Last week they came to one, and never checked out."""
    two = MeetingScene(scene, asker_id=asker_id, joker_id=joker_id, call_id=UUID(conversation_id))
    starts_at = next_open_hour(utc_now())
    contact = TrustedContact(f"Tante {WORDS}", f"{WORDS}@example.org", "0600000000")
    meeting_id = two.set_up(starts_at, now=utc_now(), contact=contact)
    # Agreed on beforehand: a worker ends a proposal at once whose day has come.
    with engine.begin() as connection:
        moved = "update meeting set starts_at = starts_at - :ago, ends_at = ends_at - :ago where id = :id"
        connection.execute(text(moved), {"ago": A_WEEK, "id": meeting_id})
    two.check_in(asker_id, meeting_id, starts_at - A_WEEK)
    advance_meeting(context_at(scene.open_unit, utc_now()), meeting_id, MeetingStep.CLOSE)


def be_warned(server: ServerProcess, player_id: str) -> None:
    organiser = Organiser(server)
    case_id = organiser.send("GET", "/cases")["cases"][0]["id"]
    warning = {"kind": "warning", "reason": f"Merci de rester poli·e, {WORDS}", "player_id": player_id}
    organiser.send("POST", f"/cases/{case_id}/measures", warning, status=204)


def want_no_pushes(browser: Browser) -> None:
    """No browser made this subscription: the first push to it would take it away."""
    settings = [{"kind": kind.value, "push": False} for kind in NotificationKind]
    browser.send("PUT", "/api/me/notification-settings", {"settings": settings})
    browser.send("PUT", "/api/me/quiet-hours", {"starts": "12:00", "ends": "14:00"})
    keys = {"p256dh": "B" + 86 * "A", "auth": 22 * "A"}
    subscription = {"endpoint": f"http://127.0.0.1:{free_port()}/{WORDS}", "keys": keys}
    browser.send("POST", "/api/me/push-subscriptions", subscription, status=201)


def be_interested(engine: Engine, server: ServerProcess, browser: Browser) -> None:
    """In what she found: she tells the bakery, and somebody there answers."""
    baker = Browser(server)
    baker.sign_in("boulangerie@example.org", name="Paule")
    account_id = baker.get("/api/me/export")["account_id"]
    with engine.begin() as connection:
        values = {"organisation": BAKERY.organisation.id, "account": account_id, "day": utc_now().date()}
        connection.execute(text("insert into organisation_member values (:organisation, :account, true, :day)"), values)
    browser.send("PUT", f"/api/me/saved/{BAKERY.id}")
    words = {"first_name": NAME, "can_do": WORDS, "available": WORDS}
    sent = browser.send("POST", f"/api/offers/{BAKERY.id}/application", words, status=201)
    answer = {"version": 1, "answer": "phone", "phone": "0321000000", "reply": "Appelez-nous"}
    baker.send("POST", f"/api/employer/applications/{sent['id']}/answer", answer)


def answer_for_an_organisation(browser: Browser) -> None:
    """Of her own, with somebody invited; and another one invites her."""
    fournil = {"name": "Fournil du terril", "kind": "employer", "siret": None}
    host = Browser(browser.server)
    host.sign_in("host@example.org")
    for who, invited in ((browser, "invited@example.org"), (host, EMAIL)):
        organisation_id = who.send("POST", "/api/employer/organisations", fournil, status=201)["id"]
        path = f"/api/employer/organisations/{organisation_id}/invitations"
        who.send("POST", path, {"email": invited}, status=201)


def post_and_register(engine: Engine, browser: Browser) -> None:
    """She writes an offer of her organisation's, and has a seat at an event that she has found."""
    (own,) = browser.get("/api/employer")["organisations"]
    offers = f"/api/employer/organisations/{own['id']}/offers"
    forum = {
        "starts_at": (utc_now() + timedelta(days=3)).isoformat(),
        "ends_at": (utc_now() + timedelta(days=4)).isoformat(),
    }
    place = {"type": "door", "lat": BAKERY.position.lat, "lon": BAKERY.position.lon}
    draft = browser.send(
        "POST", offers, {"kind": "event", "title": "Forum", "event": forum, "place": place}, status=201
    )
    path = f"/api/employer/offers/{draft['id']}"
    draft = browser.send("POST", f"{path}/submit", {"version": draft["version"]})
    Organiser(browser.server).send("POST", f"/organisations/{own['id']}/verify", {"reason": None})
    with engine.begin() as connection:
        found = "insert into discovery select player.id, :offer, current_date from player join account on account.id = "
        found += "account_id where email = :email"
        connection.execute(text(found), {"offer": draft["id"], "email": EMAIL})
    assert browser.send("POST", f"/api/offers/{draft['id']}/registration")["state"] == "registered"


def test_every_column_about_people_is_exported_or_says_why_not() -> None:
    assert columns_about_people(Table.metadata) == {*IN_EXPORT, *NOT_IN_EXPORT}, "see tests/support/personal_data.py"


@dataclass(frozen=True)
class Life:
    """Somebody who has used all there is, and what came of it: ids of calls and conversations."""

    browser: Browser
    zephyrine: Person
    camille: Person
    dominique: Person
    answered: str
    blocked: str
    thanked: str
    still_open: str


def live(engine: Engine, server: ServerProcess, scene: HelpScene) -> Life:
    browser = player_of(server)
    want_no_pushes(browser)
    be_interested(engine, server, browser)
    become_a_joker(browser)
    answer_for_an_organisation(browser)
    post_and_register(engine, browser)
    zephyrine, camille = Person(browser), Person(Guest(server))
    answered = camille.ask_joker("Tu peux relire mon CV ?")
    zephyrine.answer(answered)
    camille.say(answered, "Bonjour !")
    zephyrine.say(answered, WORDS)
    zephyrine.do("mark_messages", conversation_id=answered, delivered_up_to=2, read_up_to=1)
    camille.do("mark_messages", conversation_id=answered, delivered_up_to=2)
    zephyrine.do("report", call_id=answered, reason="spam", text=WORDS)
    own_id, sacha = UUID(browser.get("/api/me")["player"]["id"]), make_joker(server, scene, "Sacha")
    blocked = str(scene.conversation(own_id, sacha.id, utc_now()))
    zephyrine.do("block", call_id=blocked)
    helper = make_joker(server, scene, "Dominique")
    helper.send("PUT", "/api/joker/free-now", {})
    dominique = Person(helper)
    thanked = zephyrine.ask_joker(WORDS, offer_id=str(BAKERY.id))
    dominique.answer(thanked)
    zephyrine.say(thanked, WORDS)
    dominique.say(thanked, "Avec plaisir")
    miss_a_meeting(engine, scene, own_id, helper.id, thanked)
    zephyrine.do("close_conversation", conversation_id=thanked, helped=True)
    be_warned(server, str(own_id))
    still_open = zephyrine.ask_joker(WORDS)
    return Life(browser, zephyrine, camille, dominique, answered, blocked, thanked, still_open)


def check_export(export: Any, life: Life) -> None:
    for path in IN_EXPORT.values():
        assert list(found_at(export, path)), f"{path} is empty"
    assert (export["name"], export["email"], export["age_band"]) == (NAME, EMAIL, "18_plus")
    assert export["consent"]["version"] == "2026-11"
    assert {one["title"] for one in export["discoveries"]} == {BAKERY.title, "Forum"}
    assert [one["id"] for one in export["devices"]] == [life.browser.device_id]
    assert len(export["sessions"]) == 1
    totals = life.browser.get("/api/me")["totals"]
    assert sum(line["points"] for line in export["points"]) == totals["points"]
    assert sum(run["properties"]["cells"] for run in export["fog"]["features"]) == totals["cells_lifted"]
    # Beside the code; a worker may have written of a notification meanwhile.
    attached = [mail["attachment"] for mail in export["mails"] if mail["attachment"] is not None]
    assert len(attached) == 1, "what is for her calendar"


def check_export_of_help(export: Any, life: Life) -> None:
    changes = [(one["action"], one["reason"]) for one in export["joker"]["changes"]]
    assert changes == [("apply", None), ("approve", "Bienvenue")]
    calls = {call["id"]: call for call in export["calls"]}
    assert set(calls) == {life.answered, life.blocked, life.thanked, life.still_open}
    helped, asked = calls[life.answered], calls[life.thanked]
    assert (helped["role"], helped["other_name"], helped["text"]) == ("helper", "Camille", "Tu peux relire mon CV ?")
    assert [(one["mine"], one["text"]) for one in helped["messages"]] == [(False, "Bonjour !"), (True, WORDS)]
    assert (helped["mine"]["read_up_to"], helped["theirs"]["delivered_up_to"]) == (1, 2)
    assert (asked["role"], asked["offer_id"], asked["helped"]) == ("asker", str(BAKERY.id), True)
    assert [one["to_state"] for one in asked["changes"]] == ["open", "accepted", "closed"]
    assert calls[life.still_open]["state"] == "open"
    assert [one["name"] for one in export["blocked"]] == ["Sacha"]
    assert [(one["subject"]["id"], one["text"]) for one in export["reports"]] == [(life.answered, WORDS)]


def check_what_others_keep(server: ServerProcess, life: Life) -> None:
    while (changed := life.camille.socket.wait_for("conversation_changed")["conversation"])["other"] is not None:
        pass
    assert (changed["id"], changed["state"]) == (life.answered, "closed")
    assert life.dominique.socket.wait_for("call_gone") == {"call_id": life.still_open, "reason": "withdrawn"}
    kept = life.camille.do("fetch_messages", conversation_id=life.answered)["messages"]
    assert [one["text"] for one in kept] == ["Bonjour !", None]


def judge_all(engine: Engine, server: ServerProcess) -> None:
    """An organiser judges what she reported, and that she was missed; then the evidence is old enough to go."""
    organiser = Organiser(server)
    for case in organiser.send("GET", "/cases")["cases"]:
        found = organiser.send("GET", f"/cases/{case['id']}")
        assert NAME in [one["name"] for one in found["people"]]
        outcome = "person_safe" if case["kind"] == "alert" else "nothing_wrong"
        organiser.send("POST", f"/cases/{case['id']}/close", {**VERDICT, "outcome": outcome}, status=204)
    with engine.begin() as connection:
        connection.execute(text("update safety_case set closed_at = closed_at - interval '184 days'"))
    assert enforce_retention(context_at(OpenUnit(sessionmaker(engine)), utc_now())).evidence > 0


def test_export_holds_everything_and_after_erasing_nothing_is_left(
    engine: Engine, scene: HelpScene, server: ServerProcess
) -> None:
    life = live(engine, server, scene)
    browser = life.browser
    assert {"account", "sign_in_code", "mail_outbox"} <= set(places_that_hold(engine, EMAIL))
    # Mails name her to the employer, to the one whom she trusts, and to the organiser.
    assert places_that_hold(engine, NAME) == ["account", "application", "case_person", "mail_outbox"]
    assert places_that_hold(engine, WORDS) == [
        "application",
        "case_meeting",
        "case_words",
        "help_message",
        "help_request",
        "mail_outbox",
        "measure",
        "meeting",
        "push_subscription",
        "safety_case",
    ]

    answer = browser.ask("GET", "/api/me/export")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    export = answer.json()
    check_export(export, life)
    check_export_of_help(export, life)

    with browser.open_socket() as phone:
        erased = browser.ask("DELETE", "/api/me")
        assert (erased.status_code, erased.json()["open_cases"]) == (200, 2)
        phone.wait_until_closed()
    life.zephyrine.socket.wait_until_closed()
    check_what_others_keep(server, life)

    evidence = {"case_person", "case_words", "case_meeting", "safety_case"}
    for word in (EMAIL, NAME, WORDS, export["player_id"], export["account_id"], browser.device_id):
        assert evidence.issuperset(places_that_hold(engine, word))
    judge_all(engine, server)
    for word in (EMAIL, NAME, WORDS, export["player_id"], export["account_id"], browser.device_id):
        assert places_that_hold(engine, word) == []
    logged = server.log.read_text()
    for word in (EMAIL, NAME, WORDS):
        assert word not in logged
    assert browser.ask("GET", "/api/me").status_code == 401
    for person in (life.camille, life.dominique):
        person.socket.__exit__()


def test_whoever_comes_back_after_erasing_starts_anew(server: ServerProcess) -> None:
    browser = player_of(server)
    browser.ask("DELETE", "/api/me")
    again = Browser(server).sign_in(EMAIL, name="Zéphyrine").json()
    assert again["totals"]["points"] == 0


def test_erasing_one_player_leaves_the_others(server: ServerProcess) -> None:
    leaving, staying = Guest(server), Guest(server)
    assert leaving.ask("DELETE", "/api/me").status_code == 200
    assert staying.get("/api/me")["player"]["name"] == "Camille"


def test_an_account_that_is_erased_while_its_phone_walks_leaves_nothing(engine: Engine, server: ServerProcess) -> None:
    for _ in range(5):
        leaving = Guest(server)
        with RawSocket(leaving) as phone:
            assert phone.send_fixes(1, walk(30))["ok"] is True
            is_walking = Event()

            def walk_on(
                phone: RawSocket = phone, device_id: str = leaving.device_id, event: Event = is_walking
            ) -> None:
                for metres in range(40, 240, 10):
                    message = {"device_id": device_id, "fixes": [fix_payload(one) for one in walk(metres)[-4:]]}
                    # No acknowledgement is asked for: what follows the close has none.
                    phone.send(f'42/play,["gps_fixes",{json.dumps(message)}]')
                    event.set()

            walking = Thread(target=walk_on)
            walking.start()
            happened(is_walking, "the first batch")
            assert leaving.ask("DELETE", "/api/me").status_code == 200
            joined(walking, "a walk")
        assert leaving.ask("GET", "/api/me").status_code == 401
        assert places_that_hold(engine, str(leaving.id)) == []

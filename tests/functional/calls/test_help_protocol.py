"""Calls and conversations as browsers and phones meet them: HTTP, sockets, the command line, a real database."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from socketio.exceptions import ConnectionError as NoConnection
from sqlalchemy import Engine, text

from game_rules.limits import DEFAULT_LIMITS
from game_rules.wire_limits import MAX_MESSAGES_PER_10_S, MAX_TYPING_PER_10_S
from server.clock import utc_now
from server.simulator.socket_client import SocketClient
from tests.support.databases import NewDatabase
from tests.support.factories import fix, offer
from tests.support.noon import where_it_is_noon
from tests.support.running.addresses import VERDICT
from tests.support.running.commands import run_command
from tests.support.running.filled import StartServer, fill_database
from tests.support.running.help_people import APPLICATION, Organiser, make_joker, scene_on
from tests.support.running.servers import DEADLINE_S, Guest, ServerProcess
from tests.support.scenes.help import LIBRARY, HelpScene
from tests.support.waiting import wait_until

pytestmark = pytest.mark.usefixtures("commands")

BAKERY = offer(title="Vente en boulangerie", metres_north=200)
WORDS = "des-mots-que-rien-d-autre-ne-dit"


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("help"), [BAKERY])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def scene(engine: Engine) -> HelpScene:
    # Minors and Jokers write to each other by day, whenever the tests run.
    return scene_on(engine, where_it_is_noon())


@pytest.fixture(scope="module")
def server(engine: Engine, scene: HelpScene, start_server: StartServer) -> ServerProcess:
    return start_server(engine.url.render_as_string(hide_password=False))


@pytest.fixture(autouse=True)
def _nobody_is_left_from_the_test_before(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("truncate joker, help_request cascade"))


def ask(**more: Any) -> dict[str, Any]:
    return {"call_id": str(uuid4()), "topic": "cv", "language": "fr", **more}


def test_from_the_application_to_the_thanks(server: ServerProcess) -> None:
    joker, asker, organiser = Guest(server, name="Dominique"), Guest(server, name="Camille"), Organiser(server)
    assert joker.send("POST", "/api/joker", APPLICATION, status=201)["state"] == "applied"
    assert joker.send("PUT", "/api/joker/free-now", {}, status=403)["code"] == "joker_not_approved"
    (applied,) = organiser.send("GET", "/jokers")["jokers"]
    assert (applied["name"], applied["state"]) == ("Dominique", "applied")
    assert organiser.send("POST", f"/jokers/{joker.id}/approve", {})["state"] == "approved"

    with joker.open_socket("/help") as at_joker, asker.open_socket("/help") as at_asker:
        assert at_joker.wait_for("help_snapshot")["joker"]["state"] == "approved"
        assert at_asker.wait_for("help_snapshot")["joker"] is None
        assert joker.send("PUT", "/api/joker/free-now", {})["free"]["place_id"] is None

        question = ask(text=WORDS)
        assert at_asker.ask("ask_joker", question)["call"]["state"] == "open"
        offered = at_joker.wait_for("call_offered")["call"]
        assert offered["text"] == WORDS
        shown = {"id", "topic", "language", "text", "offer_title", "rome_domain", "asked_at", "asker_is_minor"}
        assert set(offered) == shown
        assert at_joker.ask("call_seen", {"call_id": offered["id"]}) == {"ok": True}
        accepted = at_joker.ask("accept_call", {"call_id": offered["id"]})["conversation"]
        assert (accepted["role"], accepted["other"]["name"]) == ("helper", "Camille")
        opened = at_asker.wait_for("conversation_changed")["conversation"]
        assert (opened["role"], opened["other"]["name"], opened["state"]) == ("asker", "Dominique", "accepted")

        where = {"conversation_id": opened["id"]}
        sent = at_asker.ask("send_message", {**where, "client_id": str(uuid4()), "text": WORDS})["message"]
        assert at_joker.wait_for("message")["message"] == sent
        at_joker.ask("mark_messages", {**where, "delivered_up_to": 1, "read_up_to": 1})
        marked = at_asker.wait_for("messages_marked")
        assert (marked["reader_id"], marked["receipt"]["read_up_to"]) == (str(joker.id), 1)
        at_joker.ask("typing", where)
        assert at_asker.wait_for("other_typing") == where

        with joker.open_socket() as playing:
            playing.wait_for("snapshot")
            closed = at_asker.ask("close_conversation", {**where, "helped": True})["conversation"]
            assert (closed["state"], closed["helped"]) == ("closed", True)
            (entry,) = playing.wait_for("points_awarded")["entries"]
        assert (entry["rule"], entry["points"]) == ("help_given", DEFAULT_LIMITS.points_help_given)
        assert at_joker.wait_for("conversation_changed")["conversation"]["helped"] is True
        assert not any(event == "message" for event, _ in at_asker.received), "the sender gets no echo"
    assert asker.get("/api/me")["totals"]["points"] == DEFAULT_LIMITS.points_help_received
    assert WORDS not in server.log.read_text()


def test_what_one_device_does_the_others_of_the_same_person_see(server: ServerProcess, scene: HelpScene) -> None:
    asker, joker = Guest(server), make_joker(server, scene)
    where = {"conversation_id": str(scene.conversation(asker.id, joker.id, utc_now()))}
    with asker.open_socket("/help") as phone, asker.open_socket("/help") as tablet:
        (conversation,) = tablet.wait_for("help_snapshot")["conversations"]
        assert conversation["last_sequence"] == 0
        ack = phone.ask("send_message", {**where, "client_id": str(uuid4()), "text": "Bonjour"})
        assert tablet.wait_for("message")["message"] == ack["message"]
        page = tablet.ask("fetch_messages", {**where, "after": 0})
        assert (page["messages"], page["more"], page["last_sequence"]) == ([ack["message"]], False, 1)


def test_a_block_is_felt_on_both_sides_at_once(server: ServerProcess, scene: HelpScene) -> None:
    asker, joker = Guest(server), make_joker(server, scene, name="Dominique")
    conversation_id = str(scene.conversation(asker.id, joker.id, utc_now()))
    with asker.open_socket("/help") as at_asker, joker.open_socket("/help") as at_joker:
        at_asker.wait_for("help_snapshot")
        at_joker.wait_for("help_snapshot")
        assert at_asker.ask("report", {"call_id": conversation_id, "reason": "spam"}) == {"ok": True}
        assert at_asker.ask("block", {"call_id": conversation_id}) == {"ok": True}
        for socket in (at_asker, at_joker):
            assert socket.wait_for("conversation_gone") == {"conversation_id": conversation_id}
        message = {"conversation_id": conversation_id, "client_id": str(uuid4()), "text": "Encore moi"}
        assert at_joker.ask("send_message", message)["problem"]["code"] == "call_not_found"

    (blocked,) = asker.get("/api/me/blocked")["blocked"]
    assert (blocked["player_id"], blocked["name"]) == (str(joker.id), "Dominique")
    assert joker.get("/api/me/blocked") == {"blocked": []}
    assert asker.send("DELETE", f"/api/me/blocked/{joker.id}") == {"blocked": []}
    organiser = Organiser(server)
    (reported,) = organiser.send("GET", "/cases")["cases"]
    assert (reported["subject"]["id"], reported["reason"]) == (conversation_id, "spam")
    found = organiser.send("GET", f"/cases/{reported['id']}")
    assert (found["about_id"], found["reporter_id"]) == (str(joker.id), str(asker.id))
    organiser.send("POST", f"/cases/{reported['id']}/close", VERDICT, status=204)
    assert organiser.send("GET", "/cases")["cases"][0]["closed_at"]
    assert organiser.send("POST", f"/cases/{reported['id']}/close", VERDICT, status=409)["code"] == "case_closed"
    (answered,) = asker.get("/api/me/reports")["reports"]
    assert (answered["outcome"], answered["answer"]) == (VERDICT["outcome"], VERDICT["answer"])


def test_somebody_suspended_reads_why_and_appeals_and_can_do_nothing_else(
    server: ServerProcess, scene: HelpScene
) -> None:
    asker, joker = Guest(server), make_joker(server, scene, name="Dominique")
    conversation_id = str(scene.conversation(asker.id, joker.id, utc_now()))
    with asker.open_socket("/help") as at_asker, joker.open_socket("/help") as at_joker:
        at_joker.wait_for("help_snapshot")
        assert at_asker.ask("report", {"call_id": conversation_id, "reason": "spam"}) == {"ok": True}
        organiser = Organiser(server)
        case = next(one for one in organiser.send("GET", "/cases")["cases"] if one["closed_at"] is None)
        measure = {"kind": "suspended", "days": 3, "reason": "Trop de publicité", "player_id": str(joker.id)}
        organiser.send("POST", f"/cases/{case['id']}/measures", measure, status=204)
        assert at_asker.wait_for("conversation_changed")["conversation"]["state"] == "closed"
        at_joker.wait_until_closed()
    assert joker.send("GET", "/api/joker", status=403)["code"] == "account_suspended"
    assert joker.get("/api/me")["is_suspended"] is True
    (own,) = joker.get("/api/me/measures")["measures"]
    assert (own["kind"], own["reason"]) == ("suspended", "Trop de publicité")
    appealed = joker.send("POST", f"/api/me/measures/{own['id']}/appeal", {"text": "C’était une erreur"})
    assert appealed["measures"][0]["appeal"]["text"] == "C’était une erreur"
    assert [one["kind"] for one in organiser.send("GET", "/cases")["cases"] if one["closed_at"] is None] == [
        "report",
        "appeal",
    ]
    for one in organiser.send("GET", "/cases")["cases"]:
        verdict = {**VERDICT, "outcome": "measure_lifted" if one["kind"] == "appeal" else "measure_taken"}
        if one["closed_at"] is None:
            organiser.send("POST", f"/cases/{one['id']}/close", verdict, status=204)
    assert joker.get("/api/me")["is_suspended"] is False


def test_waves_go_on_where_a_killed_server_stopped(server: ServerProcess, scene: HelpScene, engine: Engine) -> None:
    now = utc_now()
    for number in range(5):
        scene.joker(f"Joker {number}", now=now)
    watching = make_joker(server, scene)
    asker = Guest(server)
    with asker.open_socket("/help") as phone:
        question = ask()
        assert phone.ask("ask_joker", question)["call"]["state"] == "open"
    server.kill()
    with engine.begin() as connection:
        asked = "update help_request set asked_at = asked_at - interval '200 s', due_at = due_at - interval '200 s'"
        connection.execute(text(asked))
    server.start()
    with watching.open_socket("/help") as socket:
        calls: list[Any] = socket.wait_for("help_snapshot")["calls"]
        calls += [] if calls else [socket.wait_for("call_offered")["call"]]
    assert [call["id"] for call in calls] == [question["call_id"]]


def test_nobody_there_is_told_at_once_and_the_call_waits_for_who_comes(
    server: ServerProcess, scene: HelpScene, engine: Engine
) -> None:
    asker = Guest(server)
    with asker.open_socket("/help") as phone:
        call = phone.ask("ask_joker", ask())["call"]
        assert call["state"] == "waiting"
        joker = make_joker(server, scene)
        with joker.open_socket("/help") as socket:
            socket.wait_for("help_snapshot")
            with engine.begin() as connection:
                connection.execute(text("update help_request set due_at = now()"))
            assert socket.wait_for("call_offered")["call"]["id"] == call["id"]
            phone.ask("withdraw_call", {"call_id": call["id"]})
            assert socket.wait_for("call_gone") == {"call_id": call["id"], "reason": "withdrawn"}


def test_a_walker_reads_that_a_joker_is_there_and_nothing_of_who(
    server: ServerProcess, scene: HelpScene, engine: Engine
) -> None:
    joker, walker = make_joker(server, scene, name="Dominique"), Guest(server)
    with engine.begin() as connection:
        # Open whenever the test runs, within what the day has left.
        always = '{"0":[["00:00","23:59"]],"1":[["00:00","23:59"]],"2":[["00:00","23:59"]],"3":[["00:00","23:59"]],'
        always += '"4":[["00:00","23:59"]],"5":[["00:00","23:59"]],"6":[["00:00","23:59"]]}'
        connection.execute(text("update place set staffed_hours = :h where id = :id"), {"h": always, "id": LIBRARY.id})
        connection.execute(text("select pg_notify('campaign_changed', '')"))
    Organiser(server).send("POST", f"/jokers/{joker.id}/identity-checked")
    with joker.open_socket("/help") as open_app, walker.open_socket() as phone:
        open_app.wait_for("help_snapshot")
        free = {"place_id": str(LIBRARY.id)}
        wait_until(
            lambda: joker.ask("PUT", "/api/joker/free-now", free).status_code == 200, "the server to see the new hours"
        )
        phone.send_fixes([replace(fix(metres_north=500, accuracy_m=5), taken_at=utc_now())])
        told = phone.wait_for("joker_nearby")["places"]
        with walker.open_socket() as again:
            assert again.wait_for("snapshot")["jokers_nearby"] == told
    assert [set(place) for place in told] == [{"place_id", "name", "position", "until"}]
    assert told[0]["name"] == LIBRARY.name
    assert str(joker.id) not in str(told)


def test_availability_over_http_is_checked_and_given_back(server: ServerProcess, scene: HelpScene) -> None:
    joker = make_joker(server, scene)
    slots = [{"weekday": 2, "starts": "18:00", "ends": "20:00"}]
    extra = [{"on": str(date(2026, 12, 24)), "starts": "10:00", "ends": "11:00"}]
    wanted = {"slots": slots, "days_off": [str(date(2026, 12, 23))], "extra_slots": extra}
    kept = joker.send("PUT", "/api/joker/availability", wanted)
    assert kept["slots"] == [{**slots[0], "place_id": None}]
    assert (kept["days_off"], kept["extra_slots"]) == (["2026-12-23"], [{**extra[0], "place_id": None}])
    for slot, pointer in (
        ({"weekday": 7, "starts": "18:00", "ends": "20:00"}, "/slots/0/weekday"),
        ({"weekday": 1, "starts": "24:00", "ends": "25:00"}, "/slots/0/starts"),
        ({"weekday": 1, "starts": "20:00", "ends": "20:00"}, "/slots/0"),
    ):
        refused = joker.send("PUT", "/api/joker/availability", {"slots": [slot]}, status=422)
        assert refused["errors"][0]["pointer"] == pointer
    overlapping = {"slots": [*slots, {"weekday": 2, "starts": "19:00", "ends": "21:00"}]}
    assert joker.send("PUT", "/api/joker/availability", overlapping, status=422)["code"] == "slots_overlap"
    at_place = {"slots": [{**slots[0], "place_id": str(LIBRARY.id)}]}
    assert joker.send("PUT", "/api/joker/availability", at_place, status=403)["code"] == "identity_not_checked"
    assert [place["id"] for place in joker.get("/api/staffed-places")["places"]] == [str(LIBRARY.id)]
    assert joker.send("DELETE", "/api/joker")["state"] == "left"


def test_only_organisers_decide_on_jokers(server: ServerProcess, scene: HelpScene) -> None:
    joker = make_joker(server, scene)
    for method, path in (
        ("GET", "/jokers"),
        ("GET", "/cases"),
        ("GET", f"/cases/{uuid4()}"),
        ("POST", f"/jokers/{joker.id}/approve"),
        ("POST", f"/jokers/{joker.id}/suspend"),
        ("POST", f"/jokers/{joker.id}/identity-checked"),
        ("POST", f"/jokers/{joker.id}/identity-withdrawn"),
        ("POST", f"/cases/{uuid4()}/close"),
    ):
        assert joker.send(method, f"/api/organiser{path}", {}, status=403)["code"] == "forbidden"
    organiser = Organiser(server)
    assert organiser.send("POST", f"/jokers/{joker.id}/suspend", {}, status=422)["code"] == "invalid_text"
    suspended = organiser.send("POST", f"/jokers/{joker.id}/suspend", {"reason": "Signalements"})
    assert joker.get("/api/joker")["reason"] == suspended["reason"] == "Signalements"
    assert organiser.send("POST", f"/jokers/{uuid4()}/approve", {}, status=404)["code"] == "joker_not_found"


def test_an_organiser_notes_a_check_and_takes_it_back(server: ServerProcess, scene: HelpScene) -> None:
    joker, organiser = make_joker(server, scene), Organiser(server)
    one = f"/jokers/{joker.id}"
    checked = organiser.send("POST", f"{one}/identity-checked?honorability_attested_on=2026-05-20")
    assert (checked["identity_checked"], checked["honorability_attested_on"]) == (True, "2026-05-20")
    assert joker.get("/api/joker")["identity_checked"] is True
    assert organiser.send("POST", f"{one}/identity-withdrawn", {"reason": ""}, status=422)
    withdrawn = organiser.send("POST", f"{one}/identity-withdrawn", {"reason": "Pièce périmée"})
    assert [(one["action"], one["reason"]) for one in withdrawn["identity_decisions"]] == [
        ("confirm", None),
        ("withdraw", "Pièce périmée"),
    ]
    told = joker.get("/api/joker")
    assert (told["identity_checked"], told["identity_withdrawn"]) == (False, "Pièce périmée")


def test_an_organiser_approves_from_the_command_line(server: ServerProcess, engine: Engine) -> None:
    joker = Guest(server, name="Dominique")
    joker.send("POST", "/api/joker", APPLICATION, status=201)
    env = {**os.environ, "DATABASE_URL": engine.url.render_as_string(hide_password=False)}

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        return run_command("joker", *args, env=env)

    assert run("approve", str(joker.id)).returncode == 0
    assert run("identity-checked", str(joker.id)).returncode == 0
    listed = run("list").stdout
    assert f"{joker.id}  approved   identity checked      Dominique" in listed
    assert joker.get("/api/joker")["identity_checked"] is True
    again = run("approve", str(joker.id))
    assert (again.returncode, "approved already" in again.stderr) == (1, True)


def test_a_minor_is_shown_where_the_phone_number_stands(server: ServerProcess, scene: HelpScene) -> None:
    minor, joker = Guest(server, age_band="15_17"), make_joker(server, scene, for_minors=True)
    conversation_id = str(scene.conversation(minor.id, joker.id, utc_now()))
    message = {"conversation_id": conversation_id, "client_id": str(uuid4()), "text": "Tel : 06 12 34 56 78"}
    with minor.open_socket("/help") as phone:
        refused = phone.ask("send_message", message)["problem"]
        assert (refused["code"], refused["retryable"]) == ("contact_data_found", False)
        (found,) = refused["errors"]
        assert (found["pointer"], found["code"], found["start"], found["end"]) == ("/text", "phone_number", 6, 20)
        assert phone.ask("send_message", {**message, "confirmed": True})["ok"] is True


def test_signing_out_ends_being_on_the_help_socket(server: ServerProcess) -> None:
    guest = Guest(server)
    with guest.open_socket("/help") as phone:
        phone.wait_for("help_snapshot")
        assert guest.ask("POST", "/api/sign-out").status_code == 204
        phone.wait_until_closed()


def test_without_a_session_no_help_socket_opens(server: ServerProcess) -> None:
    client = SocketClient()
    refusals: list[Any] = []
    client.on("connect_error", refusals.append, namespace="/help")
    with pytest.raises(NoConnection):
        client.connect(server.url, namespaces=["/help"], transports=["websocket"], wait_timeout=DEADLINE_S)
    assert refusals[0]["data"]["code"] == "not_signed_in"
    client.disconnect()


CALL = {"call_id": str(uuid4())}
TALK = {"conversation_id": str(uuid4())}


@pytest.mark.parametrize(
    ("event", "args", "code"),
    [
        ("ask_joker", (), "malformed_message"),
        ("ask_joker", ({}, {}), "malformed_message"),
        ("gps_fixes", ({},), "unknown_event"),
        ("call_offered", ({},), "unknown_event"),
        ("ask_joker", ({"call_id": "me", "topic": "cv"},), "validation_failed"),
        ("ask_joker", ({**CALL, "topic": "love"},), "validation_failed"),
        ("ask_joker", ({**CALL, "topic": "cv", "text": "x" * 501},), "validation_failed"),
        ("ask_joker", ({**CALL, "topic": "cv", "near": {"x": 131_072, "y": 0}},), "validation_failed"),
        ("ask_joker", ({**CALL, "topic": "cv", "text": " \u202e "},), "invalid_text"),
        ("ask_joker", ({**CALL, "topic": "cv", "offer_id": str(BAKERY.id)},), "offer_not_discovered"),
        ("accept_call", (CALL,), "call_not_found"),
        ("withdraw_call", (CALL,), "call_not_found"),
        ("call_seen", (CALL,), "call_not_found"),
        ("block", (CALL,), "call_not_found"),
        ("report", ({**CALL, "reason": "spam"},), "call_not_found"),
        ("close_conversation", (TALK,), "call_not_found"),
        ("fetch_messages", (TALK,), "call_not_found"),
        ("fetch_messages", ({**TALK, "after": 2**31},), "validation_failed"),
        ("mark_messages", ({**TALK, "delivered_up_to": 1},), "call_not_found"),
        ("typing", (TALK,), "call_not_found"),
        ("send_message", ({**TALK, "client_id": str(uuid4()), "text": "x" * 2001},), "validation_failed"),
        ("send_message", ({**TALK, "client_id": str(uuid4()), "text": ""},), "validation_failed"),
        ("send_message", ({**TALK, "client_id": str(uuid4()), "text": "x"},), "call_not_found"),
        ("send_message", ("x" * 100_000,), "payload_too_large"),
    ],
)
def test_a_message_that_cannot_be_done_gets_a_problem_and_the_socket_lives_on(
    server: ServerProcess, event: str, args: tuple[Any, ...], code: str
) -> None:
    with Guest(server).open_socket("/help") as socket:
        ack = socket.ask(event, *args)
        assert (ack["ok"], ack["problem"]["code"]) == (False, code)
        assert socket.ask("ask_joker", ask())["ok"] is True


def test_whoever_writes_too_much_is_told_to_wait_and_typing_is_dropped(server: ServerProcess, scene: HelpScene) -> None:
    asker, joker = Guest(server), make_joker(server, scene)
    where = {"conversation_id": str(scene.conversation(asker.id, joker.id, utc_now()))}
    with asker.open_socket("/help") as phone, joker.open_socket("/help") as other:
        other.wait_for("help_snapshot")
        for _ in range(MAX_TYPING_PER_10_S + 5):
            assert phone.ask("typing", where) == {"ok": True}
        acks = [
            phone.ask("send_message", {**where, "client_id": str(uuid4()), "text": "!"})
            for _ in range(MAX_MESSAGES_PER_10_S + 1)
        ]
        other.wait_for("message")
        assert sum(event == "other_typing" for event, _ in other.received) == MAX_TYPING_PER_10_S
    assert [ack["ok"] for ack in acks] == [True] * MAX_MESSAGES_PER_10_S + [False]
    assert (acks[-1]["problem"]["code"], acks[-1]["problem"]["retryable"]) == ("too_many_requests", True)

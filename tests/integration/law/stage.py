"""A whole server without a network: what each device is told of an action, and its snapshots before and after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from ipaddress import IPv6Address
from itertools import groupby
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import sessionmaker

from game_rules.people.players import AgeBand, Role
from server.app import create_app
from server.persistence.unit_of_work import OpenUnit
from server.realtime.answering import AnsweringNamespace
from server.realtime.campaign_publisher import CampaignPublisher
from server.realtime.publisher import room_of
from server.schemas.protocol import HELP_NAMESPACE, NAMESPACE, SESSION_COOKIE
from server.services.accounts.sessions import signed_in_by, start_session
from server.services.context import Context, SignedIn
from server.services.jokers.presence import refresh_live_jokers
from server.settings import Settings
from tests.support.contexts import context_at
from tests.support.factories import START
from tests.support.scenes.campaigns import store_territory
from tests.support.scenes.help import BAKERY, HelpScene

Json = dict[str, Any]

PROBE = "the socket that a snapshot is sent to"


@dataclass(frozen=True)
class Push:
    """A message as it is handed to the library that sends it."""

    namespace: str
    room: str
    name: str
    payload: Json
    not_to: str | None


@dataclass
class Device:
    """An open app of somebody's. `told` is what came, in order: pushes, and the answers to what was asked here."""

    person: "Person"
    label: str
    told: list[Json] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.person.name}'s {self.label}"

    @property
    def sid(self) -> str:
        return f"{self.label} of {self.person.id}"

    def hear(self, push: Push) -> None:
        if push.room == room_of(self.person.id) and push.not_to != self.sid:
            part = "applications" if push.name == "application_changed" else push.namespace.strip("/")
            self.told.append({"of": part, "event": push.name, "payload": push.payload})

    def ask(self, event: str, **payload: Any) -> Json:
        """Sends a message, and returns the acknowledgement, which did what was asked."""
        answer = self.person.stage.ask(self, event, payload)
        assert answer["ok"], answer
        part = "play" if event == "gps_fixes" else "help"
        self.told.append({"of": part, "asked": event, "payload": payload, "answer": answer})
        return answer


@dataclass
class Person:
    """Somebody with a phone and a tablet, on which the app is open."""

    stage: "Stage"
    id: UUID
    account_id: UUID
    name: str
    token: str
    phone: Device = field(init=False)
    tablet: Device = field(init=False)

    def __post_init__(self) -> None:
        self.phone, self.tablet = Device(self, "phone"), Device(self, "tablet")

    @property
    def address(self) -> str:
        """Their own: what one client may do in an hour is no matter here."""
        return str(IPv6Address(self.id.int))

    @property
    def session(self) -> SignedIn:
        found = signed_in_by(self.stage.context(), self.token)
        assert found is not None
        return found

    @property
    def context(self) -> Context:
        return self.stage.app.app_context.context(self.session)

    def http(self, method: Literal["GET", "POST", "PUT", "DELETE"], path: str, body: Any = None) -> Any:
        """Asks the HTTP API, and returns what it answers, which is no problem."""
        answer = self.stage.app.flask.test_client(use_cookies=False).open(
            path,
            method=method,
            json=body,
            headers={"Cookie": f"{SESSION_COOKIE}={self.token}"},
            environ_overrides={"REMOTE_ADDR": self.address},
        )
        assert answer.status_code < HTTPStatus.BAD_REQUEST, answer.get_data(as_text=True)
        return answer.get_json() if answer.data else None


class Stage:
    """The server on a database of its own, at a time that stands still unless it is moved."""

    def __init__(self, database_url: str) -> None:
        self.now = START
        settings = Settings(database_url=database_url, geocoder_url=None)
        self.app = create_app(settings, clock=lambda: self.now)
        self.open_unit = OpenUnit(sessionmaker(self.app.engine, expire_on_commit=False))
        self.scene = HelpScene(self.open_unit)
        self.follow = CampaignPublisher(self.app.app_context, self.app.publisher, self.app.play).follow
        self._pushes: list[Push] = []
        sockets = self.app.publisher._server
        sockets.emit = self._emit
        self._namespaces: dict[str, AnsweringNamespace] = sockets.namespace_handlers
        self.viewers: list[Json] = []

    def close(self) -> None:
        self.app.engine.dispose()

    def clear(self) -> None:
        """Sends everybody away, with what they posted: each action has the town for itself."""
        self.now, self.viewers = START, []
        with self.open_unit() as unit:
            unit._session.execute(text("truncate help_request, notification, application, event_registration cascade"))
            unit._session.execute(text("delete from account"))
            unit._session.execute(text("delete from offer where id != :kept"), {"kept": BAKERY.id})
            unit._session.execute(text("delete from organisation where id != :kept"), {"kept": BAKERY.organisation.id})
            unit.commit()
        # Another scene's bakery may have taken its place.
        store_territory(self.open_unit, [BAKERY])
        self.follow()

    def context(self) -> Context:
        return self.app.app_context.context()

    def person(self, name: str = "Camille", *, email: str | None = None, age_band: AgeBand = AgeBand.FROM_18) -> Person:
        return self.known(self.scene.player(name, age_band), email=email)

    def joker(self, name: str = "Jo") -> Person:
        """An approved Joker whose identity was checked and whose app is open, free for an hour at the library."""
        return self.known(self.scene.joker(name, now=self.now, at_library=True))

    def known(self, player_id: UUID, *, email: str | None = None, roles: tuple[Role, ...] = ()) -> Person:
        with context_at(self.open_unit, self.now).unit() as unit:
            player = unit.accounts.player(player_id)
            assert player is not None
            if email is not None:
                unit.accounts.give_email(player.account_id, email)
            for role in roles:
                unit.accounts.grant(player.account_id, role, self.now.date())
            token = start_session(unit, player.account_id)
            unit.commit()
        return Person(self, player_id, player.account_id, player.name, token)

    def organiser(self) -> Person:
        return self.known(self.scene.player("Odile"), email="odile@example.org", roles=(Role.ORGANISER,))

    def found(self, person: Person, *offer_ids: UUID) -> None:
        with self.open_unit() as unit:
            unit.achievements.add_discoveries(person.id, dict.fromkeys(offer_ids, START.date()))
            unit.commit()

    def ask(self, device: Device, event: str, payload: Json) -> Json:
        name = NAMESPACE if event in self._namespaces[NAMESPACE].handlers() else HELP_NAMESPACE
        namespace = self._namespaces[name]
        namespace._holder_of_socket[device.sid] = device.person.session
        namespace._address_of_socket[device.sid] = device.person.address
        answer = namespace.trigger_event(event, device.sid, payload)
        assert isinstance(answer, dict)
        namespace.trigger_event("disconnect", device.sid)
        return answer

    def tick(self, now: datetime | None = None) -> None:
        """A round of the clock that runs in each server, with presence noted last at START."""
        self.now = now or self.now
        self.app.help_clock.tick(1)

    def look_for_jokers(self) -> None:
        refresh_live_jokers(self.context())

    @contextmanager
    def watched(self, *devices: Device) -> Iterator[None]:
        """Keeps what the `devices` show before the block, are told in it and within a second after, and show then."""
        # What came before is nobody's news.
        self.tick()
        before = [self._shown_to(one.person) for one in devices]
        self._pushes.clear()
        for one in devices:
            one.told.clear()
        self._listening = devices
        for one in devices:
            self.app.play._holder_of_socket[one.sid] = one.person.session
        yield
        for one in devices:
            self.app.play._holder_of_socket.pop(one.sid, None)
        self.tick()
        self._listening = ()
        for one, seen in zip(devices, before, strict=True):
            told, after = _in_one_order(one.told), self._shown_to(one.person)
            for part in ("play", "help", "applications"):
                # What nothing was said of and stayed as it was fills no file.
                if seen[part] == after[part] and not any(news["of"] == part for news in told):
                    del seen[part], after[part]
            self.viewers.append({"who": one.name, "before": seen, "told": told, "after": after})

    _listening: tuple[Device, ...] = ()

    def _emit(self, name: str, payload: Json, **to: Any) -> None:
        push = Push(to["namespace"], to["room"], name, payload, to.get("skip_sid"))
        self._pushes.append(push)
        for device in self._listening:
            device.hear(push)

    def _shown_to(self, person: Person) -> Json:
        """All that a device asks for when it comes online."""
        self._pushes.clear()
        listening, self._listening = self._listening, ()
        for namespace in (NAMESPACE, HELP_NAMESPACE):
            self._namespaces[namespace].send_snapshot(PROBE, person.context)
        self._listening = listening
        play, help_ = (push.payload for push in self._pushes if push.room == PROBE)
        applications = person.http("GET", "/api/me/applications")["applications"]
        return {"play": play, "help": help_, "applications": applications}


def _in_one_order(told: list[Json]) -> list[Json]:
    """The same news, with lines of the inbox that follow one another by kind: those of one moment come in any order."""
    ordered: list[Json] = []
    for is_line, news in groupby(told, lambda one: one.get("event") == "notification"):
        run = list(news)
        if is_line:
            lines = sorted((one["payload"]["notification"] for one in run), key=lambda line: str(line["kind"]))
            both = zip(run, lines, strict=True)
            run = [{**one, "payload": {**one["payload"], "notification": line}} for one, line in both]
        ordered += run
    return ordered

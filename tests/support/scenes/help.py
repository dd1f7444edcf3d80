"""A small world with a staffed place, players who ask, and Jokers who answer, for tests of services."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from game_rules.calls.call import Call, CallState
from game_rules.calls.conversation import Message
from game_rules.geo import tile_at
from game_rules.hours import OpenHours, VisitingHours
from game_rules.jokers.joker import HelpOffered, HelpTopic, JokerAction, SpokenLanguage
from game_rules.jokers.limits import JOKER_CHARTER_VERSION, MINORS_ARTICLE_VERSION
from game_rules.people.players import AgeBand, Language
from game_rules.people.wishes import Wishes
from game_rules.territory.territory import Place, PlaceKind
from game_rules.tiles import HINT_TILE_ZOOM
from server.adapters.job_queue import ProcrastinateQueue
from server.live.campaign import CampaignSnapshot, LiveCampaign
from server.live.live import Live
from server.services.accounts.sign_in_guest import NewGuest, sign_in_guest
from server.services.calls.accept import CallAccepted, accept_call
from server.services.calls.ask_joker import CallMoved, NewCall, ask_joker
from server.services.calls.messages import NewMessage, send_message
from server.services.jokers.manage_joker import apply_as_joker, be_free_now
from server.services.jokers.presence import note_presence
from server.services.jokers.vet import confirm_identity
from server.services.meetings.decide_on_joker import decide_on_joker
from server.services.ports import OpenUnit
from server.services.territory.load_campaign import load_campaign
from server.services.territory.store_territory import store_places
from tests.support.contexts import context_at
from tests.support.factories import LENS, START, offer, place
from tests.support.scenes.campaigns import PARIS, WEST_INSEE, store_territory

LIBRARY = Place(
    id=UUID("0190b6a0-0000-7000-8000-00000000c001"),
    name="Médiathèque de démonstration",
    kind=PlaceKind.LIBRARY,
    position=place(metres_north=500),
    accuracy_m=10,
    commune_insee=WEST_INSEE,
    source="made for tests",
    staffed_hours=VisitingHours({weekday: (OpenHours(time(9), time(17)),) for weekday in range(6)}),
)
PARK = Place(
    id=UUID("0190b6a0-0000-7000-8000-00000000c002"),
    name="Parc",
    kind=PlaceKind.PARK,
    position=LENS,
    accuracy_m=10,
    commune_insee=WEST_INSEE,
    source="made for tests",
)
BAKERY = offer(title="Vente en boulangerie", metres_north=200)
EVERYTHING = HelpOffered(frozenset(HelpTopic), frozenset({SpokenLanguage.FRENCH}), frozenset({"D11"}))


class HelpScene:
    """Shorthands for what tests of calls do again and again."""

    def __init__(self, open_unit: OpenUnit, zone: ZoneInfo = PARIS) -> None:
        self.open_unit = open_unit
        self.jobs = ProcrastinateQueue()
        store_territory(open_unit, [BAKERY], zone)
        store_places(context_at(open_unit), [LIBRARY, PARK])
        live = LiveCampaign()
        assert load_campaign(context_at(open_unit, live=Live(campaign=live)))
        assert live.current is not None
        self.campaign: CampaignSnapshot = live.current

    def player(self, name: str = "Camille", age_band: AgeBand = AgeBand.FROM_18) -> UUID:
        return sign_in_guest(
            context_at(
                self.open_unit,
            ),
            NewGuest(name=name, language=Language.FRENCH, age_band=age_band, wishes=Wishes()),
        ).player.id

    def applicant(self, name: str = "Jo", offered: HelpOffered = EVERYTHING) -> UUID:
        player_id = self.player(name)
        apply_as_joker(context_at(self.open_unit, player_id=player_id), offered, JOKER_CHARTER_VERSION)
        return player_id

    def joker(
        self,
        name: str = "Jo",
        *,
        offered: HelpOffered = EVERYTHING,
        at_library: bool = False,
        free: bool = True,
        for_minors: bool = False,
        now: datetime = START,
    ) -> UUID:
        """Approved; unless `free` is False, their app is open and they are free for the next hour. `for_minors`: their
        identity was checked, and they accepted the article on minors."""
        if for_minors:
            offered = replace(offered, minors_article=MINORS_ARTICLE_VERSION)
        player_id = self.applicant(name, offered)
        decide_on_joker(
            context_at(self.open_unit, now, campaign=self.campaign), player_id, JokerAction.APPROVE, reason=None
        )
        if at_library or for_minors:
            confirm_identity(context_at(self.open_unit, now), player_id)
        if free:
            note_presence(context_at(self.open_unit, now), [player_id])
            be_free_now(
                context_at(self.open_unit, now, campaign=self.campaign, player_id=player_id),
                LIBRARY.id if at_library else None,
            )
        return player_id

    def jokers(self, count: int) -> list[UUID]:
        return [self.joker(f"Joker {number}") for number in range(count)]

    def keep_there(self, joker_ids: Iterable[UUID], now: datetime) -> None:
        note_presence(context_at(self.open_unit, now), list(joker_ids))

    def ask(
        self,
        asker_id: UUID,
        now: datetime = START,
        *,
        text: str | None = "Tu peux relire mon CV ?",
        offer_id: UUID | None = None,
        call_id: UUID | None = None,
        confirmed: bool = False,
        near: bool = True,
    ) -> CallMoved:
        new = NewCall(
            id=call_id or uuid4(),
            topic=HelpTopic.CV,
            language=SpokenLanguage.FRENCH,
            text=text,
            offer_id=offer_id,
            near=tile_at(LENS, HINT_TILE_ZOOM) if near else None,
            confirmed=confirmed,
        )
        return ask_joker(context_at(self.open_unit, now, campaign=self.campaign, player_id=asker_id), new)

    def accept(self, joker_id: UUID, call_id: UUID, now: datetime = START) -> CallAccepted:
        return accept_call(context_at(self.open_unit, now, campaign=self.campaign, player_id=joker_id), call_id)

    def conversation(self, asker_id: UUID, joker_id: UUID, now: datetime = START) -> UUID:
        """A call of the one that the other has accepted; its id."""
        call_id = self.ask(asker_id, now).call.id
        with self.open_unit() as unit:
            if joker_id not in unit.calls.recipients(call_id):
                unit.calls.add_recipients(call_id, [joker_id], 0, now)
                unit.commit()
        self.accept(joker_id, call_id, now)
        return call_id

    def say(
        self,
        sender_id: UUID,
        call_id: UUID,
        text: str = "Bonjour !",
        client_id: UUID | None = None,
        now: datetime = START,
    ) -> Message:
        return send_message(
            context_at(self.open_unit, now, player_id=sender_id), NewMessage(call_id, client_id or uuid4(), text)
        ).message

    def call(self, call_id: UUID) -> Call:
        with self.open_unit() as unit:
            call = unit.calls.call(call_id)
        assert call is not None
        return call

    def recipients(self, call_id: UUID) -> set[UUID]:
        with self.open_unit() as unit:
            return unit.calls.recipients(call_id)

    def open_call_for(self, asker_id: UUID, joker_ids: Iterable[UUID], now: datetime = START) -> UUID:
        """A call that is shown to exactly these Jokers, whatever the waves would say."""
        call = Call(
            id=uuid4(),
            asker_id=asker_id,
            topic=HelpTopic.CV,
            language=SpokenLanguage.FRENCH,
            text=None,
            offer_id=None,
            rome_domain=None,
            near=None,
            state=CallState.OPEN,
            asked_at=now,
            waves_sent=3,
            due_at=None,
        )
        with self.open_unit() as unit:
            unit.calls.add(call)
            unit.calls.add_recipients(call.id, list(joker_ids), 0, now)
            unit.commit()
        return call.id

"""A player who walks in the small world, with as many devices as they like."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from game_rules.gps import GpsFix
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.offers.offer import Offer
from game_rules.people.players import AgeBand, Language, Player
from game_rules.people.wishes import Wishes
from game_rules.play.fixes import JudgedFix
from server.live.campaign import CampaignSnapshot, LiveCampaign
from server.live.jokers import LiveJokers
from server.live.live import Live
from server.live.walkers import Walkers
from server.services.accounts.sign_in_guest import NewGuest, sign_in_guest
from server.services.context import Context
from server.services.play.record_fixes import FixBatch, FixesRecorded, record_fixes
from server.services.ports import OpenUnit
from server.services.territory.load_campaign import load_campaign
from server.services.territory.store_territory import store_offers
from server.services.track_seal import track_seal
from tests.support.contexts import context_at
from tests.support.factories import START
from tests.support.scenes.campaigns import store_territory

PHONE, TABLET = UUID(int=1), UUID(int=2)


class Device:
    """A device of the player, as the app treats it: it repeats what it was asked to, under the seal it got."""

    def __init__(self, scene: "WalkScene", device_id: UUID) -> None:
        self.scene, self.id = scene, device_id
        self.context: tuple[JudgedFix, ...] = ()
        self.seal: str | None = None

    def send(self, fixes: Sequence[GpsFix], *, later_s: float = 0, answer_is_lost: bool = False) -> FixesRecorded:
        now = fixes[-1].taken_at + timedelta(seconds=later_s)
        recorded = record_fixes(self.scene.at(now), FixBatch(self.id, tuple(fixes), self.context, self.seal))
        if not answer_is_lost:
            sent = [*self.context, *map(JudgedFix, fixes, recorded.verdicts)]
            self.context, self.seal = tuple(sent[place] for place in recorded.repeat), recorded.seal
        return recorded


class WalkScene:
    """The world and a guest in it."""

    def __init__(self, open_unit: OpenUnit, offers: Sequence[Offer]) -> None:
        store_territory(open_unit, offers)
        self.open_unit = open_unit
        self.campaign = self._loaded()
        self.walkers, self.jokers, self.seal = Walkers(), LiveJokers(), track_seal(open_unit)
        self.limits: Limits = DEFAULT_LIMITS
        self.player = self.another_player()

    def _loaded(self) -> CampaignSnapshot:
        live = LiveCampaign()
        assert load_campaign(context_at(self.open_unit, live=Live(campaign=live)))
        assert live.current is not None
        return live.current

    def post(self, one: Offer) -> None:
        """One more offer, which can be found from now on."""
        store_offers(context_at(self.open_unit), [one])
        self.campaign = self._loaded()

    def another_player(self) -> Player:
        """A new guest, who plays from now on."""
        guest = NewGuest(name="Camille", language=Language.FRENCH, age_band=AgeBand.FROM_18, wishes=Wishes())
        self.player = sign_in_guest(context_at(self.open_unit), guest).player
        return self.player

    def at(self, now: datetime = START) -> Context:
        """The context of what the player asks at `now`."""
        return context_at(
            self.open_unit,
            now,
            campaign=self.campaign,
            track_seal=self.seal,
            limits=self.limits,
            live=Live(walkers=self.walkers, jokers=self.jokers),
            player=self.player,
        )

    def device(self, device_id: UUID = PHONE) -> Device:
        return Device(self, device_id)

    def restart(self) -> None:
        self.walkers = Walkers()

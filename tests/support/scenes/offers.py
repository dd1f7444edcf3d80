"""An organisation whose people post offers, for tests of services."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from game_rules.geo import LatLon
from game_rules.kinds import OfferKind, WayToMeet
from game_rules.offers.content import DEFAULT_VISITING_HOURS, EventTimes
from game_rules.offers.drafts import AtDoor, AtHome, InCommune, OfferDraft
from game_rules.offers.lifecycle import OfferAction
from game_rules.offers.posted import PostedOfferView
from game_rules.people.players import Language, Player
from server.services.applications.move_offer import finish_offer_end, move_offer, restore_offer
from server.services.offers.decide_on_offer import decide_on_offer
from server.services.offers.edit import edit_offer
from server.services.offers.post import post_offer
from server.services.offers.submit import submit_offer
from server.services.offers.views import read_offer
from server.services.ports import OpenUnit
from tests.support.contexts import context_at
from tests.support.factories import START, offer, place
from tests.support.scenes.campaigns import store_territory
from tests.support.scenes.organisations import OrganisationScene

DOOR = AtDoor(place(metres_north=300), "1 place du Terril", is_address_public=False)
DRAFT = OfferDraft(
    kind=OfferKind.JOB,
    title="Aide en boulangerie",
    description="Vente et mise en rayon, le matin.",
    rome_code="D1106",
    ways_to_meet=frozenset({WayToMeet.DROP_BY}),
    visiting_hours=DEFAULT_VISITING_HOURS,
    questions=("Quand peux-tu commencer ?",),
)
FORUM = EventTimes(START + timedelta(days=7), START + timedelta(days=7, hours=3), seats=1)


class OfferScene:
    """A verified organisation of `owner`; everything happens at START unless a test says otherwise."""

    def __init__(self, open_unit: OpenUnit, *, verified: bool = True) -> None:
        self.open_unit = open_unit
        store_territory(open_unit, [offer()])
        self.people = OrganisationScene(open_unit)
        self.owner = self.people.account()
        register = self.people.verified if verified else lambda owner: self.people.register(owner).organisation.id
        self.organisation_id: UUID = register(self.owner)

    def draft(
        self,
        draft: OfferDraft = DRAFT,
        at: AtDoor | AtHome | InCommune | None = DOOR,
        *,
        by: Player | None = None,
        **changes: Any,
    ) -> UUID:
        account_id = (by or self.owner).account_id
        return post_offer(
            context_at(self.open_unit, account_id=account_id), self.organisation_id, replace(draft, **changes), at
        ).offer.id

    def view(self, offer_id: UUID, now: datetime = START) -> PostedOfferView:
        return read_offer(context_at(self.open_unit, now, player=self.owner), offer_id)

    def submit(self, offer_id: UUID, now: datetime = START, *, version: int | None = None) -> PostedOfferView:
        seen = version or self.view(offer_id, now).offer.version
        submit_offer(context_at(self.open_unit, now, player=self.owner), offer_id, seen)
        return self.view(offer_id, now)

    def published(self, **changes: Any) -> UUID:
        offer_id = self.draft(**changes)
        self.submit(offer_id)
        return offer_id

    def forum(self, event: EventTimes = FORUM, **changes: Any) -> UUID:
        """A published event."""
        return self.published(kind=OfferKind.EVENT, title="Forum du terril", event=event, **changes)

    def edit(
        self,
        offer_id: UUID,
        now: datetime = START,
        *,
        version: int | None = None,
        at: AtDoor | AtHome | InCommune | None = DOOR,
        by: Player | None = None,
        **changes: Any,
    ) -> PostedOfferView:
        before = self.view(offer_id, now).offer
        changed = replace(before.draft, place=None, **changes)
        editor = by or self.owner
        edit_offer(context_at(self.open_unit, now, player=editor), offer_id, version or before.version, changed, at)
        return self.view(offer_id, now)

    def move(self, offer_id: UUID, action: OfferAction, now: datetime = START) -> PostedOfferView:
        version = self.view(offer_id, now).offer.version
        move_offer(context_at(self.open_unit, now, account_id=self.owner.account_id), offer_id, version, action)
        return self.view(offer_id, now)

    def restore(self, offer_id: UUID, now: datetime, *, version: int | None = None) -> PostedOfferView:
        seen = version or self.view(offer_id, now).offer.version
        return restore_offer(context_at(self.open_unit, now, player=self.owner), offer_id, seen)

    def finish_end(self, offer_id: UUID, now: datetime) -> None:
        finish_offer_end(context_at(self.open_unit, now), offer_id)

    def decide(self, offer_id: UUID, action: OfferAction, reason: str | None = None, now: datetime = START) -> None:
        decide_on_offer(context_at(self.open_unit, now), None, offer_id, action, reason=reason)

    def discovered(self, player: Player, offer_id: UUID) -> None:
        """The player has found the offer."""
        with self.open_unit() as unit:
            unit.achievements.add_discoveries(player.id, {offer_id: START.date()})
            unit.commit()

    def guest(self, offer_id: UUID, name: str = "Camille") -> Player:
        """Somebody who has found the offer."""
        player = self.people.account(name, language=Language.FRENCH)
        self.discovered(player, offer_id)
        return player


def home(metres_east: float = 137) -> LatLon:
    """Somebody's home in the commune of Lens."""
    return place(metres_east=metres_east)

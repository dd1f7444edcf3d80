"""The player's own game, as it is shown to them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from game_rules.events.seats import NOT_REGISTERED
from game_rules.people.wishes import Wishes
from game_rules.play.found_offers import FoundOffer
from game_rules.play.jokers_nearby import StaffedPlace
from game_rules.play.outcomes import Totals
from game_rules.play.snapshots import Snapshot
from game_rules.play.winnings import Discovery
from game_rules.refusals import RefusalReason, Refused
from server.live.world import World
from server.services.events.standing import standing_of
from server.services.ports import OpenUnit, UnitOfWork


def take_snapshot(
    open_unit: OpenUnit,
    world: World | None,
    player_id: UUID,
    now: datetime,
    told_places: tuple[StaffedPlace, ...] = (),
) -> Snapshot:
    """The player's whole state at one moment. Raises Refused(not_signed_in) when the player is gone.

    `told_places` are the places with a Joker that the player was told last; those whose time is over are left out.
    """
    with open_unit() as unit:
        player = unit.accounts.player(player_id)
        if player is None:
            raise Refused(RefusalReason.NOT_SIGNED_IN)
        discoveries = unit.achievements.discoveries(player_id)
        totals = unit.achievements.totals(player_id)
        fog = unit.achievements.fog(player_id)
        found = _found(unit, world, player_id, discoveries, now)
    return Snapshot(
        player=player,
        totals=totals,
        fog=fog,
        offers=found,
        offers_under_clouds=world.offers.count_under_clouds(player.wishes, discoveries, now, world.zone)
        if world
        else 0,
        jokers_nearby=tuple(place for place in told_places if place.until > now),
    )


def read_totals(open_unit: OpenUnit, player_id: UUID) -> Totals:
    """Reads the player's totals."""
    with open_unit() as unit:
        return unit.achievements.totals(player_id)


def found_offers(open_unit: OpenUnit, world: World | None, player_id: UUID, now: datetime) -> tuple[FoundOffer, ...]:
    """The player's discovered offers that are still open, in the order of their ids."""
    with open_unit() as unit:
        return _found(unit, world, player_id, unit.achievements.discoveries(player_id), now)


def change_wishes(open_unit: OpenUnit, player_id: UUID, wishes: Wishes) -> None:
    """Replaces what the player looks for."""
    with open_unit() as unit:
        unit.accounts.set_wishes(player_id, wishes)
        unit.commit()


def _found(
    unit: UnitOfWork, world: World | None, player_id: UUID, discoveries: Mapping[UUID, Discovery], now: datetime
) -> tuple[FoundOffer, ...]:
    if world is None:
        return ()
    today = now.astimezone(world.zone).date()
    offers = [(world.offers.by_id.get(offer_id), discovery) for offer_id, discovery in sorted(discoveries.items())]
    current = [(offer, found) for offer, found in offers if offer is not None and offer.is_current_on(today)]
    standing = standing_of(unit, player_id, [offer for offer, _ in current])
    return tuple(
        FoundOffer(offer, found.discovered_on, found.visited_on, standing.get(offer.id, NOT_REGISTERED))
        for offer, found in current
    )

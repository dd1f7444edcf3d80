"""The player's own game, as it is shown to them."""

from collections.abc import Mapping
from uuid import UUID

from game_rules.events.seats import NOT_REGISTERED
from game_rules.people.wishes import Wishes
from game_rules.play.found_offers import FoundOffer
from game_rules.play.jokers_nearby import StaffedPlace
from game_rules.play.outcomes import PlayerChanged, Totals
from game_rules.play.snapshots import Snapshot
from game_rules.play.winnings import Discovery
from game_rules.refusals import RefusalReason, Refused
from server.services.context import Context, Unit
from server.services.events.standing import standing_of


def take_snapshot(context: Context, told_places: tuple[StaffedPlace, ...] = ()) -> Snapshot:
    """The player's whole state at one moment. Raises Refused(not_signed_in) when the player is gone.

    `told_places` are the places with a Joker that the player was told last; those whose time is over are left out.
    """
    with context.unit() as unit:
        unit.read_at_one_moment()
        version = unit.accounts.version(context.player_id)
        player = unit.accounts.player(context.player_id)
        if version is None or player is None:
            raise Refused(RefusalReason.NOT_SIGNED_IN)
        discoveries = unit.achievements.discoveries(context.player_id)
        totals = unit.achievements.totals(context.player_id)
        fog = unit.achievements.fog(context.player_id)
        found = _found(unit, discoveries)
    return Snapshot(
        version=version,
        player=player,
        totals=totals,
        fog=fog,
        offers=found,
        offers_under_clouds=context.campaign.offers.count_under_clouds(
            player.wishes, discoveries, context.now, context.campaign.zone
        )
        if context.campaign
        else 0,
        jokers_nearby=tuple(place for place in told_places if place.until > context.now),
    )


def read_totals(context: Context, player_id: UUID) -> Totals:
    """Reads the player's totals."""
    with context.unit() as unit:
        return unit.achievements.totals(player_id)


def found_offers(context: Context) -> tuple[FoundOffer, ...]:
    """The player's discovered offers that are still open, in the order of their ids."""
    with context.unit() as unit:
        return _found(unit, unit.achievements.discoveries(context.player_id))


def change_wishes(context: Context, wishes: Wishes) -> None:
    """Replaces what the player looks for."""
    with context.unit() as unit:
        unit.accounts.lock_player(context.player_id)
        unit.accounts.set_wishes(context.player_id, wishes)
        unit.commit()


def player_changed(context: Context) -> PlayerChanged:
    """Tells the player's devices what they now look for. Raises Refused(not_signed_in) when the player is gone."""
    now = take_snapshot(context)
    return PlayerChanged(now.player, now.offers_under_clouds, now.version)


def _found(unit: Unit, discoveries: Mapping[UUID, Discovery]) -> tuple[FoundOffer, ...]:
    if unit.context.campaign is None:
        return ()
    today = unit.today
    offers = [
        (unit.context.campaign.offers.by_id.get(offer_id), discovery)
        for offer_id, discovery in sorted(discoveries.items())
    ]
    current = [(offer, found) for offer, found in offers if offer is not None and offer.is_current_on(today)]
    standing = standing_of(unit, [offer for offer, _ in current])
    return tuple(
        FoundOffer(offer, found.discovered_on, found.visited_on, standing.get(offer.id, NOT_REGISTERED))
        for offer, found in current
    )

"""The offers that can be found have changed: those who know some of them are told, and walkers get a new hint."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.events.seats import NOT_REGISTERED
from game_rules.gps import GpsFix
from game_rules.offers.offer import Offer
from game_rules.people.wishes import Wishes
from game_rules.play.found_offers import FoundOffer
from game_rules.play.hints import SentHint
from game_rules.play.offer_changes import OffersDiffer
from game_rules.play.outcomes import HintGiven, OffersChanged
from server.services.context import Context
from server.services.play.give_hint import hint_at


@dataclass(frozen=True, slots=True)
class CampaignNews:
    """`offers` is for the sockets of this server alone: each server tells its own. `hints` go wherever a walker is."""

    offers: tuple[AddressedEvent, ...]
    hints: tuple[AddressedEvent, ...]


def offers_shown(context: Context) -> Mapping[UUID, Offer]:
    """Returns the offers that can be found at the moment: the campaign in memory keeps those of the last day, too."""
    if context.campaign is None:
        return {}
    today = context.today
    return {offer_id: offer for offer_id, offer in context.campaign.offers.by_id.items() if offer.is_current_on(today)}


def campaign_change(
    context: Context, here: Collection[UUID], shown: Mapping[UUID, Offer], differ: OffersDiffer
) -> CampaignNews:
    """Returns what the players who are `here` have to be told; `shown` is what can be found now, and how it differs.

    Of an offer hears only who has discovered it. All others learn no more than a hint says.
    """
    if not differ or not here:
        return CampaignNews((), ())
    live = {
        player_id: fix
        for player_id, fix in context.live.walkers.live_fixes(context.now, context.limits.live_max_age_s).items()
        if player_id in here
    }
    replaced = _replaced(context, differ.gone)
    with context.unit() as unit:
        known = unit.achievements.discoveries_among(here, differ.changed | differ.gone | replaced.keys())
        events = [offer_id for offer_id in differ.changed if shown[offer_id].event is not None]
        standing = unit.event_registrations.standing({player_id for player_id, _ in known}, events)
        wishes = unit.accounts.wishes_of(live)
        discovered = unit.achievements.discovered_by(wishes)
    changed: defaultdict[UUID, list[FoundOffer]] = defaultdict(list)
    gone: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for (player_id, offer_id), found in sorted(known.items()):
        if offer_id in differ.gone:
            gone[player_id].append(offer_id)
            continue
        gone[player_id] += replaced.get(offer_id, ())
        if offer_id not in differ.changed:
            continue
        registered = standing.get((player_id, offer_id), NOT_REGISTERED)
        changed[player_id].append(FoundOffer(shown[offer_id], found.discovered_on, found.visited_on, registered))
    offers = [
        AddressedEvent(player_id, OffersChanged(tuple(changed[player_id]), tuple(gone[player_id])))
        for player_id in sorted(changed.keys() | gone.keys())
        if changed[player_id] or gone[player_id]
    ]
    hints = _hints(context, live, wishes, discovered) if context.campaign else ()
    return CampaignNews(tuple(offers), hints)


def _replaced(context: Context, gone: Collection[UUID]) -> Mapping[UUID, list[UUID]]:
    """By the id of an offer: those that are gone because it stands for them. Who knew them has it instead."""
    replaced: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for offer_id in sorted(gone):
        if context.campaign is not None and (instead := context.campaign.canonical_by_duplicate.get(offer_id)):
            replaced[instead].append(offer_id)
    return replaced


def _hints(
    context: Context,
    live: Mapping[UUID, GpsFix],
    wishes: Mapping[UUID, Wishes],
    discovered: Mapping[UUID, Collection[UUID]],
) -> tuple[AddressedEvent, ...]:
    """New ones, sooner than the rhythm of hints would have them: something has happened."""
    hints = []
    for player_id, wished in wishes.items():
        hint = hint_at(context, wished, discovered[player_id], live[player_id].position)
        last = context.live.walkers.last_hint(player_id)
        if last is None or hint != last.hint:
            context.live.walkers.keep_hint(player_id, SentHint(hint, context.now))
            hints.append(AddressedEvent(player_id, HintGiven(hint)))
    return tuple(hints)

"""A phone reports where it was: clouds lift, offers are found, points are won. The life of a GPS fix, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from game_rules.events import PlayEvent, Totals
from game_rules.fixes import FixVerdict, GpsFix, JudgedFix, Track, fixes_to_repeat, track_from_context
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.refusals import RefusalReason, Refused
from game_rules.walks import judge_walk
from server.live.jokers import LiveJokers
from server.live.walkers import Walkers
from server.live.world import World
from server.services.award_walk import award_events, award_walk
from server.services.give_hint import give_hint, newest_live_fix
from server.services.ports import OpenUnit
from server.services.tell_jokers_nearby import tell_jokers_nearby


@dataclass(frozen=True, slots=True)
class FixBatch:
    """What a device sent: new `fixes` and, as `context`, judged ones from before; both oldest first."""

    player_id: UUID
    device_id: UUID
    fixes: tuple[GpsFix, ...]
    context: tuple[JudgedFix, ...] = ()


@dataclass(frozen=True, slots=True)
class FixesRecorded:
    """The outcome, committed: one verdict per fix, which to repeat next time, and what happened.

    `repeat` are places in the batch's `context` followed by its `fixes`, from 0.
    """

    verdicts: tuple[FixVerdict, ...]
    repeat: tuple[int, ...]
    totals: Totals
    events: tuple[PlayEvent, ...]


def record_fixes(
    open_unit: OpenUnit,
    world: World | None,
    walkers: Walkers,
    jokers: LiveJokers,
    batch: FixBatch,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> FixesRecorded:
    """Judges the batch and awards what it wins, once: sent again it changes nothing.

    Raises Refused(no_campaign) when none runs, Refused(not_signed_in) when the player is gone,
    Refused(consent_withdrawn) when their position may not be used.
    """
    if world is None:
        raise Refused(RefusalReason.NO_CAMPAIGN)
    earlier, context = _earlier_track(walkers, batch, limits)
    outcome = judge_walk(
        earlier,
        batch.fixes,
        now=now,
        zone=world.zone,
        in_territory=world.in_territory,
        commune_at=world.commune_at,
        offers_near=world.offers.near,
        limits=limits,
    )
    live_fix = newest_live_fix(batch.fixes, outcome.verdicts, now, limits)
    with open_unit() as unit:
        player = unit.accounts.lock_player(batch.player_id)
        if player is None:
            raise Refused(RefusalReason.NOT_SIGNED_IN)
        if not player.allows_positions:
            raise Refused(RefusalReason.CONSENT_WITHDRAWN)
        unit.accounts.note_device(batch.player_id, batch.device_id, now.astimezone(world.zone).date())
        awards = award_walk(unit, batch.player_id, outcome, limits)
        totals = unit.achievements.totals(batch.player_id)
        discovered = unit.achievements.discoveries(batch.player_id) if live_fix else {}
        unit.commit()
    walkers.keep_track(batch.player_id, batch.device_id, outcome.track)
    events = award_events(awards, totals)
    if live_fix is not None:
        hint = give_hint(world, walkers, batch.player_id, player.wishes, discovered, live_fix, now, limits)
        nearby = tell_jokers_nearby(open_unit, jokers, walkers, batch.player_id, live_fix, now, limits)
        events += [event for event in (hint, nearby) if event]
    repeat = _places_to_repeat((*(judged.fix for judged in context), *batch.fixes), outcome.track)
    return FixesRecorded(tuple(outcome.verdicts), repeat, totals, tuple(events))


def _earlier_track(walkers: Walkers, batch: FixBatch, limits: Limits) -> tuple[Track, tuple[JudgedFix, ...]]:
    """What the new fixes are judged against, and the batch's context as that track holds it.

    It is the device's context, or what this server remembers of it. Context comes first, so that a batch sent twice,
    or to a restarted server, is judged the same each time. Memory serves a device that sends none; where it is newer
    than the batch, the batch is one sent again.
    """
    remembered = walkers.track(batch.player_id, batch.device_id)
    if remembered is not None:
        known = fixes_to_repeat(remembered)
        if batch.context == known:
            # What its context would come to, without the work: a live phone repeats half a minute of its fixes.
            return remembered, known
    if batch.context:
        return track_from_context(batch.context, limits), batch.context
    if remembered is None or remembered.newest is None:
        return Track(), ()
    return (remembered if remembered.newest.fix.taken_at < batch.fixes[0].taken_at else Track()), ()


def _places_to_repeat(sent: Sequence[GpsFix], track: Track) -> tuple[int, ...]:
    places = {id(fix): place for place, fix in enumerate(sent)}
    needed = (places.get(id(judged.fix)) for judged in fixes_to_repeat(track))
    return tuple(place for place in needed if place is not None)

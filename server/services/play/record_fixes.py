"""A phone reports where it was: clouds lift, offers are found, points are won. The life of a GPS fix, in order."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from game_rules.geo import LatLon
from game_rules.gps import GpsFix
from game_rules.offers.offer import Offer
from game_rules.play.budget import Budget, DayUse, used_up
from game_rules.play.fixes import FixVerdict, JudgedFix, Track, fixes_to_repeat, is_elsewhere, track_from_context
from game_rules.play.hints import SentHint
from game_rules.play.outcomes import HintGiven, JokersNearby, PlayEvent, Totals
from game_rules.play.walks import WalkOutcome, judge_walk
from game_rules.refusals import RefusalReason, Refused
from server.persistence.play.walking_days import UsedDay
from server.services.after_commit import after_commit
from server.services.context import Context
from server.services.play.award_walk import award_events, award_walk, locked_discoveries
from server.services.play.give_hint import hint_to_give, newest_live_fix
from server.services.play.jokers_nearby import jokers_nearby


@dataclass(frozen=True, slots=True)
class FixBatch:
    """A message of a device: new `fixes` and, as `context` with its `seal`, judged ones from before; oldest first."""

    device_id: UUID
    fixes: tuple[GpsFix, ...]
    context: tuple[JudgedFix, ...] = ()
    seal: str | None = None


@dataclass(frozen=True, slots=True)
class FixesRecorded:
    """The outcome, committed: one verdict per fix, which to repeat next time under which seal, and what happened.

    `repeat` are places in the batch's `context` followed by its `fixes`, from 0. `version` is the player's after it.
    `held_back`: the parts of the day's budget that are used up.
    """

    verdicts: tuple[FixVerdict, ...]
    repeat: tuple[int, ...]
    seal: str
    totals: Totals
    version: int
    events: tuple[PlayEvent, ...]
    held_back: frozenset[Budget]


@dataclass(frozen=True, slots=True)
class _Past:
    """The track that new fixes are judged against, and the batch's context as that track holds it."""

    track: Track
    context: tuple[JudgedFix, ...] = ()
    is_start: bool = False
    """The device begins without a past, or sends its first batch again."""


def record_fixes(context: Context, batch: FixBatch) -> FixesRecorded:
    """Judges the batch and awards what it wins, once: sent again it changes nothing.

    Raises Refused(no_campaign) when none runs, Refused(not_signed_in) when the player is gone,
    Refused(consent_withdrawn) when their position may not be used, Refused(context_not_ours) when the context is not
    what this device was asked to repeat.
    """
    if context.campaign is None:
        raise Refused(RefusalReason.NO_CAMPAIGN)
    if batch.context and not context.track_seal.is_sealed(batch.seal, batch.device_id, batch.context):
        raise Refused(RefusalReason.CONTEXT_NOT_OURS)
    past = _past_of(context, batch)
    today = context.today
    with context.unit() as unit:
        player = unit.accounts.lock_player(context.player_id)
        if player is None:
            raise Refused(RefusalReason.NOT_SIGNED_IN)
        if not unit.accounts.allows_positions(context.player_id):
            raise Refused(RefusalReason.CONSENT_WITHDRAWN)
        unit.accounts.note_device(context.player_id, batch.device_id, today)
        used = unit.walking_days.used(context.player_id, batch.device_id, today)
        counted = _counted_before(context, batch, used)
        begun = _begun(context, used) if past.is_start and not counted else used
        # Where no more is shown today, hidden offers are not even looked at: no answer and no work depends on them.
        is_full = Budget.DISCOVERIES in used_up(begun.use, limits=context.limits)
        visible = locked_discoveries(unit).keys() if is_full else None
        outcome = _judge(context, batch, past.track, begun, counted, visible)
        awards = award_walk(unit, outcome, used=begun.use)
        newest = context.track_seal.mark(context.player_id, batch.device_id, batch.fixes[-1])
        use = begun.use.grown(
            discoveries=len(awards.discovered),
            visits=awards.doors,
            metres=outcome.metres,
            seconds=outcome.seconds,
        )
        held_back = used_up(use, is_shut=begun.is_shut, limits=context.limits)
        after = replace(begun, use=use, last_fix=newest, is_beyond=begun.is_beyond or bool(held_back))
        unit.walking_days.keep(context.player_id, batch.device_id, today, used, after)
        totals = unit.achievements.totals(context.player_id)
        live_fix = newest_live_fix(context, batch.fixes, outcome.verdicts)
        hint = nearby = None
        if live_fix is not None:
            # Where nothing more shows itself today, nobody is sent to look for it.
            if held_back <= {Budget.VISITS}:
                discovered = unit.achievements.discoveries(context.player_id)
                hint = hint_to_give(context, player.wishes, discovered, live_fix)
            nearby = jokers_nearby(unit, live_fix)
        events = (*award_events(awards, totals), *(event for event in (hint, nearby) if event))
        repeat, seal = _to_repeat(context, batch, past, outcome)
        verdicts = tuple(outcome.verdicts)
        recorded = FixesRecorded(verdicts, repeat, seal, totals, player.version, events, held_back)
        # Last: whatever can fail has been done before, so that what is kept is also acknowledged and told.
        unit.commit()
    with after_commit("remembering a walk"):
        _remember(context, batch, outcome, live_fix, events)
    return recorded


def _remember(
    context: Context, batch: FixBatch, outcome: WalkOutcome, live_fix: GpsFix | None, events: Sequence[PlayEvent]
) -> None:
    walkers = context.live.walkers
    walkers.keep_track(context.player_id, batch.device_id, outcome.track)
    if live_fix is not None and outcome.seconds:
        walkers.keep_step(context.player_id, batch.device_id, live_fix)
    for event in events:
        match event:
            case HintGiven(hint):
                walkers.keep_hint(context.player_id, SentHint(hint, context.now))
            case JokersNearby(places):
                walkers.keep_told_places(context.player_id, places)


def _judge(
    context: Context,
    batch: FixBatch,
    track: Track,
    used: UsedDay,
    counted: int,
    visible: Collection[UUID] | None,
) -> WalkOutcome:
    """Judges the batch. `visible` are the offers that it may find; None: all."""
    step = context.live.walkers.step(context.player_id)

    def walks_elsewhere(fix: GpsFix) -> bool:
        is_live = (context.now - fix.taken_at).total_seconds() <= context.limits.live_max_age_s
        if step is None or step[0] == batch.device_id or not is_live:
            return False
        return is_elsewhere(step[1], fix, context.limits)

    def may_win(metres: float, seconds: float) -> bool:
        use = DayUse(metres=used.use.metres + metres, seconds=used.use.seconds + seconds)
        return not used.is_shut and use.may_walk(context.limits)

    def offers_near(position: LatLon, radius_m: float) -> Iterable[Offer]:
        near = context.running.offers.near(position, radius_m)
        return near if visible is None else (offer for offer in near if offer.id in visible)

    return judge_walk(
        track,
        batch.fixes,
        now=context.now,
        zone=context.running.zone,
        in_territory=context.running.in_territory,
        commune_at=context.running.commune_at,
        offers_near=offers_near,
        is_elsewhere=walks_elsewhere,
        may_win=may_win,
        counted=counted,
        limits=context.limits,
    )


def _begun(context: Context, used: UsedDay) -> UsedDay:
    """The day with one more device that begins without a past; one too many wins nothing until the day is over."""
    starts = used.use.starts + 1
    return replace(used, use=replace(used.use, starts=starts), is_shut=starts > context.limits.day_starts_max)


def _counted_before(context: Context, batch: FixBatch, used: UsedDay) -> int:
    """Number of the batch's first fixes whose way has been counted: a phone without an answer sends them again."""
    for number in range(len(batch.fixes), 0, -1):
        if context.track_seal.mark(context.player_id, batch.device_id, batch.fixes[number - 1]) == used.last_fix:
            return number
    return 0


def _past_of(context: Context, batch: FixBatch) -> _Past:
    """The device's context, or what this server remembers of it.

    Context comes first, so that a batch sent twice, or to a restarted server, is judged the same each time. Memory
    serves a device that sends none; where it is newer than the batch, the batch is one sent again, or a new start.
    """
    remembered = context.live.walkers.track(context.player_id, batch.device_id)
    if batch.context:
        known = fixes_to_repeat(remembered) if remembered is not None else ()
        if remembered is not None and batch.context == known:
            # What its context would come to, without the work: a live phone repeats half a minute of its fixes.
            return _Past(remembered, known)
        return _Past(track_from_context(batch.context, context.limits), batch.context)
    if (
        remembered is not None
        and remembered.newest is not None
        and remembered.newest.fix.taken_at < batch.fixes[0].taken_at
    ):
        return _Past(remembered)
    return _Past(Track(), is_start=True)


def _to_repeat(context: Context, batch: FixBatch, past: _Past, outcome: WalkOutcome) -> tuple[tuple[int, ...], str]:
    """The places of the fixes that the device repeats next time, and their seal."""
    sent = (
        *past.context,
        *(JudgedFix(fix, verdict) for fix, verdict in zip(batch.fixes, outcome.verdicts, strict=True)),
    )
    places = {id(judged.fix): place for place, judged in enumerate(sent)}
    needed = (places.get(id(judged.fix)) for judged in fixes_to_repeat(outcome.track))
    repeat = tuple(place for place in needed if place is not None)
    return repeat, context.track_seal.seal(batch.device_id, [sent[place] for place in repeat])

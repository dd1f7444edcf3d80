"""Which Jokers are there: their app open, approved, and in a slot or "free now"."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from game_rules.jokers.availability import FreeSpan, free_until
from game_rules.jokers.joker import Joker, is_present, vetting_of
from game_rules.notifications.notification import NotificationKind, quiet_ends
from game_rules.play.jokers_nearby import JokerAt, JokerThere
from server.services.context import Context, Unit


def note_presence(context: Context, player_ids: Collection[UUID]) -> None:
    """Says that the apps of these players are open; who is no Joker is left out."""
    if not player_ids:
        return
    with context.unit() as unit:
        unit.jokers.touch(player_ids, context.now)
        unit.commit()


def refresh_live_jokers(context: Context) -> None:
    """Brings the Jokers who are there now from the database into memory."""
    if context.campaign is None:
        context.live.jokers.replace(())
        return
    with context.unit() as unit:
        there = _there_now(unit)
    context.live.jokers.replace(
        tuple(
            JokerAt(joker_id, place.id, place.name, place.position, span.ends, vetting_of(joker, context.now))
            for joker_id, (joker, span) in sorted(there.items())
            if span.place_id is not None and (place := context.campaign.staffed_places.get(span.place_id)) is not None
        ),
        tuple(JokerThere(joker_id, vetting_of(joker, context.now)) for joker_id, (joker, _) in sorted(there.items())),
    )


def free_jokers(unit: Unit) -> Mapping[UUID, FreeSpan]:
    """The spans of Jokers who are there now, by Joker. At a place only those whose identity was checked."""
    return {joker_id: span for joker_id, (_, span) in _there_now(unit).items()}


def on_call_jokers(unit: Unit, joker_ids: Collection[UUID]) -> Mapping[UUID, FreeSpan]:
    """The spans of those among the Jokers whom a push of a call reaches now, their app open or not: who said that they
    are free, has a browser that takes pushes, and is in no quiet hours, the game's or their own."""
    if quiet_ends(unit.now, unit.zone, unit.limits) > unit.now:
        return {}
    reachable = unit.push_subscriptions.reachable(joker_ids, NotificationKind.CALL_WAITING_FOR_YOU, unit.now)
    quiet = unit.notifications.quiet_hours(reachable)
    awake = [one for one in sorted(reachable) if one not in quiet or not quiet[one].holds_at(unit.now, unit.zone)]
    return {joker_id: span for joker_id, span in _spans(unit, awake).items() if span is not None}


def _spans(unit: Unit, joker_ids: Collection[UUID]) -> Mapping[UUID, FreeSpan | None]:
    campaign = unit.context.running
    return {
        joker_id: free_until(availability, unit.now, campaign.zone, campaign.staffed_hours)
        for joker_id, availability in unit.jokers.availabilities(joker_ids).items()
    }


def _there_now(unit: Unit) -> Mapping[UUID, tuple[Joker, FreeSpan]]:
    seen = unit.jokers.seen_since(unit.now - timedelta(seconds=unit.limits.joker_gone_after_s))
    there = {
        joker.player_id: joker
        for joker in seen
        if joker.may_answer and is_present(joker.last_seen_at, unit.now, unit.limits)
    }
    return {
        joker_id: (there[joker_id], span)
        for joker_id, span in _spans(unit, list(there)).items()
        if span is not None and (span.place_id is None or there[joker_id].is_identity_checked(unit.now))
    }

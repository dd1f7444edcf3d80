"""A player asks; Jokers are told in waves until one answers."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.calls.call import UNANSWERED, Call, CallAction, CallRole, CallState, next_call_state
from game_rules.calls.help_events import CallChanged, CallOffered, GoneReason, gone_for, offered_to
from game_rules.calls.waves import Candidate, Question, Step, due_after_wave, due_step, pick_wave
from game_rules.geo import Tile
from game_rules.jokers.joker import HelpTopic, JokerState, SpokenLanguage, vetting_of
from game_rules.notifications.notification import NotificationKind
from game_rules.people.encounters import Hour, hour_at, is_minor, next_day_begins, next_night_begins
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from game_rules.text_limits import CALL_TEXT_MAX_CHARS
from game_rules.texts import clean_text
from game_rules.wording.contact_data import check_contact_data
from server.persistence.calls.repository import Asked
from server.services.calls.close_conversation import close_idle
from server.services.calls.conversation_views import offer_title
from server.services.context import Context, Unit
from server.services.jokers.presence import free_jokers, on_call_jokers
from server.services.notifications.notify import Notice, notify
from server.services.ports import StorageUnavailable, uncounted

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NewCall:
    """A call as the player's device sends it; `id` was made there, so that asking twice is asking once.

    `near` is a zoom-17 tile (195 m), never a position. `confirmed`: a minor wants the contact data in it to go out.
    """

    id: UUID
    topic: HelpTopic
    language: SpokenLanguage
    text: str | None = None
    offer_id: UUID | None = None
    rome_domain: str | None = None
    near: Tile | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class CallMoved:
    """The call after what was done, committed, and whom to tell what."""

    call: Call
    events: tuple[AddressedEvent, ...]


@dataclass(frozen=True, slots=True)
class _Asker:
    id: UUID
    age: AgeBand


def ask_joker(context: Context, new: NewCall, count: Callable[[], None] = uncounted) -> CallMoved:
    """Keeps the call and shows it to the first Jokers. The same call sent again changes nothing.

    `count` is told just before it is kept, and may raise to have nothing kept. Raises Refused(no_campaign |
    not_signed_in | call_already_open | too_many_calls | offer_not_discovered | invalid_text | contact_data_found |
    messages_paused | call_not_found); the last for an id that somebody else's call has.
    """
    if context.campaign is None:
        raise Refused(RefusalReason.NO_CAMPAIGN)
    text = clean_text(new.text, CALL_TEXT_MAX_CHARS) if new.text is not None else None
    with context.unit() as unit:
        age_band = unit.accounts.age_band_of_player(context.player_id)
        if age_band is None or not unit.accounts.lock_player(context.player_id):
            raise Refused(RefusalReason.NOT_SIGNED_IN)
        known = unit.calls.call(new.id)
        if known is not None:
            if known.asker_id != context.player_id:
                raise Refused(RefusalReason.CALL_NOT_FOUND)
            return CallMoved(known, ())
        if not unit.measures.may_write(context.player_id, context.now):
            raise Refused(RefusalReason.MESSAGES_PAUSED)
        if unit.calls.unanswered_call_of(context.player_id) is not None:
            raise Refused(RefusalReason.CALL_ALREADY_OPEN)
        if (
            unit.calls.count_asked_since(context.player_id, context.now - timedelta(hours=1))
            >= context.limits.calls_per_hour_max
        ):
            raise Refused(RefusalReason.TOO_MANY_CALLS)
        if new.offer_id is not None and new.offer_id not in unit.achievements.discoveries(context.player_id):
            raise Refused(RefusalReason.OFFER_NOT_DISCOVERED)
        if text is not None:
            check_contact_data({"/text": text}, age_band, AgeBand.FROM_18, confirmed=new.confirmed)
        count()
        call = Call(
            id=new.id,
            asker_id=context.player_id,
            topic=new.topic,
            language=new.language,
            text=text,
            offer_id=new.offer_id,
            rome_domain=new.rome_domain or _trade_of(context, new.offer_id),
            near=new.near,
            state=CallState.OPEN,
            asked_at=context.now,
            waves_sent=0,
            due_at=context.now,
        )
        unit.calls.add(call)
        unit.calls.lock_wave_selection()
        events: list[AddressedEvent] = []
        # A wave that finds nobody is followed by the next at once, down to the honest "nobody is there".
        while call.state is CallState.OPEN and call.due_at is not None and call.due_at <= context.now:
            call, more = _take_step(unit, call)
            events += more
        unit.commit()
    return CallMoved(call, tuple(events))


def advance_due_calls(context: Context) -> tuple[AddressedEvent, ...]:
    """Takes each step whose time has come: waves, "nobody answered", expiry, the end of idle conversations.

    Any number of schedulers may call it, in any process: each due call is locked by one of them, and due times are in
    the database. Steps missed while nobody called it are taken one after the other. A call whose step fails is put
    aside for a while, see `FailedSteps`, and the others go on.
    """
    events: list[AddressedEvent] = []
    if context.campaign is None:
        return ()
    while True:
        try:
            more = _advance_next(context)
        except StorageUnavailable:
            if not events:
                raise
            # What was committed has to be told; that the database is away will be told by the next round.
            return tuple(events)
        if more is None:
            return tuple(events)
        events += more


def _advance_next(context: Context) -> Sequence[AddressedEvent] | None:
    """Takes the next step that is due, None without any. Raises StorageUnavailable when none could be looked up."""
    failed, call_id = context.live.failed_steps, None
    try:
        with context.unit() as unit:
            unit.calls.lock_wave_selection()
            call_id = unit.calls.lock_next_due(context.now, failed.put_aside(context.now))
            call = unit.calls.call(call_id) if call_id else None
            if call is None:
                return None
            _, events = _take_step(unit, call)
            unit.commit()
    except Exception as error:
        if call_id is None:
            raise
        tries = failed.failed(call_id, context.now)
        is_away = isinstance(error, StorageUnavailable)
        log.warning("a step of a call failed, %d times in a row", tries, exc_info=None if is_away else error)
        return ()
    failed.worked(call.id)
    return events


def withdraw_call(context: Context, call_id: UUID) -> CallMoved:
    """The asker takes the question back; sent again it changes nothing.

    Raises Refused(call_not_found | call_over | not_allowed_now).
    """
    with context.unit() as unit:
        call = unit.calls.lock(call_id)
        if call is None or call.asker_id != context.player_id:
            raise Refused(RefusalReason.CALL_NOT_FOUND)
        if call.state is CallState.WITHDRAWN:
            return CallMoved(call, ())
        call, events = take_back(unit, call)
        unit.commit()
    return CallMoved(call, (AddressedEvent(context.player_id, CallChanged(call)), *events))


def take_back(unit: Unit, call: Call) -> tuple[Call, list[AddressedEvent]]:
    """Withdraws a locked call in the caller's unit, and what to tell those to whom it was shown."""
    state = next_call_state(call.state, CallAction.WITHDRAW, CallRole.ASKER)
    call = replace(call, state=state, near=None, due_at=None, rests_until=None)
    unit.calls.move(call, CallAction.WITHDRAW, CallRole.ASKER, unit.now)
    unit.notifications.mark_read_of(call.id, unit.now, kinds=[NotificationKind.CALL_WAITING_FOR_YOU])
    return call, gone_for(call, unit.calls.recipients(call.id), GoneReason.WITHDRAWN)


def note_call_seen(context: Context, call_id: UUID) -> None:
    """A device of a Joker has shown the call. Raises Refused(call_not_found) for whoever it was not shown to."""
    with context.unit() as unit:
        if not unit.calls.note_seen(call_id, context.player_id, context.now):
            raise Refused(RefusalReason.CALL_NOT_FOUND)
        unit.commit()


def _take_step(unit: Unit, call: Call) -> tuple[Call, list[AddressedEvent]]:
    asker_id = call.asker_id
    # Without an asker it cannot be unanswered: the database sees to that.
    if call.state not in UNANSWERED or asker_id is None:
        return close_idle(unit, call)
    is_waiting = call.state is CallState.WAITING
    step = due_step(
        is_waiting=is_waiting, waves_sent=call.waves_sent, asked_at=call.asked_at, now=unit.now, limits=unit.limits
    )
    asker = _Asker(asker_id, unit.accounts.age_band_of_player(asker_id) or AgeBand.UNDER_15)
    if step is not Step.EXPIRE and is_minor(asker.age) and hour_at(unit.now, unit.zone) is Hour.NIGHT:
        return _rest(unit, call, asker_id)
    match step:
        case Step.SEND_WAVE:
            chosen = _send_wave(unit, call, asker)
            waves_sent = call.waves_sent + 1
            is_last = waves_sent >= len(unit.limits.wave_starts_s)
            _notify_absent(unit, call, chosen)
            found = bool(chosen) or (is_last and bool(unit.calls.recipients(call.id)))
            due_at = due_after_wave(
                waves_sent=waves_sent, found_anybody=found, asked_at=call.asked_at, now=unit.now, limits=unit.limits
            )
            if is_minor(asker.age):
                due_at = min(due_at, next_night_begins(unit.now, unit.zone))
            call = replace(call, waves_sent=waves_sent, due_at=due_at, jokers_asked=call.jokers_asked + len(chosen))
            unit.calls.save(call)
            return call, offered_to(
                chosen, CallOffered(call, offer_title(unit.context, call.offer_id), is_minor(asker.age))
            )
        case Step.LOOK_AGAIN:
            rested = call.rests_until is not None
            chosen = _send_wave(unit, call, asker)
            _notify_absent(unit, call, chosen)
            look_again_at = unit.now + timedelta(seconds=unit.limits.call_look_again_s)
            call = replace(call, due_at=look_again_at, rests_until=None, jokers_asked=call.jokers_asked + len(chosen))
            unit.calls.save(call)
            told = offered_to(chosen, CallOffered(call, offer_title(unit.context, call.offer_id), is_minor(asker.age)))
            return call, told if told or not rested else [AddressedEvent(asker_id, CallChanged(call))]
        case Step.TELL_NOBODY_ANSWERED:
            state = next_call_state(call.state, CallAction.GIVE_UP, CallRole.CLOCK)
            call = replace(
                call, state=state, near=None, due_at=unit.now + timedelta(seconds=unit.limits.call_look_again_s)
            )
            unit.calls.move(call, CallAction.GIVE_UP, CallRole.CLOCK, unit.now)
            return call, [AddressedEvent(asker_id, CallChanged(call))]
        case Step.EXPIRE:
            state = next_call_state(call.state, CallAction.EXPIRE, CallRole.CLOCK)
            call = replace(call, state=state, due_at=None, rests_until=None)
            unit.calls.move(call, CallAction.EXPIRE, CallRole.CLOCK, unit.now)
            unit.notifications.mark_read_of(call.id, unit.now, kinds=[NotificationKind.CALL_WAITING_FOR_YOU])
            gone = gone_for(call, unit.calls.recipients(call.id), GoneReason.EXPIRED)
            return call, [AddressedEvent(asker_id, CallChanged(call)), *gone]


def _rest(unit: Unit, call: Call, asker_id: UUID) -> tuple[Call, list[AddressedEvent]]:
    """Takes a minor's call away from those who were shown it, until the morning: then all are asked."""
    shown = unit.calls.recipients(call.id)
    unit.calls.remove_recipients(call.id)
    unit.notifications.mark_read_of(call.id, unit.now, kinds=[NotificationKind.CALL_WAITING_FOR_YOU])
    morning = next_day_begins(unit.now, unit.zone)
    call = replace(
        call,
        near=None,
        waves_sent=len(unit.limits.wave_starts_s),
        due_at=morning,
        rests_until=morning,
        jokers_asked=0,
    )
    if call.state is CallState.OPEN:
        call = replace(call, state=next_call_state(call.state, CallAction.GIVE_UP, CallRole.CLOCK))
        unit.calls.move(call, CallAction.GIVE_UP, CallRole.CLOCK, unit.now)
    else:
        unit.calls.save(call)
    return call, [*gone_for(call, shown, GoneReason.HIDDEN), AddressedEvent(asker_id, CallChanged(call))]


def _send_wave(unit: Unit, call: Call, asker: _Asker) -> list[UUID]:
    """Chooses whom to show the call now, and writes it down. The caller holds the asking lock."""
    hidden = unit.conversations.blocked_with(asker.id) | unit.calls.recipients(call.id) | {asker.id}
    free = free_jokers(unit)
    asked = unit.calls.asked(unit.now)
    approved = [one for one in unit.jokers.jokers((JokerState.APPROVED,)) if one.may_answer]
    on_call = on_call_jokers(unit, [one.player_id for one in approved])
    candidates = []
    for joker in approved:
        if joker.player_id in hidden:
            continue
        span = free.get(joker.player_id)
        place = unit.context.running.staffed_places.get(span.place_id) if span and span.place_id else None
        hands = asked.get(joker.player_id, Asked())
        candidates.append(
            Candidate(
                joker_id=joker.player_id,
                help=joker.help,
                is_free=span is not None,
                is_on_call=joker.player_id in on_call,
                vetting=vetting_of(joker, unit.now),
                place=place.position if place else None,
                load=hands.load,
                last_asked_at=hands.last_asked_at,
                asked_in_last_hour=hands.asked_in_last_hour,
                asked_by_guests_in_last_hour=hands.asked_by_guests_in_last_hour,
            )
        )
    is_of_guest = unit.accounts.is_guest(asker.id)
    question = Question(
        call.topic,
        call.language,
        call.rome_domain,
        call.near,
        is_of_guest=is_of_guest,
        age=asker.age,
        hour=hour_at(unit.now, unit.zone),
    )
    chosen = pick_wave(call.waves_sent, candidates, question, unit.limits)
    unit.calls.add_recipients(call.id, chosen, call.waves_sent, unit.now)
    return chosen


def _notify_absent(unit: Unit, call: Call, chosen: Iterable[UUID]) -> None:
    """Tells those of a wave whose app is closed: they would not see the call before they come back by themselves."""
    here = {
        joker.player_id
        for joker in unit.jokers.seen_since(unit.now - timedelta(seconds=unit.limits.joker_gone_after_s))
    }
    for joker_id in chosen:
        if joker_id not in here:
            notify(unit, joker_id, Notice(NotificationKind.CALL_WAITING_FOR_YOU, call.id))


def _trade_of(context: Context, offer_id: UUID | None) -> str | None:
    offer = context.running.offers.by_id.get(offer_id) if offer_id else None
    return offer.rome_domain if offer else None

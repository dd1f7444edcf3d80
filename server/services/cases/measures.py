"""An organiser takes a measure against somebody of a case, or lifts it; the person reads why."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.calls.call import UNANSWERED, CallState
from game_rules.cases.case import CaseAction, check_open
from game_rules.cases.measure import ON_A_PLAYER, SHUTS_OUT, Measure, MeasureKind, NewMeasure
from game_rules.notifications.notification import NotificationKind
from game_rules.offers.lifecycle import OfferAction
from game_rules.refusals import RefusalReason, Refused
from game_rules.text_limits import REASON_MAX_CHARS
from game_rules.texts import clean_text
from server.persistence.ids import new_id
from server.services.calls.ask_joker import take_back
from server.services.calls.close_conversation import close_idle
from server.services.context import Context, Unit
from server.services.meetings.answer import call_off
from server.services.meetings.views import meeting_events
from server.services.notifications.notify import Notice, notify
from server.services.offers.decide_on_offer import decide_on_offer_in


def take_measure(context: Context, case_id: UUID, new: NewMeasure) -> tuple[AddressedEvent, ...]:
    """Takes the measure, tells the person why, and logs who did; returns whom else to tell of what has ended with it.

    Whoever is shut out loses their open calls and conversations, and the meetings ahead of them.
    Raises Refused(case_not_found | case_closed | measure_invalid | invalid_text | offer_not_found | not_allowed_now).
    """
    new = replace(new, reason=clean_text(new.reason, REASON_MAX_CHARS))
    ends_at = new.ends_at(context.now)
    with context.unit() as unit:
        measure = _measure(unit, case_id, new, ends_at)
        events: tuple[AddressedEvent, ...] = ()
        if measure.offer_id is not None:
            decide_on_offer_in(unit, measure.offer_id, OfferAction.WITHDRAW, new.reason)
        if measure.player_id is not None:
            unit.accounts.lock_player(measure.player_id)
            if measure.kind in SHUTS_OUT:
                events = _end_all_of(unit, measure.player_id)
        check_open(unit.cases.lock(case_id))
        unit.measures.add(measure)
        unit.cases.log(case_id, CaseAction.MEASURE_TAKEN, context.organiser, unit.now, measure_id=measure.id)
        _tell(unit, measure, NotificationKind.MEASURE_TAKEN)
        unit.commit()
    return events


def lift_measure(context: Context, measure_id: UUID) -> None:
    """Ends a measure against a player, who is told. Raises Refused(measure_not_found | not_allowed_now)."""
    with context.unit() as unit:
        lift_in(unit, measure_id)
        unit.commit()


def lift_in(unit: Unit, measure_id: UUID) -> None:
    """The same in the caller's unit. What has procedures of its own, such as a Joker's suspension, is lifted there."""
    measure = unit.measures.lock(measure_id)
    if measure is None:
        raise Refused(RefusalReason.MEASURE_NOT_FOUND)
    if measure.kind not in ON_A_PLAYER or measure.lifted_at is not None:
        raise Refused(RefusalReason.NOT_ALLOWED_NOW)
    unit.measures.lift(measure, unit.now)
    if measure.case_id is not None:
        organiser = unit.context.organiser
        unit.cases.log(measure.case_id, CaseAction.MEASURE_LIFTED, organiser, unit.now, measure_id=measure_id)
    _tell(unit, measure, NotificationKind.MEASURE_LIFTED)


def _measure(unit: Unit, case_id: UUID, new: NewMeasure, ends_at: datetime | None) -> Measure:
    """Makes the measure, if the case has such a person or offer."""
    case = check_open(unit.cases.case(case_id))
    organisation_id = None
    if new.kind is MeasureKind.OFFER_TAKEN_DOWN and new.offer_id is not None and new.player_id is None:
        organisation_id = unit.cases.organisation_of_offer(new.offer_id)
        is_of_case = organisation_id is not None and organisation_id == case.party.organisation_id
    else:
        people = {one.player_id for one in unit.cases.evidence(case_id).people if not one.left}
        is_of_case = new.kind in ON_A_PLAYER and new.player_id in people and new.offer_id is None
    if not is_of_case:
        raise Refused(RefusalReason.MEASURE_INVALID)
    return Measure(
        id=new_id(unit.now),
        kind=new.kind,
        reason=new.reason,
        taken_at=unit.now,
        player_id=new.player_id,
        organisation_id=organisation_id,
        offer_id=new.offer_id,
        case_id=case_id,
        ends_at=ends_at,
    )


def _end_all_of(unit: Unit, player_id: UUID) -> tuple[AddressedEvent, ...]:
    if unit.jokers.lock(player_id) is not None:
        unit.jokers.set_free_now(player_id, None)
    unit.calls.lock_wave_selection()
    unit.calls.lock_all_of([player_id])
    events: list[AddressedEvent] = []
    for call_id in unit.calls.open_of(player_id):
        call = unit.calls.lock(call_id)
        if call is not None and call.state in UNANSWERED:
            events += take_back(unit, call)[1]
        elif call is not None and call.state is CallState.ACCEPTED:
            events += close_idle(unit, call)[1]
    for meeting in call_off(unit, unit.meetings.lock_live_of(player_id)):
        events += meeting_events(unit, meeting)
    return tuple(events)


def _tell(unit: Unit, measure: Measure, kind: NotificationKind) -> None:
    """Tells the person, or each member of the organisation."""
    if measure.player_id is not None:
        notify(unit, measure.player_id, Notice(kind, measure.id))
    elif measure.organisation_id is not None:
        for member in unit.organisations.members(measure.organisation_id):
            player = unit.accounts.player_of_account(member.account_id)
            if player is not None:
                notify(unit, player.id, Notice(kind, measure.id))

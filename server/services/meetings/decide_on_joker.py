"""An organiser decides about a Joker: approve, decline, suspend, reinstate, take an identity check back."""

from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.cases.measure import Measure, MeasureKind
from game_rules.jokers.joker import IdentityAction, JokerAction, JokerActor, JokerState, next_joker_state
from game_rules.jokers.profile import IdentityDecision, VettedJoker
from game_rules.notifications.notification import NotificationKind
from game_rules.refusals import RefusalReason, Refused
from game_rules.text_limits import REASON_MAX_CHARS
from game_rules.texts import clean_text
from server.persistence.ids import new_id
from server.persistence.jokers import JokerMove
from server.services.calls.close_conversation import close_all_held_by
from server.services.context import Context
from server.services.jokers.vet import read_vetted_joker
from server.services.meetings.answer import call_off_all_held_by
from server.services.notifications.notify import Notice, notify


def decide_on_joker(
    context: Context, joker_id: UUID, action: JokerAction, *, reason: str | None
) -> tuple[VettedJoker, tuple[AddressedEvent, ...]]:
    """Approves, declines or suspends. The Joker is shown the `reason`; approving may do without one.

    Suspending closes their conversations and calls off their meetings, of which the second part of the answer tells
    the two of each.

    Raises Refused(joker_not_found | not_allowed_now | invalid_text).
    """
    if reason is not None or action is not JokerAction.APPROVE:
        reason = clean_text(reason or "", REASON_MAX_CHARS)
    events: tuple[AddressedEvent, ...] = ()
    with context.unit() as unit:
        joker = unit.jokers.lock(joker_id)
        if joker is None:
            raise Refused(RefusalReason.JOKER_NOT_FOUND)
        state = next_joker_state(joker.state, action, JokerActor.ORGANISER)
        move = JokerMove(action, JokerActor.ORGANISER, state, reason, context.organiser.account_id)
        unit.jokers.move(joker_id, move, context.now)
        if state is not JokerState.APPROVED:
            unit.jokers.set_free_now(joker_id, None)
            events = close_all_held_by(unit, joker_id)
            events += call_off_all_held_by(unit, joker_id)
        if action is JokerAction.SUSPEND and reason is not None:
            kind = MeasureKind.JOKER_SUSPENDED
            unit.measures.add(Measure(new_id(context.now), kind, reason, context.now, player_id=joker_id))
        elif action is JokerAction.APPROVE:
            unit.measures.lift_kind(MeasureKind.JOKER_SUSPENDED, joker_id, context.now)
        notify(unit, joker_id, Notice(_TELLS[action], joker_id, occasion=context.now.isoformat()))
        vetted = read_vetted_joker(unit, joker_id)
        unit.commit()
    return vetted, events


def withdraw_identity_check(
    context: Context, joker_id: UUID, reason: str
) -> tuple[VettedJoker, tuple[AddressedEvent, ...]]:
    """Takes back that an organiser saw who the Joker is, for a `reason` that they are shown: from now on they are at no
    place, and minors are not brought together with them.

    Their meetings are called off and conversations with minors close; the second part of the answer tells of both.
    Raises Refused(joker_not_found | not_allowed_now | invalid_text).
    """
    reason = clean_text(reason, REASON_MAX_CHARS)
    with context.unit() as unit:
        joker = unit.jokers.lock(joker_id)
        if joker is None:
            raise Refused(RefusalReason.JOKER_NOT_FOUND)
        if joker.identity_checked_at is None:
            raise Refused(RefusalReason.NOT_ALLOWED_NOW)
        decision = IdentityDecision(
            context.now, IdentityAction.WITHDRAW, context.organiser.account_id, reason, joker.honorability_attested_on
        )
        unit.jokers.decide_on_identity(joker_id, decision)
        unit.jokers.set_free_now(joker_id, None)
        events = close_all_held_by(unit, joker_id, only_of_minors=True)
        events += call_off_all_held_by(unit, joker_id)
        notify(unit, joker_id, Notice(NotificationKind.IDENTITY_WITHDRAWN, joker_id, occasion=context.now.isoformat()))
        vetted = read_vetted_joker(unit, joker_id)
        unit.commit()
    return vetted, events


_TELLS = {
    JokerAction.APPROVE: NotificationKind.JOKER_APPROVED,
    JokerAction.DECLINE: NotificationKind.JOKER_DECLINED,
    JokerAction.SUSPEND: NotificationKind.JOKER_SUSPENDED,
}
"""What an organiser may decide, and what the Joker is told of it."""

"""Actions of an organiser on Jokers: list them, confirm an identity check."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from game_rules.jokers.joker import IdentityAction, JokerState
from game_rules.jokers.profile import IdentityDecision, VettedJoker
from game_rules.notifications.notification import NotificationKind
from game_rules.refusals import RefusalReason, Refused
from server.services.context import Context, Unit
from server.services.notifications.notify import Notice, notify


def list_jokers(context: Context, states: Collection[JokerState] = tuple(JokerState)) -> list[VettedJoker]:
    """Those in one of the `states`, who applied first comes first."""
    with context.unit() as unit:
        jokers = unit.jokers.jokers(states)
        names = unit.accounts.names([joker.player_id for joker in jokers])
        decisions = unit.jokers.identity_decisions([joker.player_id for joker in jokers])
    return [
        VettedJoker(
            joker,
            names[joker.player_id],
            joker.is_identity_checked(context.now),
            decisions.get(joker.player_id, ()),
        )
        for joker in jokers
    ]


def confirm_identity(context: Context, joker_id: UUID, honorability_attested_on: date | None = None) -> VettedJoker:
    """Notes that an organiser saw who the Joker is, and of which day an attestation d'honorabilité was, where they ask
    for one. A check counts for a year from the latest. Raises Refused(joker_not_found)."""
    with context.unit() as unit:
        if unit.jokers.lock(joker_id) is None:
            raise Refused(RefusalReason.JOKER_NOT_FOUND)
        decision = IdentityDecision(
            context.now, IdentityAction.CONFIRM, context.organiser.account_id, None, honorability_attested_on
        )
        unit.jokers.decide_on_identity(joker_id, decision)
        notify(unit, joker_id, Notice(NotificationKind.IDENTITY_CHECKED, joker_id, occasion=context.now.isoformat()))
        vetted = read_vetted_joker(unit, joker_id)
        unit.commit()
    return vetted


def read_vetted_joker(unit: Unit, joker_id: UUID) -> VettedJoker:
    """Reads the Joker as the caller's unit has changed them. Raises Refused(joker_not_found)."""
    joker = unit.jokers.joker(joker_id)
    if joker is None:
        raise Refused(RefusalReason.JOKER_NOT_FOUND)
    decisions = unit.jokers.identity_decisions([joker_id])
    return VettedJoker(
        joker,
        unit.accounts.names([joker_id])[joker_id],
        joker.is_identity_checked(unit.now),
        decisions.get(joker_id, ()),
    )

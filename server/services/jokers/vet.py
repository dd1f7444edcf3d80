"""What an organiser does about Jokers: approve, decline, suspend, confirm an identity check, deal with reports."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from game_rules.calls.conversation import Report
from game_rules.jokers.joker import JokerAction, JokerActor, JokerState, next_joker_state
from game_rules.jokers.profile import VettedJoker
from game_rules.limits import REASON_MAX_CHARS
from game_rules.notifications.notification import NotificationKind
from game_rules.refusals import RefusalReason, Refused
from game_rules.texts import clean_text
from game_rules.told import Told
from server.live.world import World
from server.services.calls.close_conversation import close_all_held_by
from server.services.meetings.answer import call_off_all_held_by
from server.services.meetings.desk import MeetingDesk
from server.services.notifications.notify import notify
from server.services.ports import JobQueue, OpenUnit

_TELLS = {
    JokerAction.APPROVE: NotificationKind.JOKER_APPROVED,
    JokerAction.DECLINE: NotificationKind.JOKER_DECLINED,
    JokerAction.SUSPEND: NotificationKind.JOKER_SUSPENDED,
}
"""What an organiser may decide, and what the Joker is told of it."""


def list_jokers(open_unit: OpenUnit, states: Collection[JokerState] = tuple(JokerState)) -> list[VettedJoker]:
    """Those in one of the `states`, who applied first comes first."""
    with open_unit() as unit:
        jokers = unit.jokers.jokers(states)
        names = unit.accounts.names([joker.player_id for joker in jokers])
    return [VettedJoker(joker, names[joker.player_id]) for joker in jokers]


def decide_on_joker(
    open_unit: OpenUnit,
    desk: MeetingDesk,
    world: World | None,
    joker_id: UUID,
    action: JokerAction,
    *,
    reason: str | None,
    now: datetime,
) -> tuple[VettedJoker, tuple[Told, ...]]:
    """Approves, declines or suspends. The Joker is shown the `reason`; approving may do without one.

    Suspending closes their conversations and calls off their meetings, of which the second part of the answer tells
    the two of each.

    Raises Refused(joker_not_found | not_allowed_now | invalid_text).
    """
    if reason is not None or action is not JokerAction.APPROVE:
        reason = clean_text(reason or "", REASON_MAX_CHARS)
    told: tuple[Told, ...] = ()
    with open_unit() as unit:
        joker = unit.jokers.lock(joker_id)
        if joker is None:
            raise Refused(RefusalReason.JOKER_NOT_FOUND)
        state = next_joker_state(joker.state, action, JokerActor.ORGANISER)
        unit.jokers.move(joker_id, action, JokerActor.ORGANISER, state, reason=reason, now=now)
        if state is not JokerState.APPROVED:
            unit.jokers.set_free_now(joker_id, None)
            told = close_all_held_by(unit, world, joker_id, now)
            told += call_off_all_held_by(unit, desk, joker_id, now)
        notify(unit, desk.jobs, joker_id, _TELLS[action], joker_id, now, occasion=now.isoformat())
        unit.commit()
    return _read(open_unit, joker_id), told


def confirm_identity(open_unit: OpenUnit, jobs: JobQueue, joker_id: UUID, now: datetime) -> VettedJoker:
    """Notes that an organiser saw who the Joker is; the first time stands. Raises Refused(joker_not_found)."""
    with open_unit() as unit:
        joker = unit.jokers.lock(joker_id)
        if joker is None:
            raise Refused(RefusalReason.JOKER_NOT_FOUND)
        if not joker.is_identity_checked:
            unit.jokers.set_identity_checked(joker_id, now)
            notify(unit, jobs, joker_id, NotificationKind.IDENTITY_CHECKED, joker_id, now)
        unit.commit()
    return _read(open_unit, joker_id)


def list_reports(open_unit: OpenUnit) -> list[Report]:
    """Reports that nobody has dealt with, oldest first."""
    with open_unit() as unit:
        return unit.conversations.open_reports()


def settle_report(open_unit: OpenUnit, jobs: JobQueue, report_id: UUID, now: datetime) -> None:
    """Notes that the report was dealt with, and tells who made it.

    Raises Refused(report_not_found) when there is none that is open.
    """
    with open_unit() as unit:
        report = unit.conversations.set_report_handled(report_id, now)
        if report is None:
            raise Refused(RefusalReason.REPORT_NOT_FOUND)
        if report.reporter_id is not None:
            notify(unit, jobs, report.reporter_id, NotificationKind.REPORT_SETTLED, report.call_id or report.id, now)
        unit.commit()


def _read(open_unit: OpenUnit, joker_id: UUID) -> VettedJoker:
    with open_unit() as unit:
        joker = unit.jokers.joker(joker_id)
        names = unit.accounts.names([joker_id])
    if joker is None:
        raise Refused(RefusalReason.JOKER_NOT_FOUND)
    return VettedJoker(joker, names[joker_id])

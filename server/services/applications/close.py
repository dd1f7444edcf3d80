"""The end of waiting: an offer is filled, or nobody answered in time. Before that, the player is told to ask again."""

from dataclasses import replace
from datetime import timedelta, tzinfo
from uuid import UUID

from game_rules.applications.application import (
    UNANSWERED,
    UNDER_WAY,
    Application,
    ApplicationAction,
    ApplicationActor,
    is_given_up,
    is_reminder_due,
    next_application_state,
    without_invitation,
)
from game_rules.notifications.notification import NotificationKind
from game_rules.undo import undone_before
from server.persistence.applications.repository import Waiting
from server.services.context import Context, Unit
from server.services.notifications.notify import Notice, notify
from server.services.one_by_one import one_by_one


def close_for_filled(unit: Unit, offer_id: UUID) -> None:
    """Closes what is under way for an offer that was filled, and tells each who applied. In the caller's unit, which
    has locked the offer; whoever was hired, refused or put off has heard already, or is about to."""
    found = unit.applications.under_way_for_offer(offer_id)
    unit.accounts.lock_players({one.player_id for one in found})
    for seen in found:
        application = unit.applications.lock(seen.id)
        if application is None or application.state not in UNDER_WAY or application.hire is not None:
            continue
        state = next_application_state(application.state, ApplicationAction.FILL, ApplicationActor.EMPLOYER)
        # It is an answer, if not the one they hoped for.
        application = replace(
            without_invitation(application),
            state=state,
            answered_at=application.answered_at or unit.now,
            changed_at=unit.now,
        )
        _move_and_notify(unit, application, ApplicationAction.FILL)


def look_after_waiting(context: Context) -> int:
    """Tells players who have waited long to ask again, and closes kindly what nobody will answer any more. Run again it
    does nothing twice. Returns how many were told or closed. Raises SomeFailedError when the others are done."""
    with context.unit() as unit:
        zone = unit.zone
        # A day more than the rules say: theirs are local days.
        found = unit.applications.waiting(
            context.now - timedelta(days=context.limits.application_reminder_after_days - 1), undone_before(context.now)
        )
    return sum(one_by_one("waiting applications", found, lambda waiting: _look_after(context, waiting, zone)))


def _look_after(context: Context, waiting: Waiting, zone: tzinfo) -> bool:
    """A unit for each: nobody who moves one of them waits for all."""
    seen, today = waiting.application, context.now.astimezone(zone).date()
    is_over = waiting.is_hopeless or is_given_up(seen, today, zone, context.limits)
    if not is_over and (waiting.was_told or not is_reminder_due(seen, today, zone, context.limits)):
        return False
    with context.unit() as unit:
        unit.accounts.lock_player(seen.player_id)
        application = unit.applications.lock(seen.id)
        if application is None or application.state not in UNANSWERED or application.sent_at != seen.sent_at:
            return False
        if application.player_id != seen.player_id:
            # Somebody else's now, who was a guest before and is not locked: the next round looks after it.
            return False
        if is_over:
            state = next_application_state(application.state, ApplicationAction.CLOSE, ApplicationActor.CLOCK)
            application = replace(application, state=state, changed_at=context.now)
            _move_and_notify(unit, application, ApplicationAction.CLOSE)
        else:
            kind, occasion = NotificationKind.APPLICATION_UNANSWERED, application.sent_at.isoformat()
            notify(unit, application.player_id, Notice(kind, application.id, occasion=occasion))
        unit.commit()
    return True


_ENDS = {
    ApplicationAction.FILL: (ApplicationActor.EMPLOYER, NotificationKind.OFFER_FILLED),
    ApplicationAction.CLOSE: (ApplicationActor.CLOCK, NotificationKind.APPLICATION_CLOSED),
}


def _move_and_notify(unit: Unit, application: Application, action: ApplicationAction) -> None:
    actor, kind = _ENDS[action]
    unit.applications.move(application, action, actor)
    unit.notifications.mark_read_of(application.id, unit.now)
    occasion = unit.now.isoformat()
    notify(unit, application.player_id, Notice(kind, application.id, occasion=occasion))

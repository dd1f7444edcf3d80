"""The end of waiting: an offer is filled, or nobody answered in time. Before that, the player is told to ask again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
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
)
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.notifications.notification import NotificationKind
from game_rules.told import Told
from server.live.world import World
from server.persistence.applications.repository import Waiting
from server.services.applications.views import moved, zone_of
from server.services.notifications.notify import notify
from server.services.ports import JobQueue, OpenUnit, UnitOfWork


def close_for_filled(
    unit: UnitOfWork,
    jobs: JobQueue,
    world: World | None,
    offer_id: UUID,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> tuple[Told, ...]:
    """Closes what is under way for an offer that was filled, and tells each who applied. In the caller's unit, which
    has locked the offer; whoever was hired, refused or put off has heard already."""
    found = unit.applications.under_way_for_offer(offer_id)
    unit.accounts.lock_players({one.player_id for one in found})
    zone = zone_of(world)
    told: list[Told] = []
    for seen in found:
        application = unit.applications.lock(seen.id)
        if application is None or application.state not in UNDER_WAY:
            continue
        state = next_application_state(application.state, ApplicationAction.FILL, ApplicationActor.EMPLOYER)
        # It is an answer, if not the one they hoped for.
        application = replace(application, state=state, answered_at=application.answered_at or now, changed_at=now)
        _move_and_notify(unit, jobs, application, ApplicationAction.FILL, now, limits)
        told += moved(unit, application, zone, now, limits).told
    return tuple(told)


def look_after_waiting(open_unit: OpenUnit, jobs: JobQueue, now: datetime, limits: Limits = DEFAULT_LIMITS) -> int:
    """Tells players who have waited long to ask again, and closes kindly what nobody will answer any more. Run again it
    does nothing twice. Returns how many were told or closed."""
    with open_unit() as unit:
        campaign = unit.world.running_campaign(now.date())
        zone = campaign.zone if campaign else UTC
        # A day more than the rules say: theirs are local days.
        found = unit.applications.waiting(now - timedelta(days=limits.application_reminder_after_days - 1))
    return sum(_look_after(open_unit, jobs, waiting, zone, now, limits) for waiting in found)


def _look_after(
    open_unit: OpenUnit, jobs: JobQueue, waiting: Waiting, zone: tzinfo, now: datetime, limits: Limits
) -> bool:
    """A unit for each: nobody who moves one of them waits for all."""
    seen, today = waiting.application, now.astimezone(zone).date()
    is_over = waiting.is_hopeless or is_given_up(seen, today, zone, limits)
    if not is_over and (waiting.was_told or not is_reminder_due(seen, today, zone, limits)):
        return False
    with open_unit() as unit:
        unit.accounts.lock_player(seen.player_id)
        application = unit.applications.lock(seen.id)
        if application is None or application.state not in UNANSWERED or application.sent_at != seen.sent_at:
            return False
        if is_over:
            state = next_application_state(application.state, ApplicationAction.CLOSE, ApplicationActor.CLOCK)
            application = replace(application, state=state, changed_at=now)
            _move_and_notify(unit, jobs, application, ApplicationAction.CLOSE, now, limits)
        else:
            kind, occasion = NotificationKind.APPLICATION_UNANSWERED, application.sent_at.isoformat()
            notify(unit, jobs, application.player_id, kind, application.id, now, occasion=occasion, limits=limits)
        unit.commit()
    return True


_ENDS = {
    ApplicationAction.FILL: (ApplicationActor.EMPLOYER, NotificationKind.OFFER_FILLED),
    ApplicationAction.CLOSE: (ApplicationActor.CLOCK, NotificationKind.APPLICATION_CLOSED),
}


def _move_and_notify(
    unit: UnitOfWork, jobs: JobQueue, application: Application, action: ApplicationAction, now: datetime, limits: Limits
) -> None:
    actor, kind = _ENDS[action]
    unit.applications.move(application, action, actor)
    unit.notifications.mark_read_of(application.id, now)
    occasion = now.isoformat()
    notify(unit, jobs, application.player_id, kind, application.id, now, occasion=occasion, limits=limits)

"""Steps of a player after applying: take the application back, or ask the employer again."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from game_rules.applications.application import (
    Application,
    ApplicationAction,
    ApplicationActor,
    ApplicationState,
    is_reminder_due,
    next_application_state,
)
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.play.points import entry_for_reminder
from game_rules.refusals import RefusalReason, Refused
from server.live.world import World
from server.services.applications.answer import lock_after_player
from server.services.applications.mails import MailAbout, mail_readers
from server.services.applications.views import ApplicationMoved, moved, zone_of
from server.services.award_points import award
from server.services.links import Links
from server.services.ports import JobQueue, OpenUnit, UnitOfWork


def withdraw_application(
    open_unit: OpenUnit,
    world: World | None,
    player_id: UUID,
    application_id: UUID,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> ApplicationMoved:
    """Takes it back: the employer sees it no more. Once taken back, doing so again changes nothing.

    Raises Refused(application_not_found | not_allowed_now).
    """
    with open_unit() as unit:
        application = _lock_own(unit, player_id, application_id)
        if application.state is ApplicationState.WITHDRAWN:
            return ApplicationMoved(moved(unit, application, zone_of(world), now, limits).view)
        state = next_application_state(application.state, ApplicationAction.WITHDRAW, ApplicationActor.PLAYER)
        application = replace(application, state=state, changed_at=now)
        unit.applications.move(application, ApplicationAction.WITHDRAW, ApplicationActor.PLAYER)
        unit.notifications.mark_read_of(application.id, now)
        withdrawn = moved(unit, application, zone_of(world), now, limits)
        unit.commit()
    return withdrawn


def note_reminder(
    open_unit: OpenUnit,
    jobs: JobQueue,
    links: Links,
    world: World | None,
    player_id: UUID,
    application_id: UUID,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> ApplicationMoved:
    """The player has asked the employer again, by phone or at the door: points, once, some more days for the answer,
    and another mail to the organisation's members. Told again it changes nothing.

    Raises Refused(application_not_found | not_allowed_now); the latter before it is due, and once it is answered.
    """
    zone = zone_of(world)
    with open_unit() as unit:
        application = _lock_own(unit, player_id, application_id)
        if application.reminded_on is not None:
            return ApplicationMoved(moved(unit, application, zone, now, limits).view)
        today = now.astimezone(zone).date()
        if not is_reminder_due(application, today, zone, limits):
            raise Refused(RefusalReason.NOT_ALLOWED_NOW)
        state = next_application_state(application.state, ApplicationAction.REMIND, ApplicationActor.PLAYER)
        application = replace(application, state=state, reminded_on=today, changed_at=now)
        unit.applications.move(application, ApplicationAction.REMIND, ApplicationActor.PLAYER)
        unit.notifications.mark_read_of(application.id, now)
        reminded = moved(unit, application, zone, now, limits)
        mail_readers(unit, jobs, links, reminded.view, MailAbout.STILL_WAITING, zone, now, limits)
        told = award(unit, player_id, entry_for_reminder(application.id, today, limits))
        unit.commit()
    return replace(reminded, told=(*reminded.told, *told))


def _lock_own(unit: UnitOfWork, player_id: UUID, application_id: UUID) -> Application:
    def own() -> Application | None:
        found = unit.applications.application(application_id)
        return found if found is not None and found.player_id == player_id else None

    return lock_after_player(unit, application_id, own)

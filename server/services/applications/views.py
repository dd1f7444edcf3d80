"""Applications as the one who applied and the organisation's members are shown them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from uuid import UUID

from game_rules.applications.application import Application, closes_on, is_reminder_due
from game_rules.applications.events import ApplicationChanged
from game_rules.applications.views import ApplicationView
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.refusals import RefusalReason, Refused
from game_rules.told import Told
from server.live.world import World
from server.services.ports import OpenUnit, UnitOfWork


@dataclass(frozen=True, slots=True)
class ApplicationMoved:
    """The application after what was done, committed, and whom to tell what."""

    view: ApplicationView
    told: tuple[Told, ...] = ()


def my_applications(
    open_unit: OpenUnit, world: World | None, player_id: UUID, now: datetime, limits: Limits = DEFAULT_LIMITS
) -> list[ApplicationView]:
    """All that the player has sent, the newest first."""
    with open_unit() as unit:
        return views_of(unit, unit.applications.of_player(player_id), zone_of(world), now, limits)


def applications_for_offer(
    open_unit: OpenUnit,
    world: World | None,
    account_id: UUID,
    offer_id: UUID,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> list[ApplicationView]:
    """Lists the applications for the offer, the oldest first, for a member of its organisation. Raises
    Refused(offer_not_found) for everybody else."""
    with open_unit() as unit:
        if not unit.applications.is_reader_of_offer(offer_id, account_id):
            raise Refused(RefusalReason.OFFER_NOT_FOUND)
        found = unit.applications.of_offer_for_reader(offer_id, account_id)
        return views_of(unit, found, zone_of(world), now, limits)


def views_of(
    unit: UnitOfWork, applications: Sequence[Application], zone: tzinfo, now: datetime, limits: Limits = DEFAULT_LIMITS
) -> list[ApplicationView]:
    """Each of them with its offer and what happened to it, in the same order. `zone` says which day it is."""
    if not applications:
        return []
    offers = unit.applications.offers_of(applications)
    changes = unit.applications.changes_of([one.id for one in applications])
    players = {one.player_id for one in applications}
    reachable, guests = unit.applications.reachable(players, now), unit.accounts.guests_among(players)
    today = now.astimezone(zone).date()
    return [
        ApplicationView(
            application=one,
            offer=offers[one.offer_id],
            changes=tuple(changes[one.id]),
            closes_on=closes_on(one, zone, limits),
            is_reminder_due=is_reminder_due(one, today, zone, limits),
            is_reachable=one.player_id in reachable,
            is_of_guest=one.player_id in guests,
        )
        for one in applications
    ]


def moved(
    unit: UnitOfWork, application: Application, zone: tzinfo, now: datetime, limits: Limits = DEFAULT_LIMITS
) -> ApplicationMoved:
    """The application as it stands now, and the player's devices told of it."""
    (view,) = views_of(unit, [application], zone, now, limits)
    return ApplicationMoved(view, (Told(application.player_id, ApplicationChanged(view)),))


def zone_of(world: World | None) -> tzinfo:
    """Returns the time zone in which days begin at midnight."""
    return world.zone if world else UTC

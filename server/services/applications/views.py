"""Applications as the one who applied and the organisation's members are shown them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.applications.application import Application, closes_on, is_reminder_due
from game_rules.applications.events import ApplicationChanged
from game_rules.applications.views import ApplicationView
from game_rules.refusals import RefusalReason, Refused
from server.services.context import Context, Unit


@dataclass(frozen=True, slots=True)
class ApplicationMoved:
    """The application after what was done, committed, and whom to tell what."""

    view: ApplicationView
    events: tuple[AddressedEvent, ...] = ()


def my_applications(context: Context) -> list[ApplicationView]:
    """All that the player has sent, the newest first."""
    with context.unit() as unit:
        return views_of(unit, unit.applications.of_player(context.player_id))


def applications_for_offer(context: Context, offer_id: UUID) -> list[ApplicationView]:
    """Lists the applications for the offer, the oldest first, for a member of its organisation. Raises
    Refused(offer_not_found) for everybody else."""
    with context.unit() as unit:
        if not unit.applications.is_reader_of_offer(offer_id, context.account_id):
            raise Refused(RefusalReason.OFFER_NOT_FOUND)
        found = unit.applications.of_offer_for_reader(offer_id, context.account_id)
        return views_of(unit, found)


def views_of(unit: Unit, applications: Sequence[Application]) -> list[ApplicationView]:
    """Each of them with its offer and what happened to it, in the same order."""
    if not applications:
        return []
    offers = unit.applications.offers_of(applications)
    changes = unit.applications.changes_of([one.id for one in applications])
    players = {one.player_id for one in applications}
    reachable, guests = unit.applications.reachable(players, unit.now), unit.accounts.guests_among(players)
    minors = unit.accounts.minors_among(players)
    return [
        ApplicationView(
            application=one,
            offer=offers[one.offer_id],
            changes=tuple(changes[one.id]),
            closes_on=closes_on(one, unit.zone, unit.limits),
            is_reminder_due=is_reminder_due(one, unit.today, unit.zone, unit.limits),
            is_reachable=one.player_id in reachable,
            is_of_guest=one.player_id in guests,
            is_of_minor=one.player_id in minors,
        )
        for one in applications
    ]


def moved(unit: Unit, application: Application) -> ApplicationMoved:
    """The application as it stands now, and the player's devices told of it."""
    (view,) = views_of(unit, [application])
    return ApplicationMoved(view, (AddressedEvent(application.player_id, ApplicationChanged(view)),))

"""Somebody leaves for good."""

from dataclasses import dataclass
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from server.services.accounts.barred_addresses import bar_address_of
from server.services.after_commit import after_commit
from server.services.context import Context, Unit
from server.services.events.promote_waitlist import fill_free_seats
from server.services.offers.leave_organisation import leave_all
from server.services.privacy.anonymise_player import anonymise_player


@dataclass(frozen=True, slots=True)
class Erased:
    """The end of an account: whom to tell what, and how many open cases keep evidence about the player."""

    events: tuple[AddressedEvent, ...]
    open_cases: int


def erase_account(context: Context) -> Erased:
    """Deletes the account with all that hangs on it, its code and the mails to it; sockets of its sessions close.

    Others keep their own part of what they shared, see `anonymise_player`, and are told. Organisations pass on, see
    `leave_all`, and seats at events. Evidence of open cases stays until they are judged; the address of somebody who is
    shut out opens no account for as long.
    """
    erased: Erased | None = None
    while erased is None:
        with context.unit() as unit:
            if _lock_all(unit):
                erased = _erase(unit)
                unit.commit()
    with after_commit("forgetting a walker"):
        context.live.walkers.forget(context.player.id)
    with after_commit("giving free seats"):
        # What is missed here is made good by the clock that ends offers, see `expire_offers`.
        fill_free_seats(context)
    return erased


def _lock_all(unit: Unit) -> bool:
    """Locks organisations, offers, then the player, in the order of all. What the player's phones are winning right now
    ends first. False when the player has joined or registered while this waited: what came with it is not locked."""
    organisation_ids, event_ids = seen = _parts_of(unit)
    for organisation_id in sorted({*organisation_ids, *unit.posted_offers.organisations_of(event_ids)}):
        unit.organisations.lock(organisation_id)
    unit.posted_offers.lock_all(organisation_ids, event_ids)
    unit.accounts.lock_player(unit.player.id)
    return _parts_of(unit) == seen


def _parts_of(unit: Unit) -> tuple[list[UUID], list[UUID]]:
    """The organisations of the player's account, and the events that they have registered for."""
    organisation_ids = unit.organisations.ids_of_account(unit.player.account_id)
    return organisation_ids, sorted(unit.event_registrations.of_player(unit.player.id))


def _erase(unit: Unit) -> Erased:
    known = unit.accounts.player(unit.player.id)
    unit.cases.copy_evidence_of(unit.player.id)
    if known is not None:
        bar_address_of(unit, known)
    events = anonymise_player(unit, unit.player.id)
    open_cases = unit.cases.count_open_of(unit.player.id)
    leave_all(unit, unit.player.account_id)
    if known is not None and known.email is not None:
        unit.sign_in_codes.remove(known.email)
        unit.invitations.remove_to(known.email)
        # After all that their leaving may have written to them.
        unit.mail_outbox.remove_to(known.email)
    unit.sessions.end(unit.player.account_id)
    unit.accounts.remove(unit.player.account_id)
    return Erased(tuple(events), open_cases)

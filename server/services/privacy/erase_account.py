"""Somebody leaves for good."""

from game_rules.addressed_events import AddressedEvent
from server.services.after_commit import after_commit
from server.services.context import Context
from server.services.events.promote_waitlist import fill_free_seats
from server.services.offers.leave_organisation import leave_all
from server.services.privacy.anonymise_player import anonymise_player


def erase_account(context: Context) -> tuple[AddressedEvent, ...]:
    """Deletes the account with all that hangs on it, its code and the mails to it; sockets of its sessions close.

    Others keep their own part of what they shared, see `anonymise_player`, and are told. Organisations pass on, see
    `leave_all`, and seats at events.
    """
    with context.unit() as unit:
        # What its phones are winning right now ends first.
        unit.accounts.lock_player(context.player.id)
        known = unit.accounts.player(context.player.id)
        events = anonymise_player(unit, context.player.id)
        leave_all(unit, context.player.account_id)
        if known is not None and known.email is not None:
            unit.sign_in_codes.remove(known.email)
            unit.invitations.remove_to(known.email)
            # After all that their leaving may have written to them.
            unit.mail_outbox.remove_to(known.email)
        unit.sessions.end(context.player.account_id)
        unit.accounts.remove(context.player.account_id)
        unit.commit()
    with after_commit("forgetting a walker"):
        context.live.walkers.forget(context.player.id)
    with after_commit("giving free seats"):
        # What is missed here is made good by the clock that ends offers, see `expire_offers`.
        fill_free_seats(context)
    return tuple(events)

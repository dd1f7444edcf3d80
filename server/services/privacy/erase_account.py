"""Somebody leaves for good."""

from game_rules.told import Told
from server.services.context import Context
from server.services.events.give_seats import fill_free_seats
from server.services.offers.leave_organisation import leave_all
from server.services.privacy.depart import depart


def erase_account(context: Context) -> tuple[Told, ...]:
    """Deletes the account with all that hangs on it, its code and the mails to it; sockets of its sessions close.

    Others keep their own part of what they shared, see `depart`, and are told. Organisations pass on, see `leave_all`,
    and seats at events.
    """
    with context.unit() as unit:
        # What its phones are winning right now ends first.
        unit.accounts.lock_player(context.player.id)
        known = unit.accounts.player(context.player.id)
        told = depart(unit, context.player.id)
        leave_all(unit, context.player.account_id)
        if known is not None and known.email is not None:
            unit.sign_in_codes.remove(known.email)
            unit.invitations.remove_to(known.email)
            # After all that their leaving may have written to them.
            unit.mail_outbox.remove_to(known.email)
        unit.sessions.end(context.player.account_id)
        unit.accounts.remove(context.player.account_id)
        unit.commit()
    context.live.walkers.forget(context.player.id)
    fill_free_seats(context)
    return tuple(told)

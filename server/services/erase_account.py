"""Somebody leaves for good."""

from game_rules.players import Player
from server.live.walkers import Walkers
from server.services.ports import OpenUnit


def erase_account(open_unit: OpenUnit, walkers: Walkers, player: Player) -> None:
    """Deletes the account with all that hangs on it, its code and the mails to it; sockets of its sessions close."""
    with open_unit() as unit:
        # What its phones are winning right now ends first.
        unit.accounts.lock_player(player.id)
        known = unit.accounts.player(player.id)
        if known is not None and known.email is not None:
            unit.sign_in_codes.remove(known.email)
            unit.mail_outbox.remove_to(known.email)
        unit.sessions.end(player.account_id)
        unit.accounts.remove(player.account_id)
        unit.commit()
    walkers.forget(player.id)

"""Somebody leaves for good."""

from datetime import datetime

from game_rules.help_events import Told
from game_rules.players import Player
from server.live.walkers import Walkers
from server.live.world import World
from server.services.depart import depart
from server.services.ports import OpenUnit


def erase_account(
    open_unit: OpenUnit, world: World | None, walkers: Walkers, player: Player, now: datetime
) -> tuple[Told, ...]:
    """Deletes the account with all that hangs on it, its code and the mails to it; sockets of its sessions close.

    Others keep their own part of what they shared, see `depart`, and are told.
    """
    with open_unit() as unit:
        # What its phones are winning right now ends first.
        unit.accounts.lock_player(player.id)
        known = unit.accounts.player(player.id)
        if known is not None and known.email is not None:
            unit.sign_in_codes.remove(known.email)
            unit.mail_outbox.remove_to(known.email)
        told = depart(unit, world, player.id, now)
        unit.sessions.end(player.account_id)
        unit.accounts.remove(player.account_id)
        unit.commit()
    walkers.forget(player.id)
    return tuple(told)

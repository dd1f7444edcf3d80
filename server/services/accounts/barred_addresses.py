"""Whoever is shut out and erases their account does not come back with the same address the next minute."""

import hmac
from datetime import timedelta
from secrets import token_bytes

from game_rules.cases.limits import BARRED_DAYS_MAX
from game_rules.cases.measure import SHUTS_OUT
from game_rules.people.players import Player
from game_rules.refusals import RefusalReason, Refused
from server.services.context import Context, Unit

_KEY_NAME = "barred_addresses"
_KEY_BYTES = 32


def bar_address_of(unit: Unit, player: Player) -> None:
    """Bars the address of somebody who leaves while they are shut out: until that would have ended, or for three years.

    Call it while the player is there. Who has no address, or is not shut out, is barred from nothing.
    """
    measures = [one for one in unit.measures.own(player.id) if one.kind in SHUTS_OUT and one.lifted_at is None]
    longest = unit.now + timedelta(days=BARRED_DAYS_MAX)
    until = max((min(one.ends_at or longest, longest) for one in measures), default=unit.now)
    if player.email is not None and until > unit.now:
        unit.barred_addresses.bar(_hash(unit, player.email), until)


def check_admitted(unit: Unit, email: str) -> None:
    """Raises Refused(account_suspended) for an address that is barred."""
    if unit.barred_addresses.is_barred(_hash(unit, email), unit.now):
        raise Refused(RefusalReason.ACCOUNT_SUSPENDED)


def admit_address(context: Context, email: str) -> bool:
    """Lets an address open an account again, as organisers decide it; False when it was not barred."""
    with context.unit() as unit:
        was_barred = unit.barred_addresses.admit(_hash(unit, email))
        unit.commit()
    return was_barred


def _hash(unit: Unit, email: str) -> bytes:
    key = unit.secrets.keep(_KEY_NAME, token_bytes(_KEY_BYTES))
    return hmac.digest(key, email.encode(), "sha256")

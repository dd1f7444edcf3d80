"""Somebody allows their position to be used, or no longer does."""

from datetime import datetime

from game_rules.people.players import Consent, Player
from server.live.walkers import Walkers
from server.services.ports import OpenUnit


def give_consent(open_unit: OpenUnit, player: Player, version: str, now: datetime) -> None:
    """Records consent to the words of `version`; takes back a withdrawal."""
    with open_unit() as unit:
        unit.accounts.set_consent(player.account_id, Consent(version, now.date()))
        unit.commit()


def withdraw_consent(open_unit: OpenUnit, walkers: Walkers, player: Player, now: datetime) -> None:
    """From now on no position of the player is used, and those in memory are forgotten. What was won stays."""
    with open_unit() as unit:
        # A batch under way ends first; the next one finds the withdrawal.
        unit.accounts.lock_player(player.id)
        known = unit.accounts.player(player.id)
        if known is not None and known.consent.allows_positions:
            consent = Consent(known.consent.version, known.consent.given_on, withdrawn_on=now.date())
            unit.accounts.set_consent(player.account_id, consent)
            unit.commit()
    walkers.forget(player.id)

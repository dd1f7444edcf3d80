"""Somebody allows their position to be used, or no longer does."""

from game_rules.people.players import Consent
from server.services.context import Context


def give_consent(context: Context, version: str) -> None:
    """Records consent to the words of `version`; takes back a withdrawal."""
    with context.unit() as unit:
        unit.accounts.lock_player(context.player.id)
        unit.accounts.set_consent(context.player.account_id, Consent(version, context.now.date()))
        unit.commit()


def withdraw_consent(context: Context) -> None:
    """From now on no position of the player is used, and those in memory are forgotten. What was won stays."""
    with context.unit() as unit:
        # A batch under way ends first; the next one finds the withdrawal.
        unit.accounts.lock_player(context.player.id)
        known = unit.accounts.player(context.player.id)
        if known is not None and known.consent.allows_positions:
            consent = Consent(known.consent.version, known.consent.given_on, withdrawn_on=context.now.date())
            unit.accounts.set_consent(context.player.account_id, consent)
            unit.commit()
    context.live.walkers.forget(context.player.id)

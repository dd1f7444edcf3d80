"""An organiser corrects the age that somebody told: a mistake, or somebody who has turned 18."""

from game_rules.people.players import AgeBand, check_age
from server.services.context import Context


def correct_age(context: Context, email: str, age_band: AgeBand) -> bool:
    """Sets the age of the account with the normalised address; False where there is none. Raises Refused(too_young)."""
    check_age(age_band)
    with context.unit() as unit:
        player = unit.accounts.player_of_email(email)
        if player is None or unit.accounts.lock_player(player.id) is None:
            return False
        unit.accounts.set_age_band(player.account_id, age_band)
        unit.commit()
    return True

"""Lets somebody play at once, as a guest."""

from dataclasses import dataclass
from datetime import datetime

from game_rules.offers import Wishes
from game_rules.players import AgeBand, Language, Player, check_age, clean_display_name
from server.persistence.ids import new_id
from server.services.ports import OpenUnit
from server.services.sessions import start_session


@dataclass(frozen=True, slots=True)
class GuestArrived:
    """The new player and the token that opens their session: it is told once and stored nowhere."""

    player: Player
    token: str


def sign_in_guest(
    open_unit: OpenUnit, *, name: str, language: Language, age_band: AgeBand, wishes: Wishes, now: datetime
) -> GuestArrived:
    """Makes an account, its player and a session. Raises Refused(too_young | invalid_name); then nothing is kept."""
    check_age(age_band)
    display_name = clean_display_name(name)
    account_id, player_id = new_id(now), new_id(now)
    with open_unit() as unit:
        unit.accounts.add_guest(
            account_id=account_id,
            player_id=player_id,
            name=display_name,
            language=language,
            age_band=age_band,
            wishes=wishes,
        )
        token = start_session(unit, account_id, now)
        unit.commit()
    player = Player(player_id, account_id, display_name, language, is_guest=True, wishes=wishes)
    return GuestArrived(player, token)

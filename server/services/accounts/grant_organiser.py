"""Gives somebody a role by their address."""

from game_rules.people.players import AgeBand, Language, Player, Role
from game_rules.people.wishes import Wishes
from server.persistence.ids import new_id
from server.services.context import Context


def grant_organiser(context: Context, email: str, name: str) -> bool:
    """Makes the normalised address's account an organiser's; `name` is for a new one. False when it was one already.

    They get in like everybody, with a code by mail.
    """
    with context.unit() as unit:
        player = unit.accounts.player_of_email(email)
        if player is None:
            player = Player(
                id=new_id(context.now),
                account_id=new_id(context.now),
                name=name,
                language=Language.FRENCH,
                is_guest=False,
                wishes=Wishes(),
                email=email,
            )
            unit.accounts.add(player, AgeBand.FROM_18, context.now.date())
        elif Role.ORGANISER in player.roles:
            return False
        unit.accounts.grant(player.account_id, Role.ORGANISER, context.now.date())
        unit.commit()
    return True

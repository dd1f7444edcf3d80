"""Days on which players used a budget up: organisers look at them, and nobody is punished by a machine."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from game_rules.people.players import Language
from game_rules.play.budget import WalkingDay
from game_rules.privacy.retention import WALKING_DAY_KEPT_DAYS
from server.persistence.ids import new_id
from server.services.context import Context
from server.services.mail import queue_mail
from server.services.ports import Mail
from server.texts.dates import day_in_full

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DayBeyond:
    """A player's day beyond the budget, with the name that they play under."""

    day: WalkingDay
    name: str


def list_days_beyond(context: Context) -> Sequence[DayBeyond]:
    """Lists the days of the last month on which a part of the budget was used up, the latest first."""
    with context.unit() as unit:
        days = unit.walking_days.beyond(since=unit.today - timedelta(days=WALKING_DAY_KEPT_DAYS))
        names = unit.accounts.names({one.player_id for one in days})
        return [DayBeyond(one, names.get(one.player_id, "")) for one in days]


def report_days_beyond(context: Context) -> None:
    """Writes to the organiser, once for each day on which somebody used a part of the budget up. Names nobody."""
    with context.unit() as unit:
        claimed = unit.walking_days.claim_alarms()
        if context.organiser_mail is not None:
            for day, players in sorted(claimed.items()):
                queue_mail(unit, Mail(new_id(context.now), context.organiser_mail, *_words(day, players), context.now))
        unit.commit()
    for day, players in sorted(claimed.items()):
        log.warning("players beyond the budget of %s: %d", day, players)


def _words(day: date, players: int) -> tuple[str, str]:
    who = "Une personne a" if players == 1 else f"{players} personnes ont"
    return (
        f"Jokajobs : marches à regarder, le {day_in_full(Language.FRENCH, day)}",
        f"{who} atteint ce que le jeu compte en un jour.\n\n"
        "Rien n’est bloqué : au-delà, les nuages se lèvent encore, mais aucun point n’est donné et aucune offre ne se "
        "montre. C’est parfois un téléphone mal réglé, parfois un script.\n\n"
        "La liste, sans aucun lieu, est dans les pages de l’équipe : /api/organiser/walking-days\n",
    )

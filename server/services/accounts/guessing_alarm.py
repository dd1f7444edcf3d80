"""Tells organisers that sign-in codes are being guessed, once a day."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from server.persistence.ids import new_id
from server.services.context import Context
from server.services.mail import queue_mail
from server.services.ports import Mail, StorageUnavailable

log = logging.getLogger(__name__)

_TOLD_AGAIN_AFTER = timedelta(days=1)


class GuessingAlarm:
    """Writes to the organiser and into the log. Each server does it for itself, as it counts for itself."""

    def __init__(self, contexts: Callable[[], Context]) -> None:
        self._contexts = contexts
        self._told_at: datetime | None = None

    def __call__(self) -> None:
        """Raises the alarm, unless that was done within a day. Raises nothing: whoever signs in is not held up."""
        context = self._contexts()
        now = context.now
        if self._told_at is not None and now - self._told_at < _TOLD_AGAIN_AFTER:
            return
        self._told_at = now
        log.error("more wrong sign-in codes were typed in an hour than people mistype: somebody guesses them")
        if context.organiser_mail is None:
            return
        try:
            with context.unit() as unit:
                queue_mail(unit, Mail(new_id(now), context.organiser_mail, _SUBJECT, _TEXT, now))
                unit.commit()
        except StorageUnavailable:
            self._told_at = None


_SUBJECT = "Jokajobs : des codes de connexion sont devinés"
_TEXT = (
    "Depuis une heure, bien plus de mauvais codes sont tapés que d’habitude : quelqu’un essaie sans doute d’ouvrir des "
    "comptes qui ne sont pas les siens.\n\n"
    "Chaque adresse du réseau n’a plus que quelques essais par heure tant que cela dure. Qui recopie le code reçu par "
    "e-mail entre toujours. Vous n’avez rien à faire ; prévenez la personne qui s’occupe du serveur.\n"
)

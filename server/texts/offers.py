"""Words of mails about offers to the people of an organisation, in their language. French says *vous* to employers."""

from datetime import date

from game_rules.offers.lifecycle import OfferAction
from game_rules.offers.limits import EXTENSION_DAYS
from game_rules.people.players import Language
from server.texts.dates import day_in_full

_DECISIONS = {
    Language.FRENCH: {
        OfferAction.PUBLISH: (
            "Votre offre est publiée : {title}",
            "Votre offre « {title} » est publiée. Elle se découvre en marchant.",
        ),
        OfferAction.SEND_BACK: (
            "Votre offre est à revoir : {title}",
            "Votre offre « {title} » n’est pas encore publiée. Corrigez-la dans Jokajobs, puis renvoyez-la.",
        ),
        OfferAction.WITHDRAW: (
            "Votre offre a été retirée : {title}",
            "L’équipe Jokajobs a retiré votre offre « {title} ». Vous n’êtes pas d’accord ? Répondez-lui.",
        ),
    },
    Language.ENGLISH: {
        OfferAction.PUBLISH: (
            "Your offer is published: {title}",
            "Your offer “{title}” is published. People who walk can discover it.",
        ),
        OfferAction.SEND_BACK: (
            "Your offer needs another look: {title}",
            "Your offer “{title}” is not published yet. Correct it in Jokajobs, then hand it in again.",
        ),
        OfferAction.WITHDRAW: (
            "Your offer was withdrawn: {title}",
            "The Jokajobs team has withdrawn your offer “{title}”. You do not agree? Tell them.",
        ),
    },
}


def decision_text(language: Language, action: OfferAction, title: str, reason: str | None) -> tuple[str, str]:
    """Subject and text: what an organiser has decided, and why."""
    subject, text = (words.format(title=title) for words in _DECISIONS[language][action])
    why = "Raison" if language is Language.FRENCH else "Reason"
    colon = " :" if language is Language.FRENCH else ":"
    return subject, f"{text}\n" if reason is None else f"{text}\n\n{why}{colon} {reason}\n"


def ending_text(language: Language, title: str, expires_on: date, link: str) -> tuple[str, str]:
    """Subject and text: the offer is about to end, and how to keep it."""
    day = day_in_full(language, expires_on)
    if language is Language.ENGLISH:
        return (
            f"Your offer ends on {day}: {title}",
            f"Your offer “{title}” ends on {day}. After that nobody finds it any more.\n\n"
            f"Still looking? Keep it for {EXTENSION_DAYS} days more:\n{link}\n\n"
            "Found somebody? Then say in Jokajobs that it is filled: whoever is interested is told.\n",
        )
    return (
        f"Votre offre se termine le {day} : {title}",
        f"Votre offre « {title} » se termine le {day}. Ensuite, plus personne ne la trouvera.\n\n"
        f"Vous cherchez encore ? Gardez-la {EXTENSION_DAYS} jours de plus :\n{link}\n\n"
        "Vous avez trouvé ? Dites dans Jokajobs qu’elle est pourvue : qui attend une réponse le saura.\n",
    )

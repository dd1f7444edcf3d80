"""Words of mails about organisations, in the reader's language. They name organisations, and no person.

French says *vous* to employers. To organisers mails are in the campaign's language. An invitation quotes nobody: its
sender could write anything.
"""

from collections.abc import Mapping
from types import MappingProxyType

from game_rules.organisations.limits import INVITATION_DAYS
from game_rules.organisations.organisation import Organisation, OrganisationAction
from game_rules.people.players import Language


def invitation_text(language: Language, name: str, link: str) -> tuple[str, str]:
    """Subject and text of a mail that makes its reader a member; `link` holds the token behind its #."""
    if language is Language.ENGLISH:
        return (
            f"An invitation to recruit for {name}",
            f"Somebody at {name} invites you to post and answer for it on Jokajobs.\n\n"
            f"Open this page and confirm there:\n{link}\n\n"
            f"It works once, for {INVITATION_DAYS} days. You sign in with an e-mail address first, this one or "
            "another. Please do not pass this mail on: whoever has it can get in.\n\n"
            "You do not know why you got this? Then there is nothing to do: without you nothing happens.\n",
        )
    return (
        f"Une invitation à recruter pour {name}",
        f"Quelqu’un de {name} vous invite à publier ses offres et à répondre en son nom sur Jokajobs.\n\n"
        f"Ouvrez cette page et confirmez :\n{link}\n\n"
        f"Elle marche une fois, pendant {INVITATION_DAYS} jours. Vous vous connectez d’abord avec une adresse "
        "e-mail, celle-ci ou une autre. Ne transmettez pas ce message : qui l’a peut entrer.\n\n"
        "Vous ne savez pas pourquoi ce message vous arrive ? Il n’y a rien à faire : sans vous, rien ne se passe.\n",
    )


_FRENCH: Mapping[OrganisationAction, tuple[str, str]] = MappingProxyType(
    {
        OrganisationAction.VERIFY: (
            "{name} : structure vérifiée",
            "C’est bon : la structure « {name} » est vérifiée. Ses offres prêtes sont publiées.",
        ),
        OrganisationAction.DECLINE: (
            "{name} : structure non vérifiée",
            "Nous n’avons pas pu vérifier la structure « {name} ». Rien n’est publié. Corrigez-la, et redemandez.",
        ),
        OrganisationAction.SUSPEND: (
            "{name} : structure suspendue",
            "La structure « {name} » est suspendue : plus personne ne voit ses offres.",
        ),
        OrganisationAction.REINSTATE: (
            "{name} : fin de la suspension",
            "La suspension de la structure « {name} » est levée : ses offres publiées se voient de nouveau.",
        ),
    }
)
_ENGLISH: Mapping[OrganisationAction, tuple[str, str]] = MappingProxyType(
    {
        OrganisationAction.VERIFY: (
            "{name} is verified",
            "All is well: {name} is verified. The offers that were ready are published.",
        ),
        OrganisationAction.DECLINE: (
            "{name} was not accepted",
            "We could not verify {name}. Nothing is published. You can correct it and ask again.",
        ),
        OrganisationAction.SUSPEND: (
            "{name} is suspended",
            "The offers of {name} are not visible to anybody any more.",
        ),
        OrganisationAction.REINSTATE: (
            "{name} is visible again",
            "The suspension is over: the published offers of {name} are visible again.",
        ),
    }
)
_AGAINST = frozenset({OrganisationAction.DECLINE, OrganisationAction.SUSPEND})


def decision_text(
    language: Language, action: OrganisationAction, name: str, reason: str | None, page: str, organiser: str | None
) -> tuple[str, str]:
    """To a member: what an organiser decided. `organiser` is where to answer, None is by a reply to the mail.

    Raises KeyError for what no organiser decides.
    """
    is_english = language is Language.ENGLISH
    subject, sentence = (_ENGLISH if is_english else _FRENCH)[action]
    lines = [sentence.format(name=name)]
    if reason is not None:
        lines.append(f"The reason: {reason}" if is_english else f"La raison : {reason}")
    if action in _AGAINST:
        lines.append(_how_to_answer(organiser, is_english=is_english))
    lines.append(page)
    return subject.format(name=name), "\n\n".join(lines) + "\n"


def _how_to_answer(organiser: str | None, *, is_english: bool) -> str:
    if is_english:
        return f"You do not agree? Write to {organiser}." if organiser else "You do not agree? Reply to this mail."
    where = f"Écrivez à {organiser}." if organiser else "Répondez à cet e-mail."
    return f"Vous n’êtes pas d’accord ? {where}"


def new_owner_text(language: Language, name: str, page: str) -> tuple[str, str]:
    """To a member: the last owner has left for good, and they are owner now."""
    if language is Language.ENGLISH:
        return (
            f"You are in charge of {name} now",
            f"Whoever was in charge of {name} on Jokajobs has left. You have been there longest: from now on it is you "
            f"who invites and removes the others.\n\n{page}\n",
        )
    return (
        f"Vous êtes responsable de {name}",
        f"La personne responsable de {name} sur Jokajobs est partie. Vous êtes là depuis le plus longtemps : "
        f"désormais, c’est vous qui invitez et qui retirez les autres.\n\n{page}\n",
    )


def to_verify_text(organisation: Organisation, page: str) -> tuple[str, str]:
    """To the organiser: an organisation waits to be verified."""
    siret = organisation.siret or "non donné"
    return (
        f"À vérifier : {organisation.name}",
        f"{organisation.name} demande à publier des offres.\n\nSIRET : {siret}\n\n{page}\n",
    )


def unanswered_text(organisation: Organisation, withdrawn: int, page: str) -> tuple[str, str]:
    """To the organiser: the last member of an organisation has left."""
    return (
        f"Plus personne ne répond pour {organisation.name}",
        f"La dernière personne de {organisation.name} est partie. Offres retirées : {withdrawn}.\n\n{page}\n",
    )

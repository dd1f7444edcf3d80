"""Words to a trusted contact who is asked whether they want to be one. They tell neither when nor where: whoever reads
them may have been written to by mistake."""

from dataclasses import dataclass

from game_rules.links import without_links
from game_rules.meetings.meeting import ContactAnswer
from game_rules.people.players import Language
from game_rules.privacy.retention import TRUSTED_CONTACT_KEPT_DAYS
from game_rules.texts import isolated


def contact_question(
    language: Language, name: str, links: tuple[str, str], *, team: bool, with_employer: bool
) -> tuple[str, str]:
    """Subject and text; `links` say yes and no. `team`: organisers are told of an alert in any case."""
    yes, no = links
    name = without_links(name)
    if language is Language.ENGLISH:
        whom = (
            "an employer, found with Jokajobs, a game for finding work"
            if with_employer
            else "a volunteer of Jokajobs, a game for finding work, at a public place"
        )
        without = (
            f"Without an answer it is the organisers of Jokajobs who ask after {name}."
            if team
            else "Without an answer we write to you all the same if need be: nobody else would be told."
        )
        return (
            f"{name} trusts you: do you agree?",
            f"{name} is going to meet {whom}, and named you "
            f"as a person they trust.\n\nIf we hear nothing from {name} after the meeting, we write to you at once, "
            f"with the hour and the place. We write to you about nothing else.\n\nYou agree:\n{yes}\n\n"
            f"It is not you, or you would rather not:\n{no}\n\n{without}\n\nYour address is erased "
            f"{TRUSTED_CONTACT_KEPT_DAYS} days after the meeting, and at once if you say no.\n",
        )
    whom = (
        "un employeur, avec Jokajobs, un jeu pour trouver du travail"
        if with_employer
        else "une personne bénévole de Jokajobs, un jeu pour trouver du travail, dans un lieu public"
    )
    without = (
        f"Sans réponse de votre part, c’est l’équipe Jokajobs qui demande des nouvelles de {name}."
        if team
        else "Sans réponse de votre part, on vous écrit quand même s’il le faut : personne d’autre ne le saurait."
    )
    return (
        f"{name} vous fait confiance : êtes-vous d’accord ?",
        f"{name} va rencontrer {whom}, et vous "
        f"a donné comme personne de confiance.\n\nSans nouvelles de {name} après le rendez-vous, on vous écrit "
        f"aussitôt, avec l’heure et le lieu. On ne vous écrit pour rien d’autre.\n\nVous êtes d’accord :\n{yes}\n\n"
        f"Ce n’est pas vous, ou vous ne voulez pas :\n{no}\n\n{without}\n\nVotre adresse est effacée "
        f"{TRUSTED_CONTACT_KEPT_DAYS} jours après le rendez-vous, et aussitôt si vous dites non.\n",
    )


def contact_page(
    language: Language, name: str, asked: ContactAnswer, stands: ContactAnswer | None, *, is_open: bool
) -> tuple[str, str, str | None]:
    """Title, text and button of the page that a link of the mail opens; no button where nothing is left to say."""
    name = isolated(name)
    if stands is ContactAnswer.DECLINED:
        said, button = _PAGES[language].declined, None
    elif not is_open:
        said, button = _PAGES[language].over, None
    elif asked is ContactAnswer.DECLINED:
        said, button = _PAGES[language].decline, _PAGES[language].decline_button
    elif stands is ContactAnswer.CONFIRMED:
        said, button = _PAGES[language].confirmed, None
    else:
        said, button = _PAGES[language].confirm, _PAGES[language].confirm_button
    title, text = said
    return title.format(name=name), text.format(name=name), button


@dataclass(frozen=True, slots=True)
class _Pages:
    """Title and text of each page, and the buttons of those that ask."""

    declined: tuple[str, str]
    over: tuple[str, str]
    decline: tuple[str, str]
    decline_button: str
    confirmed: tuple[str, str]
    confirm: tuple[str, str]
    confirm_button: str


_PAGES = {
    Language.FRENCH: _Pages(
        declined=("C’est noté", "Vous avez dit non, et votre adresse est effacée. On ne vous écrit plus pour cela."),
        over=("Il n’y a plus rien à répondre", "Ce rendez-vous est passé, ou a été annulé."),
        decline=("Vous ne voulez pas ?", "{name} le verra, et votre adresse est effacée aussitôt."),
        decline_button="Non, effacer mon adresse",
        confirmed=("Merci", "Sans nouvelles de {name} après le rendez-vous, on vous écrit aussitôt."),
        confirm=(
            "{name} vous fait confiance",
            "Sans nouvelles de {name} après le rendez-vous, on vous écrit aussitôt. Êtes-vous d’accord ?",
        ),
        confirm_button="Oui, d’accord",
    ),
    Language.ENGLISH: _Pages(
        declined=("Noted", "You said no, and your address is erased. We do not write to you about it any more."),
        over=("Nothing to answer any more", "This meeting is over, or was called off."),
        decline=("You would rather not?", "{name} will see it, and your address is erased at once."),
        decline_button="No, erase my address",
        confirmed=("Thank you", "If we hear nothing from {name} after the meeting, we write to you at once."),
        confirm=(
            "{name} trusts you",
            "If we hear nothing from {name} after the meeting, we write to you at once. Do you agree?",
        ),
        confirm_button="Yes, I agree",
    ),
}

"""Mails to an organisation's members: who is interested, in their own words, and one link for each answer.

A link opens a page that asks to confirm; mail scanners that open it change nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from game_rules.applications.application import ApplicationState
from game_rules.applications.views import ApplicationView
from game_rules.links import without_links
from game_rules.notifications.notification import quiet_ends
from game_rules.people.players import Language
from server.persistence.ids import new_id
from server.services.applications.answer_links import TAP_ANSWERS, AnswerLink, answer_url
from server.services.context import Context, Unit
from server.services.mail import queue_mail
from server.services.ports import Mail
from server.texts.applications import label_of, response_of, said_of_invitation
from server.texts.dates import day_and_month


class MailAbout(StrEnum):
    """Why members are written to."""

    NEW = "new"
    STILL_WAITING = "still_waiting"


def mail_readers(unit: Unit, view: ApplicationView, about: MailAbout) -> None:
    """Writes to each member of the organisation; at night it is put off. In the caller's unit.

    The mails go with the one who applied: who erases their account takes back those that have not left.
    """
    due_at = quiet_ends(unit.now, unit.zone, unit.limits)
    for reader in unit.applications.readers(view.offer.id):
        subject, text = application_mail(unit.context, reader.language, view, about, reader.account_id)
        mail = Mail(new_id(unit.now), reader.email, subject, text, unit.now, about_player_id=view.application.player_id)
        queue_mail(unit, mail, not_before=due_at if due_at > unit.now else None)


def mail_response(unit: Unit, view: ApplicationView) -> None:
    """Writes to each member what the one who applied says to the interview or the call; likewise put off at night."""
    due_at = quiet_ends(unit.now, unit.zone, unit.limits)
    application = view.application
    for reader in unit.applications.readers(view.offer.id):
        subject, text = response_mail(unit, reader.language, view)
        mail = Mail(new_id(unit.now), reader.email, subject, text, unit.now, about_player_id=application.player_id)
        queue_mail(unit, mail, not_before=due_at if due_at > unit.now else None)


def mail_interview_reminder(unit: Unit, view: ApplicationView, starts_at: datetime) -> None:
    """Writes to each member that the interview is near; not at night, and not where the morning would be too late."""
    due_at = quiet_ends(unit.now, unit.zone, unit.limits)
    if due_at >= starts_at:
        return
    application = view.application
    for reader in unit.applications.readers(view.offer.id):
        subject, text = interview_reminder_mail(unit, reader.language, view)
        mail = Mail(new_id(unit.now), reader.email, subject, text, unit.now, about_player_id=application.player_id)
        queue_mail(unit, mail, not_before=due_at if due_at > unit.now else None)


def interview_reminder_mail(unit: Unit, language: Language, view: ApplicationView) -> tuple[str, str]:
    """Subject and text."""
    words = _ENGLISH if language is Language.ENGLISH else _FRENCH
    shown = without_links if view.is_of_guest else str
    name = shown(view.application.first_name)
    what = said_of_invitation(language, view.application, unit.zone)
    link = f"{unit.context.links.base}/recruter"
    text = words.reminder.format(name=name, what=what, title=view.offer.title, link=link)
    return " ".join(words.reminder_subject.format(name=name, what=what).split()), f"{text}\n"


def response_mail(unit: Unit, language: Language, view: ApplicationView) -> tuple[str, str]:
    """Subject and text. What a guest wrote cannot be tapped."""
    application, words = view.application, _ENGLISH if language is Language.ENGLISH else _FRENCH
    shown = without_links if view.is_of_guest else str
    name = shown(application.first_name)
    what = said_of_invitation(language, application, unit.zone)
    response = response_of(language, application)
    parts = [
        f"{name}{words.colon} {response}",
        f"{view.offer.title}\n{what}",
        *([_quoted(shown(application.response_words))] if application.response_words else []),
        *([words.beware.format(name=name)] if view.has_unchecked_link else []),
        words.respond.format(link=f"{unit.context.links.base}/recruter"),
    ]
    return " ".join(f"{name}{words.colon} {response} · {view.offer.title}".split()), "\n\n".join(parts) + "\n"


def application_mail(
    context: Context, language: Language, view: ApplicationView, about: MailAbout, account_id: UUID
) -> tuple[str, str]:
    """Subject and text; each link answers in the name of that account. What a guest wrote cannot be tapped."""
    application = view.application
    shown = without_links if view.is_of_guest else str
    name, title = shown(application.first_name), view.offer.title
    words = _ENGLISH if language is Language.ENGLISH else _FRENCH
    said = [(words.can_do, application.can_do), (words.available, application.available)]
    said += zip(application.questions, application.answers, strict=True)
    taps = [
        f"{label_of(language, tap.answer, tap.ground)}{words.colon}\n"
        # It answers to the application as it is in the mail.
        + answer_url(context, AnswerLink(account_id, application.id, view.version, tap))
        for tap in TAP_ANSWERS
        if not (view.is_of_minor and tap.answer is ApplicationState.PHONE)
    ]
    parts = [
        words.leads[about].format(name=name, title=title),
        *(f"{question}\n{_quoted(shown(answer))}" for question, answer in said if answer),
        *([words.minor.format(name=name)] if view.is_of_minor else []),
        *([words.beware.format(name=name)] if view.has_unchecked_link else []),
        words.answer.format(name=name),
        *taps,
        words.more.format(link=f"{context.links.base}/recruter"),
        words.until.format(day=day_and_month(language, view.closes_on), name=name),
        words.care.format(name=name),
    ]
    subject = words.subjects[about].format(name=name, title=title)
    return " ".join(subject.split()), "\n\n".join(parts) + "\n"


@dataclass(frozen=True, slots=True)
class _Words:
    subjects: dict[MailAbout, str]
    leads: dict[MailAbout, str]
    can_do: str
    available: str
    answer: str
    colon: str
    more: str
    respond: str
    until: str
    care: str
    minor: str
    beware: str
    reminder_subject: str
    reminder: str


_FRENCH = _Words(
    subjects={
        MailAbout.NEW: "{name} s’intéresse à votre offre : {title}",
        MailAbout.STILL_WAITING: "{name} attend votre réponse : {title}",
    },
    leads={
        MailAbout.NEW: "{name} a trouvé votre offre « {title} » en marchant dans le quartier, et vous écrit.",
        MailAbout.STILL_WAITING: "{name} attend toujours votre réponse pour « {title} ». Voici ce que vous aviez reçu.",
    },
    can_do="Ce que je sais faire :",
    available="Quand je peux :",
    answer="Répondez d’un clic. La page vous demande le jour et le lieu, le numéro ou la raison, et {name} le sait "
    "aussitôt.",
    colon=" :",
    respond="Pour répondre, proposer un autre moment ou dire ce qui en est venu :\n{link}",
    more="Pour ajouter un mot, donner une autre raison, ou dire que vous vous êtes vu·es :\n{link}",
    until="Sans réponse le {day}, la candidature est fermée et {name} cherche ailleurs.",
    care="Ces mots sont pour vous. Merci de ne pas les transmettre.",
    minor="{name} a moins de 18 ans (mineur·e). Répondez dans Jokajobs : ni numéro, ni adresse privée. Une rencontre "
    "se fait dans vos locaux ou dans un lieu public, aux heures d’ouverture, entre 8 h et 21 h.",
    beware="Attention, un lien se trouve dans ces mots, et personne n’a vérifié l’adresse de {name} : "
    "n’ouvrez pas un lien que vous n’attendez pas, et ne donnez aucun mot de passe.",
    reminder_subject="Votre rencontre avec {name} : {what}",
    reminder="Vous rencontrez {name} bientôt : {what}.\n{title}\n\nUn empêchement ? Dites-le dans Jokajobs, et "
    "proposez un autre moment :\n{link}",
)
_ENGLISH = _Words(
    subjects={
        MailAbout.NEW: "{name} is interested in your offer: {title}",
        MailAbout.STILL_WAITING: "{name} waits for your answer: {title}",
    },
    leads={
        MailAbout.NEW: "{name} found your offer “{title}” walking through the neighbourhood, and writes to you.",
        MailAbout.STILL_WAITING: "{name} is still waiting for your answer about “{title}”. This is what you received.",
    },
    can_do="What I can do:",
    available="When I can:",
    answer="Answer with one click. The page asks for day and place, the number or the reason, and {name} knows at "
    "once.",
    colon=":",
    respond="To answer, propose another time, or say what came of it:\n{link}",
    more="To add a word, give another reason, or say that you have met:\n{link}",
    until="Without an answer on {day} the application is closed, and {name} looks elsewhere.",
    care="These words are for you. Please do not pass them on.",
    minor="{name} is under 18. Answer in Jokajobs: no number, no private address. Meet at your premises or at a public "
    "place in its opening hours, between 8 am and 9 pm.",
    beware="Careful: there is a link in these words, and nobody has checked an address of {name}’s: "
    "do not open a link that you do not expect, and give no password.",
    reminder_subject="You meet {name}: {what}",
    reminder="You meet {name} soon: {what}.\n{title}\n\nSomething in the way? Say so in Jokajobs, and propose another "
    "time:\n{link}",
)


def _quoted(text: str) -> str:
    """Each line marked as somebody else's words."""
    return "\n".join(f"> {line}" for line in text.split("\n"))

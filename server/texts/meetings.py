"""Words of mails and calendar entries about meetings, in the reader's language and the local time of the place.

To the two they name nobody. A trusted contact is told who named them: they could not help otherwise.
"""

from datetime import datetime
from enum import StrEnum

from game_rules.meetings.meeting import Meeting
from game_rules.people.players import Language
from game_rules.territory.territory import Place
from server.texts.dates import local_moment, time_of_day


class MeetingMail(StrEnum):
    """An occasion for mails to the two."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


def calendar_words(language: Language) -> tuple[str, str]:
    """Summary and description of a calendar entry."""
    if language is Language.ENGLISH:
        return "Meeting (Jokajobs)", "Check in and out in Jokajobs. Late, or not coming? Tell it there too."
    return "Rendez-vous (Jokajobs)", "Dis dans Jokajobs que tu es là, et quand tu pars. En retard ? C’est là aussi."


_MAILS: dict[Language, dict[MeetingMail, tuple[str, str]]] = {
    Language.FRENCH: {
        MeetingMail.CONFIRMED: (
            "C’est d’accord : rendez-vous {when}",
            "Rendez-vous {when}, à {place}.\n\n"
            "Le fichier joint l’ajoute à ton agenda. Sur place, dis dans Jokajobs que tu es là, puis quand tu pars.\n",
        ),
        MeetingMail.CANCELLED: (
            "Rendez-vous annulé : {when}",
            "Le rendez-vous {when}, à {place}, n’aura pas lieu.\n\nLe fichier joint l’enlève de ton agenda.\n",
        ),
    },
    Language.ENGLISH: {
        MeetingMail.CONFIRMED: (
            "It’s settled: meeting on {when}",
            "You meet on {when}, at {place}.\n\n"
            "The attached file puts it into your calendar. Check in with Jokajobs there, and out when you leave.\n",
        ),
        MeetingMail.CANCELLED: (
            "Meeting cancelled: {when}",
            "The meeting on {when}, at {place}, is off.\n\nThe attached file takes it out of your calendar.\n",
        ),
    },
}


def meeting_mail(what: MeetingMail, language: Language, meeting: Meeting, place: Place) -> tuple[str, str]:
    """Subject and text of a mail to one of the two."""
    subject, text = _MAILS[language][what]
    words = {"when": local_moment(language, meeting.starts_at, meeting.zone), "place": place.name}
    return subject.format(**words), text.format(**words)


def check_out_mail(language: Language, place: Place, *, is_alerted: bool) -> tuple[str, str]:
    """Asks one of the two who is there to say when they leave. `is_alerted`: an alert would reach somebody."""
    if language is Language.ENGLISH:
        alert = " If we hear nothing from you, we give the alert." if is_alerted else ""
        return "Is your meeting over?", f"When you leave {place.name}, check out in Jokajobs.{alert}\n"
    alert = " Sans nouvelles de toi, on donne l’alerte." if is_alerted else ""
    return "Ton rendez-vous est fini ?", f"Quand tu pars de {place.name}, dis-le dans Jokajobs.{alert}\n"


_ALL_WELL: dict[Language, tuple[str, str, str]] = {
    Language.FRENCH: (
        "Tout va bien ?",
        "Rendez-vous {when}, à {place} : tu n’as pas dit que tu es là. Tu arrives, tu y es déjà, tu ne viens pas ? "
        "Dis-le d’un geste :\n{page}\n",
        "\nSans nouvelles de toi à {at}, on alerte les personnes qui veillent sur toi.\n",
    ),
    Language.ENGLISH: (
        "Is all well?",
        "Your meeting is on {when}, at {place}, and you have not said that you are there. Are you on your way, there "
        "already, or not coming? One tap says it:\n{page}\n",
        "\nIf we hear nothing from you by {at}, we alert those who look after you.\n",
    ),
}


def all_well_mail(
    language: Language, meeting: Meeting, place: Place, page: str, looked_for_at: datetime | None
) -> tuple[str, str]:
    """Asks one of the two who did not come whether all is well. `looked_for_at`: when a minor is looked for."""
    subject, text, otherwise = _ALL_WELL[language]
    when = local_moment(language, meeting.starts_at, meeting.zone)
    text = text.format(when=when, place=place.name, page=page)
    if looked_for_at is not None:
        text += otherwise.format(at=time_of_day(language, looked_for_at, meeting.zone))
    return subject, text


def contact_alert(
    language: Language, name: str, meeting: Meeting, place: Place, *, came: bool, team: bool
) -> tuple[str, str]:
    """To the trusted contact, in the language of who named them: no news of `name` since the meeting, or since before
    it where nothing says that they `came`. `team`: organisers are told, too."""
    starts = local_moment(language, meeting.starts_at, meeting.zone)
    ends = time_of_day(language, meeting.ends_at, meeting.zone)
    if language is Language.ENGLISH:
        known = (
            "said they had come, and has not said since that they left"
            if came
            else "has said neither that they came, nor that all is well"
        )
        return (
            f"No news of {name} since a meeting" if came else f"No news of {name}, who had a meeting",
            f"{name} named you as somebody to tell.\n\n"
            f"{name} had a meeting on {starts} at {place.name}, until {ends}, {known}. Maybe they just forgot: please "
            "call them.\n\n"
            "If you cannot reach them and are worried, call 112."
            f"{' The organisers of Jokajobs know as well.' if team else ''}\n",
        )
    known = (
        "a signalé son arrivée, et n’a pas signalé son départ depuis"
        if came
        else "et n’a signalé ni son arrivée, ni que tout va bien"
    )
    return (
        f"Pas de nouvelles de {name} {'depuis' if came else 'pour'} un rendez-vous",
        f"{name} a donné votre nom comme personne de confiance.\n\n"
        f"{name} avait rendez-vous {starts} à {place.name}, jusqu’à {ends}, {known}. C’est peut-être un simple "
        f"oubli : merci de lui téléphoner.\n\n"
        "Sans réponse, et si vous vous inquiétez, appelez le 112."
        f"{' L’équipe Jokajobs le sait aussi.' if team else ''}\n",
    )


def contact_relief(language: Language, name: str, *, came: bool) -> tuple[str, str]:
    """To the trusted contact: `name` says after all that all is well; `came`: by checking out."""
    if language is Language.ENGLISH:
        said = "the meeting is over and that they have left" if came else "all is well"
        return f"News of {name}", f"{name} has now said that {said}.\n"
    said = "signaler la fin du rendez-vous et son départ" if came else "dire que tout va bien"
    return f"Des nouvelles de {name}", f"{name} vient de {said}.\n"


SETTLED_IN_LIST = "Réglée dans la liste des alertes, sans autre mot."
"""The note of a case that an organiser closes by settling its alert."""


def organiser_relief(page: str) -> tuple[str, str]:
    """To the organiser: the one who was missed says after all that all is well. It names nobody; `page` does."""
    return (
        "Jokajobs : fin d’alerte, tout va bien",
        f"La personne attendue vient de dire que tout va bien. Le dossier reste à fermer : {page}\n",
    )

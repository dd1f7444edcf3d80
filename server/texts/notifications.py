"""Words of the mail that follows a notification nobody has looked at, in the reader's language.

By its kind alone: it names nobody and quotes nothing, since a mail is read by whoever holds the phone.
"""

from collections.abc import Mapping
from types import MappingProxyType

from game_rules.notifications.notification import NotificationKind
from game_rules.people.players import Language

_FRENCH: Mapping[NotificationKind, tuple[str, str]] = MappingProxyType(
    {
        NotificationKind.MESSAGE_RECEIVED: ("Tu as un nouveau message", "Quelqu’un t’a écrit sur Jokajobs."),
        NotificationKind.MEETING_PROPOSED: (
            "On te propose un rendez-vous",
            "Un rendez-vous t’est proposé. Regarde où et quand, et dis si ça te va.",
        ),
        NotificationKind.MEETING_CONFIRMED: ("Ton rendez-vous est confirmé", "Vous êtes d’accord."),
        NotificationKind.MEETING_CANCELLED: ("Ton rendez-vous est annulé", "Le rendez-vous n’aura pas lieu."),
        NotificationKind.MEETING_REMINDER: ("Ton rendez-vous approche", "Tu as un rendez-vous bientôt."),
        NotificationKind.JOKER_APPROVED: (
            "Tu es Joker !",
            "Ta demande est acceptée : tu peux répondre aux appels. Merci !",
        ),
        NotificationKind.JOKER_DECLINED: (
            "Ta demande pour être Joker",
            "Ta demande n’a pas été acceptée. La raison est dans l’appli.",
        ),
        NotificationKind.JOKER_SUSPENDED: (
            "Tu ne reçois plus d’appels",
            "Ton rôle de Joker est suspendu. La raison est dans l’appli, avec la façon de répondre.",
        ),
        NotificationKind.IDENTITY_WITHDRAWN: (
            "Ta vérification d’identité est retirée",
            "La raison est dans Jokajobs. Tes rendez-vous à venir sont annulés.",
        ),
        NotificationKind.IDENTITY_CHECKED: (
            "Ton identité est vérifiée",
            "Tu peux aider dans les lieux d’accueil.",
        ),
        NotificationKind.REPORT_SETTLED: (
            "L’équipe t’a répondu",
            "Elle a lu ce que tu lui as écrit. Sa réponse est dans l’appli, sous Moi, Signalements et décisions.",
        ),
        NotificationKind.MEASURE_TAKEN: (
            "Une décision de l’équipe",
            "L’équipe a pris une décision à ton sujet. La raison est dans l’appli, avec la façon de répondre.",
        ),
        NotificationKind.MEASURE_LIFTED: ("Une décision est levée", "La décision prise à ton sujet ne compte plus."),
        NotificationKind.APPEAL_DECIDED: (
            "Ton recours a une réponse",
            "L’équipe a relu sa décision. La réponse est dans l’appli.",
        ),
        NotificationKind.EVENT_SEAT_FREE: (
            "Une place s’est libérée pour toi",
            "Tu attendais une place à un évènement : elle est à toi. Tu ne peux plus venir ? Rends-la dans l’appli.",
        ),
        NotificationKind.EVENT_MOVED: (
            "Un évènement change d’horaire",
            "Un évènement où tu es inscrit·e change d’horaire. Regarde si ça te va encore.",
        ),
        NotificationKind.EVENT_CALLED_OFF: (
            "Un évènement est annulé",
            "Un évènement où tu es inscrit·e n’aura pas lieu.",
        ),
        NotificationKind.APPLICATION_ANSWERED: (
            "On t’a répondu",
            "Une réponse à ta candidature est arrivée. Elle est dans l’appli.",
        ),
        NotificationKind.INTERVIEW_REMINDER: (
            "Ta rencontre approche",
            "Tu rencontres bientôt un employeur. L’heure et le lieu sont dans l’appli.",
        ),
        NotificationKind.APPLICATION_UNANSWERED: (
            "Pas encore de réponse : et si tu relançais ?",
            "Personne ne t’a encore répondu. Ça arrive souvent, et un petit appel change tout : les mots pour le dire "
            "sont dans l’appli.",
        ),
        NotificationKind.APPLICATION_CLOSED: (
            "On arrête d’attendre",
            "Personne ne t’a répondu, et ce n’est pas de ta faute. D’autres offres t’attendent sous les nuages.",
        ),
        NotificationKind.OFFER_FILLED: (
            "L’offre est pourvue",
            "Quelqu’un d’autre a été choisi pour une offre qui t’intéressait. D’autres t’attendent sous les nuages.",
        ),
    }
)

_ENGLISH: Mapping[NotificationKind, tuple[str, str]] = MappingProxyType(
    {
        NotificationKind.MESSAGE_RECEIVED: ("You have a new message", "Somebody wrote to you on Jokajobs."),
        NotificationKind.MEETING_PROPOSED: (
            "Somebody proposes a meeting",
            "A meeting is proposed to you. See where and when, and say whether it suits you.",
        ),
        NotificationKind.MEETING_CONFIRMED: ("Your meeting is confirmed", "You both agreed."),
        NotificationKind.MEETING_CANCELLED: ("Your meeting is cancelled", "The meeting will not take place."),
        NotificationKind.MEETING_REMINDER: ("Your meeting is near", "You have a meeting soon."),
        NotificationKind.JOKER_APPROVED: (
            "You are a Joker!",
            "Your application is accepted: you can answer calls. Thank you!",
        ),
        NotificationKind.JOKER_DECLINED: (
            "Your application as a Joker",
            "Your application was not accepted. The reason is in the app.",
        ),
        NotificationKind.JOKER_SUSPENDED: (
            "You get no calls for now",
            "Your role as a Joker is suspended. The reason is in the app, with how to answer.",
        ),
        NotificationKind.IDENTITY_WITHDRAWN: (
            "Your identity check is withdrawn",
            "Jokajobs says why. Your coming meetings are called off.",
        ),
        NotificationKind.IDENTITY_CHECKED: (
            "Your identity is checked",
            "You can now meet people at staffed places.",
        ),
        NotificationKind.REPORT_SETTLED: (
            "The team answered you",
            "It read what you wrote. The answer is in the app, under Me, Reports and decisions.",
        ),
        NotificationKind.MEASURE_TAKEN: (
            "A decision of the team",
            "The team decided something about you. The reason is in the app, with how to answer.",
        ),
        NotificationKind.MEASURE_LIFTED: ("A decision is lifted", "The decision about you no longer counts."),
        NotificationKind.APPEAL_DECIDED: (
            "Your appeal is answered",
            "The team looked at its decision again. The answer is in the app.",
        ),
        NotificationKind.EVENT_SEAT_FREE: (
            "A seat is free for you",
            "You waited for a seat at an event: it is yours. You cannot come any more? Give it back in the app.",
        ),
        NotificationKind.EVENT_MOVED: (
            "An event is at another time",
            "An event that you registered for is at another time. See whether it still suits you.",
        ),
        NotificationKind.EVENT_CALLED_OFF: (
            "An event is called off",
            "An event that you registered for will not take place.",
        ),
        NotificationKind.APPLICATION_ANSWERED: (
            "You got an answer",
            "You said that you were interested, and somebody answered. What they say is in the app.",
        ),
        NotificationKind.INTERVIEW_REMINDER: (
            "Your interview is near",
            "You meet an employer soon. When and where is in the app.",
        ),
        NotificationKind.APPLICATION_UNANSWERED: (
            "No answer yet: why not ask again?",
            "Nobody has answered you yet. That happens a lot, and a short call changes everything: the words for it "
            "are in the app.",
        ),
        NotificationKind.APPLICATION_CLOSED: (
            "The wait is over",
            "Nobody answered, and it is not your fault. Other offers wait under the clouds.",
        ),
        NotificationKind.OFFER_FILLED: (
            "The offer is filled",
            "Somebody else was chosen for an offer that interested you. Others wait under the clouds.",
        ),
    }
)

_FRENCH_END = (
    "Ouvre Jokajobs : tout est dans tes notifications.\n\n"
    "Tu reçois trop d’e-mails ? Tu choisis lesquels dans Moi, puis Notifications.\n"
)
_ENGLISH_END = (
    "Open Jokajobs: it is all in your notifications.\n\n"
    "Too many e-mails? Choose which ones under Me, then Notifications.\n"
)


def notification_text(language: Language, kind: NotificationKind) -> tuple[str, str]:
    """Subject and text. Raises KeyError for a kind that goes without mails."""
    texts, end = (_ENGLISH, _ENGLISH_END) if language is Language.ENGLISH else (_FRENCH, _FRENCH_END)
    subject, sentence = texts[kind]
    return subject, f"{sentence}\n\n{end}"

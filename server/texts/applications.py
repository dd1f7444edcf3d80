"""Words for answers to applications, as employers read them in mails and on the pages that their links open."""

from datetime import tzinfo

from game_rules.applications.application import Application, ApplicationAction, ApplicationState, RefusalGround
from game_rules.applications.interview import Response
from game_rules.people.players import Language
from server.texts.dates import local_moment

_LABELS: dict[Language, dict[tuple[ApplicationState, RefusalGround | None], str]] = {
    Language.FRENCH: {
        (ApplicationState.MEETING_PROPOSED, None): "Proposer une rencontre",
        (ApplicationState.PHONE, None): "D’abord se parler au téléphone",
        (ApplicationState.REFUSED, None): "Dire non, avec la raison",
        (ApplicationState.REFUSED, RefusalGround.ANOTHER_CHOSEN): "Non : quelqu’un d’autre est choisi",
        (ApplicationState.REFUSED, RefusalGround.POSITION_FILLED): "Non : le poste est déjà pourvu",
        (ApplicationState.REFUSED, RefusalGround.POSITION_WITHDRAWN): "Non : le poste n’est plus proposé",
        (ApplicationState.REFUSED, RefusalGround.EXPERIENCE): "Non : il faut plus d’expérience",
        (ApplicationState.REFUSED, RefusalGround.QUALIFICATION): "Non : diplôme ou habilitation demandés",
        (ApplicationState.REFUSED, RefusalGround.SCHEDULE): "Non : les horaires ne vont pas ensemble",
        (ApplicationState.REFUSED, RefusalGround.START_DATE): "Non : les dates ne vont pas ensemble",
    },
    Language.ENGLISH: {
        (ApplicationState.MEETING_PROPOSED, None): "Propose to meet",
        (ApplicationState.PHONE, None): "Talk on the phone first",
        (ApplicationState.REFUSED, None): "Say no, with the reason",
        (ApplicationState.REFUSED, RefusalGround.ANOTHER_CHOSEN): "No: somebody else is chosen",
        (ApplicationState.REFUSED, RefusalGround.POSITION_FILLED): "No: the position is filled already",
        (ApplicationState.REFUSED, RefusalGround.POSITION_WITHDRAWN): "No: the position is no longer offered",
        (ApplicationState.REFUSED, RefusalGround.EXPERIENCE): "No: it takes more experience",
        (ApplicationState.REFUSED, RefusalGround.QUALIFICATION): "No: it takes a diploma or a certificate",
        (ApplicationState.REFUSED, RefusalGround.SCHEDULE): "No: the hours do not match",
        (ApplicationState.REFUSED, RefusalGround.START_DATE): "No: the dates do not match",
    },
}

_STANDINGS: dict[Language, dict[ApplicationState, str]] = {
    Language.FRENCH: {
        ApplicationState.MEETING_PROPOSED: "Rencontre proposée",
        ApplicationState.PHONE: "D’abord se parler au téléphone",
        ApplicationState.REFUSED: "Non, avec vos mots",
        ApplicationState.MET: "La rencontre a eu lieu",
        ApplicationState.HIRED: "Engagé·e",
        ApplicationState.NOT_NOW: "Pas pour l’instant",
        ApplicationState.CLOSED: "Candidature fermée",
    },
    Language.ENGLISH: {
        ApplicationState.MEETING_PROPOSED: "Meeting proposed",
        ApplicationState.PHONE: "Talk on the phone first",
        ApplicationState.REFUSED: "No, in your own words",
        ApplicationState.MET: "You have met",
        ApplicationState.HIRED: "Hired",
        ApplicationState.NOT_NOW: "Not for now",
        ApplicationState.CLOSED: "Application closed",
    },
}
_FILLED = {Language.FRENCH: "Offre pourvue", Language.ENGLISH: "Offer filled"}
_ANEW = {Language.FRENCH: "Nouvelle candidature", Language.ENGLISH: "Applied anew"}


def label_of(language: Language, answer: ApplicationState, ground: RefusalGround | None) -> str:
    """Returns the name of an answer that needs no words: of a link in the mail, and on the page it opens."""
    return _LABELS[language][answer, ground]


def standing_of(language: Language, application: Application, last: ApplicationAction) -> str:
    """Says in a few words where an application stands; `last` is what happened to it last."""
    if application.hire is not None:
        return _STANDINGS[language][ApplicationState.HIRED]
    if last is ApplicationAction.FILL:
        return _FILLED[language]
    ground = application.refusal_reason
    if ground is not None and ground is not RefusalGround.OTHER:
        return label_of(language, application.state, ground)
    return _STANDINGS[language].get(application.state, _ANEW[language])


_RESPONSES = {
    Language.FRENCH: {
        Response.YES: "oui, d’accord",
        Response.OTHER_TIME: "un autre moment ?",
        Response.NO: "non",
        Response.QUESTION: "une question",
    },
    Language.ENGLISH: {
        Response.YES: "yes, agreed",
        Response.OTHER_TIME: "another time?",
        Response.NO: "no",
        Response.QUESTION: "a question",
    },
}


def response_of(language: Language, application: Application) -> str:
    """Says in a word what somebody answers to an interview or a call; nothing before they have."""
    return _RESPONSES[language][application.response] if application.response else ""


def said_of_invitation(language: Language, application: Application, zone: tzinfo) -> str:
    """Says when and where the interview is, or which number to call; nothing where neither is proposed."""
    if application.interview is not None:
        return f"{local_moment(language, application.interview.starts_at, zone)}, {application.interview.place}"
    return application.phone or ""

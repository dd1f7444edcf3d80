"""Words of the pages on which organisers read cases."""

from datetime import datetime, tzinfo

from game_rules.cases.case import CaseAction, CaseKind, CaseOutcome, ReportReason, SubjectKind
from game_rules.cases.evidence import CasePerson, PersonRole, WordsKind
from game_rules.cases.measure import MeasureKind
from game_rules.jokers.joker import JokerState
from game_rules.meetings.meeting import CheckInProof, ContactAnswer, MeetingState
from game_rules.people.players import AgeBand

KINDS = {
    CaseKind.REPORT: "Signalement",
    CaseKind.ALERT: "Alerte",
    CaseKind.APPEAL: "Recours",
    CaseKind.QUESTION: "Message à l’équipe",
}
SUBJECTS = {
    SubjectKind.CONVERSATION: "une conversation",
    SubjectKind.MEETING: "un rendez-vous",
    SubjectKind.OFFER: "une offre",
    SubjectKind.APPLICATION: "une candidature",
    SubjectKind.PROFILE: "une personne",
    SubjectKind.PLACE: "un lieu",
    SubjectKind.MEASURE: "une décision",
    SubjectKind.TEAM: "une question",
}
REASONS = {
    ReportReason.DISRESPECT: "manque de respect",
    ReportReason.HARASSMENT: "harcèlement",
    ReportReason.ASKS_FOR_MONEY: "demande d’argent",
    ReportReason.PRIVATE_MEETING: "rendez-vous dans un lieu privé",
    ReportReason.SPAM: "publicité",
    ReportReason.FALSE_OFFER: "offre fausse ou trompeuse",
    ReportReason.OTHER: "autre raison",
}
OUTCOMES = {
    CaseOutcome.MEASURE_TAKEN: "Une mesure a été prise",
    CaseOutcome.NOTHING_WRONG: "Rien de contraire aux règles",
    CaseOutcome.NOT_ENOUGH_KNOWN: "Pas assez d’éléments pour décider",
    CaseOutcome.PERSON_SAFE: "La personne va bien",
    CaseOutcome.MEASURE_LIFTED: "La décision est levée",
    CaseOutcome.MEASURE_UPHELD: "La décision est maintenue",
    CaseOutcome.ANSWERED: "Une réponse est donnée",
}
ROLES = {
    PersonRole.REPORTER: "a signalé",
    PersonRole.ABOUT: "est en cause, ou attendu·e",
    PersonRole.OTHER: "était là aussi",
    PersonRole.MEMBER: "répond pour la structure",
}
OPENED_BY = {CaseKind.APPEAL: "a contesté", CaseKind.QUESTION: "a écrit"}
AGES = {AgeBand.UNDER_15: "moins de 15 ans", AgeBand.FROM_15_TO_17: "15 à 17 ans", AgeBand.FROM_18: "18 ans ou plus"}
JOKER_STATES = {
    JokerState.APPLIED: "a demandé à être Joker",
    JokerState.APPROVED: "Joker",
    JokerState.DECLINED: "refusé·e comme Joker",
    JokerState.SUSPENDED: "Joker, rôle suspendu",
    JokerState.LEFT: "n’est plus Joker",
}
WORDS = {
    WordsKind.QUESTION: "Question",
    WordsKind.MESSAGE: "Message",
    WordsKind.TITLE: "Titre",
    WordsKind.DESCRIPTION: "Description",
    WordsKind.FIRST_NAME: "Prénom donné",
    WordsKind.CAN_DO: "Ce que je sais faire",
    WordsKind.AVAILABLE: "Quand",
    WordsKind.ANSWERS: "Réponses",
    WordsKind.REPLY: "Réponse de la structure",
    WordsKind.PLACE: "Lieu",
}
MEASURES = {
    MeasureKind.WARNING: "Avertissement",
    MeasureKind.MESSAGES_PAUSED: "Messages en pause",
    MeasureKind.OFFER_TAKEN_DOWN: "Offre retirée",
    MeasureKind.JOKER_SUSPENDED: "Rôle de Joker suspendu",
    MeasureKind.ORGANISATION_SUSPENDED: "Structure suspendue",
    MeasureKind.SUSPENDED: "Compte suspendu",
    MeasureKind.BANNED: "Compte exclu",
}
MEETINGS = {
    MeetingState.PROPOSED: "proposé",
    MeetingState.CONFIRMED: "confirmé",
    MeetingState.UNDER_WAY: "en cours",
    MeetingState.MET: "a eu lieu",
    MeetingState.MISSED: "manqué",
    MeetingState.CANCELLED: "annulé",
    MeetingState.LAPSED: "resté sans réponse",
}
CONTACT_ANSWERS = {
    ContactAnswer.CONFIRMED: "A confirmé être cette personne.",
    ContactAnswer.DECLINED: "A dit non : ne l’appelez pas.",
    None: "N’a pas confirmé être cette personne : vérifiez à qui vous parlez.",
}
PROOFS = {
    CheckInProof.POSITION: "par sa position",
    CheckInProof.OTHERS_CODE: "par le code de l’autre personne, qui ne dit pas où",
    CheckInProof.DESK_CODE: "par le code de l’accueil",
}
ACTIONS = {
    CaseAction.OPENED: "dossier ouvert",
    CaseAction.READ: "pièces consultées",
    CaseAction.BROUGHT_UP: "rappelé à l’équipe",
    CaseAction.MEASURE_TAKEN: "mesure prise",
    CaseAction.MEASURE_LIFTED: "mesure levée",
    CaseAction.CLOSED: "dossier fermé",
}


def role_of(person: CasePerson, kind: CaseKind) -> str:
    """Their part in a case of this kind."""
    return OPENED_BY.get(kind, ROLES[person.role]) if person.role is PersonRole.REPORTER else ROLES[person.role]


def moment(at: datetime | None, zone: tzinfo) -> str:
    """The local day and time, as French writes them; a dash for none."""
    return f"{at.astimezone(zone):%d/%m/%Y à %H:%M}" if at is not None else "–"

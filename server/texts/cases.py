"""Words of the mail that tells organisers of a case. It names nobody: it leads to the page, where names stand."""

from collections.abc import Mapping
from types import MappingProxyType

from game_rules.cases.case import Case, CaseKind

_OPENED: Mapping[CaseKind, tuple[str, str]] = MappingProxyType(
    {
        CaseKind.REPORT: ("Un signalement à lire", "Quelqu’un a fait un signalement, et attend une réponse."),
        CaseKind.ALERT: (
            "Alerte : pas de nouvelles après un rendez-vous",
            "Quelqu’un avait un rendez-vous et n’a pas dit que tout va bien. Ouvrez la page maintenant : elle dit qui, "
            "où, et qui appeler.",
        ),
        CaseKind.APPEAL: ("Un recours à lire", "Quelqu’un conteste une décision, et attend une réponse."),
        CaseKind.QUESTION: ("Un message à lire", "Quelqu’un a écrit à l’équipe, et attend une réponse."),
    }
)

_MINOR = "Une personne mineure est concernée."
_STILL_OPEN = "Ce dossier est ouvert depuis longtemps, et personne ne l’a fermé."


def case_text(case: Case, page: str, *, is_new: bool) -> tuple[str, str]:
    """Subject and text, in the campaign's language; `page` is the address of the case."""
    subject, sentence = _OPENED[case.kind]
    if not is_new:
        subject, sentence = f"Toujours ouvert : {subject[0].lower()}{subject[1:]}", f"{_STILL_OPEN} {sentence}"
    if case.concerns_minor:
        subject, sentence = f"{subject} (une personne mineure est concernée)", f"{sentence}\n\n{_MINOR}"
    return f"Jokajobs : {subject}", f"{sentence}\n\nTout est là, et seulement là : {page}\n"

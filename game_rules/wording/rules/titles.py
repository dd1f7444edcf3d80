"""Titles that name an occupation for one sex only (Code du travail, L.1142-1)."""

from game_rules.kinds import OfferKind
from game_rules.wording.rules.rule import BilingualText, Ground, Notice, Severity

TITLE_FOR_ONE_SEX = Notice(
    name="title_for_one_sex",
    ground=Ground.SEX,
    severity=Severity.WARN,
    explanation=BilingualText(
        fr="Ce titre ne parle que d’un sexe. Une offre est ouverte aux femmes et aux hommes.",
        en="This title speaks of one sex only. An offer is open to women and men.",
    ),
    suggestion=BilingualText(fr="Écrire « {both} », ou ajouter (H/F).", en="Write “{both}”, or add (H/F)."),
    source="Code du travail, art. L.1142-1",
)

FOR_PEOPLE = frozenset(OfferKind) - {OfferKind.EVENT, OfferKind.TRAINING}
"""An event or a training is not called like whoever comes."""

"""Days that are missing or over. The law wants every offer dated (L.5332-1): the day of publication is always shown."""

from game_rules.kinds import OfferKind
from game_rules.wording.rules.rule import BilingualText, Ground, Notice, Severity

START_MISSING = Notice(
    name="start_missing",
    ground=Ground.DATE,
    severity=Severity.WARN,
    explanation=BilingualText(
        fr="On ne sait pas quand cela commence. Le jour de publication, que la loi demande, s’ajoute tout seul.",
        en="It does not say when this begins. The day of publication, which the law asks for, is added by itself.",
    ),
    suggestion=BilingualText(
        fr="Donner un jour, ou écrire « dès que possible ».", en="Give a day, or write “dès que possible”."
    ),
    source="Code du travail, art. L.5332-1",
)

START_OVER = Notice(
    name="start_over",
    ground=Ground.DATE,
    severity=Severity.WARN,
    explanation=BilingualText(fr="Le jour du début est passé.", en="The day on which it begins is over."),
    suggestion=BilingualText(fr="Donner un nouveau jour, ou le retirer.", en="Give another day, or leave it out."),
    source="Code du travail, art. L.5331-3",
)

EVENT_WITHOUT_DAY = Notice(
    name="event_without_day",
    ground=Ground.DATE,
    severity=Severity.BLOCK,
    explanation=BilingualText(
        fr="Sans jour ni heure, personne ne peut venir.", en="Without a day and an hour nobody can come."
    ),
    suggestion=BilingualText(fr="Donner le jour et l’heure.", en="Give the day and the hour."),
    source="Règle de Jokajobs",
)

OVER = Notice(
    name="over",
    ground=Ground.DATE,
    severity=Severity.BLOCK,
    explanation=BilingualText(
        fr="Ce jour est passé : l’offre n’est plus à prendre.", en="This day is over: the offer is gone."
    ),
    suggestion=BilingualText(fr="Donner un jour à venir.", en="Give a day to come."),
    source="Code du travail, art. L.5331-3",
)

NEEDS_A_START = frozenset(OfferKind) - {OfferKind.EVENT, OfferKind.IMMERSION}
"""Trying a job is arranged with whoever comes; an event has its own day."""

_MONTHS = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"

TELLS_A_START = (
    "des que possible",
    "immediat|immediate|immediatement|asap",
    "des maintenant",
    "de suite",
    "tout de suite",
    "a+partir|des|debut|courant|en|fin|mi|prevu|debute|commence .. " + _MONTHS,
    f"# {_MONTHS}",
    "# # 20*",
    "1er " + _MONTHS,
    "rentree",
    "toute l annee",
    "date(s) [de] [debut|prise] flexible(s)",
    "date(s) a|selon|variable(s)|flexible(s) definir|convenir|profil|disponibilite(s)|dates",
)
"""Words of a text that tell when it begins."""

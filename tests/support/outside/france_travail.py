"""Offers as France Travail's API sends them, written by hand: nobody real is in them."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

EVERY_FIELD: dict[str, Any] = {
    "id": "100AAAA",
    "intitule": "Fleuriste (H/F)",
    "description": "Vous composez des bouquets.\n\nVous aimez les gens.",
    "dateCreation": "2026-05-20T08:15:42.000Z",
    "dateActualisation": "2026-05-28T10:00:00.000Z",
    "lieuTravail": {
        "libelle": "62 - LENS",
        "latitude": 50.4291,
        "longitude": 2.8319,
        "codePostal": "62300",
        "commune": "62498",
    },
    "romeCode": "D1209",
    "romeLibelle": "Vente de végétaux",
    "appellationlibelle": "Fleuriste",
    "entreprise": {
        "nom": "Les Fleurs d’Essai",
        "description": "Une boutique inventée",
        "logo": "https://fleurs.example/logo.png",
        "url": "https://fleurs.example",
        "entrepriseAdaptee": False,
    },
    "typeContrat": "CDD",
    "typeContratLibelle": "CDD - 6 Mois",
    "natureContrat": "Contrat travail",
    "experienceExige": "D",
    "experienceLibelle": "Débutant accepté",
    "experienceCommentaire": "Aimer les fleurs",
    "formations": [
        {
            "codeFormation": "21046",
            "domaineLibelle": "fleuristerie",
            "niveauLibelle": "CAP, BEP et équivalents",
            "commentaire": "ou en cours",
            "exigence": "S",
        }
    ],
    "langues": [{"libelle": "Anglais", "exigence": "S"}],
    "permis": [{"libelle": "B - Véhicule léger", "exigence": "E"}],
    "outilsBureautiques": "Tableur",
    "competences": [{"code": "1", "libelle": "Composer un bouquet", "exigence": "E"}],
    "salaire": {
        "libelle": "Mensuel de 1850.00 Euros à 2000,50 Euros sur 12.0 mois",
        "commentaire": "Selon expérience",
        "complement1": "Primes",
        "complement2": "Autre",
    },
    "dureeTravailLibelle": "35H Horaires normaux",
    "dureeTravailLibelleConverti": "Temps plein",
    "complementExercice": "Travail debout",
    "conditionExercice": "Travail le samedi",
    "alternance": False,
    "contact": {
        "nom": "Dominique Secret",
        "coordonnees1": "1 rue Secrète",
        "coordonnees2": "Bâtiment secret",
        "coordonnees3": "62300 Secret",
        "telephone": "0100000001",
        "courriel": "secret@fleurs.example",
        "commentaire": "Demander Dominique Secret",
        "urlRecruteur": "https://fleurs.example",
        "urlPostulation": "https://fleurs.example/postuler",
    },
    "agence": {"telephone": "0100000002", "courriel": "secret@agence.example"},
    "nombrePostes": 2,
    "accessibleTH": True,
    "deplacementCode": "1",
    "deplacementLibelle": "Jamais",
    "qualificationCode": "6",
    "qualificationLibelle": "Employé qualifié",
    "codeNAF": "47.76Z",
    "secteurActivite": "47",
    "secteurActiviteLibelle": "Commerce de détail",
    "qualitesProfessionnelles": [{"libelle": "Être à l’écoute", "description": "Capacité à écouter."}],
    "trancheEffectifEtab": "1 ou 2 salariés",
    "origineOffre": {
        "origine": "2",
        "urlOrigine": "https://partenaire.example/100AAAA",
        "partenaires": [
            {
                "nom": "PARTENAIRE",
                "url": "https://partenaire.example/100AAAA",
                "logo": "https://partenaire.example/logo.png",
            }
        ],
    },
    "offresManqueCandidats": False,
    "contexteTravail": {"horaires": "35H", "conditionsExercice": "Port d’un tablier"},
}
"""Every field of the API's documentation, once."""

PLAIN: dict[str, Any] = {name: EVERY_FIELD[name] for name in ("id", "intitule", "dateCreation", "lieuTravail")}
"""The least that an offer has."""


def changed(offer: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A copy with other fields; those that are None are left out."""
    return {name: value for name, value in {**offer, **fields}.items() if value is not None}


def answer_of(offers: Iterable[Any]) -> bytes:
    """Makes the answer of a search."""
    return json.dumps({"resultats": list(offers), "filtresPossibles": []}, ensure_ascii=False).encode()


def paths_in(value: Any, path: str = "") -> Iterator[str]:
    """The name of each value that is no object, such as `contact.nom`; items of a list have the list's name."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from paths_in(one, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and value:
        for one in value:
            yield from paths_in(one, path)
    else:
        yield path

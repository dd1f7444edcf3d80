"""Sentences on family, faith and opinions, each with the rule that finds it."""

BLOCKED = [
    ("Célibataire de préférence", "family"),
    ("sans enfants", "family"),
    ("Idéal pour mère de famille", "family"),
    ("Êtes-vous mariée ?", "family"),
    ("Avez-vous des enfants ?", "family"),
    ("Pas d’homosexuels", "orientation"),
    ("Non-fumeuse exigée", "mores"),
    ("Cherche musulman pratiquant", "religion"),
    ("Pas de femmes voilées", "religion"),
    ("Êtes-vous croyant ?", "religion"),
    ("Non syndiqué", "opinions"),
    ("Quelles sont vos opinions politiques ?", "opinions"),
    ("Ne pas avoir d'enfants", "family"),
    ("Sans charge de famille", "family"),
    ("Célibataires bienvenus", "family"),
    ("Maman s'abstenir", "family"),
    ("Divorcée s'abstenir", "family"),
    ("Non fumeur", "mores"),
    ("De confession catholique", "religion"),
    ("Pas de voile", "religion"),
    ("Pas de musulmans", "religion"),
    ("Pas de syndicalistes", "opinions"),
]

WARNED = [
    ("Cherche couple de gardiens", "couple_wanted"),
]

"""Sentences on origin, names and languages, each with the rule that finds it."""

BLOCKED = [
    ("Nationalité française exigée", "origin_wanted"),
    ("de nationalité européenne", "origin_wanted"),
    ("Personne de type européen", "origin_wanted"),
    ("Pas d’étrangers", "origin_wanted"),
    ("Gens du voyage s’abstenir", "origin_wanted"),
    ("De quelle origine êtes-vous ?", "origin_wanted"),
    ("Nom à consonance française", "name_wanted"),
    ("Français uniquement", "origin_wanted"),
    ("Personne d'origine française", "origin_wanted"),
    ("Blanc de préférence", "origin_wanted"),
    ("Uniquement des Européens", "origin_wanted"),
]

WARNED = [
    ("Langue maternelle anglaise", "mother_tongue"),
]

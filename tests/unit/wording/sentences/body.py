"""Sentences on looks, health and pregnancy, each with the rule that finds it."""

BLOCKED = [
    ("Physique agréable indispensable", "looks_wanted"),
    ("pas de gros", "looks_wanted"),
    ("Pas de problèmes de dos", "health_wanted"),
    ("Être en bonne santé", "health_wanted"),
    ("Non handicapé", "health_wanted"),
    ("Avez-vous un handicap ?", "health_wanted"),
    ("Femmes enceintes s’abstenir", "pregnancy"),
    ("Sans projet de grossesse", "pregnancy"),
    ("Bonne apparence physique", "looks_wanted"),
    ("Taille 1m75 minimum", "looks_wanted"),
    ("Être en parfaite condition physique et santé", "health_wanted"),
    ("Aucun problème de santé", "health_wanted"),
    ("Pas de personnes handicapées", "health_wanted"),
    ("personne valide", "health_wanted"),
    ("Pas d'arrêts maladie", "health_wanted"),
    ("Pas de femmes enceintes", "pregnancy"),
    ("Ne pas être enceinte", "pregnancy"),
]

WARNED = [
    ("Bonne présentation exigée", "hint_at_looks"),
    ("Envoyez un CV avec photo", "hint_at_looks"),
    ("Bonne condition physique", "hint_at_health"),
]

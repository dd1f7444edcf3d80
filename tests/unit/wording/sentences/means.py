"""Sentences on residence, money of one's own and what is private, each with the rule that finds it."""

BLOCKED = [
    ("Pas de gens des cités", "residence_refused"),
    ("Compte bancaire français obligatoire", "bank"),
    ("RSA s’abstenir", "vulnerability"),
    ("Pas de cas sociaux", "vulnerability"),
    ("Ne pas habiter dans une cité", "residence_refused"),
    ("Pas de gens du 93", "residence_refused"),
]

WARNED = [
    ("Habiter impérativement à Lens", "residence_wanted"),
    ("Dans quelle ville habitez-vous ?", "residence_wanted"),
    ("Casier judiciaire vierge", "private_question"),
]

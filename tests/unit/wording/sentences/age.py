"""Sentences on age, each with the rule that finds it."""

BLOCKED = [
    ("Moins de 30 ans de préférence.", "age_limit"),
    ("Âge : 18-25 ans", "age_limit"),
    ("Vous avez entre 20 et 40 ans.", "age_limit"),
    ("45 ans maximum", "age_limit"),
    ("Âgée de 25 à 35 ans", "age_limit"),
    ("plus de 30 ans souhaité", "age_limit"),
    ("Recherche jeune motivé pour renforcer l’équipe", "young_person"),
    ("Vous êtes jeune et dynamique ? Venez !", "young_person"),
    ("Seniors s’abstenir", "young_person"),
    ("Quel âge avez-vous ?", "asked_age"),
    ("Indiquez votre date de naissance.", "asked_age"),
    ("Cherchons vendeuse, belle présentation, entre 20 et 30 ans", "age_limit"),
    ("On recherche quelqu'un de jeune", "young_person"),
    ("Nous souhaitons recruter une personne jeune", "young_person"),
    ("Personne jeune et motivée", "young_person"),
    ("Idéalement âgé de 25 ans", "age_limit"),
    ("Pas plus de 40 ans", "age_limit"),
    ("De préférence moins de trente ans", "age_limit"),
    ("Agé(e) entre 18 et 30 ans", "age_limit"),
    ("Femme de 30 à 40 ans", "age_limit"),
]

WARNED = [
    ("Une équipe jeune et dynamique", "hint_at_age"),
    ("Jeune diplômé accepté", "hint_at_age"),
]

"""Sentences on sex, each with the rule that finds it."""

BLOCKED = [
    ("Nous recherchons une femme souriante.", "sex_wanted"),
    ("Cherche homme fort pour porter des cartons", "sex_wanted"),
    ("Profil féminin de préférence", "sex_wanted"),
    ("Femmes uniquement", "sex_wanted"),
    ("Un jeune homme sérieux", "sex_wanted"),
    ("Poste réservé aux hommes", "sex_wanted"),
    ("Plutôt un homme", "sex_wanted"),
    ("De préférence une femme", "sex_wanted"),
    ("Emploi réservé à une femme", "sex_wanted"),
    ("Nous voulons un homme", "sex_wanted"),
    ("Equipe 100% masculine, homme exigé", "sex_wanted"),
    ("Homme exigé", "sex_wanted"),
    ("Femme souhaitée", "sex_wanted"),
]

WARNED = [
    ("Femme de ménage", "gendered_job"),
    ("Poste de femme de chambre", "gendered_job"),
    ("Un homme de terrain", "gendered_job"),
    ("Homme clé d’un chantier", "gendered_job"),
]

"""Sentences on money that is asked, and work without a contract, each with the rule that finds it."""

BLOCKED = [
    ("Frais de dossier : 50 €", "money_asked"),
    ("Verser 150€ avant le premier jour", "money_asked"),
    ("Caution demandée pour le badge", "money_asked"),
    ("Formation payante à votre charge", "money_asked"),
    ("Kit de démarrage à acheter", "money_asked"),
    ("Appelez le 0892 70 12 34", "money_asked"),
    ("Appelez le 08.92.70.12.34", "money_asked"),
    ("Paiement par Western Union", "money_asked"),
    ("Payé au noir", "undeclared"),
    ("Salaire versé de la main à la main", "undeclared"),
    ("Chèque de 50 euros à l'ordre de la société pour les frais d'inscription", "money_asked"),
    ("Les candidats devront régler 30€ pour l'étude du dossier", "money_asked"),
    ("Merci de prévoir 20 € pour le dossier", "money_asked"),
    ("Le matériel est à votre charge", "money_asked"),
    ("Tenue à votre charge", "money_asked"),
    ("Achat du kit obligatoire : 99 €", "money_asked"),
    ("Dépôt de garantie de 100€ à verser par virement", "money_asked"),
    ("Envoyez 50€ par PCS", "money_asked"),
    ("Appeler le 3265 (3 €/min)", "money_asked"),
    ("Payé en liquide", "undeclared"),
    ("Travail non déclaré", "undeclared"),
    ("Paiement au black", "undeclared"),
]

WARNED = [
    ("Journée d’essai non rémunérée", "unpaid_trial"),
    ("Revenus illimités !", "too_good"),
    ("Gagnez jusqu’à 500 € par jour", "too_good"),
    ("Statut auto-entrepreneur", "not_employed"),
]

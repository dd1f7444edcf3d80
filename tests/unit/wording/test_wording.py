"""Sentences of real-looking offers: what the wording check finds in them, and in which it finds nothing."""

import csv
from datetime import date
from unicodedata import normalize

import pytest

from game_rules.kinds import OfferKind
from game_rules.people.players import Language
from game_rules.wording.check import Finding, OfferWords, blocks, check_wording
from game_rules.wording.limits import WORDING_FINDINGS_PER_RULE
from game_rules.wording.rules.rule import Severity
from server.settings import PROJECT_ROOT

TODAY = date(2026, 11, 22)
TOMORROW = date(2026, 11, 23)
YESTERDAY = date(2026, 11, 21)


def found_in(text: str, kind: OfferKind = OfferKind.JOB) -> list[Finding]:
    """In the description of an offer that is otherwise well."""
    words = OfferWords(kind, "Boulanger / Boulangère", text, starts_on=TOMORROW, event_starts_on=TOMORROW)
    return check_wording(words, TODAY, Language.FRENCH)


def rules_of(findings: list[Finding]) -> set[str]:
    return {one.rule for one in findings}


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
    ("Nous recherchons une femme souriante.", "sex_wanted"),
    ("Cherche homme fort pour porter des cartons", "sex_wanted"),
    ("Profil féminin de préférence", "sex_wanted"),
    ("Femmes uniquement", "sex_wanted"),
    ("Un jeune homme sérieux", "sex_wanted"),
    ("Poste réservé aux hommes", "sex_wanted"),
    ("Nationalité française exigée", "origin_wanted"),
    ("de nationalité européenne", "origin_wanted"),
    ("Personne de type européen", "origin_wanted"),
    ("Pas d’étrangers", "origin_wanted"),
    ("Gens du voyage s’abstenir", "origin_wanted"),
    ("De quelle origine êtes-vous ?", "origin_wanted"),
    ("Nom à consonance française", "name_wanted"),
    ("Physique agréable indispensable", "looks_wanted"),
    ("pas de gros", "looks_wanted"),
    ("Pas de problèmes de dos", "health_wanted"),
    ("Être en bonne santé", "health_wanted"),
    ("Non handicapé", "health_wanted"),
    ("Avez-vous un handicap ?", "health_wanted"),
    ("Femmes enceintes s’abstenir", "pregnancy"),
    ("Sans projet de grossesse", "pregnancy"),
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
    ("Pas de gens des cités", "residence_refused"),
    ("Compte bancaire français obligatoire", "bank"),
    ("RSA s’abstenir", "vulnerability"),
    ("Pas de cas sociaux", "vulnerability"),
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
    ("Cherchons vendeuse, belle présentation, entre 20 et 30 ans", "age_limit"),
    ("On recherche quelqu'un de jeune", "young_person"),
    ("Nous souhaitons recruter une personne jeune", "young_person"),
    ("Personne jeune et motivée", "young_person"),
    ("Idéalement âgé de 25 ans", "age_limit"),
    ("Pas plus de 40 ans", "age_limit"),
    ("De préférence moins de trente ans", "age_limit"),
    ("Agé(e) entre 18 et 30 ans", "age_limit"),
    ("Plutôt un homme", "sex_wanted"),
    ("De préférence une femme", "sex_wanted"),
    ("Emploi réservé à une femme", "sex_wanted"),
    ("Nous voulons un homme", "sex_wanted"),
    ("Femme de 30 à 40 ans", "age_limit"),
    ("Equipe 100% masculine, homme exigé", "sex_wanted"),
    ("Homme exigé", "sex_wanted"),
    ("Femme souhaitée", "sex_wanted"),
    ("Français uniquement", "origin_wanted"),
    ("Personne d'origine française", "origin_wanted"),
    ("Blanc de préférence", "origin_wanted"),
    ("Uniquement des Européens", "origin_wanted"),
    ("Bonne apparence physique", "looks_wanted"),
    ("Taille 1m75 minimum", "looks_wanted"),
    ("Être en parfaite condition physique et santé", "health_wanted"),
    ("Aucun problème de santé", "health_wanted"),
    ("Pas de personnes handicapées", "health_wanted"),
    ("personne valide", "health_wanted"),
    ("Pas d'arrêts maladie", "health_wanted"),
    ("Pas de femmes enceintes", "pregnancy"),
    ("Ne pas être enceinte", "pregnancy"),
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
    ("Ne pas habiter dans une cité", "residence_refused"),
    ("Pas de gens du 93", "residence_refused"),
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
    ("Une équipe jeune et dynamique", "hint_at_age"),
    ("Jeune diplômé accepté", "hint_at_age"),
    ("Bonne présentation exigée", "hint_at_looks"),
    ("Envoyez un CV avec photo", "hint_at_looks"),
    ("Bonne condition physique", "hint_at_health"),
    ("Langue maternelle anglaise", "mother_tongue"),
    ("Habiter impérativement à Lens", "residence_wanted"),
    ("Dans quelle ville habitez-vous ?", "residence_wanted"),
    ("Femme de ménage", "gendered_job"),
    ("Poste de femme de chambre", "gendered_job"),
    ("Un homme de terrain", "gendered_job"),
    ("Homme clé d’un chantier", "gendered_job"),
    ("Cherche couple de gardiens", "couple_wanted"),
    ("Casier judiciaire vierge", "private_question"),
    ("Journée d’essai non rémunérée", "unpaid_trial"),
    ("Revenus illimités !", "too_good"),
    ("Gagnez jusqu’à 500 € par jour", "too_good"),
    ("Statut auto-entrepreneur", "not_employed"),
]

INNOCENT = [
    "Jeune entreprise recherche un boulanger motivé.",
    "Aucune expérience demandée, pas d’expérience exigée.",
    "Débutant accepté, formation assurée et rémunérée.",
    "Accompagner des personnes âgées à domicile.",
    "Vous devez avoir 18 ans : vous vendrez de l’alcool.",
    "18 ans minimum, travail de nuit.",
    "Être majeur et avoir le permis B depuis 2 ans.",
    "2 ans d’expérience minimum.",
    "Moins de 25 ans d’expérience, peu importe.",
    "De 3 à 20 ans d’expérience.",
    "Entreprise de plus de 50 ans, 20 à 49 salariés.",
    "Garde d’enfants de 3 à 6 ans.",
    "Animer un groupe de jeunes de 16 à 25 ans.",
    "Accueillir des adolescents de moins de 20 ans.",
    "Pas de limite d’âge.",
    "Homme ou femme, peu importe.",
    "Nous recherchons un homme ou une femme de confiance.",
    "Poste ouvert aux hommes et aux femmes.",
    "Vêtements homme, femme et enfant.",
    "Aide auprès de femmes victimes de violences.",
    "Nous travaillons pour l’égalité entre les femmes et les hommes.",
    "Une personne de confiance.",
    "Français courant exigé, à l’oral.",
    "Cuisine française traditionnelle.",
    "Toutes nationalités bienvenues.",
    "Titre de séjour en cours de validité.",
    "Poste ouvert aux personnes en situation de handicap, RQTH bienvenue.",
    "Port de charges jusqu’à 15 kg, station debout.",
    "Suivre l’état de santé des résidents.",
    "Vous travaillez avec les professionnels de santé du secteur.",
    "Permis B valide, carte de cariste valide.",
    "Remplacement d’un congé maternité.",
    "Entreprise familiale, ambiance familiale.",
    "Vous aimez travailler avec les enfants.",
    "Locaux non-fumeurs.",
    "Travail au sein d’une école catholique.",
    "Boucherie halal, cuisine casher.",
    "Gestion de la politique qualité.",
    "Sans distinction d’âge, de sexe, d’origine, de religion ou d’orientation sexuelle.",
    "Poste éligible aux emplois francs, quartier prioritaire.",
    "Vous êtes autonome et souriant·e.",
    "Rapprochements bancaires, conseil aux clients.",
    "Envoyez un RIB à l’embauche.",
    "Les bénéficiaires du RSA sont les bienvenus.",
    "Frais de déplacement remboursés.",
    "Frais d’inscription offerts.",
    "Aucun frais de dossier, sans caution.",
    "Les frais de formation sont pris en charge.",
    "Salaire : 1 800 € à verser en fin de mois.",
    "Nous payons 12,50 € de l’heure pour commencer.",
    "Tenue de travail fournie, mutuelle, primes.",
    "Lutte contre le travail dissimulé.",
    "Habilitation électrique, CACES 1, 3 et 5.",
    "CDI, 35 heures, du lundi au vendredi.",
    "Recherche un ou une mécanicien·ne pour l’atelier.",
    "Sage-femme en maternité.",
    "Appelez Camille au 03 21 00 00 00.",
    "Les clients sont des couples, des familles, des célibataires.",
    "Vous êtes rigoureux(se), organisé(e) et aimez travailler en équipe.",
    "Poste à pourvoir en CDI, 35h hebdomadaires, prise de poste dès que possible.",
    "Une première expérience de 6 mois à 1 an sur un poste similaire est souhaitée.",
    "Logé sur place, nourri le midi.",
    "Vous serez en charge de l'entretien des chambres et des parties communes.",
    "Les horaires : 6h-14h ou 14h-22h en alternance une semaine sur deux.",
    "Vous justifiez d'au moins 5 ans d'expérience.",
    "Notre entreprise familiale compte 45 salariés et 25 ans d'existence.",
    "Fondée il y a plus de 30 ans, notre société est leader régional.",
    "Depuis plus de 40 ans, nous accompagnons les familles.",
    "Le restaurant accueille des groupes de 20 à 60 personnes.",
    "Vous intervenez auprès d'enfants de 0 à 3 ans et de leurs parents.",
    "Encadrement d'un groupe de 12 enfants, âgés de 6 à 11 ans.",
    "Crèche de 30 berceaux, enfants de 10 semaines à 3 ans.",
    "Vous accompagnez des adultes en situation de handicap (20-60 ans) dans leur projet.",
    "Foyer d'accueil pour jeunes femmes enceintes et mères isolées.",
    "Public accueilli : jeunes de 18 à 25 ans en insertion.",
    "Vous animez des ateliers pour les 16-25 ans suivis par la Mission locale.",
    "Les candidats doivent être éligibles à un contrat PEC ou bénéficiaires du RSA.",
    "Merci d'envoyer CV et lettre de motivation.",
    "Vous avez une bonne présentation orale et écrite.",
    "Présentation soignée des plats en vitrine.",
    "Vous assurez la présentation des produits.",
    "Vous êtes résistant au stress et aimez le travail physique.",
    "Le poste nécessite le port de charges lourdes.",
    "Vous êtes en bonne entente avec vos collègues.",
    "Connaissance de l'anglais et du néerlandais appréciée.",
    "Restaurant italien cherche pizzaïolo.",
    "Épicerie portugaise recherche vendeur.",
    "Cours de français langue étrangère.",
    "Garde d'enfants à domicile, sortie d'école, mercredi toute la journée.",
    "Avez-vous le permis B et un véhicule ?",
    "Quelles sont vos disponibilités ?",
    "Pourquoi souhaitez-vous nous rejoindre ?",
    "Possibilité d'horaires adaptés à la vie de famille.",
    "Prime de cooptation, mutuelle familiale prise en charge à 60 %.",
    "Participation et intéressement, chèques vacances.",
    "Participation aux frais de transport à hauteur de 50 %.",
    "Participation aux frais de mutuelle",
    "Frais kilométriques remboursés, véhicule de service.",
    "Vous gérez les frais de dossier et les encaissements des clients.",
    "Vous encaissez les cautions et dépôts de garantie des locataires.",
    "Inscription gratuite à la formation.",
    "Salaire fixe + primes, jusqu'à 2 500 € par mois.",
    "Vous gagnez en autonomie et en compétences.",
    "Vous serez payé chaque semaine par acompte.",
    "Kit de vêtements de travail fourni.",
    "Travaux réalisés au noir et blanc",
    "Chantiers de peinture, noir ou couleur",
    "Vous conduisez des poids lourds, permis C et FIMO à jour.",
    "Prévention des risques liés au travail.",
    "Vous vous adressez à des clients hommes et femmes.",
    "Mission auprès des hommes et des femmes de l'entreprise.",
    "L'homme est au cœur de notre projet.",
    "Nos valeurs : l'humain, la proximité, le respect.",
    "Coiffure hommes, femmes, enfants.",
    "Rayon homme du magasin.",
    "Barbier : coupe homme, taille de barbe.",
    "Équipe mixte de 8 personnes.",
    "L'équipe féminine de handball recherche un entraîneur.",
    "Le poste est basé à Lens, déplacements à Liévin et Béthune.",
    "Idéalement titulaire du CAP cuisine.",
    "Candidature à adresser à la mairie.",
    "Vous êtes diplômé d'État (DEAS).",
    "Agrément préfectoral obligatoire, casier vierge exigé par la loi pour les agents de sécurité (CNAPS).",
    "Vous respectez les opinions et la vie privée des usagers.",
    "Nous attachons de l'importance à la diversité : à compétences égales, tous nos postes sont ouverts à tous.",
    "Tous nos recrutements se font sans distinction d'origine, de genre, d'âge, de situation familiale ou de handicap.",
    "Notre politique RH lutte contre toutes les discriminations.",
    "Entreprise handi-accueillante : nos postes sont ouverts aux travailleurs handicapés.",
    "L'école Sainte-Thérèse, établissement privé catholique, recherche un surveillant.",
    "Fabrication de pain blanc et de pain noir.",
    "Manutention de bois blanc, de vin rouge.",
    "Vous avez un bon relationnel, le sens du service et une tenue irréprochable.",
    "Travail en milieu agricole, cueillette, taille d'arbres.",
    "Taille de haies de 2 à 3 mètres.",
    "Taille minimum des lots : 20 pièces",
    "Formation de 3 mois financée par la Région et rémunérée.",
    "Débutant accepté si motivé.",
    "Expérience auprès des personnes dépendantes appréciée.",
    "Aider les personnes en perte d'autonomie dans les gestes quotidiens.",
    "Les personnes vivant seules, isolées.",
    "Vous conseillez des clients en situation d'interdit bancaire.",
    "Chambre chez l'habitant possible.",
    "Poste non cadre, statut employé.",
    "Vous êtes en auto ? Parking gratuit.",
    "Carte d'identité demandée à l'embauche.",
    "Travail de nuit : majoration de 25 %.",
    "Être âgé de 18 ans minimum (conduite d'engins).",
    "Être majeur.",
    "21 ans minimum pour le permis D.",
    "Plus de 50 000 clients.",
    "Avoir entre 2 et 30 références.",
    "Réservé aux bénéficiaires de l'obligation d'emploi (RQTH).",
    "Assurer le suivi des arrêts maladie et du personnel.",
    "Gérer les dossiers maladie, maternité, retraite.",
    "Vous êtes mère ou père d'accueil",
    "Hôtel 4 étoiles recherche gouvernant(e).",
    "Conduite d'un véhicule non fumeur.",
    "Nous recherchons une personne de confiance pour garder nos deux garçons et notre fille.",
    "Garder une fille de 4 ans et un garçon de 7 ans.",
    "Sans contrainte horaire le week-end.",
    "Chaussures et vêtements de sécurité fournis par l'entreprise.",
    "Connaissance du milieu associatif et syndical appréciée.",
    "Vous travaillerez avec les organisations syndicales.",
    "Vous maîtrisez le pack Office.",
    "Achat et gestion du stock, suivi du matériel.",
    "Vous procédez aux achats de matériel.",
    "Une caution bancaire est fournie par l'employeur.",
    "Carte bancaire",
    "Envoyer SMS au 06 12 34 56 78",
    "Numéro vert 0800 123 456",
    "Durée maximum 3 ans.",
    "Fort de plus de 30 ans d’histoire, notre garage grandit.",
    "Plus de 25 ans que nous formons des apprentis.",
    "Chambre célibataire à disposition.",
    "Place en crèche, mode de garde facilité.",
    "Une entreprise en bonne santé financière.",
    "Veiller à la bonne santé des animaux.",
    "Votre investissement personnel sera reconnu.",
    "Salaire de 1 850 euros versé par virement.",
    "Nous versons 150 € pour les fêtes.",
    "Chèque cadeau de 100 euros offert à Noël.",
    "Participation de 50 € de l’employeur à la mutuelle.",
    "Participation financière de l’entreprise au permis.",
    "Légumes d’origine française, cuisine de type asiatique.",
    "Vente de recharges prépayées et de coupons.",
    "Le syndicat mixte recherche un agent.",
    "Société saine, sans dettes.",
    "Poste nourri et logé sur la station.",
    "Calculer les frais de gestion des dossiers.",
]


@pytest.mark.parametrize(("sentence", "rule"), BLOCKED)
def test_what_the_law_forbids_blocks(sentence: str, rule: str) -> None:
    findings = found_in(sentence)
    assert rule in rules_of(findings)
    assert blocks(findings)


@pytest.mark.parametrize(("sentence", "rule"), WARNED)
def test_what_only_hints_warns(sentence: str, rule: str) -> None:
    findings = found_in(sentence)
    assert rule in rules_of(findings)
    assert not blocks(findings)


@pytest.mark.parametrize("sentence", INNOCENT)
def test_an_honest_sentence_is_left_alone(sentence: str) -> None:
    assert found_in(sentence) == []


@pytest.mark.parametrize(("sentence", "rule"), BLOCKED)
def test_spelling_hides_nothing(sentence: str, rule: str) -> None:
    for spelt in (
        sentence.upper(),
        sentence.lower(),
        normalize("NFD", sentence),
        normalize("NFKC", sentence),
        sentence.replace(" ", "\u00a0 "),
        sentence.replace(" ", "\n"),
        sentence.replace("e", "e\u00ad"),
        f"🥖 {sentence} 🥖",
    ):
        assert rule in rules_of(found_in(spelt)), spelt


@pytest.mark.parametrize(("sentence", "_rule"), BLOCKED + WARNED)
def test_a_finding_shows_the_words_it_is_about(sentence: str, _rule: str) -> None:
    for text in (f"Bonjour à tous 👋 !\n\n{sentence}", normalize("NFD", f"Été : {sentence}")):
        for finding in found_in(text):
            assert finding.field == "description"
            assert finding.words
            assert finding.words == text[finding.start : finding.end]
            assert finding.words == finding.words.strip()


def test_an_age_that_a_law_sets_may_be_told() -> None:
    sentence = "Pour les moins de 30 ans."
    assert blocks(found_in(sentence, OfferKind.JOB))
    assert found_in(sentence, OfferKind.APPRENTICESHIP) == []
    assert found_in("Pour les 16-25 ans.", OfferKind.CIVIC_SERVICE) == []
    assert [one.severity for one in found_in(sentence, OfferKind.TRAINING)] == [Severity.WARN]
    assert [one.severity for one in found_in(f"Contrat de professionnalisation. {sentence}")] == [Severity.WARN]


def test_a_child_has_an_age_and_somebody_who_applies_has_none() -> None:
    assert found_in("moins de 18 ans") == []
    assert rules_of(found_in("moins de 19 ans")) == {"age_limit"}
    assert found_in("plus de 21 ans") == []
    assert rules_of(found_in("plus de 22 ans")) == {"age_limit"}


def test_where_the_state_may_ask_for_a_nationality_the_rule_warns() -> None:
    assert blocks(found_in("Nationalité française exigée."))
    assert not blocks(found_in("Nationalité française exigée. Poste de la police nationale."))


def test_whoever_says_that_a_ground_does_not_matter_may_name_it() -> None:
    assert found_in("Sans distinction d’âge : moins de 30 ans ou non.") == []
    assert rules_of(found_in("Sans distinction d’âge. Moins de 30 ans.")) == {"age_limit"}


def test_the_same_again_and_again_is_said_a_few_times() -> None:
    assert len(found_in("Moins de 30 ans. " * 100)) == WORDING_FINDINGS_PER_RULE


def test_training_may_cost_something_and_work_may_not() -> None:
    sentence = "Frais d’inscription : 90 €."
    assert blocks(found_in(sentence, OfferKind.JOB))
    assert blocks(found_in(sentence, OfferKind.INTERNSHIP))
    assert not blocks(found_in(sentence, OfferKind.TRAINING))


def test_the_demo_offers_say_nothing_that_must_not_be_said() -> None:
    with (PROJECT_ROOT / "seed_data" / "offers.csv").open(encoding="utf-8") as file:
        texts = {(row["kind"], row["title"], row["description"]) for row in csv.DictReader(file)}
    assert texts
    for kind, title, description in texts:
        words = OfferWords(OfferKind(kind), title, description, starts_on=TOMORROW, event_starts_on=TOMORROW)
        assert check_wording(words, TODAY, Language.FRENCH) == []


def test_an_event_may_be_meant_for_some_people() -> None:
    for sentence in ("Atelier réservé aux femmes.", "Réservé aux habitants de Liévin.", "Pour les moins de 26 ans."):
        assert blocks(found_in(sentence, OfferKind.JOB))
        assert [one.severity for one in found_in(sentence, OfferKind.EVENT)] == [Severity.WARN]


def test_every_field_is_read_and_named() -> None:
    words = OfferWords(
        OfferKind.JOB,
        "Jeune femme pour la vente",
        "Moins de 30 ans.",
        ("Avez-vous le permis B ?", "Avez-vous des enfants ?"),
        salary="Payé au noir",
        working_hours="Femmes uniquement le soir",
        duration="Essai gratuit",
        starts_on=TOMORROW,
    )
    fields = [one.field for one in check_wording(words, TODAY, Language.FRENCH)]
    assert list(dict.fromkeys(fields)) == [
        "title",
        "description",
        "salary",
        "working_hours",
        "duration",
        "questions/1",
    ]


def test_explanations_are_told_in_the_language_of_whoever_writes() -> None:
    words = OfferWords(OfferKind.JOB, "Boulanger (H/F)", "Moins de 30 ans.", starts_on=TOMORROW)
    (french,) = check_wording(words, TODAY, Language.FRENCH)
    (english,) = check_wording(words, TODAY, Language.ENGLISH)
    assert "âge" in french.explanation
    assert "age" in english.explanation
    assert french.source == english.source
    assert "L.5331-2" in french.source


@pytest.mark.parametrize(
    "title",
    [
        "Boulanger / Boulangère",
        "Boulangère ou boulanger",
        "Boulanger·ère",
        "Vendeuse H/F",
        "vendeur (f/h)",
        "Maçon (HF)",
        "Employé(e) de rayon",
        "Serveur/euse",
        "Cuisinier-e",
        "Fleuriste",
        "Secrétaire comptable",
        "Aide à domicile",
        "Premier emploi en boulangerie",
        "Job d’été à la plage",
    ],
)
def test_a_title_for_all_is_left_alone(title: str) -> None:
    assert check_wording(OfferWords(OfferKind.JOB, title, starts_on=TOMORROW), TODAY, Language.FRENCH) == []


@pytest.mark.parametrize(
    ("title", "both"),
    [
        ("Boulanger", "Boulanger / Boulangère"),
        ("Vendeuse en prêt-à-porter", "Vendeur / Vendeuse"),
        ("ÉLECTRICIEN", "Électricien / Électricienne"),
        ("Recherche maçon", "Maçon / Maçonne"),
    ],
)
def test_a_title_for_one_sex_gets_both_names(title: str, both: str) -> None:
    (finding,) = check_wording(OfferWords(OfferKind.JOB, title, starts_on=TOMORROW), TODAY, Language.FRENCH)
    assert (finding.rule, finding.severity) == ("title_for_one_sex", Severity.WARN)
    assert finding.suggestion is not None
    assert both in finding.suggestion


def test_an_event_is_not_called_like_its_visitors() -> None:
    words = OfferWords(OfferKind.EVENT, "Rencontre avec un boulanger", event_starts_on=TOMORROW)
    assert check_wording(words, TODAY, Language.FRENCH) == []


ENGLISH = "We are looking for a friendly waiter to join our team in Lens. You will serve our guests with a smile."
FRENCH = "Nous cherchons une personne souriante pour notre équipe à Lens. Vous servirez nos clients avec le sourire."


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Wir suchen eine freundliche Person für unser Team in Lens. Sie bedienen die Gäste und helfen in der Küche.",
        "Buscamos una persona para nuestro equipo con experiencia y muchas ganas de trabajar en el restaurante.",
        "Мы ищем официанта для работы в нашем ресторане в городе Ланс.",
        "نبحث عن شخص للعمل معنا في المطعم",
    ],
)
def test_an_offer_of_work_in_another_language_blocks(text: str) -> None:
    findings = found_in(text)
    assert rules_of(findings) == {"not_in_french"}
    assert blocks(findings)
    assert not blocks(found_in(text, OfferKind.EVENT))


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        "CDI temps plein. Permis B. Mutuelle. Tickets restaurant. Prime annuelle. Parking. Vestiaire. Salle de repos.",
        "Store manager",
        "Full stack developer, React, Node, Docker, Kubernetes, AWS, Linux, Python, Django, Flask, SQL, Git, Scrum",
        "Le planning se fait sur Slack, le reporting sur Google Sheets, le brainstorming autour d’un café.",
        "文 山 水",
    ],
)
def test_french_and_short_texts_and_names_are_left_alone(text: str) -> None:
    assert found_in(text) == []


def test_a_translation_below_the_french_text_only_warns() -> None:
    (finding,) = found_in(f"{FRENCH}\n\n{ENGLISH}")
    assert (finding.rule, finding.severity, finding.words) == ("partly_not_in_french", Severity.WARN, ENGLISH)


def test_an_offer_says_when_it_begins() -> None:
    def rules(**changes: object) -> set[str]:
        words = OfferWords(**{"kind": OfferKind.JOB, "title": "Fleuriste", **changes})  # type: ignore[arg-type]
        return rules_of(check_wording(words, TODAY, Language.FRENCH))

    assert rules() == {"start_missing"}
    assert rules(description="À pourvoir dès que possible.") == set()
    assert rules(description="À partir du 1er septembre.") == set()
    assert rules(starts_on=TODAY) == set()
    assert rules(starts_on=YESTERDAY) == {"start_over"}
    assert rules(kind=OfferKind.IMMERSION) == set()


def test_what_is_over_blocks() -> None:
    def blocked(**changes: object) -> bool:
        words = OfferWords(**{"kind": OfferKind.EVENT, "title": "Forum", "event_starts_on": TODAY, **changes})  # type: ignore[arg-type]
        return blocks(check_wording(words, TODAY, Language.FRENCH))

    assert not blocked()
    assert not blocked(expires_on=TODAY)
    assert blocked(expires_on=YESTERDAY)
    assert blocked(event_starts_on=YESTERDAY)
    assert blocked(event_starts_on=None)

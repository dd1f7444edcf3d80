"""Rules on ways of life and beliefs: family, orientation, habits, religion, opinions, unions (L.1132-1)."""

from game_rules.wording.rules.rule import VISITORS, BilingualText, Ground, Severity, WordingRule

_SOURCE = "Code du travail, art. L.1132-1 et L.5321-2"

FAMILY = WordingRule(
    name="family",
    ground=Ground.FAMILY,
    severity=Severity.BLOCK,
    phrases=(
        "celibataire(s)",
        "sans|pas+d|pas+de|aucun|ni enfant(s)|famille",
        "sans|pas+de|aucune charge(s)|attache(s)|contrainte(s)|obligation(s) de famille|familiale(s)|famille",
        "sans|pas+d|aucune attache(s)",
        "pas|ne avoir [pas] d|de enfant(s)",
        "mere(s)|pere(s) de famille",
        "maman(s)|papa(s) bienvenue|bienvenues|acceptee(s)|s+abstenir",
        "situation familiale|maritale|de+famille",
        "situation de famille",
        "marie|mariee|maries|divorce|divorcee uniquement|exige|exigee|de+preference|s+abstenir",
        "etes+vous|es+tu marie|mariee|celibataire|divorce|divorcee|en+couple|pacse|pacsee",
        "avez+vous|as+tu des|un enfant(s)",
        "combien .. enfant(s)",
        "avez+vous|as+tu [un|quel] mode de garde",
        "quel est votre|ton mode de garde",
    ),
    unless=(
        "mere(s)|pere(s)|parent(s)|maman(s)|papa(s)|public|familles|soiree(s)|rencontre(s)|clients .. celibataire(s)",
        "logement(s)|chambre(s)|hebergement|studio .. celibataire(s)",
        "quelle que soit .. situation",
        "sans distinction .. situation",
        "selon|suivant .. situation familiale|de+famille",
        "prime|supplement|aide(s)|logement|indemnite .. situation familiale|de+famille",
        "sans|pas+d enfant(s) a|au|dans|seul|present|presents|en|de",
        "experience .. avec|aupres [des|d] enfants",
        "avez+vous|as+tu des enfants dans|en+garde|de+moins",
        "maison|repas|ambiance|entreprise .. mere(s)|pere(s) de famille",
        "accompagn*|aid*|aupres|soutien .. mere(s)|pere(s)|maman(s)|familles",
        "familles sans enfant(s)",
        "combien d enfants accueill*|gard*|encadr*|aurai|dans",
    ),
    only_warns=VISITORS,
    explanation=BilingualText(
        fr="La vie de famille est privée : une offre ne peut ni la demander ni en faire une condition.",
        en="Family life is private: an offer can neither ask about it nor make it a condition.",
    ),
    suggestion=BilingualText(
        fr="Dire les contraintes réelles : « déplacements deux nuits par semaine », « horaires coupés ».",
        en="Say what is really asked: “déplacements deux nuits par semaine”, “horaires coupés”.",
    ),
    source="Code du travail, art. L.1132-1 et L.1142-1",
)

COUPLE = WordingRule(
    name="couple_wanted",
    ground=Ground.FAMILY,
    severity=Severity.WARN,
    phrases=("recherch*|cherch*|recrut* [un|des] couple(s)", "couple de gardien(s)|gerants|concierges|employes"),
    explanation=BilingualText(
        fr="Demander un couple, c’est choisir selon la situation de famille.",
        en="To ask for a couple is to choose by family situation.",
    ),
    suggestion=BilingualText(
        fr="Proposer deux postes, que deux personnes peuvent prendre ensemble.",
        en="Offer two jobs, which two people may take together.",
    ),
    source="Code du travail, art. L.1132-1 et L.1142-1",
)

ORIENTATION = WordingRule(
    name="orientation",
    ground=Ground.ORIENTATION,
    severity=Severity.BLOCK,
    phrases=(
        "heterosexuel|heterosexuelle|heterosexuels|hetero|heteros",
        "pas de|d homosexuel*|homo(s)|gay(s)|lesbienne(s)|trans|transgenre(s)|travesti(s)",
        "homosexuel*|homo(s)|gay(s)|lesbienne(s)|trans|transgenre(s) s abstenir",
        "orientation sexuelle",
        "etes+vous|es+tu homosexuel*|hetero*|gay|lesbienne|trans",
        "vie sexuelle",
    ),
    unless=(
        "quelle que soit .. orientation sexuelle",
        "sans distinction .. .. .. orientation sexuelle",
        "discrimination(s) .. .. orientation sexuelle",
        "sexe|origine|religion|age|genre|handicap .. orientation sexuelle",
        "education|sante|informer|prevention .. vie|orientation sexuelle",
        "gay friendly",
    ),
    explanation=BilingualText(
        fr="L’orientation sexuelle et l’identité de genre sont privées : la loi interdit d’en tenir compte.",
        en="Sexual orientation and gender identity are private: the law forbids to consider them.",
    ),
    suggestion=BilingualText(fr="Retirer ces mots.", en="Leave these words out."),
    source=_SOURCE,
)

MORES = WordingRule(
    name="mores",
    ground=Ground.MORES,
    severity=Severity.BLOCK,
    phrases=(
        "non fumeur(s)|fumeuse(s)",
        "fumeur(s)|fumeuse(s) s abstenir",
        "pas de fumeur(s)|fumeuse(s)",
        "fumez+vous|fumes+tu",
        "bonne(s) moeurs|moralite",
    ),
    unless=(
        "espace(s)|zone(s)|local|locaux|vehicule(s)|etablissement(s)|lieu(x)|chambre(s)|logement|site non fumeur(s)",
        "maison|foyer|appartement|environnement|batiment|domicile non fumeur",
    ),
    explanation=BilingualText(
        fr="Une habitude de vie n’est pas un critère d’embauche. Un lieu, lui, peut être non-fumeur.",
        en="A habit of life is no criterion. A place may well be non-smoking.",
    ),
    suggestion=BilingualText(fr="Écrire « locaux non-fumeurs ».", en="Write “locaux non-fumeurs”."),
    source=_SOURCE,
)

_FAITHS = (
    "catholique(s)|musulman(s)|musulmane(s)|juif(s)|juive(s)|chretien(s)|chretienne(s)|protestant(s)|protestante(s)"
    "|bouddhiste(s)|evangelique(s)|athee(s)|croyant(s)|croyante(s)"
)

RELIGION = WordingRule(
    name="religion",
    ground=Ground.RELIGION,
    severity=Severity.BLOCK,
    phrases=(
        f"confession|religion {_FAITHS}|musulmane|catholique|juive|chretienne",
        f"recherch*|cherch*|recrut*|embauch*|pas+de|pas+d|uniquement|exclusivement [un|une|des|de] {_FAITHS}",
        f"{_FAITHS} pratiquant|pratiquante|pratiquants|uniquement|exclusivement|s+abstenir",
        "pas+de|pas+d|sans|non voile|voilee(s)|foulard",
        "voile|foulard interdit|refuse|proscrit",
        "femme(s) voilee(s)",
        "quelle est votre|ta religion|confession",
        "etes+vous|es+tu croyant|croyante|pratiquant|pratiquante|musulman|musulmane|catholique|juif|juive",
        "faites+vous|fais+tu le|votre|ton ramadan|careme",
    ),
    unless=(
        "ecole(s)|lycee(s)|college(s)|etablissement(s)|enseignement|association|secours|scout(s)|paroisse|diocese|radio"
        f"|presse|comite|hopital|maison|centre .. {_FAITHS}",
        "sans voile de|sur|protection",
        "peche|bateau|sport|permis sans voile",
    ),
    softened_by=("aumonier|aumonerie|ministre du culte|paroisse|diocese|culte",),
    explanation=BilingualText(
        fr="Une offre ne peut pas choisir selon la religion.",
        en="An offer cannot choose by religion.",
    ),
    suggestion=BilingualText(
        fr="Dire la règle du lieu si elle existe : « tenue de travail fournie », « neutralité du service public ».",
        en="Tell the rule of the place if there is one: “tenue de travail fournie”, “neutralité du service public”.",
    ),
    source=_SOURCE,
)

OPINIONS = WordingRule(
    name="opinions",
    ground=Ground.OPINIONS,
    severity=Severity.BLOCK,
    phrases=(
        "non|pas|ni syndique(s)|syndiquee(s)|syndicaliste(s)|encarte|encartee",
        "pas+de|pas+d|sans engagement|activite|appartenance|mandat syndical|syndicale|politique",
        "pas+de|sans syndicaliste(s)|syndicat",
        "syndicaliste(s)|syndique(s) s abstenir",
        "opinion(s) politique(s)",
        "etes+vous|es+tu syndique|syndiquee|de+gauche|de+droite",
        "pour qui votez vous",
        "de gauche|droite uniquement|exclusivement|s+abstenir",
        "membre|adherent|adherente|sympathisant du parti|syndicat",
    ),
    unless=(
        "quelles que soient .. opinion(s)",
        "sans distinction .. .. opinion(s)",
        "respect*|liberte .. opinion(s)",
        "syndicat mixte|intercommunal|departemental|d+initiative|de+copropriete|des+eaux|national",
    ),
    softened_by=("collaborateur .. parlementaire|elu|depute|senateur", "permanent .. syndical|parti"),
    explanation=BilingualText(
        fr="Les opinions et l’engagement syndical sont libres : la loi interdit d’en tenir compte.",
        en="Opinions and unions are free: the law forbids to consider them.",
    ),
    suggestion=BilingualText(fr="Retirer ces mots.", en="Leave these words out."),
    source="Code du travail, art. L.1132-1, L.2141-5 et L.5321-2",
)

RULES = (FAMILY, COUPLE, ORIENTATION, MORES, RELIGION, OPINIONS)

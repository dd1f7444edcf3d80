"""Rules on age. The Code du travail forbids an upper limit (L.5331-2) and any other mention (L.5321-2)."""

from game_rules.kinds import OfferKind
from game_rules.wording.rules.rule import BilingualText, Ground, Severity, WordingRule

_SOURCE = "Code du travail, art. L.1132-1, L.5321-2 et L.5331-2"

_SET_BY_LAW = frozenset({OfferKind.APPRENTICESHIP, OfferKind.CIVIC_SERVICE})
"""Apprentices are 16 to 29 (Code du travail, art. L.6222-1), civic service is for 16 to 25 (Code du service national,
art. L.120-4): an age that the law itself sets may be told."""

_OFTEN_SET_BY_LAW = frozenset({OfferKind.TRAINING, OfferKind.EVENT, OfferKind.INTERNSHIP, OfferKind.IMMERSION})
"""Public programmes for young people, such as the *Contrat d'engagement jeune*, name an age in their texts."""

_PROGRAMMES = (
    "contrat .. professionnalisation|apprentissage",
    "en alternance",
    "service civique",
    "engagement jeune",
    "garantie jeunes",
    "mission locale",
    "epide|e2c|bafa|afpr|poei|pec",
    "deuxieme chance",
    "parcours emploi competences",
    "emploi(s) franc(s)",
)

_GROWN = "|".join(str(years) for years in range(19, 70))
"""Ages that somebody who applies may have; those below are ages of children and the law's own limits."""

_SERVED = (
    "enfant(s)|bebe(s)|adolescent(s)|ado(s)|adulte(s)|public(s)|eleve(s)|etudiant(s)|etudiant(e)s|resident(s)"
    "|usager(s)|beneficiaire(s)|client(s)|clientele|patient(s)|personnes|groupe(s)|licencie(s)|adherent(s)"
)
_CARE = "accompagn*|anim*|accueil*|encadr*|aupres|form*|aid*|occup*|destine*|orient*|insertion|suivi"
_NOT_SOMEBODY = "vehicule(s)|batiment(s)|entreprise|maison|societe|magasin|garage|logement(s)|machine(s)|garantie"

_ABOUT_OTHERS = (
    *(f"{word} {gap} # ans" for word in (_SERVED, _CARE, _NOT_SOMEBODY) for gap in ("..", ".. ..")),
    "# ans [et] [plus] [minimum] d|de|dans|en experience(s)|anciennete|metier|pratique|existence|recul|savoir",
    "# ans [et] [plus] [minimum] d|de|dans|en conduite|permis|garantie|exercice|le|la|l|un|une|ce|cette",
    "# ans d|de|en formation|activite",
    "depuis .. # ans",
    "il y a .. # ans",
    "fort(e)(s) de .. # ans",
    "# ans [et] [plus] d|de histoire|passion|presence|tradition|service(s)|carriere|vie|partenariat",
    "# ans que",
    "experience .. # ans",
)

AGE_LIMIT = WordingRule(
    name="age_limit",
    ground=Ground.AGE,
    severity=Severity.BLOCK,
    phrases=(
        f"moins de {_GROWN}|trente|quarante|cinquante ans",
        f"# [a|et|ou] {_GROWN} ans",
        f"# ans a|et {_GROWN} ans",
        f"{_GROWN} ans maximum|max|maxi|au",
        f"maximum|max|maxi {_GROWN} ans",
        f"pas plus de {_GROWN} ans",
        f"jusqu a {_GROWN} ans",
        "age(e)(s) de # a # ans",
        f"ideal*|preference|environ age(e)(s) de|d {_GROWN} ans",
        "age max|maxi|maximum|maximal",
        "limite d age",
        "tranche d age",
        f"plus de {'|'.join(str(years) for years in range(22, 70))} ans",
        f"minimum|au|mini|avoir moins {'|'.join(str(years) for years in range(22, 70))} ans",
        "plus de trente|quarante|cinquante ans",
    ),
    unless=(
        *_ABOUT_OTHERS,
        "sans|aucune|pas|ni .. limite d age",
        "sans|aucune|pas|ni .. age max|maxi|maximum|maximal",
        "toute(s)|toutes tranche(s) d age",
    ),
    softened_by=_PROGRAMMES,
    only_warns=_OFTEN_SET_BY_LAW,
    kinds=frozenset(OfferKind) - _SET_BY_LAW,
    explanation=BilingualText(
        fr="Une offre ne peut pas demander un âge, sauf si une loi le fixe pour ce métier ou ce dispositif.",
        en="An offer cannot ask for an age, unless a law sets it for this job or programme.",
    ),
    suggestion=BilingualText(
        fr="Dire ce qu’il faut savoir faire : « débutant·e accepté·e », « première expérience souhaitée ».",
        en="Say what one has to be able to do: “débutant·e accepté·e”, “première expérience souhaitée”.",
    ),
    source=_SOURCE,
)

_WANTED = "recherch*|cherch*|recrut*|embauch*|souhait*|engag*|preference|preferer*|ideal*"

YOUNG_PERSON = WordingRule(
    name="young_person",
    ground=Ground.AGE,
    severity=Severity.BLOCK,
    phrases=(
        f"{_WANTED} [un|une|des|de|nos|notre|pour] jeune(s)",
        f"{_WANTED} [un|une|des|de|son|sa|notre] [futur(e)] collaborateur|collaboratrice|profil(s) jeune(s)",
        "profil(s)|candidat(e)|candidat(e)s|candidats jeune(s)",
        "jeune(s) candidat(e)|candidat(e)s|candidats|recrue(s)|profil(s)|collaborateur(s)|collaboratrice(s)",
        "jeune(s) et dynamique(s)|motive(s)|motive(e)s|motivee(s)",
        "quelqu un de|d jeune",
        "personne(s) jeune(s)",
        "vous etes [un|une] jeune",
        "tu es jeune",
        "etre jeune",
        "senior(s) s abstenir",
        "pas+de|trop vieux|vieille|age(e)(s)|seniors",
    ),
    unless=(
        "jeune(s) entreprise|entreprises|equipe|equipes|start|startup|societe|marque|structure|agence|pme|public",
        "jeune(s) publics|enfant|enfants|pousses|association|maison|enseigne|restaurant|cabinet|filiale|marques",
        "equipe|entreprise|ambiance|start|startup|structure|societe jeune(s) et dynamique(s)",
        "jeune(s) diplome(e)(s)|diplomes|diplomees",
        "anim*|accompagn*|encadr*|aupres|accueil*|aid*|pour .. jeunes",
        "accompagn*|encadr*|aupres|accueil*|aid* .. personnes jeunes",
    ),
    softened_by=_PROGRAMMES,
    only_warns=_OFTEN_SET_BY_LAW,
    kinds=frozenset(OfferKind) - _SET_BY_LAW,
    explanation=BilingualText(
        fr="« Jeune » parle de l’âge de la personne : une offre ne peut pas choisir selon l’âge.",
        en="“Jeune” tells somebody’s age: an offer cannot choose by age.",
    ),
    suggestion=BilingualText(
        fr="Écrire « débutant·e accepté·e » ou « motivé·e », sans l’âge.",
        en="Write “débutant·e accepté·e” or “motivé·e”, without the age.",
    ),
    source=_SOURCE,
)

HINT_AT_AGE = WordingRule(
    name="hint_at_age",
    ground=Ground.AGE,
    severity=Severity.WARN,
    phrases=(
        "jeune(s) diplome|diplomee|diplomes|diplomees",
        "equipe|ambiance jeune(s)",
        "jeune(s) equipe",
        "jeune(s) retraite|retraitee|retraites|retraitees",
        "ideal .. retraite|retraitee|retraites|retraitees",
        "digital native(s)",
    ),
    kinds=frozenset(OfferKind) - _SET_BY_LAW,
    explanation=BilingualText(
        fr="Ces mots laissent croire que l’âge compte. Des personnes capables ne viendront pas.",
        en="These words sound as if age mattered. Able people will not come.",
    ),
    suggestion=BilingualText(
        fr="Parler du niveau ou de l’équipe : « premier emploi bienvenu », « équipe de six personnes ».",
        en="Speak of the level or the team: “premier emploi bienvenu”, “équipe de six personnes”.",
    ),
    source="Code du travail, art. L.1132-1 et L.5321-2",
)

ASKED_AGE = WordingRule(
    name="asked_age",
    ground=Ground.AGE,
    severity=Severity.BLOCK,
    phrases=(
        "quel age avez vous",
        "quel age as tu",
        "quel est votre|ton age",
        "indiqu*|precis*|donn* votre|ton|leur|son age",
        "votre|ta|ton annee|date de naissance",
    ),
    kinds=frozenset(OfferKind) - _SET_BY_LAW,
    only_warns=_OFTEN_SET_BY_LAW,
    explanation=BilingualText(
        fr="On ne demande pas son âge à une personne qui postule, sauf si une loi le fixe.",
        en="Whoever applies is not asked their age, unless a law sets it.",
    ),
    suggestion=BilingualText(
        fr="Si le poste l’exige : « Avez-vous 18 ans ou plus ? »",
        en="If the job needs it: “Avez-vous 18 ans ou plus ?”",
    ),
    source="Code du travail, art. L.1132-1 et L.1221-6",
)

RULES = (AGE_LIMIT, YOUNG_PERSON, HINT_AT_AGE, ASKED_AGE)

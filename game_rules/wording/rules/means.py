"""Rules on home and means: home, bank, poverty (Code du travail, L.1132-1); and what is private."""

from game_rules.wording.rules.rule import VISITORS, BilingualText, Ground, Severity, WordingRule

_SOURCE = "Code du travail, art. L.1132-1 et L.5321-2"

RESIDENCE_REFUSED = WordingRule(
    name="residence_refused",
    ground=Ground.RESIDENCE,
    severity=Severity.BLOCK,
    phrases=(
        "pas de|d [personnes|gens|candidats|jeunes] de|du|des cite(s)|quartier(s)|zup|banlieue|hlm|93|ghetto",
        "cite(s)|quartier(s)|banlieue(s)|zup|hlm s abstenir",
        "pas de cas|gens des|du cite(s)|quartier(s)",
        "habitants|residents de|du|d .. uniquement|exclusivement|seulement",
        "reserve(s) aux habitants|residents",
        "pas habiter [dans] [une|la|en] cite|quartier|banlieue",
    ),
    unless=("qpv|prioritaire(s)|franc(s) .. uniquement|exclusivement|seulement",),
    softened_by=("qpv|prioritaire|prioritaires", "emploi(s) franc(s)", "clause(s) .. insertion"),
    only_warns=VISITORS,
    explanation=BilingualText(
        fr="Une offre ne peut pas choisir selon l’adresse ou le quartier.",
        en="An offer cannot choose by address or neighbourhood.",
    ),
    suggestion=BilingualText(
        fr="Dire ce qui compte : « être sur place à 6 h ; pas de bus avant 7 h ».",
        en="Say what matters: “être sur place à 6 h ; pas de bus avant 7 h”.",
    ),
    source=_SOURCE,
)

RESIDENCE_WANTED = WordingRule(
    name="residence_wanted",
    ground=Ground.RESIDENCE,
    severity=Severity.WARN,
    phrases=(
        "habit*|resid*|domicili*|vivre|vivant a|au|sur|dans|en|pres|proche|proximite|imperativement",
        "habiter|resider|domicilie|domiciliee [imperativement|obligatoirement] a|sur|dans|pres|proche",
        "habitant [a|sur] .. obligatoire|obligatoirement|imperatif|imperativement",
        "ou habitez vous",
        "ou habites tu",
        "dans quel|quelle quartier|ville|commune habit*|viv*|resid*",
        "quelle est votre|ton adresse",
    ),
    unless=(
        "residence|resident(s)|residents|residentiel|residentielle(s)",
        "habitat|habitation(s)|habitude(s)|habituel|habituelle|habitants",
        "domicile(s)",
        "qpv|prioritaire(s)",
        "personnes|seniors|familles|clients|usagers|beneficiaires|locataires .. vivant|habitant|residant",
        "ou que vous habitiez",
        "vivre en|dans|a|au [une|un|l|la] experience|aventure|collectivite|entreprise|equipe|quotidien|rythme",
        "log* sur place|site|chantier",
        "log* au sein",
        "habiliter|habilite|habilitee",
    ),
    explanation=BilingualText(
        fr="Le lieu où l’on habite ne doit pas décider. Chacun sait comment venir.",
        en="Where somebody lives must not decide. Everybody knows how to get there.",
    ),
    suggestion=BilingualText(
        fr="Dire l’heure et l’accès : « prise de poste à 5 h », « arrêt de bus à 300 m ».",
        en="Tell the hour and how to get there: “prise de poste à 5 h”, “arrêt de bus à 300 m”.",
    ),
    source=_SOURCE,
)

BANK = WordingRule(
    name="bank",
    ground=Ground.BANK,
    severity=Severity.BLOCK,
    phrases=(
        "compte [bancaire] francais|en+france obligatoire|exige|imperatif",
        "compte bancaire en+france|francais|exige|obligatoire",
        "domiciliation bancaire",
        "banque francaise|en+ligne exigee|obligatoire|refusee|uniquement",
        "pas de compte nickel|revolut|n26|etranger",
        "rib francais",
    ),
    unless=("gestion|changement|service(s) .. domiciliation bancaire",),
    explanation=BilingualText(
        fr="Chacun choisit sa banque : un compte d’un pays de la zone euro suffit pour être payé.",
        en="Everybody chooses their bank: an account in any country of the euro area is enough to be paid.",
    ),
    suggestion=BilingualText(fr="Retirer ces mots.", en="Leave these words out."),
    source=_SOURCE,
)

VULNERABILITY = WordingRule(
    name="vulnerability",
    ground=Ground.VULNERABILITY,
    severity=Severity.BLOCK,
    phrases=(
        "pas de|d [personnes] [au] [beneficiaire(s)] [du] chomeur(s)|rsa|sdf|surendette(s)|smicard(s)|cassos",
        "pas de|d cas sociaux|social",
        "rsa|chomeur(s)|sdf|assistes|cas+sociaux s abstenir",
        "beneficiaire(s)|allocataire(s) .. rsa s abstenir",
        "interdit bancaire",
        "pas|non|jamais surendette|surendettee|fiche",
        "sans dette(s)",
    ),
    unless=(
        "entreprise|societe .. sans dette(s)",
        "accompagn*|aid*|conseil*|clients|aupres .. interdit bancaire|surendette",
    ),
    explanation=BilingualText(
        fr="Une offre ne peut pas écarter quelqu’un parce qu’il a peu d’argent.",
        en="An offer cannot turn somebody away for having little money.",
    ),
    suggestion=BilingualText(fr="Retirer ces mots.", en="Leave these words out."),
    source=_SOURCE,
)

PRIVATE_QUESTION = WordingRule(
    name="private_question",
    ground=Ground.PRIVACY,
    severity=Severity.WARN,
    phrases=(
        "casier judiciaire",
        "numero de securite sociale",
        "copie|scan|photo|recto [verso] [de|d] [la|votre] carte [nationale] [d] identite|vitale",
        "compte(s) facebook|instagram|tiktok|snapchat",
        "etes vous proprietaire|locataire",
        "quel est votre|ton salaire actuel",
        "avez+vous|as+tu [deja] [ete] condamne|condamnee|des|un dettes|credit",
    ),
    unless=(
        "gerer|animer|creer|alimenter|gestion|animation .. compte(s) facebook|instagram|tiktok|snapchat",
        "securite|gardiennage|cnaps|convoyeur|mineurs|enfants .. casier judiciaire",
    ),
    softened_by=(),
    explanation=BilingualText(
        fr="On ne demande que ce qui sert à juger si une personne peut faire ce travail.",
        en="One may only ask what shows whether somebody can do this work.",
    ),
    suggestion=BilingualText(
        fr="Le demander à l’embauche si une loi l’exige pour ce métier, et le dire ainsi.",
        en="Ask for it when hiring, if a law wants it for this job, and say so.",
    ),
    source="Code du travail, art. L.1221-6",
)

RULES = (RESIDENCE_REFUSED, RESIDENCE_WANTED, BANK, VULNERABILITY, PRIVATE_QUESTION)

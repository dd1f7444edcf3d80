"""Rules on looks and health: appearance, health, handicap, pregnancy (Code du travail, L.1132-1)."""

from game_rules.wording.rules.rule import BilingualText, Ground, Severity, WordingRule

_SOURCE = "Code du travail, art. L.1132-1 et L.5321-2"

LOOKS_WANTED = WordingRule(
    name="looks_wanted",
    ground=Ground.APPEARANCE,
    severity=Severity.BLOCK,
    phrases=(
        "physique agreable|avantageux|attrayant|attractif|soigne|irreprochable|plaisant|de+mannequin",
        "beau|belle|joli|jolie [fille|garcon|femme|homme] physique|visage|fille|garcon|femme|homme",
        "bien physiquement",
        "bonne|belle|excellente apparence",
        "mince|svelte|elance|elancee exige|exigee|obligatoire|uniquement",
        "personne(s)|silhouette|candidat(e) mince(s)|svelte(s)|elancee(s)",
        "pas de|d gros|grosse|obese(s)|surpoids",
        "taille minimum|minimale [de] #",
        "mesurer|mesurant [au] [moins] # #",
        "taille # a # cm",
        "taille [de] 1m5#|1m6#|1m7#|1m8# [minimum] minimum|mini|exigee|et",
        "tour de poitrine",
    ),
    unless=("vetements|rayon|article(s)|commande(s)|colis|planche(s)|arbre(s)|haie(s) .. taille",),
    softened_by=("mannequin|comedien|comedienne|figurant|figurante|figuration|casting|danseur|danseuse",),
    explanation=BilingualText(
        fr="Une offre ne peut pas choisir selon l’apparence physique.",
        en="An offer cannot choose by looks.",
    ),
    suggestion=BilingualText(
        fr="Dire ce que le travail demande : « sens de l’accueil », « tenue fournie ».",
        en="Say what the work takes: “sens de l’accueil”, “tenue fournie”.",
    ),
    source=_SOURCE,
)

HINT_AT_LOOKS = WordingRule(
    name="hint_at_looks",
    ground=Ground.APPEARANCE,
    severity=Severity.WARN,
    phrases=(
        "bonne|excellente|tres|parfaite|belle [bonne] presentation(s)|prestance|presence",
        "presentation soignee|irreprochable|impeccable|exigee|correcte",
        "photo obligatoire|exigee|indispensable|recente|souhaitee|identite",
        "photo d identite",
        "cv avec|et|plus [une] photo",
        "sans|pas+de|aucun tatouage(s)|piercing(s)",
        "tatouage(s)|piercing(s) [non] interdit(s)|visible(s)|proscrit(s)|accepte(s)",
    ),
    unless=(
        "presentation soignee des|du|de produits|plats|assiettes|rayon|rayons|desserts|vitrine",
        "tatouage(s)|piercing(s) accepte(s)|bienvenu(s)",
        "presentation orale|ecrite",
        "presentation .. plat(s)|produit(s)|assiette(s)|vitrine(s)|rayon(s)|gateau(x)",
    ),
    explanation=BilingualText(
        fr="Ces mots parlent de l’apparence. Une photo n’est jamais nécessaire pour postuler.",
        en="These words are about looks. A photo is never needed to apply.",
    ),
    suggestion=BilingualText(
        fr="Dire ce qui est utile : « sens de l’accueil », « tenue propre », « tenue fournie ».",
        en="Say what is useful: “sens de l’accueil”, “tenue propre”, “tenue fournie”.",
    ),
    source="Code du travail, art. L.1132-1 et L.1221-6",
)

HEALTH_WANTED = WordingRule(
    name="health_wanted",
    ground=Ground.HEALTH,
    severity=Severity.BLOCK,
    phrases=(
        "pas+de|pas+d|sans|aucun probleme(s)|souci(s)|soucis|pepin(s) de sante|dos|physique(s)",
        "bonne|parfaite|excellente sante",
        "bonne|parfaite|excellente condition [physique] et sante",
        "pas de|d personnes|gens handicapes|handicapees|malades",
        "sans|pas+de|pas+d|aucun|aucune maladie(s)|handicap(s)",
        "sans|pas+de|aucune restriction(s) medicale(s)|physique(s)",
        "sans|pas+de|non handicape(s)|handicapee(s)|rqth",
        "handicape(s)|handicapee(s)|rqth|handicap s abstenir",
        "personne(s)|candidat(s)|candidat(e)(s) valide(s)",
        "jamais malade|absent|absente",
        "pas d arret(s) maladie",
        "pas de|d personne(s) dependante(s)",
        "pas de|d personne(s) en perte d autonomie",
        "seropositif|seropositive|seronegatif|seronegative",
        "test(s)|examen|depistage genetique(s)",
        "avez+vous|as+tu un|des handicap|probleme(s)|maladie(s)",
        "avez+vous|as+tu un|des probleme(s) de sante",
        "etes vous malade|handicape|handicapee",
        "etes vous en bonne sante",
        "etat de sante",
    ),
    unless=(
        "sans|aucune|pas+de restriction(s) .. # kg|horaire|horaires|age|diplome",
        "professionnel(s)|personnel(s)|etablissement(s)|secteur|domaine|systeme|metiers|parcours .. sante",
        "suiv*|surveill*|evalu*|observ*|evolution|transm* .. etat de sante",
        "etat de sante de|des|du|d patient|patients|resident|residents|animaux|animal|personnes|enfant|enfants|arbres",
        "quel que soit .. etat de sante",
        "sans distinction .. etat de sante",
        "prendre soin .. sante",
        "entreprise|societe|groupe|secteur|filiere|animal|animaux|arbres|plantes|betes|troupeau .. sante",
        "sante financiere|economique|des|du",
        "sans|aucun probleme(s) de dos en",
        "avec ou sans handicap",
        "sans ou avec handicap",
        "enfant(s)|adulte(s)|personnes|usagers|eleves .. sans handicap",
    ),
    explanation=BilingualText(
        fr="La santé et le handicap sont privés : seul le médecin du travail juge si une personne peut tenir un poste.",
        en="Health and handicap are private: only the occupational doctor judges whether somebody can do a job.",
    ),
    suggestion=BilingualText(
        fr="Décrire le geste : « port de cartons jusqu’à 15 kg », « travail debout ».",
        en="Describe the task: “port de cartons jusqu’à 15 kg”, “travail debout”.",
    ),
    source=_SOURCE,
)

HINT_AT_HEALTH = WordingRule(
    name="hint_at_health",
    ground=Ground.HEALTH,
    severity=Severity.WARN,
    phrases=(
        "bonne|excellente|tres [bonne] condition|forme|constitution|resistance physique",
        "en bonne|pleine|excellente forme",
        "sportif|sportive exige|exigee|obligatoire|uniquement",
        "physiquement apte|robuste|solide|fort",
        "resistant|resistante physiquement",
        "bon|bonne dos",
    ),
    explanation=BilingualText(
        fr="« Bonne condition physique » ne dit pas ce qu’il y a à faire, et écarte des personnes qui le pourraient.",
        en="“Bonne condition physique” does not say what there is to do, and keeps people away who could do it.",
    ),
    suggestion=BilingualText(
        fr="Décrire le geste : « port de charges jusqu’à 15 kg avec aide », « station debout ».",
        en="Describe the task: “port de charges jusqu’à 15 kg avec aide”, “station debout”.",
    ),
    source="Code du travail, art. L.1132-1 et L.1133-1",
)

PREGNANCY = WordingRule(
    name="pregnancy",
    ground=Ground.PREGNANCY,
    severity=Severity.BLOCK,
    phrases=(
        "pas [etre] enceinte(s)",
        "non|jamais enceinte(s)",
        "enceinte(s) s abstenir",
        "pas+de|pas+d|sans|aucun|aucune femme(s) enceinte(s)",
        "pas+de|pas+d|sans|aucun|aucune [projet] [de|d] grossesse(s)|maternite",
        "pas+de|pas+d|sans|aucun projet .. enfant(s)|bebe|grossesse|maternite",
        "etes+vous|es+tu enceinte",
        "comptez+vous|souhaitez+vous|voulez+vous|pensez+vous|comptes+tu|veux+tu .. enfant(s)|bebe",
        "interdit aux femmes enceintes",
    ),
    unless=("rayonnement(s)|produits|chimique(s)|radiologie .. enceinte(s)",),
    explanation=BilingualText(
        fr="La grossesse ne regarde pas l’employeur : la loi interdit de la demander ou d’en tenir compte.",
        en="Pregnancy is none of an employer’s business: the law forbids to ask about it or to consider it.",
    ),
    suggestion=BilingualText(fr="Retirer ces mots.", en="Leave these words out."),
    source="Code du travail, art. L.1132-1, L.1142-1 et L.1225-1",
)

RULES = (LOOKS_WANTED, HINT_AT_LOOKS, HEALTH_WANTED, HINT_AT_HEALTH, PREGNANCY)

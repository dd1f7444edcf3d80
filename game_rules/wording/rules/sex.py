"""Women and men. The Code du travail forbids to mention the sex of whoever is looked for (L.1142-1).

A few occupations are excepted (R.1142-1: artists who play a part, models): there the rule only warns.
"""

from game_rules.wording.rules.rule import VISITORS, BilingualText, Ground, Severity, WordingRule

_SOURCE = "Code du travail, art. L.1142-1 et L.1132-1"

_WANTED = "recherch*|cherch*|recrut*|embauch*|souhait*|engag*|prefer*|voulons|besoin"
_SOMEBODY = "homme|hommes|femme|femmes|fille|filles|garcon|garcons|dame|dames|monsieur|messieurs"

_BOTH = (
    "homme(s) [et|ou|comme|puis] [un|une|des|les|a|aux|pour] femme(s)",
    "femme(s) [et|ou|comme|puis] [un|une|des|les|a|aux|pour] homme(s)",
    "fille(s) [et|ou] [un|une|des|les|aux] garcon(s)",
    "garcon(s) [et|ou] [un|une|des|les|aux] fille(s)",
    "sans distinction .. sexe",
)

_JOBS = (
    "femme(s) de menage|chambre|chambres|charge|service",
    "homme(s) de menage|chambre|peine|main|entretien|service|terrain|metier|pied|cour|piste|loi|art|qualite",
    "homme(s) d entretien|action|affaires|equipe",
    "homme(s) toutes mains|main",
    "homme(s) a tout faire",
    "homme(s) cle(s)|orchestre",
    "garcon(s) de cafe|salle|cuisine|etage|courses|piste|comptoir|restaurant|bureau",
    "fille(s) de salle|cuisine",
    "dame(s) de compagnie|cantine|service",
    "jeune(s) fille(s) au pair",
)

SEX_WANTED = WordingRule(
    name="sex_wanted",
    ground=Ground.SEX,
    severity=Severity.BLOCK,
    phrases=(
        f"{_WANTED} [un|une|des|de|d|notre|nos|plusieurs|deux] [jeune(s)|bonne|bon] {_SOMEBODY}",
        "homme(s)|femme(s)|fille(s)|garcon(s)|masculin|feminin uniquement|exclusivement|seulement|obligatoirement",
        "uniquement|exclusivement|seulement [un|une|des] homme(s)|femme(s)|fille(s)|garcon(s)",
        "reserve(s)|reservee(s)|ouvert(e)|destine(e) aux|a [un|une|des] [seuls|seules] homme(s)|femme(s)",
        "preference|ideal|idealement [pour] [un|une|aux|des] [jeune] homme(s)|femme(s)|fille(s)|garcon(s)",
        "poste|emploi|travail|metier pour|de [un|une] homme(s)|femme(s)",
        "poste|profil(s)|candidat(s)|personnel|sexe masculin|feminin|masculins|feminins",
        "candidature(s)|candidate(s)|personne(s) feminine(s)|masculine(s)",
        "pas de|d homme(s)|femme(s)|fille(s)|garcon(s)",
        "homme(s)|femme(s)|fille(s)|garcon(s) s abstenir",
        "jeune(s) homme(s)|femme(s)|fille(s)|garcon(s)|dame(s)",
        "homme|femme|masculin|feminin exige(e)|souhaite(e)|demande(e)|imperatif|obligatoire",
        "plutot [un|une] homme|femme|garcon|fille",
        "homme fort|robuste|costaud|musclé",
        "etes vous [un|une] homme|femme",
        "quel est votre|ton sexe",
    ),
    unless=(
        *_BOTH,
        *_JOBS,
        "jeune(s) femme(s)|fille(s)|homme(s)|garcon(s) victime(s)|accueilli(s)|accueillie(s)|hebergees|en+difficulte",
        "accompagn*|accueil*|encadr*|aupres|aid*|foyer|vestiaire .. jeune(s) homme(s)|femme(s)|fille(s)|garcon(s)",
        "accompagn*|accueil*|encadr*|aupres|aid*|foyer|rayon|vestiaire|club|section .. femme(s)|homme(s)|fille(s)",
        "pas de difference .. homme(s)|femme(s)",
        "egalite .. homme(s)|femme(s)",
        "coiffure|coupe(s)|mode|vetements|chaussures|rayon|collection .. homme(s)|femme(s) uniquement|exclusivement",
    ),
    only_warns=VISITORS,
    softened_by=(
        "comedien|comedienne|comedien(s)|acteur|actrice|figurant|figurante|figurants|figuration|mannequin|casting",
        "danseur|danseuse|chanteur|chanteuse|role",
        "maison d arret",
        "centre penitentiaire",
        "fouille|palpation(s)",
    ),
    explanation=BilingualText(
        fr="Une offre ne peut pas demander un homme ou une femme : tous les postes sont ouverts aux deux.",
        en="An offer cannot ask for a man or a woman: every job is open to both.",
    ),
    suggestion=BilingualText(
        fr="Écrire « une personne », ou le métier suivi de (H/F). Si le travail est physique, dire ce qu’on porte.",
        en="Write “une personne”, or the job followed by (H/F). If the work is physical, say what one lifts.",
    ),
    source=_SOURCE,
)

GENDERED_JOB = WordingRule(
    name="gendered_job",
    ground=Ground.SEX,
    severity=Severity.WARN,
    phrases=(
        *_JOBS,
        "maitresse de maison",
        "hotesse(s) de caisse|accueil|l|air|vente",
        "hotesse(s) d accueil",
        "barmaid",
    ),
    unless=("comme|et|ou|plutot [que|qu] homme(s) d affaires", "maitre ou|et maitresse de maison"),
    explanation=BilingualText(
        fr="Ce nom de métier ne parle que d’un sexe.",
        en="This name of an occupation speaks of one sex only.",
    ),
    suggestion=BilingualText(
        fr="Employer le nom ouvert à tous : « employé·e d’étage », « agent·e d’entretien », « agent·e polyvalent·e », "
        "« serveur·euse », « chargé·e d’accueil », « une personne de terrain ».",
        en="Use the name that is open to all: “employé·e d’étage”, “agent·e d’entretien”, “agent·e polyvalent·e”, "
        "“serveur·euse”, “chargé·e d’accueil”, “une personne de terrain”.",
    ),
    source=_SOURCE,
)

TEAM_OF_ONE_SEX = WordingRule(
    name="team_of_one_sex",
    ground=Ground.SEX,
    severity=Severity.WARN,
    phrases=("equipe|ambiance|univers|milieu masculin(e)|feminin(e)", "equipe d homme(s)|femmes", "equipe de femmes"),
    unless=(
        "equipe feminine|masculine de|du|senior",
        "football|handball|basket|rugby|volley .. feminin(e)|masculin(e)",
    ),
    explanation=BilingualText(
        fr="Dire qu’une équipe est d’un seul sexe décourage les autres de venir.",
        en="To say that a team is of one sex keeps the others from coming.",
    ),
    suggestion=BilingualText(
        fr="Parler du travail et de l’ambiance.", en="Speak of the work and of how people get on."
    ),
    source=_SOURCE,
)

RULES = (SEX_WANTED, GENDERED_JOB, TEAM_OF_ONE_SEX)

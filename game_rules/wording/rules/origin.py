"""Rules on where somebody comes from, or seems to: origin, nationality, colour, name (Code du travail, L.1132-1)."""

from game_rules.wording.rules.rule import BilingualText, Ground, Severity, WordingRule

_SOURCE = "Code du travail, art. L.1132-1 et L.5321-2"

_PEOPLES = (
    "francais(e)|francaises|europeen|europeenne|europeens|europeennes|maghrebin|maghrebine|africain|africaine|arabe"
    "|asiatique|polonais(e)|italien|italienne|portugais(e)|marocain|marocaine|algerien|algerienne|turc|turque|roumain"
    "|roumaine|caucasien|caucasienne|antillais(e)|chinois(e)|occidental|occidentale"
)

ORIGIN_WANTED = WordingRule(
    name="origin_wanted",
    ground=Ground.ORIGIN,
    severity=Severity.BLOCK,
    phrases=(
        f"nationalite {_PEOPLES}",
        "nationalite .. exigee|requise|obligatoire|demandee|imperative|souhaitee",
        f"d origine|type|apparence {_PEOPLES}",
        f"de type {_PEOPLES}",
        f"type {_PEOPLES}",
        "francais(e)|francaises de souche",
        "bleu blanc rouge",
        f"recherch*|cherch*|recrut*|embauch*|uniquement|exclusivement|seulement [un|une|des|personnel] {_PEOPLES}",
        f"{_PEOPLES} uniquement|exclusivement|seulement|obligatoirement",
        "pas de|d etranger(s)|etrangere(s)|arabe(s)|noir(s)|noire(s)|roms|gitan(s)|maghrebin(s)|africain(s)|immigres",
        "etranger(s)|etrangere(s)|gitan(s)|roms|maghrebins|africains s abstenir",
        "gens du voyage s abstenir",
        "pas de gens du voyage",
        "personne|candidat(e)|peau blanche|blanc|noire|noir",
        "blanc|blanche|blancs|noir|noire de+preference|uniquement|exclusivement",
        "quelle est votre|ta nationalite|origine",
        "quelles sont vos|tes origines",
        "de quelle|quel origine|pays|nationalite etes|es|venez|viens",
        "ou etes vous ne|nee",
        "lieu|pays de naissance",
    ),
    unless=(
        "produit(s)|legumes|volaille|ingredients|matieres|fleurs|lait|materiaux|pieces|equipement(s) .. origine|type "
        f"{_PEOPLES}",
        "produit(s)|cuisine|restaurant|plat(s)|specialite(s)|boeuf|viande|fruits|bois|fromage(s)|miel|langue(s)|public(s)"
        f"|marche|cours|vin(s)|entreprise|societe|epicerie|groupe .. {_PEOPLES}",
        f"recherch*|cherch* [un|une|des] {_PEOPLES} courant",
        "carte|papier|peinture|magie|marque|linge|fer|beton|produit(s)|boulanger .. blanc|blanche|noir|noire",
    ),
    softened_by=(
        "fonction publique",
        "pompier(s)|douane(s)|armees|concours|armee|police|gendarmerie|militaire|militaires|magistrat|diplomatique|penitentiaire",
        "habilitation .. defense|secret",
        "secret defense",
        "fonction(s) regalienne(s)",
    ),
    explanation=BilingualText(
        fr="Une offre ne peut pas choisir selon l’origine ou la nationalité. Le droit de travailler en France suffit.",
        en="An offer cannot choose by origin or nationality. The right to work in France is enough.",
    ),
    suggestion=BilingualText(
        fr="Dire ce que le travail demande : « français courant à l’oral », « lire des consignes ».",
        en="Say what the work takes: “français courant à l’oral”, “lire des consignes”.",
    ),
    source=_SOURCE,
)

MOTHER_TONGUE = WordingRule(
    name="mother_tongue",
    ground=Ground.ORIGIN,
    severity=Severity.WARN,
    phrases=(
        "langue(s) maternelle(s)",
        "anglais|francais|allemand|espagnol|italien|neerlandais|arabe natif|native|maternel|maternelle",
        "natif|native anglophone|francophone|anglais|allemand",
        "native speaker",
        "sans|pas+d|aucun accent",
    ),
    unless=("autre|votre|quelle que soit .. langue(s) maternelle(s)",),
    explanation=BilingualText(
        fr="La langue maternelle dit d’où l’on vient, pas ce que l’on sait faire.",
        en="A mother tongue tells where somebody is from, not what they are able to do.",
    ),
    suggestion=BilingualText(
        fr="Demander un niveau : « anglais courant », « français professionnel ».",
        en="Ask for a level: “anglais courant”, “français professionnel”.",
    ),
    source=_SOURCE,
)

NAME_WANTED = WordingRule(
    name="name_wanted",
    ground=Ground.NAME,
    severity=Severity.BLOCK,
    phrases=(
        "nom(s)|prenom(s) [a|de] [consonance] francais(e)|etranger|etrangere|europeen|europeenne|maghrebin|maghrebine",
        "consonance francaise|etrangere|europeenne|maghrebine|africaine",
        "nom de jeune fille",
    ),
    explanation=BilingualText(
        fr="Un nom de famille ne dit rien de ce qu’une personne sait faire : la loi interdit d’en tenir compte.",
        en="A family name says nothing about what somebody can do: the law forbids to consider it.",
    ),
    suggestion=None,
    source=_SOURCE,
)

RULES = (ORIGIN_WANTED, MOTHER_TONGUE, NAME_WANTED)

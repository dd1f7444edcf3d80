"""Money asked of whoever looks for work, work that is not declared, promises (Code du travail, part 5, book III)."""

from game_rules.kinds import OfferKind
from game_rules.wording.rules.rule import PAID_WORK, BilingualText, Ground, Severity, WordingRule

_NO_COST = (
    "sans|aucun|aucune|pas+de|pas+d|ni|zero|0 [avance|autre(s)] frais|participation|caution|depot|investissement|apport"
    "|versement|droit(s)"
)
_GIVEN_BACK = "rembours*|offert*|gratuit*|indemnis*|payes|prise(s)+en|pris+en|compense*"
_PAY = "verser|versez|payer|payez|regler|reglez|avancer|avancez|envoyer|envoyez|envoie|virer|debourser"
_COSTS = "frais|participation|caution|inscription|formation|cotisation"

MONEY_ASKED = WordingRule(
    name="money_asked",
    ground=Ground.MONEY,
    severity=Severity.BLOCK,
    phrases=(
        "frais de|d dossier|inscription|recrutement|candidature|adhesion|embauche",
        "participation financiere|aux+frais",
        "participation de # euro(s)|eur [est] demandee|exigee|obligatoire|a+regler|a+verser|a+payer",
        "droit(s) d entree|inscription|adhesion",
        "caution|depot de garantie",
        "caution de # euro(s)|eur",
        "caution demandee|obligatoire|exigee",
        f"{_PAY} [un|une|la] [somme] [de] # euro(s)|eur avant|pour|afin|a+l|au",
        "# euro(s)|eur a verser|payer|regler|avancer|envoyer par|avant|pour|lors|au|a",
        "prevoir # euro(s)|eur pour [le|les|l|vos|votre] dossier|frais|inscription|etude|materiel|tenue|formation",
        "materiel|tenue|uniforme|equipement(s) [est|sont] a+votre+charge|a+ta+charge|payant(e)|a+vos+frais|a+acheter",
        f"{_PAY} # euro(s)|eur par|en pcs|mandat|western|coupon(s)|recharge",
        "cheque de # euro(s)|eur a+l+ordre|a+envoyer|a+remettre|pour|non+encaisse",
        "achet* [le|un|du|votre|ton|vos] kit|pack|mallette",
        "achet*|achat [de|d] votre|ton|vos|tes|leur|propre materiel|stock|tenue|uniforme|licence",
        "kit|pack|stock|mallette [de] [demarrage|depart|vente] payant(e)|a+acheter|a+votre+charge|obligatoire",
        "formation(s) payante(s)|a+vos+frais|a+votre+charge|a+tes+frais|a+ta+charge|non+prise+en+charge",
        "a vos|tes frais",
        "mandat cash|postal",
        "western union",
        "moneygram|transcash|neosurf|paysafecard|bitcoin(s)|cryptomonnaie(s)",
        "carte|coupon(s)|recharge(s) pcs|transcash|neosurf|prepayee(s)",
        "investissement [de] initial|depart|obligatoire|financier",
        "investir # euro(s)|eur",
        "abonnement obligatoire|payant",
        "numero surtaxe",
        "08 9# # # #",
        "089#",
        "# euro(s)|eur la|par minute",
        "# euro(s)|eur min|mn",
    ),
    unless=(
        f"{_NO_COST}",
        f"{_COSTS} .. {_GIVEN_BACK}",
        f"{_COSTS} .. .. .. {_GIVEN_BACK}",
        f"{_GIVEN_BACK} .. {_COSTS}|frais",
        "pay* .. de|a # euro(s)|eur pour|par|l",
        "kit|pack|materiel|tenue|uniforme .. fourni(e)|fournis|fournies|offert*",
        "gestion|suivi|traitement|ger*|sais*|encaiss*|factur* .. frais|caution(s)|inscription(s)",
        "participation aux frais de|d transport(s)|mutuelle|repas|deplacement(s)|restauration|garde|logement|essence",
        "charge(s)|vous|mission(s)|taches|assurer|gerer .. achat|achats .. materiel|stock|licence",
        "loyer(s)|bail|locataire(s)|location .. depot|caution",
        "vente(s)|vendre|vendez .. carte(s)|coupon(s)|recharge(s)|droit(s)|kit(s)",
        "participation financiere de l|la|notre",
        "depot de garantie des|du locataire(s)",
        "sans avance .. frais",
    ),
    only_warns=frozenset({OfferKind.TRAINING, OfferKind.EVENT}),
    explanation=BilingualText(
        fr="On ne demande pas d’argent à qui cherche du travail : ni frais, ni caution, ni achat, ni numéro surtaxé.",
        en="Whoever looks for work is not asked for money: no fees, no deposit, nothing to buy, no premium number.",
    ),
    suggestion=BilingualText(
        fr="Retirer ces mots. Pour une formation ou un atelier payant : dire le prix entier et qui peut le financer.",
        en="Leave these words out. For training or a workshop that costs: tell the whole price and who may pay it.",
    ),
    source="Code du travail, art. L.5321-3, L.5331-1 et L.5331-5",
)

UNDECLARED = WordingRule(
    name="undeclared",
    ground=Ground.HONESTY,
    severity=Severity.BLOCK,
    phrases=(
        "pay*|paiement|regl*|remuner*|travail|salaire .. au+noir|au+black|en+liquide|sous+la+table",
        "de la main a la main",
        "au noir|black uniquement|possible",
        "non declare|declaree",
        "pas declare|declaree",
        "sans contrat ni fiche|declaration|papiers",
        "sans contrat de travail",
        "pas de contrat ni|de+travail",
        "sans fiche de paie|paye",
    ),
    unless=(
        "lutt* .. travail",
        "lutt* .. .. non declare|declaree",
        "frais|incident(s)|sinistre(s)|marchandise(s) .. non declare",
    ),
    explanation=BilingualText(
        fr="Un travail payé est déclaré. Le proposer sans contrat ni fiche de paie est un délit.",
        en="Paid work is declared. To offer it without a contract or a payslip is a crime.",
    ),
    suggestion=BilingualText(
        fr="Pour quelques heures, le CESU ou le TESE déclarent en quelques minutes.",
        en="For a few hours, CESU or TESE declare it in some minutes.",
    ),
    source="Code du travail, art. L.8221-1 et L.8221-5",
)

UNPAID_TRIAL = WordingRule(
    name="unpaid_trial",
    ground=Ground.HONESTY,
    severity=Severity.WARN,
    phrases=(
        "essai(s) non+paye|non+payee|non+remunere|non+remuneree|gratuit(e)|benevole|sans+salaire|pas+paye|pas+payee",
        "journee(s)|jour(s)|semaine(s)|mois|periode|heure(s) d essai [est] gratuit(e)|benevole|non+paye|non+payee"
        "|non+remunere|non+remuneree|sans+salaire|pas+paye|pas+payee",
        "premier(e) jour|semaine|mois non+paye|non+payee|non+remunere|non+remuneree|gratuit|benevole|sans+salaire",
    ),
    kinds=PAID_WORK,
    explanation=BilingualText(
        fr="Un essai est un travail : il est payé dès la première heure.",
        en="A trial is work: it is paid from the first hour on.",
    ),
    suggestion=BilingualText(
        fr="Proposer une immersion (PMSMP), que France Travail ou la Mission locale encadrent.",
        en="Offer an *immersion* (PMSMP), for which France Travail or the Mission locale set the frame.",
    ),
    source="Code du travail, art. L.1221-20 et L.8221-5",
)

TOO_GOOD = WordingRule(
    name="too_good",
    ground=Ground.HONESTY,
    severity=Severity.WARN,
    phrases=(
        "revenu(s)|gain(s)|salaire(s)|remuneration(s) illimite(s)|illimitee(s)|exceptionnel(s)|mirobolant(s)",
        "argent facile|rapide|rapidement|facilement",
        "gagn* [jusqu] [a] # [euro(s)|eur] par jour|semaine",
        "gagn* jusqu a #",
        "devenir|devenez|deviens riche|millionnaire",
        "liberte|independance|autonomie financiere",
        "marketing de reseau",
        "marketing|vente multi|multiniveau|multiniveaux|relationnel niveaux|marketing",
        "vente multiniveau(x)",
        "sans rien faire",
        "changez de vie",
        "complement de revenu(s) depuis chez|domicile|votre",
        "travail* depuis chez vous|toi gagn*|sans+contrainte",
    ),
    explanation=BilingualText(
        fr="Une promesse qu’on ne peut pas tenir trompe les candidats, et fait fuir les autres.",
        en="A promise that cannot be kept misleads people, and drives others away.",
    ),
    suggestion=BilingualText(
        fr="Dire ce qui est sûr : le salaire fixe, puis ce qui s’y ajoute et à quelles conditions.",
        en="Tell what is certain: the fixed pay, then what may come on top, and under which conditions.",
    ),
    source="Code du travail, art. L.5331-3",
)

NOT_EMPLOYED = WordingRule(
    name="not_employed",
    ground=Ground.HONESTY,
    severity=Severity.WARN,
    phrases=(
        "statut|comme|en [d] auto|micro entrepreneur|entreprise",
        "auto|micro entrepreneur obligatoire|uniquement|exige",
        "autoentrepreneur|microentrepreneur",
        "statut|qualite [d] independant|vdi|tns",
        "vendeur|vendeuse a domicile independant|independante",
        "statut vdi|independant",
        "remuneration|paye|payee uniquement|exclusivement a+la+commission|aux+commissions|a+la+tache",
        "commission(s) uniquement|seules|seulement",
        "apport personnel",
        "franchise(s) a+reprendre|a+ouvrir",
    ),
    unless=(
        "creation|accompagn*|conseil*|aide|aupres|comptabilite|clients .. auto|micro entrepreneur(s)|entreprise(s)",
    ),
    kinds=PAID_WORK,
    explanation=BilingualText(
        fr="Travailler à son compte n’est pas un emploi salarié : ni salaire garanti, ni congés, ni chômage.",
        en="To be self-employed is no job: no certain pay, no holidays, no unemployment insurance.",
    ),
    suggestion=BilingualText(
        fr="Le dire dès le titre, ou proposer un contrat de travail.",
        en="Say so in the title, or offer a contract of employment.",
    ),
    source="Code du travail, art. L.5331-3 et L.8221-6",
)

RULES = (MONEY_ASKED, UNDECLARED, UNPAID_TRIAL, TOO_GOOD, NOT_EMPLOYED)

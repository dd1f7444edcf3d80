"""In which language an offer is written (Code du travail, L.5331-4; for what is no work, the *loi Toubon*)."""

from game_rules.wording.rules.rule import BilingualText, Ground, Notice, Severity

_IN_FRENCH = BilingualText(
    fr="L’écrire en français. Un mot étranger sans équivalent peut rester, expliqué en français.",
    en="Write it in French. A foreign word that has no French one may stay, explained in French.",
)

NOT_IN_FRENCH = Notice(
    name="not_in_french",
    ground=Ground.LANGUAGE,
    severity=Severity.BLOCK,
    explanation=BilingualText(
        fr="Une offre d’emploi en France est écrite en français, même si le travail se fait dans une autre langue.",
        en="An offer of work in France is written in French, even if the work is done in another language.",
    ),
    suggestion=_IN_FRENCH,
    source="Code du travail, art. L.5331-4",
)

NOT_IN_FRENCH_EITHER = Notice(
    name="not_in_french",
    ground=Ground.LANGUAGE,
    severity=Severity.WARN,
    explanation=BilingualText(
        fr="Ce texte n’est pas en français : beaucoup de personnes ne le liront pas.",
        en="This text is not in French: many people will not read it.",
    ),
    suggestion=_IN_FRENCH,
    source="Loi n° 94-665 du 4 août 1994 relative à l’emploi de la langue française, art. 1 et 2",
)

PARTLY_NOT_IN_FRENCH = Notice(
    name="partly_not_in_french",
    ground=Ground.LANGUAGE,
    severity=Severity.WARN,
    explanation=BilingualText(
        fr="Ce passage n’est pas en français. Il peut rester s’il répète ce que le texte français dit déjà.",
        en="This part is not in French. It may stay if it repeats what the French text says already.",
    ),
    suggestion=_IN_FRENCH,
    source="Code du travail, art. L.5331-4",
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FRENCH_WORDS = _words(
    "le la les un une des du de au aux et ou est sont pour par avec sur dans vous nous votre vos notre nos ce"
    " cette ces qui que il elle ils elles tu ton ta tes sera serez etes avez avoir etre chez sans sous entre"
    " plus tres aussi l d n s c qu j en se son sa ses leur leurs je mais ne pas travail poste equipe"
)
"""What most French sentences hold, folded."""

OTHER_WORDS = {
    "en": _words(
        "all an and any are as at be by can experience for from has have if in is it join looking must not of"
        " or our required should skills team that the their they this to we who will with work working you"
        " your"
    ),
    "de": _words(
        "als auch auf bei das dem den der die ein eine einen fur haben ihr ihre im ist mit nicht oder sie"
        " sind suchen und unser unsere von werden wir wird zu zum zur"
    ),
    "nl": _words(
        "aan als ben bent bij dat deze die een en hebben het is je jij jouw met naar niet of ons onze ook op"
        " van voor wij worden wordt zijn zoeken"
    ),
    "es": _words(
        "al buscamos como con del el equipo esta estar este estos las lo los mas muy nuestra nuestro para"
        " pero por se ser su sus tiene trabajo una usted y"
    ),
    "it": _words(
        "alla anche cerchiamo che come con dei del della delle di e gli il lavoro lo nel nella non nostra"
        " nostro per questa questo si siamo sono squadra tua tuo una"
    ),
    "pt": _words(
        "ao com como da das do dos e equipe esta estar este mas muito na nao no nossa nosso o os para por"
        " procuramos ser seu sua tem trabalho uma voce"
    ),
    "pl": _words("dla do i jako jest mamy na nasz nasza nie od oraz praca przez sa sie szukamy twoje w z ze"),
    "ro": _words("care cautam cu din echipa este in la munca noastra nu o pe pentru sau si sunt un"),
    "tr": _words("ariyoruz bir bizim bu calisma cok daha ekip gibi icin ile olan olarak ve"),
}
"""The same of languages that are spoken around, French words among them."""

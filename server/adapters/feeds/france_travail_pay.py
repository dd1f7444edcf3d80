"""France Travail's salary texts, tidied: what they say in numbers is said the same way each time, the rest is kept."""

import re
from collections.abc import Iterable
from decimal import Decimal

from server.adapters.feeds.pay_words import amounts_in_words, is_amount

_PAY = re.compile(
    r"^(?P<period>Annuel|Mensuel|Horaire)\s+de\s+(?P<low>\d[\d ]*(?:[.,]\d+)?)(?:\s*Euros?)?"
    r"(?:\s+à\s+(?P<high>\d[\d ]*(?:[.,]\d+)?)(?:\s*Euros?)?)?"
    r"(?:\s+sur\s+(?P<months>\d+(?:[.,]\d+)?)\s+mois)?\.?$",
    re.IGNORECASE,
)
_PER = {"annuel": "par an", "mensuel": "par mois", "horaire": "par heure"}
_USUAL_MONTHS = 12


def salary_in_words(text: str | None, remarks: Iterable[str | None] = ()) -> str | None:
    """The salary as a person reads it, with `remarks`; None where nothing is said.

    `Mensuel de 2275.0 Euros à 2300,00 Euros sur 12.0 mois` is "2 275 à 2 300 € par mois". A text of another form stays
    as it is: a bare `1600,00` does not say for how long.
    """
    said = [_tidied(text)] if text else []
    said += [remark for remark in remarks if remark]
    return " · ".join(dict.fromkeys(said)) or None


def _tidied(text: str) -> str:
    found = _PAY.match(text)
    if found is None:
        return text
    low, high = _number(found["low"]), _number(found["high"] or found["low"])
    months = _number(found["months"] or str(_USUAL_MONTHS))
    if not (is_amount(low) and is_amount(high) and is_amount(months)):
        return text
    over = "" if months == _USUAL_MONTHS else f" sur {months.normalize():f} mois"
    return f"{amounts_in_words(low, high)} {_PER[found['period'].lower()]}{over}"


def _number(text: str) -> Decimal:
    return Decimal(text.replace(" ", "").replace(",", "."))

"""SIRETs as they come in: one spelling per establishment."""

from stdnum.exceptions import ValidationError
from stdnum.fr import siret
from stdnum.util import clean

from game_rules.refusals import RefusalReason, Refused


def checked_siret(typed: str) -> str:
    """The 14 digits of a SIRET, typed with or without spaces, dots and dashes. Raises Refused(siret_invalid).

    Luhn's check holds for the number and for its first nine digits, the SIREN. La Poste has more establishments than
    that leaves room for: all but its head office follow another rule, the sum of their digits is a multiple of 5
    (INSEE; python-stdnum knows it). Whether the number is in use, and whose it is, an organiser has to look up.
    """
    try:
        return siret.validate(clean("".join(typed.split()), "-."))
    except ValidationError:
        raise Refused(RefusalReason.SIRET_INVALID) from None

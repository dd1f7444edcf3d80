"""Phone numbers that an offer may show: in international form, and never one that costs extra."""

import re

_BETWEEN_DIGITS = re.compile(r"[\s.\-/()\u00a0\u202f\u2009]")
_INTERNATIONAL = re.compile(r"\+[1-9][0-9]{6,14}")
"""At most 15 digits with the country's (ITU-T E.164)."""

_FRENCH = re.compile(r"0[1-9][0-9]{8}")
_SURCHARGED = re.compile(r"\+338[129]")
"""Numbers for services, whose call may cost extra (081, 082, 089 in ARCEP's numbering plan, decision 2019-0954)."""


def clean_phone(text: str) -> str:
    """Such as +33321000000. Raises ValueError for what is no number, and for one that costs whoever calls it extra."""
    digits = _BETWEEN_DIGITS.sub("", text.replace("(0)", ""))
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif _FRENCH.fullmatch(digits):
        digits = f"+33{digits[1:]}"
    if not _INTERNATIONAL.fullmatch(digits):
        raise ValueError("write it with its country, such as +33 3 21 00 00 00")
    if _SURCHARGED.match(digits):
        raise ValueError("a call to this number costs extra: give one that does not")
    return digits

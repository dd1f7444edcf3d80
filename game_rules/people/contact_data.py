"""Finds phone numbers and e-mail addresses in a text, so that a minor is asked before they go out.

It warns and never forbids: a number may be a bus line's. So it rather finds too much.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused


class ContactKind(StrEnum):
    """Kinds of contact data."""

    PHONE_NUMBER = "phone_number"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class ContactData:
    """Characters `start` to before `end` of the text."""

    kind: ContactKind
    start: int
    end: int


class ContactDataFound(Refused):
    """A minor's text holds contact data and has not been confirmed; `found` says where."""

    def __init__(self, found: tuple[ContactData, ...]) -> None:
        super().__init__(RefusalReason.CONTACT_DATA_FOUND)
        self.found = found


_AT = r"\s*(?:@|＠|\(at\)|\[at\]|\(a\)|\[a\]|\barobase\b|\barobas\b)\s*"
_DOT = r"\s*(?:\.|\(dot\)|\[dot\]|\(point\)|\[point\]|\bpoint\b|\bdot\b)\s*"
_EMAIL = re.compile(rf"[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,24}}){{1,4}}", re.IGNORECASE)

_BETWEEN = r"[\s.\-/_()\u00a0\u202f\u2009]{0,3}"
_PHONE = re.compile(rf"(?<!\d)(?:(?:\+|00){_BETWEEN}\d(?:{_BETWEEN}\d){{7,14}}|0(?:{_BETWEEN}\d){{9}})(?!{_BETWEEN}\d)")
"""French numbers have ten digits and begin with 0 (ARCEP's numbering plan); others begin with + or 00 and have at most
15 (ITU-T E.164)."""


def find_contact_data(text: str) -> tuple[ContactData, ...]:
    """Finds what looks like a phone number or an e-mail address, in the order of the text."""
    emails = [ContactData(ContactKind.EMAIL, *match.span()) for match in _EMAIL.finditer(text)]
    phones = [ContactData(ContactKind.PHONE_NUMBER, *match.span()) for match in _PHONE.finditer(text)]
    return tuple(sorted((*emails, *phones), key=lambda found: (found.start, found.end)))


def check_contact_data(text: str, age_band: AgeBand, *, confirmed: bool) -> None:
    """Raises ContactDataFound when a minor is about to send contact data and has not said yes to it."""
    if age_band is AgeBand.FROM_18 or confirmed:
        return
    found = find_contact_data(text)
    if found:
        raise ContactDataFound(found)

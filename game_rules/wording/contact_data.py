"""Contact data in what people write: where a text lets its reader find somebody outside of the game.

It is pointed out before it goes out, where one of the two is a minor. So it rather finds too much; but prices, times,
dates, a SIRET or a postcode are none. Texts are read as `fold` does: without accents, invisible marks and full-width
forms.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from game_rules.people.encounters import is_minor
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from game_rules.wording.spoken_digits import phone_spans
from game_rules.wording.text import fold


class ContactKind(StrEnum):
    """Kinds of contact data."""

    PHONE_NUMBER = "phone_number"
    EMAIL = "email"
    SOCIAL_NETWORK = "social_network"
    ADDRESS = "address"
    PRIVATE_PLACE = "private_place"


@dataclass(frozen=True, slots=True)
class ContactData:
    """Characters `start` to before `end` of the text."""

    kind: ContactKind
    start: int
    end: int


class ContactDataFound(Refused):
    """Texts hold contact data; `found` says where, by JSON pointer of the text. A minor may confirm that it shall go
    out (`contact_data_found`); to a minor it does not go out (`contact_data_for_minor`)."""

    def __init__(self, found: Mapping[str, tuple[ContactData, ...]], reason: RefusalReason) -> None:
        super().__init__(reason)
        self.found = found


_AT = r"\s*(?:@|\(at\)|\[at\]|\(a\)|\[a\]|\barobase?s?\b|\barobaze?s?\b)\s*"
_DOT = r"\s*(?:\.|\(dot\)|\[dot\]|\(point\)|\[point\]|\bpoint\b|\bdot\b)\s*"
_EMAIL = re.compile(rf"[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,24}}){{1,4}}")
_MAILBOXES = "gmail|hotmail|outlook|yahoo|orange|wanadoo|laposte|icloud|protonmail|live|sfr|bbox"
_AT_MAILBOX = re.compile(rf"\b[\w.+-]{{2,64}}\s+(?:chez|a|at)\s+(?:{_MAILBOXES})(?:{_DOT}|\s+)(?:com|fr|net|me)\b")

_NETWORKS = (
    r"snap(?:chat)?|insta(?:gram)?|tik\s?tok|whats\s?app|telegram|discord|messenger|facebook|fb|kik|skype|wickr|"
    r"linkedin|twitter|signal"
)
_HANDLE = r"[\w@][\w.#-]{2,30}"
_NETWORK = re.compile(
    rf"""
    \b(?:{_NETWORKS})\s?(?:[:=]|>|->)\s?{_HANDLE}                        # snap: lucas62
    | \b(?:{_NETWORKS})\s(?:c'\s?est|est|cest|is)\s{_HANDLE}             # mon insta c'est lucas
    | \b(?:mon|ton|votre|mes|my|your)\s(?:{_NETWORKS})\b                  # ton snap
    | \b(?:{_NETWORKS})\s(?=[\w.]*[\d_])[a-z][\w.]{{3,30}}               # snap lucas62
    | \b(?:ajoute|rejoins|contacte|ecris|suis|retrouve|envoie|appelle)[a-z]*[-\s]?(?:moi|nous|le)?\s
      (?:[a-z]{{1,12}}\s){{0,3}}(?:sur|par|via|on)\s(?:{_NETWORKS})\b   # ajoute-moi sur snap
    | \b(?:add|text|message|find)\sme\s(?:[a-z]{{1,12}}\s){{0,2}}on\s(?:{_NETWORKS})\b
    | \bon\s(?:se\s)?(?:parle|continue|discute|ecrit)\s(?:[a-z]{{1,12}}\s){{0,2}}(?:sur|par)\s(?:{_NETWORKS})\b
    | \b(?:wa\.me|t\.me|discord\.gg|(?:instagram|snapchat|tiktok|facebook|discord)\.com)/\S+
    | (?<![\w.@/])@[a-z][\w.]{{2,30}}                                      # @lucas_62
    """,
    re.VERBOSE,
)

_WAYS = (
    "rue|avenue|av|boulevard|bd|place|allee|allees|chemin|impasse|route|quai|cite|residence|square|cours|ruelle|"
    "sentier|hameau|lotissement|faubourg|passage|villa|clos|esplanade|coron"
)
_ADDRESS = re.compile(
    rf"""
    \b\d{{1,4}}(?:\s?(?:bis|ter|quater|[a-d]))?,?\s(?:{_WAYS})\b(?:\s[a-z'-]+){{1,6}}   # 12 bis rue de la Paix
    | \b(?:j'\s?habite|mon\sadresse|ton\sadresse|mon\sdomicile|my\saddress|i\slive)\b(?:\s?[:,]|\s[\w'-]+){{1,8}}
    | \b(?:digicode|interphone|code\sde\s(?:la\s)?porte)\b
    | \b(?:appartement|appart|apt|bat(?:iment)?|etage)\s?(?:n\s?)?\d{{1,4}}\b
    """,
    re.VERBOSE,
)
_PRIVATE = re.compile(
    r"""
    (?<!\bde\s)(?<!\bd'\s)\bchez\s(?:moi|toi)\b                            # but: près de chez moi
    | \b(?:a|dans|devant)\s(?:mon|ton|votre)\s(?:domicile|appart|appartement|studio|immeuble|logement)\b
    | \b(?:dans|avec)\s(?:ma|ta)\s(?:voiture|caisse|bagnole|chambre|maison)\b
    | \b(?:viens|passe|venez|passez|rejoins-moi)\s(?:me\svoir\s)?a\sla\smaison\b
    | \bje\s(?:te|vous)\s(?:emmene|raccompagne|ramene|depose)\b
    | \bje\s(?:viens|passe|viendrai|passerai)\s(?:te|vous)\s(?:chercher|prendre|recuperer)\b
    | \bat\s(?:my|your)\s(?:place|home|house|flat)\b
    """,
    re.VERBOSE,
)

_PATTERNS = (
    (ContactKind.EMAIL, _EMAIL),
    (ContactKind.EMAIL, _AT_MAILBOX),
    (ContactKind.SOCIAL_NETWORK, _NETWORK),
    (ContactKind.ADDRESS, _ADDRESS),
    (ContactKind.PRIVATE_PLACE, _PRIVATE),
)


def find_contact_data(text: str) -> tuple[ContactData, ...]:
    """Finds what lets somebody be found outside of the game, in the order of the text. Nothing is found twice."""
    folded = fold(text)
    spans = [(ContactKind.PHONE_NUMBER, *span) for span in phone_spans(folded.text)]
    spans += [(kind, *match.span()) for kind, pattern in _PATTERNS for match in pattern.finditer(folded.text)]
    found: list[ContactData] = []
    for kind, start, end in sorted(spans, key=lambda one: (one[1], -one[2])):
        first, last = folded.span(start, end)
        if not found or first >= found[-1].end:
            found.append(ContactData(kind, first, last))
    return tuple(found)


def check_contact_data(texts: Mapping[str, str], sender: AgeBand, reader: AgeBand, *, confirmed: bool) -> None:
    """Checks what goes from one to the other; the texts are named by their JSON pointers in the message.

    Raises ContactDataFound where a minor sends contact data and has not said yes to it; and where somebody else sends
    it to a minor, whatever they say.
    """
    if not is_minor(sender) and not is_minor(reader):
        return
    if is_minor(sender) and confirmed:
        return
    found = {pointer: spans for pointer, text in texts.items() if (spans := find_contact_data(text))}
    if found:
        reason = RefusalReason.CONTACT_DATA_FOUND if is_minor(sender) else RefusalReason.CONTACT_DATA_FOR_MINOR
        raise ContactDataFound(found, reason)

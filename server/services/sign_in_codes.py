"""One-time codes: made, mailed and compared. What is stored of one is its scrypt hash."""

from datetime import datetime, timedelta
from hashlib import scrypt
from hmac import compare_digest
from secrets import randbelow, token_bytes

from game_rules.limits import SIGN_IN_CODE_DIGITS, SIGN_IN_CODE_MINUTES, SIGN_IN_CODE_TRIES
from game_rules.players import Language
from server.persistence.ids import new_id
from server.persistence.sign_in_codes import HashedCode
from server.services.deliver_mail import queue_mail
from server.services.mail_texts import sign_in_code_text
from server.services.ports import JobQueue, Mail, OpenUnit

_SALT_BYTES = 16
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 2**14, 8, 1
"""About 40 ms and 16 MB: a stolen table's million codes take half a day of a core each, and live ten minutes."""


def request_code(open_unit: OpenUnit, queue: JobQueue, email: str, language: Language, now: datetime) -> None:
    """Mails a new code to the normalised address; an older one no longer works.

    Does the same whether somebody has an account with the address or not.
    """
    code = f"{randbelow(10**SIGN_IN_CODE_DIGITS):0{SIGN_IN_CODE_DIGITS}}"
    salt = token_bytes(_SALT_BYTES)
    hashed = HashedCode(salt, _hash(code, salt))
    subject, text = sign_in_code_text(language, code)
    with open_unit() as unit:
        unit.sign_in_codes.put(
            email, hashed, tries=SIGN_IN_CODE_TRIES, expires_at=now + timedelta(minutes=SIGN_IN_CODE_MINUTES)
        )
        queue_mail(unit, queue, Mail(new_id(now), email, subject, text, now))
        unit.commit()


def try_code(open_unit: OpenUnit, email: str, code: str, now: datetime) -> HashedCode | None:
    """The address's code if it is `code`. Costs a try, committed before anything is compared."""
    with open_unit() as unit:
        hashed = unit.sign_in_codes.try_once(email, now)
        unit.commit()
    return hashed if hashed and compare_digest(_hash(code, hashed.salt), hashed.code_scrypt) else None


def _hash(code: str, salt: bytes) -> bytes:
    return scrypt(code.encode(), salt=salt, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P)

"""One-time codes: made, mailed and compared.

What is stored of one is an HMAC with a key of this database. Who reads the whole database within ten minutes can find
the code by trying all of them, and scrypt would not have stopped them: they also read the mail with the code while it
waits to be sent. See docs/adr/0023-codes-lock-nobody-out.md.
"""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from secrets import randbelow, token_bytes
from uuid import UUID

from game_rules.people.limits import (
    SIGN_IN_CODE_DIGITS,
    SIGN_IN_CODE_MINUTES,
    SIGN_IN_CODE_STRANGER_TRIES,
    SIGN_IN_CODE_TRIES,
)
from game_rules.people.players import Language
from server.persistence.accounts.sign_in_codes import HashedCode
from server.persistence.ids import new_id
from server.services.context import Context, Unit
from server.services.mail import queue_mail
from server.services.ports import Mail
from server.texts.accounts import sign_in_code_text

_KEY_NAME = "sign-in codes"
_KEY_BYTES = 32
_HASH_BYTES = 32


@dataclass(frozen=True, slots=True)
class RightCode:
    """The code that was typed, and all that were compared with it and lost a try."""

    code: HashedCode
    tried: tuple[HashedCode, ...]
    mark: str | None


def request_code(context: Context, email: str, language: Language, mark: str) -> None:
    """Mails a new code to the normalised address; older ones work until they expire.

    `mark` is the token of the browser that asks. Does the same whether somebody has an account with the address or not.
    """
    code = f"{randbelow(10**SIGN_IN_CODE_DIGITS):0{SIGN_IN_CODE_DIGITS}}"
    code_id = new_id(context.now)
    subject, text = sign_in_code_text(language, code)
    with context.unit() as unit:
        unit.sign_in_codes.add(
            email,
            HashedCode(code_id, _hash(_key(unit), code_id, code)),
            _digest(mark),
            tries=SIGN_IN_CODE_TRIES,
            strangers_tries=SIGN_IN_CODE_STRANGER_TRIES,
            expires_at=context.now + timedelta(minutes=SIGN_IN_CODE_MINUTES),
        )
        queue_mail(unit, Mail(new_id(context.now), email, subject, text, context.now))
        unit.commit()


def try_code(context: Context, email: str, code: str, mark: str | None) -> RightCode | None:
    """Returns the address's live code that is `code`, typed in the browser of `mark`; None when there is none.

    Costs a try of each, committed before anything is compared. An address without codes costs the same work: a decoy is
    written, tried and removed every time, and compared where there is nothing else.
    """
    decoy = HashedCode(new_id(context.now), token_bytes(_HASH_BYTES))
    with context.unit() as unit:
        key = _key(unit)
        unit.sign_in_codes.add(
            email,
            decoy,
            token_bytes(_HASH_BYTES),
            tries=1,
            strangers_tries=1,
            expires_at=context.now + timedelta(minutes=1),
        )
        tried = tuple(
            one for one in unit.sign_in_codes.try_each(email, _digest(mark), context.now) if one.id != decoy.id
        )
        unit.sign_in_codes.forget(decoy)
        unit.commit()
    right = [one for one in tried or (decoy,) if hmac.compare_digest(_hash(key, one.id, code), one.code_hmac)]
    return RightCode(right[0], tried, mark) if right else None


def give_try_back(unit: Unit, right: RightCode) -> None:
    """Undoes what the right code cost, which is needed once more."""
    unit.sign_in_codes.give_tries_back(right.tried, _digest(right.mark))


def _key(unit: Unit) -> bytes:
    return unit.secrets.keep(_KEY_NAME, token_bytes(_KEY_BYTES))


def _hash(key: bytes, code_id: UUID, code: str) -> bytes:
    return hmac.digest(key, code_id.bytes + code.encode(), "sha256")


def _digest(mark: str | None) -> bytes:
    return sha256(mark.encode()).digest() if mark is not None else b""

"""Passkeys of an account: made, listed, removed. A challenge is signed once, within ten minutes."""

from datetime import timedelta
from secrets import token_bytes
from typing import Any
from uuid import UUID

from game_rules.people.limits import PASSKEY_CHALLENGE_MINUTES, PASSKEYS_PER_ACCOUNT_MAX
from game_rules.refusals import RefusalReason, Refused
from server.persistence.accounts.passkeys import Passkey
from server.persistence.ids import new_id
from server.services.context import Context
from server.services.ports import PasskeyAnswer, PasskeyParty, PasskeyRejected

__all__ = [
    "Passkey",
    "add_passkey",
    "begin_passkey",
    "passkeys_of",
    "put_challenge",
    "read_answer",
    "remove_passkey",
    "use_challenge",
]

_CHALLENGE_BYTES = 32
"""Twice what WebAuthn asks for at least."""


def begin_passkey(context: Context, party: PasskeyParty) -> dict[str, Any]:
    """Returns a browser's options to make a passkey. Raises Refused(passkey_needs_account | too_many_passkeys)."""
    if context.player.email is None:
        raise Refused(RefusalReason.PASSKEY_NEEDS_ACCOUNT)
    challenge = put_challenge(context, context.player.account_id)
    with context.unit() as unit:
        known = [passkey.credential_id for passkey in unit.passkeys.of_account(context.player.account_id)]
    if len(known) >= PASSKEYS_PER_ACCOUNT_MAX:
        raise Refused(RefusalReason.TOO_MANY_PASSKEYS)
    return party.creation_options(
        challenge, handle=context.player.account_id.bytes, email=context.player.email, known=known
    )


def add_passkey(context: Context, party: PasskeyParty, credential: dict[str, Any]) -> Passkey:
    """Keeps the passkey that the browser made. Raises Refused(passkey_invalid | too_many_passkeys)."""
    answer = read_answer(party, credential)
    use_challenge(context, answer.challenge, context.player.account_id)
    try:
        made = party.verify_new(credential, answer.challenge)
    except PasskeyRejected:
        raise Refused(RefusalReason.PASSKEY_INVALID) from None
    passkey = Passkey(
        id=new_id(context.now),
        account_id=context.player.account_id,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        device_label=context.device_label,
        created_on=context.now.date(),
    )
    with context.unit() as unit:
        # Two that are added at once are counted one after the other.
        unit.accounts.lock_player(context.player.id)
        if unit.passkeys.count_of_account(context.player.account_id) >= PASSKEYS_PER_ACCOUNT_MAX:
            raise Refused(RefusalReason.TOO_MANY_PASSKEYS)
        if not unit.passkeys.add(passkey):
            raise Refused(RefusalReason.PASSKEY_INVALID)
        unit.commit()
    return passkey


def passkeys_of(context: Context) -> list[Passkey]:
    """The account's passkeys, the oldest first."""
    with context.unit() as unit:
        return unit.passkeys.of_account(context.account_id)


def remove_passkey(context: Context, passkey_id: UUID) -> None:
    """From now on it opens nothing; open sessions stay. Raises Refused(no_such_passkey) for one not the account's."""
    with context.unit() as unit:
        if not unit.passkeys.remove(context.account_id, passkey_id):
            raise Refused(RefusalReason.NO_SUCH_PASSKEY)
        unit.commit()


def put_challenge(context: Context, account_id: UUID | None) -> bytes:
    """A new challenge: for a new passkey of the account, or with None for signing in."""
    challenge = token_bytes(_CHALLENGE_BYTES)
    with context.unit() as unit:
        unit.passkeys.put_challenge(challenge, account_id, context.now + timedelta(minutes=PASSKEY_CHALLENGE_MINUTES))
        unit.commit()
    return challenge


def use_challenge(context: Context, challenge: bytes, account_id: UUID | None) -> None:
    """Ends the challenge, committed before anything is verified. Raises Refused(passkey_invalid) unless it was out."""
    with context.unit() as unit:
        was_out = unit.passkeys.use_challenge(challenge, account_id, context.now)
        unit.commit()
    if not was_out:
        raise Refused(RefusalReason.PASSKEY_INVALID)


def read_answer(party: PasskeyParty, credential: dict[str, Any]) -> PasskeyAnswer:
    """Raises Refused(passkey_invalid) for what is no answer of an authenticator."""
    try:
        return party.read(credential)
    except PasskeyRejected:
        raise Refused(RefusalReason.PASSKEY_INVALID) from None

"""Lets somebody in with a passkey; what they won as a guest comes along, as with a code."""

from typing import Any

from game_rules.refusals import RefusalReason, Refused
from server.services.accounts.passkeys import put_challenge, read_answer, use_challenge
from server.services.accounts.sign_in import join_guest
from server.services.accounts.sign_in_guest import SignInResult, arrive
from server.services.context import Context
from server.services.ports import PasskeyParty, PasskeyRejected


def begin_sign_in(context: Context, party: PasskeyParty) -> dict[str, Any]:
    """Returns what a browser needs to offer its passkeys; the same for everybody."""
    return party.request_options(put_challenge(context, None))


def sign_in_with_passkey(context: Context, party: PasskeyParty, *, credential: dict[str, Any]) -> SignInResult:
    """Opens a new session of the passkey's account; the session that asks ends.

    Raises Refused(passkey_invalid) for whatever is wrong with it: an old challenge, another site, a copied key.
    """
    answer = read_answer(party, credential)
    use_challenge(context, answer.challenge, None)
    with context.unit() as unit:
        passkey = unit.passkeys.of_credential(answer.credential_id)
        if passkey is None or answer.handle not in {None, passkey.account_id.bytes}:
            raise Refused(RefusalReason.PASSKEY_INVALID)
        try:
            count = party.verify_use(credential, answer.challenge, passkey.public_key, passkey.sign_count)
        except PasskeyRejected:
            raise Refused(RefusalReason.PASSKEY_INVALID) from None
        known = unit.accounts.player_of_account(passkey.account_id)
        if known is None:
            raise Refused(RefusalReason.PASSKEY_INVALID)
        player = join_guest(unit, known)
        # Last, for whoever leaves for good holds the player first and the passkey then.
        if not unit.passkeys.note_use(passkey, count, context.now.date()):
            raise Refused(RefusalReason.PASSKEY_INVALID)
        if context.signed_in is not None:
            unit.sessions.end(context.signed_in.player.account_id, context.signed_in.session_id)
        arrived = arrive(unit, player)
        unit.commit()
    return arrived

"""Lets somebody in with the code that was mailed to them; what they won as a guest comes along."""

from dataclasses import dataclass, replace

from game_rules.people.players import AgeBand, Language, Player, check_age, clean_display_name
from game_rules.people.wishes import Wishes
from game_rules.refusals import RefusalReason, Refused
from server.persistence.ids import new_id
from server.services.accounts.barred_addresses import check_admitted
from server.services.accounts.merge_players import merge_guest
from server.services.accounts.sign_in_codes import give_try_back, try_code
from server.services.accounts.sign_in_guest import SignInResult, arrive, consent_to
from server.services.context import Context, Unit


@dataclass(frozen=True, slots=True)
class Profile:
    """The facts that a new account needs besides an address. A guest has told them already."""

    language: Language
    age_band: AgeBand | None = None
    name: str | None = None
    consent_version: str | None = None


def sign_in(context: Context, *, email: str, code: str, profile: Profile, mark: str | None = None) -> SignInResult:
    """Opens a new session of the address's account; the session that asks ends.

    `mark` is the token that the browser was given when it asked for a code, see `try_code`.
    A guest's account becomes the address's, or is merged into the one there is. Where neither exists, one is made.
    Raises Refused(code_invalid | profile_needed | too_young | invalid_name | account_suspended); after profile_needed
    the code still works.
    """
    right = try_code(context, email, code, mark)
    if right is None:
        raise Refused(RefusalReason.CODE_INVALID)
    with context.unit() as unit:
        # Players before codes, as whoever leaves for good.
        guest = _locked_guest(unit, unit.accounts.player_of_email(email))
        # Gone for everybody else once this is committed: two who type it at once wait here, and one is too late.
        if not unit.sign_in_codes.use_up(email, right.code):
            raise Refused(RefusalReason.CODE_INVALID)
        try:
            player = _player_of(unit, guest, email, profile)
        except Refused as refused:
            if refused.reason is not RefusalReason.TOO_YOUNG:
                raise
            # Nothing is kept of them, the code neither.
            unit.mail_outbox.remove_to(email)
            unit.commit()
            raise
        if player is not None:
            if context.signed_in is not None:
                unit.sessions.end(context.signed_in.player.account_id, context.signed_in.session_id)
            arrived = arrive(unit, player)
            unit.commit()
            return arrived
    with context.unit() as unit:
        give_try_back(unit, right)
        unit.commit()
    raise Refused(RefusalReason.PROFILE_NEEDED)


def _player_of(unit: Unit, guest: Player | None, email: str, profile: Profile) -> Player | None:
    """The player that the address opens, made or merged if need be; None when a profile is needed for that."""
    known = unit.accounts.player_of_email(email)
    if known is not None:
        return _merged(unit, guest, known)
    check_admitted(unit, email)
    if guest is not None:
        unit.accounts.give_email(guest.account_id, email)
        return replace(guest, is_guest=False, email=email)
    if profile.age_band is None or profile.name is None:
        return None
    check_age(profile.age_band)
    player = Player(
        id=new_id(unit.now),
        account_id=new_id(unit.now),
        name=clean_display_name(profile.name),
        language=profile.language,
        is_guest=False,
        wishes=Wishes(),
        email=email,
        consent=consent_to(unit.context, profile.consent_version),
    )
    unit.accounts.add(player, profile.age_band, unit.now.date())
    return player


def join_guest(unit: Unit, known: Player) -> Player:
    """`known`, with whom the guest who asks, if it is one, is a single player from now on."""
    guest = _locked_guest(unit, known)
    return _merged(unit, guest, known) if unit.accounts.player(known.id) else known


def _merged(unit: Unit, guest: Player | None, known: Player) -> Player:
    if guest is None:
        return known
    merge_guest(unit, guest, into=known)
    return unit.accounts.player(known.id) or known


def _locked_guest(unit: Unit, known: Player | None) -> Player | None:
    """The guest who asks, as they are now; None for somebody else, or for one who just signed in elsewhere.

    Both are locked, the guest and `known`, with whom they may become one player.
    """
    if unit.context.signed_in is None:
        return None
    guest_id = unit.context.signed_in.player.id
    unit.accounts.lock_players({guest_id, known.id} if known else {guest_id})
    player = unit.accounts.player(guest_id)
    return player if player is not None and player.is_guest else None

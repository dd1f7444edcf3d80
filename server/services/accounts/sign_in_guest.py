"""Lets somebody play at once, as a guest."""

from dataclasses import dataclass

from game_rules.people.players import AgeBand, Consent, Language, Player, check_age, clean_display_name
from game_rules.people.wishes import Wishes
from game_rules.play.outcomes import Totals
from server.persistence.ids import new_id
from server.services.accounts.sessions import start_session
from server.services.context import Context, Unit


@dataclass(frozen=True, slots=True)
class SignInResult:
    """The player, what they have won, and the token that opens their new session: it is told once, stored nowhere."""

    player: Player
    totals: Totals
    token: str


def arrive(unit: Unit, player: Player) -> SignInResult:
    """Opens a session in the caller's transaction, and reads there all that its answer says."""
    return SignInResult(player, unit.achievements.totals(player.id), start_session(unit, player.account_id))


@dataclass(frozen=True, slots=True)
class NewGuest:
    """Everything that somebody says of themselves to play at once."""

    name: str
    language: Language
    age_band: AgeBand
    wishes: Wishes
    consent_version: str | None = None


def sign_in_guest(context: Context, guest: NewGuest) -> SignInResult:
    """Makes an account, its player and a session. Raises Refused(too_young | invalid_name); then nothing is kept."""
    check_age(guest.age_band)
    player = Player(
        id=new_id(context.now),
        account_id=new_id(context.now),
        name=clean_display_name(guest.name),
        language=guest.language,
        is_guest=True,
        wishes=guest.wishes,
        consent=consent_to(context, guest.consent_version),
    )
    with context.unit() as unit:
        unit.accounts.add(player, guest.age_band, context.now.date())
        arrived = arrive(unit, player)
        unit.commit()
    return arrived


def consent_to(context: Context, version: str | None) -> Consent:
    """Returns what somebody who arrives has consented to: nothing, unless their client says so."""
    return Consent(version, context.now.date()) if version is not None else Consent()

"""Makes a guest and the account they sign in to one player."""

from game_rules.people.players import Player, merge_consents
from game_rules.play.winnings import merge_winnings
from server.services.context import Unit


def merge_guest(unit: Unit, guest: Player, *, into: Player) -> None:
    """Gives `into` what the guest has won, and ends the guest's account. In the caller's transaction.

    Name, language, age band and wishes stay those of the account. Calls, conversations, being a Joker, applications,
    saved offers, seats at events and the inbox come along.
    """
    unit.accounts.lock_players((guest.id, into.id))
    for player_id in sorted((guest.id, into.id)):
        unit.jokers.lock(player_id)
    unit.calls.lock_all_of((guest.id, into.id))
    consents = [unit.accounts.player(one.id) or one for one in (guest, into)]
    merged = merge_winnings(unit.achievements.winnings(guest.id), unit.achievements.winnings(into.id), unit.limits)
    unit.achievements.replace_winnings(into.id, merged)
    unit.accounts.move_devices(guest.id, into.id)
    unit.walking_days.move_player(guest.id, into.id)
    unit.accounts.set_consent(into.account_id, merge_consents(*(one.consent for one in consents)))
    unit.calls.move_player(guest.id, into.id)
    unit.cases.move_player(guest.id, into.id)
    unit.measures.move_player(guest.id, into.id)
    unit.applications.move_player(guest.id, into.id)
    unit.saved_offers.move_player(guest.id, into.id)
    unit.notifications.move_player(guest.id, into.id)
    unit.event_registrations.move_player(guest.id, into.id)
    unit.sessions.end(guest.account_id)
    unit.accounts.remove(guest.account_id)

"""A conversation as each of the two sees it."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.calls.call import CONVERSED, Call, CallRole
from game_rules.calls.conversation import Receipt
from game_rules.calls.help_events import Conversation, ConversationChanged, OtherPerson
from game_rules.jokers.joker import Joker, vetting_of
from game_rules.people.encounters import Counterpart, Encounter, Where, check_encounter, hour_at
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from server.services.context import Context, Unit

CLOSED_SHOWN_FOR = timedelta(days=30)
"""How long a closed conversation is still among those that a client is sent; it can be fetched after that too."""


def offer_title(context: Context, offer_id: UUID | None) -> str | None:
    """All that somebody else may be told of an offer: its title, never its organisation, place or id."""
    offer = context.campaign.offers.by_id.get(offer_id) if context.campaign and offer_id else None
    return offer.title if offer else None


def views_of(unit: Unit, calls: Sequence[Call], player_id: UUID) -> list[Conversation]:
    """The conversations `calls` as `player_id`, one of the two in each, sees them; three queries for all."""
    others = {call.id: other for call in calls if (other := call.other_of(player_id)) is not None}
    names = unit.accounts.names(set(others.values())) if others else {}
    minors = unit.accounts.minors_among({call.asker_id for call in calls if call.asker_id})
    receipts = unit.conversations.receipts([call.id for call in calls]) if calls else {}
    views = []
    for call in calls:
        role, other_id = call.role_of(player_id), others.get(call.id)
        if role is None:
            continue
        name = names.get(other_id) if other_id else None
        views.append(
            Conversation(
                call=call,
                role=role,
                other=OtherPerson(other_id, name) if other_id and name else None,
                offer_title=offer_title(unit.context, call.offer_id),
                mine=receipts.get((call.id, player_id), Receipt(call.id, player_id)),
                theirs=receipts.get((call.id, other_id), Receipt(call.id, other_id)) if other_id else None,
                asker_is_minor=call.asker_id in minors,
            )
        )
    return views


def conversation_events(unit: Unit, call: Call) -> list[AddressedEvent]:
    """Each of the two is told the conversation as they see it."""
    both = [player_id for player_id in (call.asker_id, call.joker_id) if player_id is not None]
    return [
        AddressedEvent(player_id, ConversationChanged(view))
        for player_id in both
        for view in views_of(unit, [call], player_id)
    ]


def conversation_in(unit: Unit, call: Call | None) -> tuple[Call, CallRole, UUID | None]:
    """The call, the player's part in it, and the other one; None for the other one when they have left for good.

    Raises Refused(call_not_found) for nobody's business, and where one of the two has blocked the other.
    """
    role = call.role_of(unit.player_id) if call else None
    if call is None or role is None or call.state not in CONVERSED:
        raise Refused(RefusalReason.CALL_NOT_FOUND)
    other_id = call.other_of(unit.player_id)
    if other_id is not None and unit.conversations.are_blocked(unit.player_id, other_id):
        raise Refused(RefusalReason.CALL_NOT_FOUND)
    return call, role, other_id


def other_of_call(unit: Unit, call: Call | None) -> UUID:
    """Finds whom the player who asks has to do with: for a Joker to whom a call was only shown, also its asker.

    Raises Refused(call_not_found).
    """
    if call is not None:
        other_id = call.other_of(unit.player_id) if call.role_of(unit.player_id) else None
        if other_id is None and unit.player_id != call.asker_id and unit.player_id in unit.calls.recipients(call.id):
            other_id = call.asker_id
        if other_id is not None:
            return other_id
    raise Refused(RefusalReason.CALL_NOT_FOUND)


def check_may_write(unit: Unit, asker_id: UUID, joker: Joker | None) -> None:
    """Checks that the table of encounters lets the two write to each other now. Raises what `check_encounter` does."""
    age = unit.accounts.age_band_of_player(asker_id) or AgeBand.UNDER_15
    vetting, hour = vetting_of(joker, unit.now), hour_at(unit.now, unit.zone)
    check_encounter(Encounter(age, Counterpart.JOKER, vetting, hour, Where.ONLINE))

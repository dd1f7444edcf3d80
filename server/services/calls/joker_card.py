"""The Joker of a conversation, as the player whom they answered sees them."""

from uuid import UUID

from game_rules.calls.call import CallRole
from game_rules.jokers.joker import About, JokerState
from game_rules.jokers.profile import JokerCard
from game_rules.refusals import RefusalReason, Refused
from server.services.calls.conversation_views import conversation_in
from server.services.context import Context


def read_joker_card(context: Context, call_id: UUID) -> JokerCard:
    """Returns what the Joker says of themselves; nothing of somebody who is a Joker no more.

    Raises Refused(call_not_found) for anybody but the player whom they answered.
    """
    with context.unit() as unit:
        _, role, joker_id = conversation_in(unit, unit.calls.call(call_id))
        if role is not CallRole.ASKER or joker_id is None:
            raise Refused(RefusalReason.CALL_NOT_FOUND)
        joker = unit.jokers.joker(joker_id)
    if joker is None or joker.state is not JokerState.APPROVED:
        return JokerCard(joker_id, About(), identity_checked=False)
    return JokerCard(joker_id, joker.help.about, joker.is_identity_checked(context.now))

"""Remains of calls and conversations when one of the two leaves for good: the other one's part, and no name."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

_STEPS = (
    """update meeting set contact_name = null, contact_email = null, contact_phone = null from help_request c
       where c.id = meeting.call_id and c.asker_id = :gone""",
    # The asker chose offer and trade; topic and language say nothing of them.
    "update help_request set asker_id = null, text = null, offer_id = null, rome_domain = null where asker_id = :gone",
    "update help_request set joker_id = null where joker_id = :gone",
    # It goes with the Joker's own row anyway; by then the other one has been told to how many it was shown.
    "delete from call_recipient where joker_id = :gone",
    # Numbers stay without gaps: a device that catches up counts on it.
    "update help_message set sender_id = null, text = null where sender_id = :gone",
)


def forget_in_help(session: Session, player_id: UUID) -> None:
    """Takes the player out of every row in which somebody else has a part. All else goes with the player's own row.

    Nothing of theirs may be open any more; the caller holds the player's lock.
    """
    for step in map(text, _STEPS):
        session.execute(step, {"gone": player_id})

"""The merging of calls, conversations and a Joker's profile when two players turn out to be one person."""

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

_STEPS = (
    # What the two had with each other was one person talking to themselves.
    "delete from help_request where asker_id in (:old, :new) and joker_id in (:old, :new)",
    # One open question at a time: the account's stays.
    """delete from help_request where asker_id = :old and state in ('open', 'waiting') and exists
       (select from help_request where asker_id = :new and state in ('open', 'waiting'))""",
    "update help_request set asker_id = :new where asker_id = :old",
    # An account that is a Joker already stays as it is; otherwise the profile moves with all that refers to it.
    """insert into joker select (jsonb_populate_record(j, jsonb_build_object('player_id', :new))).*
       from joker j where j.player_id = :old and not exists (select from joker where player_id = :new)""",
    """delete from joker_slot where player_id = :old and exists (select from joker_slot where player_id = :new)""",
    "update joker_slot set player_id = :new where player_id = :old",
    """delete from joker_day_off o where player_id = :old and exists
       (select from joker_day_off n where n.player_id = :new and n.off_on = o.off_on)""",
    "update joker_day_off set player_id = :new where player_id = :old",
    "delete from joker_extra_slot where player_id = :old and exists "
    "(select from joker_extra_slot where player_id = :new)",
    "update joker_extra_slot set player_id = :new where player_id = :old",
    "update joker_transition set player_id = :new where player_id = :old",
    "update joker_identity_decision set player_id = :new where player_id = :old",
    "delete from call_recipient r using help_request c where c.id = r.call_id and c.asker_id = :new "
    "and r.joker_id in (:old, :new)",
    """delete from call_recipient o where joker_id = :old and exists
       (select from call_recipient n where n.call_id = o.call_id and n.joker_id = :new)""",
    "update call_recipient set joker_id = :new where joker_id = :old",
    "update help_request set joker_id = :new where joker_id = :old",
    "update help_message set sender_id = :new where sender_id = :old",
    "update help_receipt set reader_id = :new where reader_id = :old",
    "update mail_outbox set about_player_id = :new where about_player_id = :old",
    "delete from player_block where blocker_id in (:old, :new) and blocked_id in (:old, :new)",
    """insert into player_block select :new, blocked_id, blocked_at from player_block where blocker_id = :old
       on conflict do nothing""",
    """insert into player_block select blocker_id, :new, blocked_at from player_block where blocked_id = :old
       on conflict do nothing""",
)
"""In this order: rows are moved before what they point at goes with the old player."""


def move_help(session: Session, old_id: UUID, new_id: UUID) -> None:
    """Makes everything of the player `old_id` the player `new_id`'s. The caller holds both players' locks.

    A suspension cannot be left behind: the stricter of two Jokers' states stands.
    """
    session.execute(
        text(
            "update joker set state = 'suspended', reason = o.reason from joker o "
            "where joker.player_id = :new and o.player_id = :old and o.state = 'suspended'"
        ),
        {"old": old_id, "new": new_id},
    )
    for step in map(text, _STEPS):
        session.execute(step, {"old": old_id, "new": new_id})

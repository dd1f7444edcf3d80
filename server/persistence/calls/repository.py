"""Calls to Jokers, and to whom each was shown."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from game_rules.calls.call import UNANSWERED, Call, CallAction, CallRole, CallState
from game_rules.geo import Tile
from game_rules.tiles import HINT_TILE_ZOOM
from server.persistence.calls.help_departure import forget_in_help
from server.persistence.calls.help_merge import move_help
from server.persistence.tables.accounts import AccountRow, PlayerRow
from server.persistence.tables.calls import BlockRow, CallRecipientRow, CallRow, CallTransitionRow

_ASKING_LOCK = 0x61736B
"""Any fixed number ("ask"), see `Calls.lock_wave_selection`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a Joker has on their hands: conversations, calls shown in the last hour, how many of them guests had
    asked, and when the last one was shown."""

    load: int = 0
    last_asked_at: datetime | None = None
    asked_in_last_hour: int = 0
    asked_by_guests_in_last_hour: int = 0


class Calls:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def move_player(self, old_id: UUID, new_id: UUID) -> None:
        """Makes what the one player has asked, answered and said the other's, see `help_merge`."""
        move_help(self._session, old_id, new_id)

    def forget_player(self, player_id: UUID) -> None:
        """Takes the player and their words out of what others have a part in, see `help_departure`."""
        forget_in_help(self._session, player_id)

    def lock_wave_selection(self) -> None:
        """Lets one unit at a time choose whom to ask: two at once could both pick the same Joker's last free seat."""
        self._session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _ASKING_LOCK})

    def add(self, call: Call) -> None:
        self._session.execute(insert(CallRow).values(id=call.id, asker_id=call.asker_id, **_values(call)))
        self.log(call, None, CallRole.ASKER, call.asked_at)

    def call(self, call_id: UUID) -> Call | None:
        row = self._session.get(CallRow, call_id, populate_existing=True)
        return _call(row) if row else None

    def lock(self, call_id: UUID) -> Call | None:
        """The call, which nobody else can move until this unit ends."""
        row = self._session.get(CallRow, call_id, with_for_update={"key_share": True}, populate_existing=True)
        return _call(row) if row else None

    def lock_all_of(self, player_ids: Collection[UUID]) -> None:
        """Locks every call that one of the players has asked or answered, open or over, in the order of their ids."""
        theirs = or_(CallRow.asker_id.in_(player_ids), CallRow.joker_id.in_(player_ids))
        self._session.execute(select(CallRow.id).where(theirs).order_by(CallRow.id).with_for_update(key_share=True))

    def lock_next_due(self, now: datetime, put_aside: Collection[UUID] = ()) -> UUID | None:
        """Locks a call whose time has come, that no other unit is working on, and that is not `put_aside`.

        Returns its id alone: whatever is wrong with the call, the caller knows which one it is.
        """
        return self._session.scalar(
            select(CallRow.id)
            .where(CallRow.due_at <= now, CallRow.id.not_in(list(put_aside)))
            .order_by(CallRow.due_at, CallRow.id)
            .limit(1)
            .with_for_update(key_share=True, skip_locked=True)
        )

    def save(self, call: Call) -> None:
        """Writes what can change of a locked call."""
        self._session.execute(update(CallRow).where(CallRow.id == call.id).values(**_values(call)))

    def move(self, call: Call, action: CallAction, role: CallRole, now: datetime) -> None:
        """Writes a locked call in the state that the rules allowed, and logs it."""
        self.save(call)
        self.log(call, action, role, now)

    def log(self, call: Call, action: CallAction | None, role: CallRole, now: datetime) -> None:
        self._session.execute(
            insert(CallTransitionRow).values(call_id=call.id, at=now, action=action, role=role, to_state=call.state)
        )

    def unanswered_call_of(self, asker_id: UUID) -> Call | None:
        row = self._session.scalar(select(CallRow).where(CallRow.asker_id == asker_id, _is_unanswered()))
        return _call(row) if row else None

    def count_asked_since(self, asker_id: UUID, moment: datetime) -> int:
        count = select(func.count()).select_from(CallRow).where(CallRow.asker_id == asker_id, CallRow.asked_at > moment)
        return self._session.scalar(count) or 0

    def add_recipients(self, call_id: UUID, joker_ids: Collection[UUID], wave: int, now: datetime) -> None:
        if joker_ids:
            self._session.execute(
                insert(CallRecipientRow).values(
                    [
                        {"call_id": call_id, "joker_id": joker_id, "wave": wave, "notified_at": now, "seen_at": None}
                        for joker_id in joker_ids
                    ]
                )
            )

    def remove_recipients(self, call_id: UUID) -> None:
        """Makes the call one that was shown to nobody."""
        self._session.execute(delete(CallRecipientRow).where(CallRecipientRow.call_id == call_id))

    def recipients(self, call_id: UUID) -> set[UUID]:
        return set(
            self._session.scalars(select(CallRecipientRow.joker_id).where(CallRecipientRow.call_id == call_id)).all()
        )

    def note_seen(self, call_id: UUID, joker_id: UUID, now: datetime) -> bool:
        """Keeps the first time a recipient saw the call; False for somebody to whom it was not shown."""
        row = self._session.get(CallRecipientRow, (call_id, joker_id))
        if row is None:
            return False
        if row.seen_at is None:
            row.seen_at = now
            self._session.flush()
        return True

    def shown_to(self, joker_id: UUID) -> list[Call]:
        """Unanswered calls that were shown to the Joker, oldest first; none of somebody blocked, either way."""
        rows = self._session.scalars(
            select(CallRow)
            .join(CallRecipientRow, CallRecipientRow.call_id == CallRow.id)
            .where(CallRecipientRow.joker_id == joker_id, _is_unanswered(), ~is_blocked(joker_id, CallRow.asker_id))
            .order_by(CallRow.asked_at, CallRow.id)
        )
        return [_call(row) for row in rows]

    def asked(self, now: datetime) -> Mapping[UUID, Asked]:
        """By Joker, those who have nothing on their hands left out."""
        recent = CallRecipientRow.notified_at > now - timedelta(hours=1)
        shown = self._session.execute(
            select(
                CallRecipientRow.joker_id,
                func.max(CallRecipientRow.notified_at),
                func.count().filter(recent),
                func.count().filter(recent, AccountRow.is_guest),
            )
            .join(CallRow, CallRow.id == CallRecipientRow.call_id)
            .outerjoin(PlayerRow, PlayerRow.id == CallRow.asker_id)
            .outerjoin(AccountRow, AccountRow.id == PlayerRow.account_id)
            .group_by(CallRecipientRow.joker_id)
        )
        loads = self._session.execute(
            select(CallRow.joker_id, func.count()).where(CallRow.state == CallState.ACCEPTED).group_by(CallRow.joker_id)
        )
        load_of = {joker_id: count for joker_id, count in loads}  # noqa: C416 - dict(loads) has no types
        asked = {
            joker_id: Asked(load_of.pop(joker_id, 0), last, count, of_guests)
            for joker_id, last, count, of_guests in shown
        }
        return {**{joker_id: Asked(load) for joker_id, load in load_of.items() if joker_id}, **asked}

    def load_of(self, joker_id: UUID) -> int:
        """Counts the conversations that the Joker holds."""
        count = select(func.count()).where(CallRow.joker_id == joker_id, CallRow.state == CallState.ACCEPTED)
        return self._session.scalar(count) or 0

    def conversations_of(self, player_id: UUID, closed_since: datetime) -> list[Call]:
        """The player's conversations on either side, open ones and those closed after `closed_since`, newest first;
        none with somebody blocked, either way."""
        other = func.coalesce(func.nullif(CallRow.asker_id, player_id), CallRow.joker_id)
        rows = self._session.scalars(
            select(CallRow)
            .where(
                or_(CallRow.asker_id == player_id, CallRow.joker_id == player_id),
                or_(CallRow.state == CallState.ACCEPTED, CallRow.closed_at > closed_since),
                ~is_blocked(player_id, other),
            )
            .order_by(CallRow.accepted_at.desc(), CallRow.id)
        )
        return [_call(row) for row in rows]

    def all_of(self, player_id: UUID) -> list[Call]:
        """Every call that the player has asked or answered, oldest first."""
        is_theirs = or_(CallRow.asker_id == player_id, CallRow.joker_id == player_id)
        rows = self._session.scalars(select(CallRow).where(is_theirs).order_by(CallRow.asked_at, CallRow.id))
        return [_call(row) for row in rows]

    def open_of(self, player_id: UUID) -> list[UUID]:
        """The ids of the player's unanswered call and of the open conversations that they ask or help in."""
        is_theirs = or_(CallRow.asker_id == player_id, CallRow.joker_id == player_id)
        is_open = CallRow.state.in_(sorted({*UNANSWERED, CallState.ACCEPTED}))
        return list(self._session.scalars(select(CallRow.id).where(is_theirs, is_open).order_by(CallRow.id)))

    def conversations_held_by(self, joker_id: UUID) -> list[UUID]:
        """The ids of the open conversations of a Joker."""
        held = select(CallRow.id).where(CallRow.joker_id == joker_id, CallRow.state == CallState.ACCEPTED)
        return list(self._session.scalars(held.order_by(CallRow.id)))

    def conversations_between(self, one: UUID, other: UUID) -> list[Call]:
        """All conversations of the two, open or closed, whoever asked."""
        rows = self._session.scalars(
            select(CallRow)
            .where(CallRow.asker_id.in_((one, other)), CallRow.joker_id.in_((one, other)))
            .order_by(CallRow.id)
            .execution_options(populate_existing=True)
        )
        return [_call(row) for row in rows]

    def was_thanked_between(self, asker_id: UUID, joker_id: UUID, since: datetime, *, but: UUID) -> bool:
        """Tells whether the asker has thanked the Joker for another call closed at or after `since`."""
        found = self._session.scalar(
            select(CallRow.id)
            .where(
                CallRow.asker_id == asker_id,
                CallRow.joker_id == joker_id,
                CallRow.helped.is_(True),
                CallRow.closed_at >= since,
                CallRow.id != but,
            )
            .limit(1)
        )
        return found is not None


def _is_unanswered() -> ColumnElement[bool]:
    return CallRow.state.in_(sorted(UNANSWERED))


def is_blocked(one: UUID, other: Any) -> ColumnElement[bool]:
    """Returns the condition that either of the two has blocked the other; `other` may be a column."""
    return (
        select(BlockRow.blocker_id)
        .where(
            or_(
                (BlockRow.blocker_id == one) & (BlockRow.blocked_id == other),
                (BlockRow.blocker_id == other) & (BlockRow.blocked_id == one),
            )
        )
        .exists()
    )


def _values(call: Call) -> dict[str, Any]:
    return {
        "topic": call.topic,
        "language": call.language,
        "text": call.text,
        "offer_id": call.offer_id,
        "rome_domain": call.rome_domain,
        "near_x": call.near.x if call.near else None,
        "near_y": call.near.y if call.near else None,
        "state": call.state,
        "asked_at": call.asked_at,
        "waves_sent": call.waves_sent,
        "due_at": call.due_at,
        "joker_id": call.joker_id,
        "accepted_at": call.accepted_at,
        "closed_at": call.closed_at,
        "helped": call.helped,
        "last_sequence": call.last_sequence,
        "rests_until": call.rests_until,
    }


def _call(row: CallRow) -> Call:
    near = Tile(HINT_TILE_ZOOM, row.near_x, row.near_y) if row.near_x is not None and row.near_y is not None else None
    return Call(
        id=row.id,
        asker_id=row.asker_id,
        topic=row.topic,
        language=row.language,
        text=row.text,
        offer_id=row.offer_id,
        rome_domain=row.rome_domain,
        near=near,
        state=row.state,
        asked_at=row.asked_at,
        waves_sent=row.waves_sent,
        due_at=row.due_at,
        joker_id=row.joker_id,
        accepted_at=row.accepted_at,
        closed_at=row.closed_at,
        helped=row.helped,
        last_sequence=row.last_sequence,
        jokers_asked=row.jokers_asked,
        rests_until=row.rests_until,
    )

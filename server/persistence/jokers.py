"""Jokers and their time."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from game_rules.jokers.availability import Availability, DayOff, ExtraSlot, FreeNow, WeeklySlot
from game_rules.jokers.joker import (
    About,
    HelpOffered,
    HelpTopic,
    IdentityAction,
    Joker,
    JokerAction,
    JokerActor,
    JokerState,
    SpokenLanguage,
)
from game_rules.jokers.profile import IdentityDecision, JokerTally
from server.persistence.tables.jokers import (
    IdentityDecisionRow,
    JokerDayOffRow,
    JokerExtraSlotRow,
    JokerRow,
    JokerSlotRow,
    JokerTransitionRow,
)


@dataclass(frozen=True, slots=True)
class JokerMove:
    """A move of a Joker that the rules allowed. `account_id` is the organiser's who decided, if they are signed in."""

    action: JokerAction
    actor: JokerActor
    to_state: JokerState
    reason: str | None = None
    account_id: UUID | None = None


class Jokers:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def joker(self, player_id: UUID) -> Joker | None:
        row = self._session.get(JokerRow, player_id, populate_existing=True)
        return _joker(row) if row else None

    def lock(self, player_id: UUID) -> Joker | None:
        """The Joker, whom nobody else can change until this unit ends."""
        row = self._session.get(JokerRow, player_id, with_for_update={"key_share": True}, populate_existing=True)
        return _joker(row) if row else None

    def jokers(self, states: Collection[JokerState]) -> list[Joker]:
        """Those in one of the `states`, who applied first comes first."""
        rows = self._session.scalars(
            select(JokerRow).where(JokerRow.state.in_(states)).order_by(JokerRow.applied_at, JokerRow.player_id)
        )
        return [_joker(row) for row in rows]

    def seen_since(self, moment: datetime) -> list[Joker]:
        """Approved Jokers whose app was heard of after `moment`."""
        rows = self._session.scalars(
            select(JokerRow)
            .where(JokerRow.state == JokerState.APPROVED, JokerRow.last_seen_at > moment)
            .order_by(JokerRow.player_id)
        )
        return [_joker(row) for row in rows]

    def store_application(self, player_id: UUID, offered: HelpOffered, charter_version: int, now: datetime) -> None:
        """Adds the Joker as applied, or puts a new application in the place of the old one."""
        values = {
            "state": JokerState.APPLIED,
            "charter_version": charter_version,
            "charter_accepted_at": now,
            "applied_at": now,
            "reason": None,
            **_help_values(offered),
        }
        self._session.execute(
            insert(JokerRow)
            .values(player_id=player_id, **values)
            .on_conflict_do_update(index_elements=[JokerRow.player_id], set_=values)
        )
        self._log(player_id, JokerMove(JokerAction.APPLY, JokerActor.SELF, JokerState.APPLIED), now)

    def move(self, player_id: UUID, move: JokerMove, now: datetime) -> None:
        """Sets the state that the rules allowed, and logs it."""
        self._update(player_id, state=move.to_state, reason=move.reason)
        self._log(player_id, move, now)

    def _log(self, player_id: UUID, move: JokerMove, now: datetime) -> None:
        self._session.execute(
            insert(JokerTransitionRow).values(
                player_id=player_id,
                at=now,
                action=move.action,
                actor=move.actor,
                to_state=move.to_state,
                account_id=move.account_id,
                reason=move.reason,
            )
        )

    def set_help(self, player_id: UUID, offered: HelpOffered) -> None:
        self._update(player_id, **_help_values(offered))

    def accept_charter(self, player_id: UUID, version: int, now: datetime) -> None:
        self._update(player_id, charter_version=version, charter_accepted_at=now)

    def decide_on_identity(self, player_id: UUID, decision: IdentityDecision) -> None:
        """Keeps or takes back the check of who the Joker is, and logs who decided."""
        is_checked = decision.action is IdentityAction.CONFIRM
        attested_on = decision.honorability_attested_on
        self._update(
            player_id,
            identity_checked_at=decision.at if is_checked else None,
            honorability_attested_on=attested_on if is_checked else None,
        )
        self._session.execute(
            insert(IdentityDecisionRow).values(
                player_id=player_id,
                at=decision.at,
                action=decision.action,
                account_id=decision.account_id,
                reason=decision.reason,
                honorability_attested_on=attested_on,
            )
        )

    def identity_decisions(self, player_ids: Collection[UUID]) -> dict[UUID, tuple[IdentityDecision, ...]]:
        """The decisions on who the Jokers are, oldest first, by player id; nobody without one."""
        rows = self._session.scalars(
            select(IdentityDecisionRow)
            .where(IdentityDecisionRow.player_id.in_(player_ids))
            .order_by(IdentityDecisionRow.id)
        )
        decisions: defaultdict[UUID, tuple[IdentityDecision, ...]] = defaultdict(tuple)
        for row in rows:
            decision = IdentityDecision(row.at, row.action, row.account_id, row.reason, row.honorability_attested_on)
            decisions[row.player_id] += (decision,)
        return decisions

    def count_answered(self, player_id: UUID) -> None:
        """A call more that they answered. The caller holds the Joker's lock."""
        self._update(player_id, answered_count=JokerRow.answered_count + 1)

    def count_thanked(self, player_id: UUID) -> None:
        """A call more that helped somebody. The caller holds the Joker's lock."""
        self._update(player_id, thanked_count=JokerRow.thanked_count + 1)

    def tally(self, player_id: UUID) -> JokerTally | None:
        """Their counts; None for somebody who never applied."""
        counts = select(JokerRow.answered_count, JokerRow.thanked_count).where(JokerRow.player_id == player_id)
        row = self._session.execute(counts).one_or_none()
        return JokerTally(*row) if row else None

    def set_free_now(self, player_id: UUID, free: FreeNow | None) -> None:
        self._update(
            player_id,
            free_now_until=free.until if free else None,
            free_now_place_id=free.place_id if free else None,
        )

    def touch(self, player_ids: Collection[UUID], now: datetime) -> None:
        """Notes a sign of life of those among the players who are Jokers."""
        if player_ids:
            # One after the other, always in the same order: servers that note the same Jokers never wait in a circle.
            there = (
                select(JokerRow.player_id)
                .where(JokerRow.player_id.in_(sorted(player_ids)))
                .order_by(JokerRow.player_id)
                .with_for_update(key_share=True)
                .cte("there")
            )
            self._session.execute(
                update(JokerRow)
                .where(JokerRow.player_id == there.c.player_id)
                .values(last_seen_at=now)
                .execution_options(synchronize_session=False)
            )

    def _update(self, player_id: UUID, **values: object) -> None:
        self._session.execute(update(JokerRow).where(JokerRow.player_id == player_id).values(**values))

    def set_slots(self, player_id: UUID, availability: Availability) -> None:
        """Replaces the weekly slots and the exceptions; "free now" stays as it is."""
        for table in (JokerSlotRow, JokerDayOffRow, JokerExtraSlotRow):
            self._session.execute(delete(table).where(table.player_id == player_id))
        for slot in availability.slots:
            self._session.add(
                JokerSlotRow(
                    player_id=player_id,
                    weekday=slot.weekday,
                    starts=slot.starts,
                    ends=slot.ends,
                    place_id=slot.place_id,
                )
            )
        for one in availability.exceptions:
            if isinstance(one, DayOff):
                self._session.add(JokerDayOffRow(player_id=player_id, off_on=one.on))
            else:
                self._session.add(
                    JokerExtraSlotRow(
                        player_id=player_id, free_on=one.on, starts=one.starts, ends=one.ends, place_id=one.place_id
                    )
                )
        self._session.flush()

    def availabilities(self, player_ids: Collection[UUID]) -> dict[UUID, Availability]:
        """Returns what each of the Jokers said about their time, by player id; four queries however many they are."""
        slots: defaultdict[UUID, list[WeeklySlot]] = defaultdict(list)
        for slot in self._session.scalars(
            select(JokerSlotRow)
            .where(JokerSlotRow.player_id.in_(player_ids))
            .order_by(JokerSlotRow.weekday, JokerSlotRow.starts)
        ):
            slots[slot.player_id].append(WeeklySlot(slot.weekday, slot.starts, slot.ends, slot.place_id))
        exceptions: defaultdict[UUID, list[DayOff | ExtraSlot]] = defaultdict(list)
        for off in self._session.scalars(
            select(JokerDayOffRow).where(JokerDayOffRow.player_id.in_(player_ids)).order_by(JokerDayOffRow.off_on)
        ):
            exceptions[off.player_id].append(DayOff(off.off_on))
        for extra in self._session.scalars(
            select(JokerExtraSlotRow)
            .where(JokerExtraSlotRow.player_id.in_(player_ids))
            .order_by(JokerExtraSlotRow.free_on, JokerExtraSlotRow.starts)
        ):
            exceptions[extra.player_id].append(ExtraSlot(extra.free_on, extra.starts, extra.ends, extra.place_id))
        free = self._session.execute(
            select(JokerRow.player_id, JokerRow.free_now_until, JokerRow.free_now_place_id).where(
                JokerRow.player_id.in_(player_ids)
            )
        )
        return {
            player_id: Availability(
                slots=tuple(slots[player_id]),
                exceptions=tuple(exceptions[player_id]),
                free_now=FreeNow(until, place_id) if until else None,
            )
            for player_id, until, place_id in free
        }


def _help_values(offered: HelpOffered) -> dict[str, list[str] | str | int | None]:
    return {
        "topics": sorted(offered.topics),
        "languages": sorted(offered.languages),
        "rome_domains": sorted(offered.rome_domains),
        "minors_article": offered.minors_article,
        "trade": offered.about.trade,
        "commune": offered.about.commune,
        "introduction": offered.about.introduction,
    }


def _joker(row: JokerRow) -> Joker:
    return Joker(
        player_id=row.player_id,
        state=row.state,
        help=HelpOffered(
            frozenset(HelpTopic(topic) for topic in row.topics),
            frozenset(SpokenLanguage(language) for language in row.languages),
            frozenset(row.rome_domains),
            row.minors_article,
            About(row.trade, row.commune, row.introduction),
        ),
        charter_version=row.charter_version,
        identity_checked_at=row.identity_checked_at,
        last_seen_at=row.last_seen_at,
        reason=row.reason,
        honorability_attested_on=row.honorability_attested_on,
    )

"""Days on which a player used a part of the budget up, as they read them, and their appeal, in the queue of all."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from game_rules.cases.case import Case, CaseKind, Party, Subject, SubjectKind
from game_rules.people.players import Language
from game_rules.play.budget import Budget, WalkingDay
from game_rules.refusals import RefusalReason, Refused
from game_rules.text_limits import REASON_MAX_CHARS
from game_rules.texts import clean_text
from server.persistence.ids import new_id
from server.services.context import Context, Unit
from server.services.notifications.tell_organisers import tell_organisers
from server.texts.dates import day_in_full


@dataclass(frozen=True, slots=True)
class FullDay:
    """A day with the parts that were used up, none once it was given back, and the player's last appeal."""

    id: UUID
    day: date
    parts: frozenset[Budget]
    appeal: Case | None


def my_full_days(context: Context) -> list[FullDay]:
    """Lists those of the last month, the latest first."""
    with context.unit() as unit:
        return _full_days(unit)


def appeal_full_day(context: Context, day_id: UUID, text: str) -> list[FullDay]:
    """Opens a case about the day; while it is open, the same again changes nothing. Returns all, as they are then.

    Once it is granted, the day begins anew.

    Raises Refused(measure_not_found | invalid_text).
    """
    text = clean_text(text, REASON_MAX_CHARS)
    with context.unit() as unit:
        unit.accounts.lock_player(context.player_id)
        day = next((one for one in unit.walking_days.of_player(context.player_id) if one.id == day_id), None)
        if day is None or not day.is_beyond:
            raise Refused(RefusalReason.MEASURE_NOT_FOUND)
        opened = unit.cases.open(
            Case(
                new_id(context.now),
                CaseKind.APPEAL,
                Subject(SubjectKind.MEASURE, day_id),
                Party(),
                opened_at=context.now,
                reporter_id=context.player_id,
                text=f"{_about(day)} {text}"[:REASON_MAX_CHARS],
            )
        )
        if opened is not None:
            tell_organisers(unit, opened)
        days = _full_days(unit)
        unit.commit()
    return days


def _full_days(unit: Unit) -> list[FullDay]:
    appeals = {case.subject.id: case for case in unit.cases.reported_by(unit.player_id, CaseKind.APPEAL)}
    days = unit.walking_days.of_player(unit.player_id)
    # One that was given back stays as long as what was answered to its appeal.
    return [
        FullDay(one.id, one.day, one.parts(unit.limits) if one.is_beyond else frozenset(), appeals.get(one.id))
        for one in days
        if one.is_beyond or one.id in appeals
    ]


def _about(day: WalkingDay) -> str:
    """Says which day it is, before the player's words: the day itself has no page."""
    date_in_full = day_in_full(Language.FRENCH, day.day)
    return f"[Budget du {date_in_full} : offres {day.discoveries}, portes {day.visits}, appareils {day.starts}.]"

"""Somebody writes to the organisers: a case about nobody, in the queue in which they read reports, too."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from game_rules.cases.case import Case, CaseKind, Party, Subject, SubjectKind
from game_rules.cases.limits import REPORTS_PER_DAY_MAX
from game_rules.refusals import RefusalReason, Refused
from game_rules.text_limits import REASON_MAX_CHARS
from game_rules.texts import clean_text
from server.persistence.ids import new_id
from server.services.context import Context
from server.services.notifications.tell_organisers import tell_organisers
from server.services.ports import uncounted


def ask_team(context: Context, question_id: UUID, text: str, count: Callable[[], None] = uncounted) -> None:
    """Opens a case with the question; sent again under the same id it changes nothing, also once it is answered.

    `count` is told just before it is kept, and may raise to have nothing kept. Raises Refused(not_signed_in |
    too_many_reports | invalid_text).
    """
    text = clean_text(text, REASON_MAX_CHARS)
    with context.unit() as unit:
        if not unit.accounts.lock_player(context.player_id):
            raise Refused(RefusalReason.NOT_SIGNED_IN)
        asked = unit.cases.reported_by(context.player_id, CaseKind.QUESTION)
        if any(case.subject.id == question_id for case in asked):
            return
        if sum(case.opened_at > context.now - timedelta(days=1) for case in asked) >= REPORTS_PER_DAY_MAX:
            raise Refused(RefusalReason.TOO_MANY_REPORTS)
        count()
        opened = unit.cases.open(
            Case(
                new_id(context.now),
                CaseKind.QUESTION,
                Subject(SubjectKind.TEAM, question_id),
                Party(),
                opened_at=context.now,
                reporter_id=context.player_id,
                text=text,
            )
        )
        if opened is not None:
            tell_organisers(unit, opened)
        unit.commit()

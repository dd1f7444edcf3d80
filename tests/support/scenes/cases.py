"""Shorthands for tests of reports and of the cases that they become."""

from datetime import datetime
from uuid import UUID

from game_rules.cases.case import Case, CaseOutcome, Organiser, ReportReason, Subject, SubjectKind, Verdict
from game_rules.cases.evidence import CaseFile
from server.services.cases.judge import close_case, list_cases, open_case_file
from server.services.cases.report import Statement, report
from server.services.ports import OpenUnit
from tests.support.contexts import context_at
from tests.support.factories import START

TOKEN = Organiser(None, "3fa2b1c0")
NOTHING_WRONG = Verdict(CaseOutcome.NOTHING_WRONG, "Merci, nous avons tout lu.", "Lu, rien à faire.")


def report_call(
    open_unit: OpenUnit,
    player_id: UUID,
    call_id: UUID,
    text: str | None = None,
    *,
    reason: ReportReason = ReportReason.SPAM,
    now: datetime = START,
) -> None:
    subject = Subject(SubjectKind.CONVERSATION, call_id)
    report(context_at(open_unit, now, player_id=player_id), Statement(subject, reason, text))


def open_cases(open_unit: OpenUnit, now: datetime = START) -> list[Case]:
    return [case for case in list_cases(context_at(open_unit, now)) if case.closed_at is None]


def read_file(open_unit: OpenUnit, case_id: UUID, now: datetime = START, organiser: Organiser = TOKEN) -> CaseFile:
    return open_case_file(context_at(open_unit, now, organiser=organiser), case_id)


def close(open_unit: OpenUnit, case_id: UUID, now: datetime = START, verdict: Verdict = NOTHING_WRONG) -> None:
    close_case(context_at(open_unit, now, organiser=TOKEN), case_id, verdict)

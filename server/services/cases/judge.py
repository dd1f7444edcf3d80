"""An organiser reads the open cases, opens the evidence of one, and closes it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from game_rules.cases.case import Case, CaseAction, CaseKind, CaseOutcome, Verdict, check_open, outcomes_of
from game_rules.cases.evidence import CaseFile
from game_rules.cases.limits import CASE_BROUGHT_UP_AGAIN_DAYS
from game_rules.meetings.meeting import MeetingRole
from game_rules.notifications.notification import NotificationKind
from game_rules.refusals import RefusalReason, Refused
from game_rules.text_limits import REASON_MAX_CHARS
from game_rules.texts import clean_text
from server.services.cases.measures import lift_in
from server.services.context import Context, Unit
from server.services.notifications.notify import Notice, notify
from server.services.notifications.tell_organisers import tell_organisers

_RECENT = timedelta(days=30)


def list_cases(context: Context) -> list[Case]:
    """The open cases, those with a minor first, the oldest of each first; then those closed in the last 30 days."""
    with context.unit() as unit:
        waiting = sorted(unit.cases.open_cases(), key=lambda case: not case.concerns_minor)
        return [*waiting, *unit.cases.closed_since(context.now - _RECENT)]


def open_case_file(context: Context, case_id: UUID) -> CaseFile:
    """Opens the evidence, brought up to date while the case is open; who did is logged.

    Raises Refused(case_not_found).
    """
    with context.unit() as unit:
        case = unit.cases.case(case_id)
        if case is None:
            raise Refused(RefusalReason.CASE_NOT_FOUND)
        unit.cases.log(case_id, CaseAction.READ, context.organiser, context.now)
        found = unit.cases.file_of(case)
        unit.commit()
    return found


def close_case(context: Context, case_id: UUID, verdict: Verdict) -> None:
    """Closes it with words for the reporter, who is told, and a note for other organisers.

    An appeal that is granted lifts its measure, or gives a day's budget back.
    Raises Refused(case_not_found | case_closed | invalid_text | not_allowed_now).
    """
    verdict = replace(
        verdict, answer=clean_text(verdict.answer, REASON_MAX_CHARS), note=clean_text(verdict.note, REASON_MAX_CHARS)
    )
    with context.unit() as unit:
        if verdict.outcome is CaseOutcome.MEASURE_LIFTED:
            _lock_reporter(unit, case_id)
        case = check_open(unit.cases.lock(case_id))
        if verdict.outcome not in outcomes_of(case.kind):
            raise Refused(RefusalReason.NOT_ALLOWED_NOW)
        unit.cases.close(case, verdict, context.organiser, context.now)
        if case.kind is CaseKind.ALERT:
            _settle_alert(unit, case)
        if verdict.outcome is CaseOutcome.MEASURE_LIFTED and not _give_day_back(unit, case):
            lift_in(unit, case.subject.id)
        if case.reporter_id is not None:
            kind = NotificationKind.APPEAL_DECIDED if case.kind is CaseKind.APPEAL else NotificationKind.REPORT_SETTLED
            notify(unit, case.reporter_id, Notice(kind, case.id))
        unit.commit()


def bring_up_overlooked(context: Context) -> int:
    """Tells organisers again of cases that nobody has closed for long; returns how many there are."""
    before = context.now - timedelta(days=CASE_BROUGHT_UP_AGAIN_DAYS)
    with context.unit() as unit:
        overlooked = unit.cases.claim_overlooked(before, context.now)
        for case in overlooked:
            tell_organisers(unit, case)
        unit.commit()
    return len(overlooked)


def _settle_alert(unit: Unit, case: Case) -> None:
    meeting = unit.meetings.meeting(case.subject.id)
    for role in (MeetingRole.ASKER, MeetingRole.HELPER):
        if meeting is not None and meeting.player_of(role) == case.party.about_id:
            unit.meetings.settle_alert(meeting.id, role, unit.now)


def _lock_reporter(unit: Unit, case_id: UUID) -> None:
    """Before the case: whoever leaves for good locks themselves first, and then their cases."""
    case = unit.cases.case(case_id)
    if case is not None and case.reporter_id is not None:
        unit.accounts.lock_player(case.reporter_id)


def _give_day_back(unit: Unit, case: Case) -> bool:
    """Begins a day anew of which the appeal is; tells whether it is of one."""
    days = unit.walking_days.of_player(case.reporter_id) if case.reporter_id is not None else []
    day = next((one for one in days if one.id == case.subject.id), None)
    if day is not None:
        unit.walking_days.give_back(day)
    return day is not None

"""Somebody reports a person, an offer, a message or a place: a case is opened, and organisers are told at once."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from game_rules.cases.case import Case, CaseKind, Party, ReportReason, Subject, SubjectKind
from game_rules.cases.limits import REPORTS_PER_DAY_MAX
from game_rules.refusals import RefusalReason, Refused
from game_rules.text_limits import REASON_MAX_CHARS
from game_rules.texts import clean_text
from server.persistence.ids import new_id
from server.services.calls.conversation_views import other_of_call
from server.services.context import Context, Unit
from server.services.notifications.tell_organisers import tell_organisers


@dataclass(frozen=True, slots=True)
class Statement:
    """A report as somebody makes it; `text` is what they add."""

    subject: Subject
    reason: ReportReason
    text: str | None = None


def report(context: Context, statement: Statement) -> None:
    """Opens a case with its evidence; while it is open, the same report again changes nothing.

    A block does not stand in the way. Raises Refused(call_not_found | nothing_to_report | too_many_reports |
    invalid_text); nothing_to_report for what the player has nothing to do with, whether it exists or not.
    """
    text = clean_text(statement.text, REASON_MAX_CHARS) if statement.text is not None else None
    with context.unit() as unit:
        party = _party_to(unit, statement.subject)
        people = {context.player_id, party.about_id or context.player_id}
        if not unit.accounts.lock_players(people):
            raise Refused(RefusalReason.NOTHING_TO_REPORT)
        if unit.cases.count_reported_since(context.player_id, context.now - timedelta(days=1)) >= REPORTS_PER_DAY_MAX:
            raise Refused(RefusalReason.TOO_MANY_REPORTS)
        opened = unit.cases.open(
            Case(
                new_id(context.now),
                CaseKind.REPORT,
                statement.subject,
                party,
                opened_at=context.now,
                reporter_id=context.player_id,
                reason=statement.reason,
                text=text,
            )
        )
        if opened is not None:
            tell_organisers(unit, opened)
        unit.commit()


def my_reports(context: Context) -> list[Case]:
    """The player's reports and questions to the team, the newest first, with what came of each."""
    with context.unit() as unit:
        return unit.cases.reported_by(context.player_id, CaseKind.REPORT, CaseKind.QUESTION)[::-1]


def _party_to(unit: Unit, subject: Subject) -> Party:
    """Finds whom a report is about, for somebody who has to do with it."""
    found = None
    match subject.kind:
        case SubjectKind.CONVERSATION:
            found = Party(about_id=other_of_call(unit, unit.calls.call(subject.id)))
        case SubjectKind.MEETING:
            meeting = unit.meetings.meeting(subject.id)
            if meeting is not None and meeting.role_of(unit.player_id) is not None:
                found = Party(about_id=next((one for one in meeting.people if one != unit.player_id), None))
        case SubjectKind.PROFILE:
            if unit.calls.conversations_between(unit.player_id, subject.id):
                found = Party(about_id=subject.id)
        case SubjectKind.APPLICATION:
            found = _party_to_application(unit, subject.id)
        case SubjectKind.OFFER:
            if subject.id in unit.achievements.discoveries(unit.player_id):
                found = Party(organisation_id=unit.cases.organisation_of_offer(subject.id))
        case SubjectKind.PLACE:
            found = Party() if unit.territory.places([subject.id]) else None
    if found is None:
        raise Refused(RefusalReason.NOTHING_TO_REPORT)
    return found


def _party_to_application(unit: Unit, application_id: UUID) -> Party | None:
    """For who applied, the organisation; for its members, who applied."""
    application = unit.applications.application(application_id)
    if application is None:
        return None
    if application.player_id == unit.player_id:
        return Party(organisation_id=unit.cases.organisation_of_offer(application.offer_id))
    # Also what was taken back since: its words have been read.
    is_of_theirs = unit.applications.for_answer(application_id, unit.account_id) is not None
    return Party(about_id=application.player_id) if is_of_theirs else None

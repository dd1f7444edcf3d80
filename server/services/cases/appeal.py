"""Somebody reads what was decided against them, and appeals: in the queue in which organisers read reports, too."""

from uuid import UUID

from game_rules.cases.case import Case, CaseKind, Party, Subject, SubjectKind
from game_rules.cases.measure import OwnMeasure
from game_rules.refusals import RefusalReason, Refused
from game_rules.text_limits import REASON_MAX_CHARS
from game_rules.texts import clean_text
from server.persistence.ids import new_id
from server.services.context import Context, Unit
from server.services.notifications.tell_organisers import tell_organisers


def my_measures(context: Context) -> list[OwnMeasure]:
    """Measures against the player and their organisations, the latest first, each with the player's last appeal."""
    with context.unit() as unit:
        return measures_in(unit)


def measures_in(unit: Unit) -> list[OwnMeasure]:
    """The same in the caller's unit."""
    appeals = {case.subject.id: case for case in unit.cases.reported_by(unit.player_id, CaseKind.APPEAL)}
    return [OwnMeasure(one, appeals.get(one.id)) for one in unit.measures.own(unit.player_id)]


def appeal(context: Context, measure_id: UUID, text: str) -> list[OwnMeasure]:
    """Opens a case about the measure; while it is open, the same again changes nothing. Returns all, as they are then.

    Raises Refused(measure_not_found | not_allowed_now | invalid_text).
    """
    text = clean_text(text, REASON_MAX_CHARS)
    with context.unit() as unit:
        unit.accounts.lock_player(context.player_id)
        measure = next(iter(unit.measures.own(context.player_id, measure_id)), None)
        if measure is None:
            raise Refused(RefusalReason.MEASURE_NOT_FOUND)
        measure.check_appeal(context.now)
        subject, party = Subject(SubjectKind.MEASURE, measure_id), Party(organisation_id=measure.organisation_id)
        case = Case(
            new_id(context.now),
            CaseKind.APPEAL,
            subject,
            party,
            opened_at=context.now,
            reporter_id=context.player_id,
            text=text,
        )
        opened = unit.cases.open(case)
        if opened is not None:
            tell_organisers(unit, opened)
        measures = measures_in(unit)
        unit.commit()
    return measures

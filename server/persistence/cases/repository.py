"""Cases, their evidence, and who did what about them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from game_rules.cases.case import NOBODY, Case, CaseAction, CaseKind, LogLine, Organiser, Party, Subject, Verdict
from game_rules.cases.evidence import CaseFile, CaseMeeting, CasePerson, CaseWords, EarlierCase, Evidence
from server.persistence.cases.evidence import copy_evidence
from server.persistence.cases.measures import Measures
from server.persistence.tables.accounts import AccountRow, PlayerRow
from server.persistence.tables.cases import CaseLogRow, CaseMeetingRow, CasePersonRow, CaseRow, CaseWordsRow
from server.persistence.tables.offers import OfferRow
from server.persistence.tables.organisations import OrganisationRow

_EVIDENCE = (CasePersonRow, CaseWordsRow, CaseMeetingRow)

_MOVE_PLAYER = (
    # What one person reported of themselves was about nobody.
    "delete from safety_case where reporter_id in (:old, :new) and about_id in (:old, :new)",
    """delete from safety_case o where reporter_id = :old and closed_at is null and exists
       (select from safety_case n where n.reporter_id = :new and n.closed_at is null and n.kind = o.kind
        and n.subject_kind = o.subject_kind and n.subject_id = o.subject_id)""",
    "update safety_case set reporter_id = :new where reporter_id = :old",
    "update safety_case set about_id = :new where about_id = :old",
    """delete from case_person o where player_id = :old and exists
       (select from case_person n where n.case_id = o.case_id and n.player_id = :new)""",
    "update case_person set player_id = :new where player_id = :old",
    "update case_words set author_id = :new where author_id = :old",
    "update case_meeting set asker_id = :new where asker_id = :old",
    "update case_meeting set joker_id = :new where joker_id = :old",
)


class Cases:
    """Repository bound to one unit of work. Whoever moves a case locks it first."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, case: Case) -> Case | None:
        """Keeps the case with its evidence, and logs it; None for a report that its reporter has open already."""
        opened = self._session.scalar(
            insert(CaseRow)
            .values(
                id=case.id,
                kind=case.kind,
                subject_kind=case.subject.kind,
                subject_id=case.subject.id,
                reporter_id=case.reporter_id,
                about_id=case.party.about_id,
                organisation_id=case.party.organisation_id,
                reason=case.reason,
                text=case.text,
                concerns_minor=False,
                opened_at=case.opened_at,
                brought_up_at=case.opened_at,
            )
            .on_conflict_do_nothing()
            .returning(CaseRow.id)
        )
        if opened is None:
            return None
        copy_evidence(self._session, [case.id])
        self.log(case.id, CaseAction.OPENED, NOBODY, case.opened_at)
        return self.case(case.id)

    def case(self, case_id: UUID) -> Case | None:
        return self._one(select(CaseRow).where(CaseRow.id == case_id))

    def lock(self, case_id: UUID) -> Case | None:
        """The case, which nobody else can move until this unit ends."""
        return self._one(select(CaseRow).where(CaseRow.id == case_id).with_for_update(key_share=True))

    def open_cases(self) -> list[Case]:
        """Those that no organiser has closed, oldest first."""
        return self._all(CaseRow.closed_at.is_(None))

    def closed_since(self, moment: datetime) -> list[Case]:
        """Those that were closed after `moment`, oldest first."""
        return self._all(CaseRow.closed_at > moment)

    def reported_by(self, player_id: UUID, *kinds: CaseKind) -> list[Case]:
        """The player's cases of these kinds, open and closed, oldest first."""
        return self._all((CaseRow.reporter_id == player_id) & CaseRow.kind.in_(kinds))

    def count_reported_since(self, player_id: UUID, moment: datetime) -> int:
        """Counts the reports that the player has made after `moment`."""
        mine = (CaseRow.reporter_id == player_id) & (CaseRow.kind == CaseKind.REPORT) & (CaseRow.opened_at > moment)
        return self._session.scalar(select(func.count()).select_from(CaseRow).where(mine)) or 0

    def open_alert_of(self, meeting_id: UUID, about_id: UUID) -> Case | None:
        """The open alert about somebody who is missed at the meeting, locked."""
        alert = (CaseRow.subject_id == meeting_id) & (CaseRow.kind == CaseKind.ALERT) & (CaseRow.about_id == about_id)
        return self._one(
            select(CaseRow).where(alert, CaseRow.closed_at.is_(None)).with_for_update(key_share=True, of=CaseRow)
        )

    def close(self, case: Case, verdict: Verdict, organiser: Organiser, now: datetime) -> None:
        """Closes a locked case with its evidence as it then is, and logs who did."""
        copy_evidence(self._session, [case.id])
        self._session.execute(
            update(CaseRow)
            .where(CaseRow.id == case.id)
            .values(closed_at=now, outcome=verdict.outcome, answer=verdict.answer, note=verdict.note)
        )
        self.log(case.id, CaseAction.CLOSED, organiser, now)

    def log(
        self,
        case_id: UUID,
        action: CaseAction,
        organiser: Organiser,
        now: datetime,
        *,
        measure_id: UUID | None = None,
    ) -> None:
        """Keeps who did what."""
        self._session.execute(
            insert(CaseLogRow).values(
                case_id=case_id,
                at=now,
                action=action,
                account_id=organiser.account_id,
                token_session=organiser.token_session,
                measure_id=measure_id,
            )
        )

    def log_of(self, case_id: UUID) -> tuple[LogLine, ...]:
        """All that was done about the case, oldest first."""
        rows = self._session.execute(
            select(CaseLogRow, AccountRow.display_name)
            .outerjoin(AccountRow, AccountRow.id == CaseLogRow.account_id)
            .where(CaseLogRow.case_id == case_id)
            .order_by(CaseLogRow.id)
        )
        return tuple(LogLine(row.at, row.action, name, row.token_session) for row, name in rows)

    def copy_evidence_of(self, player_id: UUID) -> None:
        """Brings the evidence of each open case of the player up to date."""
        copy_evidence(self._session, list(self._session.scalars(_open_of(player_id))))

    def count_open_of(self, player_id: UUID) -> int:
        """Counts the open cases in which the player has a part, also when they have left."""
        return len(self._session.scalars(_open_of(player_id)).all())

    def copy_all_evidence(self) -> None:
        """Brings the evidence of all open cases up to date: before what they are about is kept no longer."""
        copy_evidence(self._session, list(self._session.scalars(select(CaseRow.id).where(CaseRow.closed_at.is_(None)))))

    def evidence(self, case_id: UUID) -> Evidence:
        """All that is kept for the case; empty once it has gone."""
        people = self._session.execute(
            select(CasePersonRow, PlayerRow.id)
            .outerjoin(PlayerRow, PlayerRow.id == CasePersonRow.player_id)
            .where(CasePersonRow.case_id == case_id)
            .order_by(CasePersonRow.player_id)
        )
        words = self._session.scalars(
            select(CaseWordsRow).where(CaseWordsRow.case_id == case_id).order_by(CaseWordsRow.number)
        )
        meetings = self._session.scalars(
            select(CaseMeetingRow)
            .where(CaseMeetingRow.case_id == case_id)
            .order_by(CaseMeetingRow.starts_at, CaseMeetingRow.meeting_id)
        )
        return Evidence(
            tuple(_person(row, left=still_here is None) for row, still_here in people),
            tuple(CaseWords(row.number, row.kind, row.author_id, row.text, row.said_at) for row in words),
            tuple(_meeting(row) for row in meetings),
        )

    def file_of(self, case: Case) -> CaseFile:
        """All that an organiser reads of the case; while it is open its evidence is brought up to date first."""
        if case.closed_at is None:
            copy_evidence(self._session, [case.id])
        evidence = self.evidence(case.id)
        organisation = self._session.scalar(
            select(OrganisationRow.name).where(OrganisationRow.id == case.party.organisation_id)
        )
        people = [one.player_id for one in evidence.people]
        earlier = self.earlier_of(case, people)
        measures = Measures(self._session).against(people, case.party.organisation_id)
        return CaseFile(case, evidence, organisation, earlier, self.log_of(case.id), tuple(measures))

    def organisation_of_offer(self, offer_id: UUID) -> UUID | None:
        """The organisation whose offer it is; None for an offer that is not there."""
        return self._session.scalar(select(OfferRow.organisation_id).where(OfferRow.id == offer_id))

    def earlier_of(self, case: Case, player_ids: Collection[UUID]) -> tuple[EarlierCase, ...]:
        """Other cases in which one of the players had a part, the latest first."""
        rows = self._session.execute(
            select(CaseRow, CasePersonRow.player_id, CasePersonRow.role)
            .join(CasePersonRow, CasePersonRow.case_id == CaseRow.id)
            .where(CasePersonRow.player_id.in_(player_ids), CaseRow.id != case.id)
            .order_by(CaseRow.id.desc(), CasePersonRow.player_id)
        )
        return tuple(EarlierCase(_case(row), player_id, role) for row, player_id, role in rows)

    def claim_overlooked(self, before: datetime, now: datetime) -> list[Case]:
        """Open cases of which organisers were last told at or before `before`; from now on they count as told."""
        rows = self._session.scalars(
            update(CaseRow)
            .where(CaseRow.closed_at.is_(None), CaseRow.brought_up_at <= before)
            .values(brought_up_at=now)
            .returning(CaseRow)
        )
        cases = sorted((_case(row) for row in rows), key=lambda case: case.id)
        for case in cases:
            self.log(case.id, CaseAction.BROUGHT_UP, NOBODY, now)
        return cases

    def forget_evidence(self, closed_by: datetime) -> int:
        """Deletes the evidence of cases closed at or before that, and the reporter's own words; returns how many rows
        went. The cases stay."""
        over = select(CaseRow.id).where(CaseRow.closed_at <= closed_by)
        count = 0
        for table in _EVIDENCE:
            gone = delete(table).where(table.case_id.in_(over)).returning(table.case_id)
            count += len(self._session.execute(gone, execution_options={"synchronize_session": False}).all())
        self._session.execute(
            update(CaseRow).where(CaseRow.closed_at <= closed_by, CaseRow.text.is_not(None)).values(text=None)
        )
        return count

    def move_player(self, old_id: UUID, new_id: UUID) -> None:
        """Makes the part of one player the other's. The caller holds both players' locks."""
        for step in map(text, _MOVE_PLAYER):
            self._session.execute(step, {"old": old_id, "new": new_id})

    def _one(self, query: Select[CaseRow]) -> Case | None:
        row = self._session.scalar(query.execution_options(populate_existing=True))
        return _case(row) if row else None

    def _all(self, condition: ColumnElement[bool]) -> list[Case]:
        return [_case(row) for row in self._session.scalars(select(CaseRow).where(condition).order_by(CaseRow.id))]


def _open_of(player_id: UUID) -> Select[UUID]:
    return (
        select(CaseRow.id)
        .join(CasePersonRow, CasePersonRow.case_id == CaseRow.id)
        .where(CaseRow.closed_at.is_(None), CasePersonRow.player_id == player_id)
        .order_by(CaseRow.id)
    )


def _case(row: CaseRow) -> Case:
    return Case(
        id=row.id,
        kind=row.kind,
        subject=Subject(row.subject_kind, row.subject_id),
        party=Party(row.about_id, row.organisation_id),
        opened_at=row.opened_at,
        reporter_id=row.reporter_id,
        reason=row.reason,
        text=row.text,
        concerns_minor=row.concerns_minor,
        closed_at=row.closed_at,
        outcome=row.outcome,
        answer=row.answer,
        note=row.note,
    )


def _person(row: CasePersonRow, *, left: bool) -> CasePerson:
    return CasePerson(
        player_id=row.player_id,
        account_id=row.account_id,
        role=row.role,
        name=row.name,
        email=row.email,
        age_band=row.age_band,
        joker_state=row.joker_state,
        identity_checked_at=row.identity_checked_at,
        left=left,
    )


def _meeting(row: CaseMeetingRow) -> CaseMeeting:
    return CaseMeeting(
        meeting_id=row.meeting_id,
        place=row.place,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        state=row.state,
        asker_id=row.asker_id,
        joker_id=row.joker_id,
        asker_checked_in_at=row.asker_checked_in_at,
        asker_checked_out_at=row.asker_checked_out_at,
        asker_came_by=row.asker_came_by,
        asker_well_at=row.asker_well_at,
        helper_checked_in_at=row.helper_checked_in_at,
        helper_checked_out_at=row.helper_checked_out_at,
        helper_came_by=row.helper_came_by,
        helper_well_at=row.helper_well_at,
        contact_name=row.contact_name,
        contact_email=row.contact_email,
        contact_phone=row.contact_phone,
        contact_answer=row.contact_answer,
    )

"""Whoever has no position shows by a code that they are at the meeting: by the other one's, or by the desk's."""

from datetime import timedelta
from uuid import uuid4

import pytest

from game_rules.meetings.meeting import CheckInProof, MeetingRole, MeetingState, MeetingStep
from game_rules.play.outcomes import PointsAwarded
from game_rules.refusals import RefusalReason, Refused
from server.live.live import Live
from server.live.walkers import Walkers
from server.services.accounts.consent import withdraw_consent
from server.services.meetings.alerts import list_alerts
from server.services.meetings.attend import check_in, check_out, show_code
from server.services.meetings.desk_codes import list_desks, write_sheet
from server.services.presence_codes import PresenceCodes
from tests.integration.meetings.test_meeting_clock import END, OVERDUE
from tests.support.contexts import CODES, context_at
from tests.support.factories import START
from tests.support.scenes.help import LIBRARY, PARK
from tests.support.scenes.meetings import AUNT, TOMORROW, MeetingScene

SECOND, EARLY = timedelta(seconds=1), timedelta(minutes=15)


def refused(reason: RefusalReason) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"^{reason.value}$")


def test_each_says_that_they_are_there_with_the_code_that_the_other_one_shows(two: MeetingScene) -> None:
    meeting_id = two.set_up()
    first = two.check_in_by_code(two.asker_id, meeting_id, two.code_of(two.joker_id, meeting_id))
    attended = first.view.meeting
    assert (attended.asker.came_by, attended.asker.checked_in_at) == (CheckInProof.OTHERS_CODE, TOMORROW)
    assert attended.helper.checked_in_at is None, "a code speaks for who enters it alone"
    second = two.check_in_by_code(two.joker_id, meeting_id, two.code_of(two.asker_id, meeting_id))
    assert {one.player_id for one in second.events if isinstance(one.event, PointsAwarded)} == set(attended.people)


def test_ones_own_code_a_code_of_another_meeting_and_a_made_up_one_are_wrong(two: MeetingScene) -> None:
    meeting_id = two.set_up()
    wrong = (two.code_of(two.asker_id, meeting_id), CODES.of_meeting(uuid4(), MeetingRole.HELPER), "not six", "١٢٣٤٥٦")
    for code in wrong:
        with refused(RefusalReason.PRESENCE_CODE_WRONG):
            two.check_in_by_code(two.asker_id, meeting_id, code)
    assert two.meeting(meeting_id).state is MeetingState.CONFIRMED


def test_a_code_is_shown_from_when_one_can_check_in_until_the_watch_ends(two: MeetingScene) -> None:
    meeting_id = two.propose(two.asker_id).view.meeting.id
    with refused(RefusalReason.NOT_ALLOWED_NOW):
        two.code_of(two.asker_id, meeting_id)
    two.confirm(two.joker_id, meeting_id)
    for shown_at in (TOMORROW - EARLY, OVERDUE - SECOND):
        assert len(two.code_of(two.asker_id, meeting_id, shown_at)) == 6
    for hidden_at in (TOMORROW - EARLY - SECOND, OVERDUE):
        with refused(RefusalReason.NOT_THE_TIME):
            two.code_of(two.asker_id, meeting_id, hidden_at)
    with refused(RefusalReason.MEETING_NOT_FOUND):
        show_code(context_at(two.open_unit, TOMORROW, player_id=uuid4()), meeting_id)
    two.cancel(two.asker_id, meeting_id, now=TOMORROW - SECOND)
    with refused(RefusalReason.MEETING_OVER):
        two.code_of(two.asker_id, meeting_id, TOMORROW - SECOND)


def test_a_right_code_is_wrong_before_and_after_the_meeting(two: MeetingScene) -> None:
    meeting_id = two.set_up()
    code = two.code_of(two.joker_id, meeting_id)
    for moment in (TOMORROW - EARLY - SECOND, END):
        with refused(RefusalReason.NOT_THE_TIME):
            two.check_in_by_code(two.asker_id, meeting_id, code, moment)


def test_the_desk_has_a_code_for_each_open_day_and_it_is_of_that_day_and_place(two: MeetingScene) -> None:
    context = context_at(two.open_unit, campaign=two.scene.campaign)
    assert LIBRARY in list_desks(context)
    sheet = write_sheet(context, LIBRARY.id)
    assert len({code for _, code in sheet.codes}) == len(sheet.codes) > 20
    assert all(day.weekday() != 6 for day, _ in sheet.codes), "it is closed on Sundays"
    codes = dict(sheet.codes)
    meeting_id = two.set_up()
    day = TOMORROW.date()
    for wrong in (codes[START.date()], CODES.of_desk(PARK.id, day), PresenceCodes(b"other").of_desk(LIBRARY.id, day)):
        with refused(RefusalReason.PRESENCE_CODE_WRONG):
            two.check_in_by_code(two.asker_id, meeting_id, wrong)
    two.check_in_by_code(two.asker_id, meeting_id, codes[day])
    assert two.meeting(meeting_id).asker.came_by is CheckInProof.DESK_CODE
    with refused(RefusalReason.PLACE_NOT_STAFFED):
        write_sheet(context, PARK.id)


def test_who_came_by_a_code_leaves_by_their_word_and_who_came_by_a_position_may_by_a_code(two: MeetingScene) -> None:
    meeting_id = two.set_up()
    two.check_in_by_code(two.asker_id, meeting_id, two.code_of(two.joker_id, meeting_id))
    two.check_in(two.joker_id, meeting_id)
    with refused(RefusalReason.POSITION_NOT_USABLE):
        check_out(context_at(two.open_unit, END, player_id=two.joker_id), meeting_id, None)
    check_out(context_at(two.open_unit, END, player_id=two.asker_id), meeting_id, None)
    code = two.code_of(two.asker_id, meeting_id, END)
    check_out(context_at(two.open_unit, END, player_id=two.joker_id), meeting_id, code)
    assert two.meeting(meeting_id).state is MeetingState.MET


def test_no_position_is_asked_of_who_withdrew_their_consent_to_it(two: MeetingScene) -> None:
    meeting_id = two.set_up()
    with two.open_unit() as unit:
        player = unit.accounts.player(two.asker_id)
    withdraw_consent(context_at(two.open_unit, player=player, live=Live(walkers=Walkers())))
    with refused(RefusalReason.CONSENT_WITHDRAWN):
        two.check_in(two.asker_id, meeting_id)
    two.check_in_by_code(two.asker_id, meeting_id, two.code_of(two.joker_id, meeting_id))


def test_a_code_that_somebody_was_told_does_not_end_the_watch_over_who_told_it(minor: MeetingScene) -> None:
    meeting_id = minor.set_up(contact=AUNT)
    minor.check_in_by_code(minor.joker_id, meeting_id, minor.code_of(minor.asker_id, meeting_id))
    check_out(context_at(minor.open_unit, END, player_id=minor.joker_id), meeting_id, None)
    minor.step(meeting_id, MeetingStep.CLOSE, OVERDUE)
    assert [found.alert.role for found in list_alerts(context_at(minor.open_unit))] == [MeetingRole.ASKER]


def test_the_same_code_sent_again_changes_nothing(two: MeetingScene) -> None:
    meeting_id = two.set_up()
    code = two.code_of(two.joker_id, meeting_id)
    two.check_in_by_code(two.asker_id, meeting_id, code)
    again = check_in(context_at(two.open_unit, TOMORROW + SECOND, player_id=two.asker_id), meeting_id, code)
    assert not again.events
    assert again.view.meeting.asker.checked_in_at == TOMORROW

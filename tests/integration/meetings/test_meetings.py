"""Two people agree to meet, come, and leave: what is kept, who is told, what is refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from game_rules.addressed_events import AddressedEvent
from game_rules.limits import DEFAULT_LIMITS
from game_rules.meetings.events import MeetingChanged
from game_rules.meetings.meeting import CancelReason, MeetingRole, MeetingState, TrustedContact
from game_rules.play.outcomes import PointsAwarded
from game_rules.refusals import RefusalReason, Refused
from server.services.meetings.help_snapshot import take_help_snapshot
from server.services.meetings.propose import NewMeeting, choose_slot, propose_meeting
from server.services.play.player_state import read_totals
from tests.support.contexts import context_at
from tests.support.factories import START
from tests.support.scenes.help import LIBRARY, PARK, HelpScene
from tests.support.scenes.meetings import AUNT, TOMORROW, MeetingScene

HOUR = timedelta(hours=1)
END = TOMORROW + timedelta(minutes=30)


def refused(reason: RefusalReason) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"^{reason.value}$")


def states_told(told: tuple[AddressedEvent, ...]) -> Iterator[tuple[object, MeetingState]]:
    for one in told:
        if isinstance(one.event, MeetingChanged):
            assert one.event.is_for(one.player_id)
            yield one.player_id, one.event.view.meeting.state


def test_a_meeting_is_set_when_the_other_one_says_yes(two: MeetingScene) -> None:
    proposed = two.propose(two.asker_id)
    assert set(states_told(proposed.events)) == {
        (two.asker_id, MeetingState.PROPOSED),
        (two.joker_id, MeetingState.PROPOSED),
    }
    meeting_id = proposed.view.meeting.id
    with refused(RefusalReason.NOT_ALLOWED_NOW):
        two.confirm(two.asker_id, meeting_id)
    two.confirm(two.joker_id, meeting_id)
    assert two.meeting(meeting_id).state is MeetingState.CONFIRMED
    snapshot = take_help_snapshot(context_at(two.open_unit, campaign=two.scene.campaign, player_id=two.joker_id))
    (seen,) = snapshot.meetings
    assert (seen.role, seen.other, seen.place) == (MeetingRole.HELPER, (two.asker_id, "Camille"), LIBRARY)


def test_proposing_and_confirming_twice_is_doing_it_once(two: MeetingScene) -> None:
    meeting_id = uuid4()
    assert two.propose(two.asker_id, meeting_id=meeting_id).events
    assert not two.propose(two.asker_id, meeting_id=meeting_id).events
    assert two.confirm(two.joker_id, meeting_id).events
    assert not two.confirm(two.joker_id, meeting_id).events
    with refused(RefusalReason.MEETING_NOT_FOUND):
        two.propose(two.joker_id, meeting_id=meeting_id)


def test_a_counter_proposal_takes_the_place_of_the_open_one(two: MeetingScene) -> None:
    first = two.propose(two.asker_id).view.meeting.id
    second = two.propose(two.joker_id, TOMORROW + HOUR).view.meeting
    assert (two.meeting(first).state, two.meeting(first).cancel_reason) == (
        MeetingState.CANCELLED,
        CancelReason.OTHER_TIME,
    )
    two.confirm(two.asker_id, second.id)
    with refused(RefusalReason.MEETING_ALREADY_SET):
        two.propose(two.asker_id, TOMORROW + 2 * HOUR)


def test_strangers_find_no_meeting(two: MeetingScene) -> None:
    meeting_id = two.propose(two.asker_id).view.meeting.id
    stranger = two.scene.player()
    for attempt in (two.confirm, two.cancel, two.check_in):
        with refused(RefusalReason.MEETING_NOT_FOUND):
            attempt(stranger, meeting_id)


def test_nobody_meets_a_joker_whose_identity_was_not_checked(scene: HelpScene) -> None:
    two = MeetingScene(scene, identity_checked=False)
    for player_id in (two.asker_id, two.joker_id):
        with refused(RefusalReason.IDENTITY_NOT_CHECKED):
            two.propose(player_id)


def test_under_18_somebody_trusted_has_to_be_named(minor: MeetingScene) -> None:
    with refused(RefusalReason.TRUSTED_CONTACT_NEEDED):
        minor.propose(minor.asker_id)
    assert minor.propose(minor.asker_id, contact=AUNT).view.contact_needed


def test_a_minor_names_them_with_their_yes_and_the_joker_never_sees_whom(minor: MeetingScene) -> None:
    with refused(RefusalReason.TRUSTED_CONTACT_INVALID):
        minor.propose(minor.joker_id, contact=AUNT)
    meeting_id = minor.propose(minor.joker_id).view.meeting.id
    with refused(RefusalReason.TRUSTED_CONTACT_NEEDED):
        minor.confirm(minor.asker_id, meeting_id)
    minor.confirm(minor.asker_id, meeting_id, AUNT)
    assert minor.meeting(meeting_id).trusted_contact == AUNT


def test_a_trusted_contact_is_forgotten_when_nobody_meets(minor: MeetingScene) -> None:
    meeting_id = minor.propose(minor.asker_id, contact=AUNT).view.meeting.id
    cancelled = minor.cancel(minor.joker_id, meeting_id, CancelReason.ILL)
    assert cancelled.view.meeting.trusted_contact is None
    assert set(states_told(cancelled.events)) == {
        (minor.asker_id, MeetingState.CANCELLED),
        (minor.joker_id, MeetingState.CANCELLED),
    }
    assert not minor.cancel(minor.joker_id, meeting_id).events


@pytest.mark.parametrize(
    "contact",
    [
        TrustedContact("Odile", None, None),
        TrustedContact(" ", "odile@example.org", None),
        TrustedContact("Odile", None, "12 34"),
        TrustedContact("Odile", None, "call me maybe"),
    ],
)
def test_a_contact_whom_nobody_can_reach_is_none(minor: MeetingScene, contact: TrustedContact) -> None:
    with refused(RefusalReason.TRUSTED_CONTACT_INVALID):
        minor.propose(minor.asker_id, contact=contact)


def test_a_telephone_alone_is_enough_only_where_an_organiser_is_told(minor: MeetingScene) -> None:
    new = NewMeeting(uuid4(), minor.call_id, LIBRARY.id, TOMORROW, 30, TrustedContact("Odile", None, "06 00 00 00 00"))
    told = context_at(minor.open_unit, campaign=minor.scene.campaign, player_id=minor.asker_id)
    with refused(RefusalReason.TRUSTED_CONTACT_INVALID):
        propose_meeting(replace(told, organiser_mail=None), new)
    assert propose_meeting(told, new).events


def test_a_place_has_to_be_staffed_and_open(two: MeetingScene) -> None:
    with refused(RefusalReason.PLACE_NOT_STAFFED):
        two.propose(two.asker_id, place_id=PARK.id)
    sunday = TOMORROW + timedelta(days=3)
    with refused(RefusalReason.PLACE_CLOSED):
        two.propose(two.asker_id, sunday)


def test_nobody_is_at_two_meetings_at_once(scene: HelpScene, two: MeetingScene) -> None:
    two.set_up()
    other = MeetingScene(scene, joker_id=two.joker_id)
    with refused(RefusalReason.SLOT_TAKEN):
        other.propose(other.asker_id, TOMORROW + timedelta(minutes=15))
    choice = choose_slot(
        context_at(other.open_unit, campaign=scene.campaign, player_id=other.asker_id), other.call_id, 30
    )
    ((place, slots),) = choice.places
    assert place == LIBRARY
    starts = [start for day in slots.days for start in day.starts]
    assert TOMORROW not in starts
    assert END in starts
    for start in (starts[0], starts[-1]):
        other.propose(other.asker_id, start)


def test_proposals_are_bounded(two: MeetingScene) -> None:
    for number in range(DEFAULT_LIMITS.meeting_proposals_per_hour_max):
        two.propose(two.asker_id, now=START + timedelta(seconds=number))
    with refused(RefusalReason.TOO_MANY_PROPOSALS):
        two.propose(two.asker_id, now=START + timedelta(seconds=59))
    two.propose(two.asker_id, now=START + HOUR)


def test_both_get_points_once_both_are_there(two: MeetingScene) -> None:
    meeting_id = two.set_up()
    first = two.check_in(two.asker_id, meeting_id)
    assert first.view.meeting.state is MeetingState.UNDER_WAY
    assert not any(isinstance(one.event, PointsAwarded) for one in first.events)
    second = two.check_in(two.joker_id, meeting_id)
    paid = {one.player_id: one.event for one in second.events if isinstance(one.event, PointsAwarded)}
    assert set(paid) == {two.asker_id, two.joker_id}
    assert not two.check_in(two.joker_id, meeting_id).events
    assert read_totals(context_at(two.open_unit), two.asker_id).points == DEFAULT_LIMITS.points_joker_met
    assert read_totals(context_at(two.open_unit), two.joker_id).points == DEFAULT_LIMITS.points_player_met
    two.check_out(two.asker_id, meeting_id, END)
    assert two.meeting(meeting_id).state is MeetingState.UNDER_WAY
    two.check_out(two.joker_id, meeting_id, END)
    assert (two.meeting(meeting_id).state, two.meeting(meeting_id).ended_at) == (MeetingState.MET, END)


def test_the_same_two_are_paid_once_a_local_day(two: MeetingScene) -> None:
    days = (TOMORROW, TOMORROW + HOUR, TOMORROW + timedelta(days=1))
    for number, starts_at in enumerate(days):
        meeting_id = two.set_up(starts_at, now=starts_at - HOUR)
        for player_id in (two.asker_id, two.joker_id):
            two.check_in(player_id, meeting_id, starts_at)
            two.check_out(player_id, meeting_id, starts_at)
        paid = (1, 1, 2)[number]
        assert read_totals(context_at(two.open_unit), two.asker_id).points == paid * DEFAULT_LIMITS.points_joker_met


def test_somewhere_else_is_not_there(two: MeetingScene) -> None:
    meeting_id = two.set_up()
    with refused(RefusalReason.TOO_FAR_FROM_PLACE):
        two.check_in(two.asker_id, meeting_id, metres_off=200)
    with refused(RefusalReason.NOT_THE_TIME):
        two.check_in(two.asker_id, meeting_id, TOMORROW - HOUR)
    two.check_in(two.asker_id, meeting_id)
    with refused(RefusalReason.TOO_FAR_FROM_PLACE):
        two.check_out(two.asker_id, meeting_id, END, metres_off=200)
    with refused(RefusalReason.NOT_ALLOWED_NOW):
        two.check_out(two.joker_id, meeting_id, END)
    with refused(RefusalReason.NOT_ALLOWED_NOW):
        two.cancel(two.joker_id, meeting_id)


def test_who_may_not_meet_hears_of_it_before_they_choose(scene: HelpScene, minor: MeetingScene) -> None:
    choice = choose_slot(
        context_at(minor.open_unit, campaign=scene.campaign, player_id=minor.asker_id), minor.call_id, 30
    )
    assert choice.contact_needed
    assert not choose_slot(
        context_at(minor.open_unit, campaign=scene.campaign, player_id=minor.joker_id), minor.call_id, 30
    ).contact_needed
    unchecked = MeetingScene(scene, identity_checked=False)
    with refused(RefusalReason.IDENTITY_NOT_CHECKED):
        choose_slot(
            context_at(scene.open_unit, campaign=scene.campaign, player_id=unchecked.asker_id), unchecked.call_id, 30
        )
